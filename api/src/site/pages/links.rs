//! Telephone numbers as programs read them.

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
    fn a_number_has_its_country() {
        assert_eq!(tel("0511 168-0"), "tel:+495111680");
        assert_eq!(tel("+44 20 7946 0000"), "tel:+442079460000");
    }
}
