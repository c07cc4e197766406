//! The pill: a dot, the number, until when, and an arrow, because it is meant to be a link.
//!
//! The dot has another shape in each state: colour alone tells nothing to whoever can't see it.

use super::super::hall::State;
use super::super::letters::{FACES, width};
use super::super::now::Sentences;
use super::super::theme::{Theme, style};
use crate::lang::Lang;
use crate::site::html::escape;

/// Height of the pill, and size of its letters.
const HEIGHT: u32 = 44;
const SIZE: u32 = 16;
/// Where the text begins, and what follows it.
const BEFORE: u32 = 42;
const AFTER: u32 = 46;

const RULES: &str = ".g{fill:$surface;stroke:$line-2}.d{fill:$patina}.h{fill:$patina-soft}.f{fill:$brick}.o{fill:none;stroke:$line-2;stroke-width:3}.m{stroke:$surface;stroke-width:3}.t{fill:$ink}.a{fill:none;stroke:$ink;stroke-width:2}";

/// The picture.
pub(super) fn drawn(lang: Lang, theme: Theme, state: State, said: &Sentences) -> String {
    let (strong, rest) = parts(state, said);
    let text = width(&strong, SIZE, true).saturating_add(width(&rest, SIZE, false));
    let wide = text.saturating_add(BEFORE).saturating_add(AFTER);
    let title =
        if said.detail.is_empty() { said.headline.clone() } else { format!("{}, {}", said.headline, said.detail) };
    let dot = match state {
        State::Open => r#"<circle class="h" cx="21" cy="22" r="11"/><circle class="d" cx="21" cy="22" r="7"/>"#,
        State::Full => r#"<circle class="f" cx="21" cy="22" r="9"/><path class="m" d="M16 22h10"/>"#,
        State::Closed => r#"<circle class="o" cx="21" cy="22" r="7.5"/>"#,
    };
    let arrow = wide.saturating_sub(31);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{HEIGHT}" viewBox="0 0 {wide} {HEIGHT}" role="img" aria-labelledby="t" xml:lang="{}"><title id="t">{}</title><style>{}</style><rect class="g" x=".5" y=".5" width="{}" height="{}" rx="21.5"/>{dot}<text class="t" x="{BEFORE}" y="27.5" font-size="{SIZE}" font-family="{FACES}" xml:space="preserve"><tspan font-weight="600">{}</tspan>{}</text><path class="a" d="M{arrow} 22h14m-6-6 6 6-6 6"/></svg>"#,
        lang.tag(),
        escape(&title),
        style(RULES, theme),
        wide.saturating_sub(1),
        HEIGHT.saturating_sub(1),
        escape(&strong),
        escape(&rest),
    )
}

/// What stands in it: the number, and what belongs to it.
fn parts(state: State, said: &Sentences) -> (String, String) {
    let rest = match state {
        // "heute" is what a pill means anyway.
        State::Open | State::Full => said.badge.split_once(", ").map(|(_, until)| until.to_owned()),
        State::Closed => Some(said.detail.clone()),
    };
    let rest = rest.filter(|rest| !rest.is_empty()).map(|rest| format!(" · {rest}")).unwrap_or_default();
    (said.headline.clone(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(headline: &str, detail: &str, badge: &str) -> Sentences {
        Sentences { headline: headline.into(), detail: detail.into(), badge: badge.into() }
    }

    #[test]
    fn each_state_has_a_shape_of_its_own_and_words() {
        let open = said("23 von 44 Plätzen frei", "heute bis 18 Uhr", "23 Plätze frei im Rathaus, bis 18 Uhr");
        let drawn = drawn(Lang::De, Theme::Light, State::Open, &open);
        assert!(drawn.contains("<title id=\"t\">23 von 44 Plätzen frei, heute bis 18 Uhr</title>"), "{drawn}");
        assert!(drawn.contains("</tspan> · bis 18 Uhr</text>") && !drawn.contains('$'), "{drawn}");
        let closed = said("Gerade geschlossen", "", "Gerade geschlossen");
        assert_eq!(parts(State::Closed, &closed), ("Gerade geschlossen".to_owned(), String::new()));
    }
}
