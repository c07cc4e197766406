//! Letters, large and small. In the browser by its own functions: those of the standard library bring
//! along the tables of all scripts.

/// All of it in capitals.
#[cfg(target_arch = "wasm32")]
pub(crate) fn upper(words: &str) -> String {
    js_sys::JsString::from(words).to_upper_case().into()
}

/// All of it in capitals.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn upper(words: &str) -> String {
    words.to_uppercase()
}

/// The same word at the beginning of a sentence.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| upper(first.encode_utf8(&mut [0; 4]))).unwrap_or_default();
    first + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::{capital, upper};

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(capital("heute"), "Heute");
        assert_eq!(capital("übermorgen"), "Übermorgen");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn names_are_set_in_capitals() {
        assert_eq!(upper("Große Bühne"), "GROSSE BÜHNE");
    }
}
