//! Short names for what the module takes from its JavaScript. `wasm-bindgen` writes a hash into each of them, which no
//! compression can make smaller, and both files carry them.

use anyhow::{Result, bail};
use std::mem;
use wasm_bindgen_cli_support::Output;

/// Where the module looks for them.
const GLUE: &str = "./app_bg.js";

/// A long name and its short one.
type Renamed = (String, String);

/// Renames them in the module.
pub(crate) fn shorten(output: &mut Output) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    for import in output.wasm_mut().imports.iter_mut().filter(|import| import.module == GLUE) {
        let short = format!("i{}", renamed.len());
        renamed.push((mem::replace(&mut import.name, short.clone()), short));
    }
    renamed
}

/// Renames them in the JavaScript, where each is the key of one function.
pub(crate) fn rename(script: &str, renamed: &[Renamed]) -> Result<String> {
    let mut script = script.to_owned();
    for (long, short) in renamed {
        let key = format!("        {long}: ");
        if script.matches(&key).count() != 1 {
            bail!("the JavaScript that wasm-bindgen wrote has another shape than before: {long} is not in its place");
        }
        script = script.replace(&key, &format!("        {short}: "));
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::rename;

    #[test]
    fn keys_are_renamed_and_nothing_else() {
        let renamed = [("__wbg_a_1".to_owned(), "i0".to_owned())];
        let script = "x = {\n        __wbg_a_1: function() { return \"__wbg_a_1: \"; },\n};";
        let expected = "x = {\n        i0: function() { return \"__wbg_a_1: \"; },\n};";
        assert_eq!(rename(script, &renamed).unwrap(), expected);
        assert!(rename("x = {}", &renamed).is_err());
    }
}
