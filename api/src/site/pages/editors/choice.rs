//! What an editor has chosen. Pure.
//!
//! What always holds: whatever an address says, there is a choice that works: what is not known counts as not said.

use shared::offers::OfferKind;

/// Most offers in a frame or element.
const MOST: u32 = 20;
/// As many as where nobody says.
const USUAL: u32 = 5;

/// How it is put into a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Picture,
    Frame,
    Element,
}

/// The names of sizes, as frames and elements take them.
pub(super) const SIZES: [&str; 3] = ["badge", "compact", "full"];
/// The pictures there are.
pub(super) const PICTURES: [&str; 3] = ["badge", "day", "plan"];
/// The themes there are.
pub(super) const THEMES: [&str; 3] = ["auto", "light", "dark"];
/// The languages there are.
pub(super) const LANGUAGES: [&str; 2] = ["de", "en"];

/// The choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) offers: bool,
    pub(super) how: How,
    /// One of [`SIZES`].
    pub(super) size: &'static str,
    /// One of [`PICTURES`].
    pub(super) picture: &'static str,
    /// One of [`LANGUAGES`].
    pub(super) lang: &'static str,
    /// One of [`THEMES`].
    pub(super) theme: &'static str,
    pub(super) zone: Option<String>,
    pub(super) kind: Option<OfferKind>,
    pub(super) limit: u32,
}

impl Choice {
    /// Reads it; `lang` is the page's own, `zones` those there are.
    pub(super) fn read(query: &str, lang: &'static str, zones: &[String]) -> Self {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let value = |name: &str| pairs.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str());
        let offers = value("what") == "offers";
        let how = match value("how") {
            "picture" if !offers => How::Picture,
            "frame" | "picture" => How::Frame,
            _ => How::Element,
        };
        let kind = Some(OfferKind::from_name(value("kind"))).filter(|kind| *kind != OfferKind::Unknown);
        let limit = value("limit").parse().unwrap_or(USUAL).clamp(1, MOST);
        Self {
            offers,
            how,
            size: known(&SIZES, value("size")).unwrap_or("compact"),
            picture: known(&PICTURES, value("picture")).unwrap_or("badge"),
            lang: known(&LANGUAGES, value("lang")).unwrap_or(lang),
            theme: known(&THEMES, value("theme")).unwrap_or("auto"),
            zone: zones.iter().find(|zone| *zone == value("zone")).cloned(),
            kind,
            limit,
        }
    }
}

fn known(names: &[&'static str], value: &str) -> Option<&'static str> {
    names.iter().copied().find(|name| *name == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_said_there_is_a_choice_that_works() {
        let zones = ["ruhe".to_owned()];
        let usual = Choice::read("", "de", &zones);
        assert_eq!((usual.offers, usual.how, usual.size, usual.lang), (false, How::Element, "compact", "de"));
        assert_eq!(Choice::read("size=<b>&zone=x&lang=fr&limit=-1&kind=y&how=z", "de", &zones), usual);
        let chosen = Choice::read("what=offers&how=picture&kind=event&limit=99&theme=dark&zone=ruhe", "en", &zones);
        assert_eq!((chosen.how, chosen.limit, chosen.theme), (How::Frame, MOST, "dark"), "offers are no picture");
        assert_eq!((chosen.kind, chosen.zone.as_deref(), chosen.lang), (Some(OfferKind::Event), Some("ruhe"), "en"));
    }
}
