//! `web/index.html` with the names of this build in the places of `{{css}}`, `{{dark}}`, `{{boot}}`, `{{theme}}`, `{{wasm}}`, `{{js}}`.

use anyhow::{Result, bail};

/// The addresses of this build's assets.
pub(crate) struct Assets {
    pub(crate) css: String,
    pub(crate) dark: String,
    pub(crate) boot: String,
    pub(crate) theme: Option<String>,
    pub(crate) wasm: String,
    pub(crate) js: String,
}

/// Fills in the template; a name nobody knows is an error and not an empty place.
pub(crate) fn fill(template: &str, assets: &Assets) -> Result<String> {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { bail!("web/index.html opens {{{{ without }}}}") };
        page.push_str(before);
        page.push_str(address(name.trim(), assets)?);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

fn address<'a>(name: &str, assets: &'a Assets) -> Result<&'a str> {
    match name {
        "css" => Ok(&assets.css),
        "dark" => Ok(&assets.dark),
        "boot" => Ok(&assets.boot),
        "wasm" => Ok(&assets.wasm),
        "js" => Ok(&assets.js),
        "theme" => match &assets.theme {
            Some(theme) => Ok(theme),
            None => bail!("web/index.html asks for {{{{theme}}}}, but there is no web/static/theme.js"),
        },
        _ => bail!("web/index.html asks for {{{{{name}}}}}; there is css, dark, boot, theme, wasm and js"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Assets, fill};

    fn assets() -> Assets {
        let name = |text: &str| format!("/assets/{text}");
        Assets {
            css: name("a.css"),
            dark: name("n.css"),
            boot: name("b.js"),
            theme: None,
            wasm: name("c.wasm"),
            js: name("d.js"),
        }
    }

    #[test]
    fn every_name_is_filled_in() {
        let page = fill("<link href=\"{{css}}\"><script src='{{ boot }}'> {{wasm}}{{js}}", &assets()).unwrap();
        assert_eq!(page, "<link href=\"/assets/a.css\"><script src='/assets/b.js'> /assets/c.wasm/assets/d.js");
    }

    #[test]
    fn unknown_and_missing_names_are_refused() {
        assert!(fill("{{logo}}", &assets()).is_err());
        assert!(fill("{{theme}}", &assets()).is_err());
        assert!(fill("{{css", &assets()).is_err());
    }
}
