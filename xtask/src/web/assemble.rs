//! Puts the finished app together: assets under names with their hash, static files as they are, and a page a bundle
//! that names them all.

use super::files_below;
use super::page::{Assets, fill};
use super::stamp::short;
use super::wasm::Module;
use crate::place;
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::Path;

/// The script that depends on the person's choice of theme runs before the first paint, so it is a file of its own.
const THEME: &str = "theme.js";

pub(crate) fn assemble(modules: &[Module], out: &Path) -> Result<()> {
    let web = place::root().join("web");
    let assets = out.join("assets");
    fs::create_dir_all(&assets)?;
    copy_static(&web.join("static"), out)?;
    let styles = styles(&web.join("style"))?;
    let css = keep(&assets, "style", "css", styles.as_bytes())?;
    let dark = keep(&assets, "dark", "css", dark(&styles)?.as_bytes())?;
    let theme_source = web.join("static").join(THEME);
    let theme =
        if theme_source.is_file() { Some(keep(&assets, "theme", "js", &fs::read(theme_source)?)?) } else { None };
    let template = fs::read_to_string(web.join("index.html"))
        .context("web/index.html is missing: it is the page that loads the app")?;
    for module in modules {
        for snippet in module.snippets()? {
            let to = assets.join(snippet.strip_prefix(&module.dir)?);
            fs::create_dir_all(to.parent().context("a snippet lies in a folder")?)?;
            fs::copy(snippet, to)?;
        }
        let name = module.bundle.name;
        let wasm = keep(&assets, name, "wasm", &fs::read(module.wasm())?)?;
        let js = keep(&assets, name, "js", &fs::read(module.js())?)?;
        let boot = keep(&assets, &format!("{name}-boot"), "js", boot(&js, &wasm).as_bytes())?;
        let filled = Assets { css: css.clone(), dark: dark.clone(), boot, theme: theme.clone(), wasm, js };
        fs::write(out.join(module.bundle.page), fill(&template, &filled)?)?;
    }
    Ok(())
}

/// The module that starts the app. A file of its own because the content-security policy forbids inline scripts.
fn boot(js: &str, wasm: &str) -> String {
    format!("import init from \"{js}\";\ninit({{ module_or_path: \"{wasm}\" }});\n")
}

/// Writes an asset under its content's hash and returns its address.
fn keep(assets: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{extension}", short(content));
    fs::write(assets.join(&name), content)?;
    Ok(format!("/assets/{name}"))
}

/// All style sheets in one, in the order of their names.
fn styles(dir: &Path) -> Result<String> {
    let mut all = String::new();
    for file in files_below(dir)?.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "css")) {
        all.push_str(fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?.trim_end());
        all.push('\n');
    }
    if all.is_empty() {
        bail!("web/style has no .css file: the app would stand there without clothes");
    }
    Ok(all)
}

/// What a choice of dark changes.
const DARK: &str = "[data-kern-theme=dark]";

/// The rules for the dark, for who has no script to choose them: the same, whatever the page's attribute says. The
/// page asks for this sheet where the system is dark.
fn dark(styles: &str) -> Result<String> {
    let mut rules = String::new();
    // A rule ends with a brace; what stands before a selector is the end of another rule, or a comment.
    for rule in styles.split_inclusive('}') {
        let start = rule.rfind("*/").map_or(0, |end| end + 2);
        let Some((selector, body)) = rule[start..].split_once('{') else { continue };
        if selector.contains(DARK) {
            let here = selector.trim().replace(DARK, ":root[data-kern-theme]");
            rules.extend([&here, " {", body, "\n"]);
        }
    }
    if rules.is_empty() {
        bail!("web/style has no rule for {DARK}: without script the dark would be light");
    }
    Ok(rules)
}

fn copy_static(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for file in files_below(from)? {
        let inner = file.strip_prefix(from)?;
        if inner == Path::new(THEME) {
            continue;
        }
        let target = to.join(inner);
        fs::create_dir_all(target.parent().context("a file lies in a folder")?)?;
        fs::copy(&file, target)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::dark;

    #[test]
    fn rules_for_the_dark_hold_without_a_choice() {
        let styles =
            "a{b:c}/* x { */\n:root, [data-kern-theme=light] { --a: 1 }\n[data-kern-theme=dark] .x { --a: 2 }\nd{}";
        assert_eq!(dark(styles).unwrap(), ":root[data-kern-theme] .x { --a: 2 }\n");
        assert!(dark("a{b:c}").is_err());
    }
}
