//! Addresses as people read them, and telephone numbers as programs read them.

/// The name of the computer an address leads to.
pub(super) fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).trim_start_matches("www.").to_owned()
}

/// A telephone number as the address of a call: digits only, with the country's code.
pub(super) fn tel(phone: &str) -> String {
    let digits: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    match digits.strip_prefix('0') {
        Some(national) => format!("tel:+49{national}"),
        None => format!("tel:{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_told_shortly() {
        assert_eq!(tel("0511 168-0"), "tel:+495111680");
        assert_eq!(host("https://www.a.example/b"), "a.example");
    }
}
