//! “What fits me?”: from what somebody says of herself to the offers that fit, each with its reasons.
//!
//! Pure, so that it runs on the visitor's own device: nothing of what she says is sent or kept. What always
//! holds: every offer that is found has a reason; what she has not said excludes nothing; and somebody who
//! says more of what she has (a pass, a benefit) loses no offer that fitted her for another reason.

use crate::order::sorted;

use super::{FullOffer, OfferKind, PassEffect};

/// What somebody says of herself. Everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Her age in years.
    pub age: Option<i16>,
    /// The ages of the children who live with her.
    pub children: Vec<i16>,
    /// Passes she has, such as `hannover_aktiv_pass`.
    pub passes: Vec<String>,
    /// Benefits she receives: `buergergeld`, `wohngeld`, `kinderzuschlag`, `grundsicherung`, `sozialhilfe`, `asylblg`.
    pub benefits: Vec<String>,
    /// She has said that she receives none.
    pub no_benefits: bool,
    /// Languages she would like to be spoken to in, BCP 47.
    pub languages: Vec<String>,
    /// What she needs to get in and to understand.
    pub needs: Vec<Need>,
    /// What she looks for.
    pub looks_for: Vec<Topic>,
}

/// What somebody needs to get in and to understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A way without a step.
    StepFree,
    /// German Sign Language.
    SignLanguage,
    /// Leichte Sprache.
    SimpleLanguage,
    /// A hearing loop.
    HearingLoop,
}

/// What somebody looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Money and help.
    Support,
    /// Holidays.
    Holidays,
    /// Culture.
    Culture,
    /// Having a say.
    Participation,
    /// Work and training.
    Work,
    /// Learning.
    Learning,
}

/// Why an offer fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Because she receives this benefit.
    Benefit(String),
    /// With a pass she has; the price with it in cents, where it is known.
    Pass(String, Option<i32>),
    /// With a pass that this benefit gives her a claim to; the price with it.
    PassByBenefit(String, Option<i32>),
    /// Because of a child of that age.
    ChildAge(i16),
    /// Because of her own age.
    OwnAge(i16),
    /// Because it is made for families, and she has children.
    Families,
    /// Because it is what she needs.
    Need(Need),
    /// Because that language is spoken there.
    Language(String),
    /// Because it is what she looks for.
    LooksFor(Topic),
}

impl Reason {
    /// How much it says that an offer is meant for her and not for everybody.
    const fn weight(&self) -> u32 {
        match self {
            Self::Benefit(_) => 8,
            Self::ChildAge(_) | Self::OwnAge(_) => 6,
            Self::Pass(..) => 5,
            Self::PassByBenefit(..) | Self::LooksFor(_) => 4,
            Self::Families | Self::Language(_) => 3,
            Self::Need(_) => 2,
        }
    }
}

/// An offer that fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'a> {
    /// The offer.
    pub offer: &'a FullOffer,
    /// Why; never empty, the strongest first.
    pub reasons: Vec<Reason>,
    /// She needs a way without a step, and nobody knows whether there is one.
    pub access_unknown: bool,
}

impl Found<'_> {
    fn weight(&self) -> u32 {
        self.reasons.iter().map(Reason::weight).sum()
    }
}

/// The offers that fit, those with the strongest reasons first and otherwise in their order.
pub fn find<'a>(offers: &'a [FullOffer], wishes: &Wishes) -> Vec<Found<'a>> {
    let by_benefit: Vec<&str> = offers
        .iter()
        .filter(|offer| shares(&offer.details.benefits, &wishes.benefits).is_some())
        .filter_map(|offer| offer.details.gives_pass.as_deref())
        .collect();
    let found: Vec<Found<'a>> = offers.iter().filter_map(|offer| fits(offer, wishes, &by_benefit)).collect();
    sorted(found, |a, b| b.weight().cmp(&a.weight()))
}

/// Why this offer fits, if it does.
fn fits<'a>(offer: &'a FullOffer, wishes: &Wishes, by_benefit: &[&str]) -> Option<Found<'a>> {
    let step_free = offer.offer.place.as_ref().map(|place| place.step_free);
    let needs_way_in = wishes.needs.contains(&Need::StepFree);
    if needs_way_in && step_free == Some(Some(false)) {
        return None;
    }
    let mut reasons = Vec::new();
    reasons.extend(age(offer, wishes).ok()?);
    reasons.extend(benefit(offer, wishes).ok()?);
    reasons.extend(passes(offer, wishes, by_benefit).ok()?);
    let for_families = offer.offer.audience.iter().any(|one| one == "families" || one == "children");
    let of_age = reasons.iter().any(|reason| matches!(reason, Reason::ChildAge(_)));
    if for_families && !wishes.children.is_empty() && !of_age {
        reasons.push(Reason::Families);
    }
    reasons.extend(wishes.needs.iter().filter(|need| meets(offer, **need)).map(|need| Reason::Need(*need)));
    // German is spoken everywhere, so it is no reason.
    let spoken = |tag: &&String| tag.as_str() != "de" && offer.offer.languages.contains(tag);
    reasons.extend(wishes.languages.iter().find(spoken).map(|tag| Reason::Language(tag.clone())));
    reasons
        .extend(wishes.looks_for.iter().find(|topic| is_about(offer, **topic)).map(|topic| Reason::LooksFor(*topic)));
    let reasons = sorted(reasons, |a, b| b.weight().cmp(&a.weight()));
    let access_unknown = needs_way_in && step_free == Some(None);
    (!reasons.is_empty()).then_some(Found { offer, reasons, access_unknown })
}

