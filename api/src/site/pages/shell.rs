//! The app's own page as a shell: what loads the app stays as it was built, what people and programs read is put in.

/// The page with a head, a body and a language of our own; `None` where it is not built as we know it, and then it
/// goes out as it is. The app takes the place of a `whole` body once it has something to show, of any other at once.
pub(super) fn fill(shell: &str, lang: &str, head: &str, body: &str, whole: bool) -> Option<String> {
    let (before, rest) = shell.split_once("<html lang=\"de\"")?;
    let (open, rest) = rest.split_once("<title>")?;
    let (_, rest) = rest.split_once("</title>")?;
    let (between, rest) = rest.split_once("<meta name=\"description\"")?;
    let (_, rest) = rest.split_once('>')?;
    let (loads, rest) = rest.split_once("<div id=\"app\">")?;
    // The last one closes the app's place.
    let (_, end) = rest.rsplit_once("</div>")?;
    Some(
        [
            before,
            "<html lang=\"",
            lang,
            "\"",
            open,
            head,
            between,
            loads,
            if whole { "<div id=\"app\" data-filled>\n" } else { "<div id=\"app\">\n" },
            body,
            "\n</div>",
            end,
        ]
        .concat(),
    )
}

/// A filled page without what loads the app, and with scripts of its own.
pub(super) fn alone(page: &str, scripts: &[&str]) -> String {
    let of_the_app = |line: &str| {
        line.contains("type=\"module\"") || line.contains("rel=\"modulepreload\"") || line.contains("as=\"fetch\"")
    };
    let mut out = String::with_capacity(page.len());
    for line in page.lines().filter(|line| !of_the_app(line)) {
        if line.starts_with("</head>") {
            for script in scripts {
                out.extend(["<script src=\"", script, "\" defer></script>\n"]);
            }
        }
        out.extend([line, "\n"]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_apps_page_is_filled_and_keeps_what_loads_it() {
        let shell = include_str!("../../../../web/index.html");
        let page = fill(shell, "en", "<title>T</title>", "<main>M</main>", true).unwrap();
        for part in [
            "<html lang=\"en\" data-kern",
            "<title>T</title>",
            "{{css}}",
            "{{boot}}",
            "<main>M</main>\n</div>\n</body>",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        for gone in ["Rathaus Co-Working</title>", "name=\"description\"", "<noscript><p"] {
            assert!(!page.contains(gone), "{gone}\n{page}");
        }
    }

    #[test]
    fn a_page_of_its_own_loads_its_own_scripts_and_nothing_of_the_app() {
        let page = "<head>\n<link rel=\"stylesheet\" href=\"/a.css\">\n<link rel=\"modulepreload\" href=\"/a.js\">\n\
            <link rel=\"preload\" href=\"/a.wasm\" as=\"fetch\">\n<script type=\"module\" src=\"/b.js\"></script>\n</head>\n";
        let own =
            "<head>\n<link rel=\"stylesheet\" href=\"/a.css\">\n<script src=\"/own.js\" defer></script>\n</head>\n";
        assert_eq!(alone(page, &["/own.js"]), own);
    }

    #[test]
    fn another_page_is_left_alone() {
        assert_eq!(fill("<!doctype html>app", "de", "", "", true), None);
    }
}
