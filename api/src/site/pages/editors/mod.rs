//! For web editors: a snippet of their own, what it looks like, how it gets into their system, and whether their site's
//! policy lets it in.
//!
//! What always holds: both pages work without script, as forms that ask for the same page again. The script shows the
//! snippet as soon as something else is chosen, and copies it. Nothing that is typed is kept.

mod choice;
mod policy;
mod snippet;
mod texts;

use askama::Template;
use shared::offers::OfferKind;

use super::frame::{Frame, venue};
use super::{Asking, Page};
use crate::embeds;
use crate::lang::{Lang, pick};
use crate::texts::offers;
use choice::{Choice, How, LANGUAGES, PICTURES, SIZES, THEMES};
use policy::{Loads, Verdict, names_any, verdict};
use snippet::Place;
use texts::{Texts, texts};

/// A value of a select.
struct Pick {
    value: String,
    name: String,
    chosen: bool,
}

fn picks(values: &[&'static str], names: &[&'static str], chosen: &str) -> Vec<Pick> {
    let pick = |(value, name): (&&str, &&str)| Pick {
        value: (*value).to_owned(),
        name: (*name).to_owned(),
        chosen: *value == chosen,
    };
    values.iter().zip(names).map(pick).collect()
}

#[derive(Template)]
#[template(path = "editors/editors.html")]
struct Editors {
    frame: Frame,
    t: &'static Texts,
    here: String,
    check: String,
    choice: Choice,
    sizes: Vec<Pick>,
    pictures: Vec<Pick>,
    languages: Vec<Pick>,
    themes: Vec<Pick>,
    zones: Vec<Pick>,
    kinds: Vec<Pick>,
    snippet: String,
    policy: String,
    /// Where the frame or picture of the preview is.
    shown: String,
    height: u32,
    /// Whether frames may be shown at all.
    frames: bool,
    /// The attributes of the element in the preview.
    venue: String,
    kind: &'static str,
    base: String,
    pinned: String,
}

/// The choice and its snippet.
pub(super) fn page(asking: &Asking<'_>) -> Option<Page> {
    let venue = venue(asking.app)?;
    let (facts, base) = (&venue.facts.venue, asking.app.public_url.as_str());
    let keys: Vec<String> = facts.zones.iter().map(|zone| zone.key.clone()).collect();
    let choice = Choice::read(asking.request.query_string(), asking.lang.tag(), &keys);
    let (t, place) = (texts(asking.lang), Place { base, venue: &facts.slug });
    let spoken = texts(if choice.lang == "en" { Lang::En } else { Lang::De });
    let zone = |zone: &shared::venues::Label| Pick {
        value: zone.key.clone(),
        name: pick(asking.lang, &zone.label_de, &zone.label_en).to_owned(),
        chosen: choice.zone.as_ref() == Some(&zone.key),
    };
    let kind = |kind: &OfferKind| Pick {
        value: kind.name().to_owned(),
        name: (offers::texts(asking.lang).kind)(*kind).to_owned(),
        chosen: choice.kind == Some(*kind),
    };
    let frame = asking.frame();
    let editors = Editors {
        here: frame.href("/embed"),
        check: frame.href("/embed/check"),
        sizes: picks(&SIZES, &t.sizes, choice.size),
        pictures: picks(&PICTURES, &t.pictures, choice.picture),
        languages: picks(&LANGUAGES, &t.languages, choice.lang),
        themes: picks(&THEMES, &t.themes, choice.theme),
        zones: facts.zones.iter().map(zone).collect(),
        kinds: OfferKind::ALL.iter().map(kind).collect(),
        snippet: snippet::snippet(&choice, spoken, &place),
        policy: snippet::policy(choice.how, base),
        shown: match choice.how {
            How::Picture => snippet::picture(&choice, &facts.slug),
            How::Frame | How::Element => snippet::frame(&choice, &facts.slug),
        },
        height: snippet::height(&choice),
        frames: embeds::shown_here(&asking.app.config.embed_hosts),
        venue: facts.slug.clone(),
        kind: choice.kind.map_or("", OfferKind::name),
        base: base.to_owned(),
        pinned: embeds::pinned(base),
        frame,
        t,
        choice,
    };
    let head = asking.head(t.title, t.description);
    Page::of(head, &editors).map(|page| page.alone(embeds::editors_script()))
}

/// What a policy says of a way to put us in.
struct Answer {
    name: &'static str,
    allowed: bool,
    missing: Vec<String>,
    nonce: bool,
}

#[derive(Template)]
#[template(path = "editors/check.html")]
struct Check {
    frame: Frame,
    t: &'static Texts,
    here: String,
    back: String,
    policy: String,
    /// Whether what was typed says nothing of what a page may load.
    odd: bool,
    answers: Option<Vec<Answer>>,
}

/// Longest policy that is looked at, letters.
const LONGEST: usize = 8000;

/// Whether a policy lets us in.
pub(super) fn check(asking: &Asking<'_>) -> Option<Page> {
    let (t, frame, base) = (texts(asking.lang), asking.frame(), asking.app.public_url.as_str());
    let asked = form_urlencoded::parse(asking.request.query_string().as_bytes())
        .find(|(name, _)| name == "policy")
        .map(|(_, value)| bare(&value));
    let answer = |policy: &str, how: How, name: &'static str| {
        let verdicts: Vec<(Loads, Verdict)> =
            snippet::loads(how).iter().map(|one| (*one, verdict(policy, *one, base))).collect();
        let missing = verdicts.iter().filter_map(|(_, verdict)| match verdict {
            Verdict::Missing(directive) => Some(format!("{directive} {base}")),
            Verdict::Allowed | Verdict::Nonce => None,
        });
        Answer {
            name,
            allowed: verdicts.iter().all(|(_, verdict)| *verdict == Verdict::Allowed),
            missing: missing.collect(),
            nonce: verdicts.iter().any(|(_, verdict)| *verdict == Verdict::Nonce),
        }
    };
    let answers = asked.as_deref().map(|policy| {
        [(How::Picture, t.picture), (How::Frame, t.frame), (How::Element, t.element)]
            .map(|(how, name)| answer(policy, how, name))
            .into()
    });
    let odd = asked.as_deref().is_some_and(|policy| !policy.is_empty() && !names_any(policy));
    let check = Check {
        odd,
        here: frame.href("/embed/check"),
        back: frame.href("/embed"),
        policy: asked.unwrap_or_default(),
        answers,
        frame,
        t,
    };
    let head = asking.head(t.check_title, t.check_lead);
    // What was typed stands in the address; nobody should find it by searching.
    let head = if check.answers.is_some() { head.hidden() } else { head };
    Page::of(head, &check).map(|page| page.alone(embeds::editors_script()))
}

/// A policy without the name of its header, on one line.
fn bare(text: &str) -> String {
    let line: String =
        text.chars().take(LONGEST).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let line = line.trim();
    let name = "content-security-policy:";
    match line.get(..name.len()) {
        Some(start) if start.eq_ignore_ascii_case(name) => line.get(name.len()..).unwrap_or_default().trim().to_owned(),
        _ => line.to_owned(),
    }
}
