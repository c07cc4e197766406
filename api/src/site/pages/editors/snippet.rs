//! The snippet of a choice, what is seen of it, and what a page's policy has to allow for it. Pure.

use std::fmt::Write as _;

use super::choice::{Choice, How};
use super::policy::Loads;
use super::texts::Texts;
use crate::lang::{Lang, href};
use crate::site::html::escape;

/// Where everything is.
pub(super) struct Place<'a> {
    /// This server, without a slash at the end.
    pub(super) base: &'a str,
    /// The venue's name in addresses.
    pub(super) venue: &'a str,
}

/// How large a frame is, in pixels.
const fn measures(choice: &Choice) -> (u32, u32) {
    if choice.offers {
        // An offer takes up to four lines.
        return (480, 120 + 126 * choice.limit);
    }
    match choice.size.as_bytes() {
        b"badge" => (420, 64),
        b"full" => (900, 900),
        _ => (360, 430),
    }
}

/// What a page loads for it.
pub(super) const fn loads(how: How) -> &'static [Loads] {
    match how {
        How::Picture => &[Loads::Picture],
        How::Frame => &[Loads::Frame],
        How::Element => &[Loads::Script, Loads::Data, Loads::Picture],
    }
}

/// The words of a policy, a line each.
pub(super) fn policy(how: How, base: &str) -> String {
    loads(how).iter().map(|one| format!("{} {base};", one.directive())).collect::<Vec<_>>().join("\n")
}

/// Where its frame is, below this server.
pub(super) fn frame(choice: &Choice, venue: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("lang", choice.lang).append_pair("theme", choice.theme);
    if choice.offers {
        query.extend_pairs(choice.kind.map(|kind| ("kind", kind.name())));
        query.append_pair("limit", &choice.limit.to_string());
        return format!("/embed/v1/offers?{}", query.finish());
    }
    query.append_pair("size", choice.size).extend_pairs(choice.zone.as_deref().map(|zone| ("zone", zone)));
    format!("/embed/v1/{venue}/availability?{}", query.finish())
}

/// Where its picture is, below this server.
pub(super) fn picture(choice: &Choice, venue: &str) -> String {
    format!("/embed/v1/{venue}/{}.svg?lang={}&theme={}", choice.picture, choice.lang, choice.theme)
}

/// The element with what stands in it until there is data.
pub(super) fn element(choice: &Choice, t: &Texts, place: &Place<'_>) -> String {
    let mut attributes = String::new();
    let mut say = |name: &str, value: &str| {
        // Writing into a string can't fail.
        let _ = write!(attributes, " {name}=\"{}\"", escape(value));
    };
    if choice.offers {
        choice.kind.iter().for_each(|kind| say("kind", kind.name()));
        say("limit", &choice.limit.to_string());
    } else {
        say("venue", place.venue);
        say("size", choice.size);
        choice.zone.iter().for_each(|zone| say("zone", zone));
    }
    say("lang", choice.lang);
    if choice.theme != "auto" {
        say("theme", choice.theme);
    }
    let name = if choice.offers { "rathaus-angebote" } else { "rathaus-plaetze" };
    format!("<{name}{attributes}>{}</{name}>", link(choice, t, place))
}

/// The link to the page that the choice is about.
fn link(choice: &Choice, t: &Texts, place: &Place<'_>) -> String {
    let words = if choice.offers { t.text_offers } else { t.text_desks };
    format!("<a href=\"{}\">{words}</a>", escape(&target(choice, place)))
}

fn target(choice: &Choice, place: &Place<'_>) -> String {
    let lang = if choice.lang == "en" { Lang::En } else { Lang::De };
    format!("{}{}", place.base, href(lang, if choice.offers { "/offers" } else { "/book" }))
}

/// What is pasted. `t` are the words of the chosen language.
pub(super) fn snippet(choice: &Choice, t: &Texts, place: &Place<'_>) -> String {
    let Place { base, venue } = place;
    match choice.how {
        How::Picture => {
            let src = escape(&format!("{base}{}", picture(choice, venue)));
            format!("<a href=\"{}\"><img src=\"{src}\" alt=\"{}\"></a>", escape(&target(choice, place)), escape(t.alt))
        }
        How::Frame => {
            let title = if choice.offers { t.frame_title_offers } else { t.frame_title };
            let (wide, high) = measures(choice);
            format!(
                "<iframe src=\"{}\" title=\"{}\" width=\"{wide}\" height=\"{high}\" loading=\"lazy\" style=\"border:0;max-width:100%\"></iframe>",
                escape(&format!("{base}{}", frame(choice, venue))),
                escape(title),
            )
        }
        How::Element => {
            format!("<script src=\"{base}/embed/v1/widget.js\" async></script>\n{}", element(choice, t, place))
        }
    }
}

/// How high its frame is in the preview, pixels.
pub(super) const fn height(choice: &Choice) -> u32 {
    measures(choice).1
}

#[cfg(test)]
mod tests {
    use super::super::texts::texts;
    use super::*;

    fn of(query: &str) -> String {
        let place = Place { base: "https://a.example", venue: "haus" };
        let choice = Choice::read(query, "de", &["ruhe".to_owned()]);
        let lang = if choice.lang == "en" { Lang::En } else { Lang::De };
        snippet(&choice, texts(lang), &place)
    }

    #[test]
    fn a_snippet_is_what_was_chosen_and_keeps_a_link() {
        assert_eq!(
            of("size=full&zone=ruhe&theme=dark"),
            "<script src=\"https://a.example/embed/v1/widget.js\" async></script>\n<rathaus-plaetze venue=\"haus\" size=\"full\" \
             zone=\"ruhe\" lang=\"de\" theme=\"dark\"><a href=\"https://a.example/book\">Platz im Rathaus buchen</a></rathaus-plaetze>"
        );
        let offers = of("what=offers&how=frame&kind=event&limit=3&lang=en");
        assert!(offers.contains("/embed/v1/offers?lang=en&amp;theme=auto&amp;kind=event&amp;limit=3\""), "{offers}");
        assert!(offers.contains("title=\"Offers of the city\""), "{offers}");
        let picture = of("how=picture&picture=plan&lang=en");
        assert!(
            picture
                .contains("<a href=\"https://a.example/en/book\"><img src=\"https://a.example/embed/v1/haus/plan.svg?")
        );
        assert_eq!(policy(How::Frame, "https://a.example"), "frame-src https://a.example;");
        assert_eq!(policy(How::Element, "x").lines().count(), 3);
    }
}