/// An offer is not for her.
struct Excluded;

/// Nobody in her home has the age, or somebody has. What is for children is not for somebody who has told her
/// own age and of no child.
fn age(offer: &FullOffer, wishes: &Wishes) -> Result<Option<Reason>, Excluded> {
    let (least, most) = (offer.offer.min_age, offer.offer.max_age);
    if least.is_none() && most.is_none() {
        return Ok(None);
    }
    let within = |age: &&i16| least.is_none_or(|least| **age >= least) && most.is_none_or(|most| **age <= most);
    if let Some(child) = wishes.children.iter().find(within) {
        return Ok(Some(Reason::ChildAge(*child)));
    }
    if let Some(own) = wishes.age.as_ref().filter(within) {
        return Ok(Some(Reason::OwnAge(*own)));
    }
    let for_children = most.is_some_and(|most| most < 18);
    let known = wishes.age.is_some() || (for_children && !wishes.children.is_empty());
    if known { Err(Excluded) } else { Ok(None) }
}

/// It is for people with benefits, and she has one of them, or has said that she has others or none.
fn benefit(offer: &FullOffer, wishes: &Wishes) -> Result<Option<Reason>, Excluded> {
    let asked = &offer.details.benefits;
    if asked.is_empty() {
        return Ok(None);
    }
    match shares(asked, &wishes.benefits) {
        Some(benefit) => Ok(Some(Reason::Benefit(benefit.to_owned()))),
        None if wishes.no_benefits || !wishes.benefits.is_empty() => Err(Excluded),
        None => Ok(None),
    }
}

/// A pass of hers matters, or one is needed that she has no claim to, though she has spoken of passes or benefits.
fn passes(offer: &FullOffer, wishes: &Wishes, by_benefit: &[&str]) -> Result<Option<Reason>, Excluded> {
    let rules = &offer.details.pass_rules;
    let held = rules.iter().find(|rule| wishes.passes.contains(&rule.pass));
    if let Some(rule) = held {
        return Ok(Some(Reason::Pass(rule.pass.clone(), rule.amount_cents)));
    }
    if let Some(rule) = rules.iter().find(|rule| by_benefit.contains(&rule.pass.as_str())) {
        return Ok(Some(Reason::PassByBenefit(rule.pass.clone(), rule.amount_cents)));
    }
    let required = rules.iter().any(|rule| rule.effect == PassEffect::Required);
    let said = !wishes.passes.is_empty() || !wishes.benefits.is_empty() || wishes.no_benefits;
    if required && said { Err(Excluded) } else { Ok(None) }
}

fn shares<'a>(one: &'a [String], other: &[String]) -> Option<&'a str> {
    one.iter().find(|value| other.contains(value)).map(String::as_str)
}

fn meets(offer: &FullOffer, need: Need) -> bool {
    let access = &offer.details.access;
    match need {
        Need::StepFree => offer.offer.place.as_ref().is_some_and(|place| place.step_free == Some(true)),
        Need::SignLanguage => {
            access.sign_language == Some(true) || offer.offer.languages.iter().any(|tag| tag == "gsg")
        }
        Need::SimpleLanguage => offer.details.langs.iter().any(|tag| tag == "de-simple"),
        Need::HearingLoop => access.hearing_loop == Some(true),
    }
}

fn is_about(offer: &FullOffer, topic: Topic) -> bool {
    let category = offer.offer.category.as_str();
    match topic {
        Topic::Support => offer.offer.kind == OfferKind::Support || matches!(category, "money" | "advice"),
        Topic::Holidays => category == "holidays",
        Topic::Culture => {
            offer.offer.kind == OfferKind::Culture
                || matches!(
                    category,
                    "museums" | "art" | "cinema" | "literature" | "exhibition" | "festivals" | "music"
                )
        }
        Topic::Participation => offer.offer.kind == OfferKind::Participation,
        Topic::Work => offer.offer.kind == OfferKind::Job || category == "training",
        Topic::Learning => matches!(category, "education" | "libraries" | "training"),
    }
}

#[cfg(test)]
mod tests;
