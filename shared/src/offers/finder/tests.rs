//! Stories of people, and what holds for everybody.

use proptest::prelude::*;

use super::*;
use crate::offers::{Access, EventState, Offer, OfferDetails, OfferPlace, OfferState, PassRule, Price};

fn offer(slug: &str) -> FullOffer {
    let at = "2026-11-24T09:00:00+01:00".parse().expect("an instant");
    FullOffer {
        offer: Offer {
            id: crate::ids::OfferId(uuid::Uuid::nil()),
            slug: slug.to_owned(),
            kind: OfferKind::Support,
            category: "money".to_owned(),
            lang: "de".to_owned(),
            title: slug.to_owned(),
            summary: String::new(),
            body: String::new(),
            audience: Vec::new(),
            min_age: None,
            max_age: None,
            price: Price { text: String::new(), amount_cents: None, free: false },
            passes: Vec::new(),
            place: None,
            contact: None,
            links: Vec::new(),
            languages: vec!["de".to_owned()],
            starts_at: None,
            ends_at: None,
            recurring: None,
            source_url: None,
            source_as_of: None,
            verified: false,
            example: true,
            updated_at: at,
        },
        details: OfferDetails {
            lang_asked: "de".to_owned(),
            fallback: false,
            langs: vec!["de".to_owned()],
            state: OfferState::Published,
            prices: Vec::new(),
            pass_rules: Vec::new(),
            gives_pass: None,
            benefits: Vec::new(),
            geo: None,
            access: Access::default(),
            employment: Vec::new(),
            event_state: EventState::Scheduled,
            dates: Vec::new(),
            phase: None,
            closes_at: None,
            over_since: None,
            leika_key: None,
            ags: None,
            review_on: None,
            published_at: None,
            valid_from: None,
            valid_to: None,
            images: Vec::new(),
            highlights: None,
        },
    }
}

/// The city pass, a card for children that is free with it, a cinema for everybody, advice upstairs.
fn city() -> Vec<FullOffer> {
    let rule = |effect| PassRule { pass: "aktiv".to_owned(), effect, amount_cents: Some(0) };
    let mut pass = offer("pass");
    pass.details.benefits = vec!["wohngeld".to_owned(), "buergergeld".to_owned()];
    pass.details.gives_pass = Some("aktiv".to_owned());
    let mut card = offer("card");
    card.offer.category = "holidays".to_owned();
    (card.offer.min_age, card.offer.max_age) = (Some(6), Some(15));
    card.offer.audience = vec!["families".to_owned()];
    card.details.pass_rules = vec![rule(PassEffect::Price)];
    let mut cinema = offer("cinema");
    (cinema.offer.kind, cinema.offer.category) = (OfferKind::Culture, "cinema".to_owned());
    cinema.details.pass_rules = vec![rule(PassEffect::Price)];
    cinema.offer.place = Some(place(Some(true)));
    let mut advice = offer("advice");
    advice.offer.min_age = Some(60);
    advice.offer.place = Some(place(Some(false)));
    let mut club = offer("club");
    club.details.pass_rules = vec![rule(PassEffect::Required)];
    vec![pass, card, cinema, advice, club]
}

fn place(step_free: Option<bool>) -> OfferPlace {
    OfferPlace { name: "here".to_owned(), street: None, postcode: None, city: None, step_free, access_notes: None }
}

fn slugs(wishes: &Wishes) -> Vec<String> {
    find(&city(), wishes).iter().map(|found| found.offer.offer.slug.clone()).collect()
}

#[test]
fn a_family_with_housing_benefit_finds_the_pass_and_what_is_free_with_it() {
    let wishes = Wishes { benefits: vec!["wohngeld".to_owned()], children: vec![8], ..Wishes::default() };
    let city = city();
    let found = find(&city, &wishes);
    let card = found.iter().find(|found| found.offer.offer.slug == "card").expect("the card");
    assert_eq!(card.reasons, [Reason::ChildAge(8), Reason::PassByBenefit("aktiv".to_owned(), Some(0))]);
    assert_eq!(slugs(&wishes), ["card", "pass", "cinema", "club"]);
}

#[test]
fn whoever_receives_nothing_is_not_sent_to_what_is_for_others() {
    let wishes = Wishes { no_benefits: true, looks_for: vec![Topic::Support, Topic::Culture], ..Wishes::default() };
    assert_eq!(slugs(&wishes), ["card", "cinema", "advice"]);
}

#[test]
fn an_age_excludes_what_is_for_others_and_no_age_excludes_nothing() {
    let of = |age| Wishes { age, looks_for: vec![Topic::Support], ..Wishes::default() };
    assert_eq!(slugs(&of(Some(70))), ["advice", "pass", "club"]);
    assert_eq!(slugs(&of(Some(10))), ["card", "pass", "club"]);
    assert_eq!(slugs(&of(None)), ["pass", "card", "advice", "club"]);
}

#[test]
fn a_step_excludes_and_a_place_nobody_knows_about_is_marked() {
    let mut city = city();
    city[0].offer.place = Some(place(None));
    let wishes = Wishes {
        needs: vec![Need::StepFree],
        looks_for: vec![Topic::Support],
        benefits: vec!["wohngeld".to_owned()],
        ..Wishes::default()
    };
    let found = find(&city, &wishes);
    assert!(found.iter().all(|found| found.offer.offer.slug != "advice"));
    let unknown: Vec<&str> =
        found.iter().filter(|found| found.access_unknown).map(|found| found.offer.offer.slug.as_str()).collect();
    assert_eq!(unknown, ["pass"]);
}

fn wishes() -> impl Strategy<Value = Wishes> {
    let benefits = prop::sample::subsequence(vec!["wohngeld", "buergergeld", "kinderzuschlag"], 0..=3);
    let topics = prop::sample::subsequence(vec![Topic::Support, Topic::Culture, Topic::Holidays], 0..=3);
    let needs = prop::sample::subsequence(vec![Need::StepFree, Need::SimpleLanguage], 0..=2);
    let people = (prop::option::of(0_i16..100), prop::collection::vec(0_i16..18, 0..3));
    (people, any::<bool>(), benefits, any::<bool>(), topics, needs).prop_map(
        |((age, children), pass, benefits, none, looks_for, needs)| Wishes {
            age,
            children,
            passes: pass.then(|| "aktiv".to_owned()).into_iter().collect(),
            no_benefits: none && benefits.is_empty(),
            benefits: benefits.into_iter().map(str::to_owned).collect(),
            languages: Vec::new(),
            needs,
            looks_for,
        },
    )
}

proptest! {
    #[test]
    fn every_match_has_a_reason_and_the_right_age(wishes in wishes()) {
        for found in find(&city(), &wishes) {
            prop_assert!(!found.reasons.is_empty());
            let people: Vec<i16> = wishes.age.iter().chain(&wishes.children).copied().collect();
            let offer = &found.offer.offer;
            let fits = |age: &i16| offer.min_age.is_none_or(|least| *age >= least) && offer.max_age.is_none_or(|most| *age <= most);
            let only_children = wishes.age.is_none() && offer.max_age.is_none();
            prop_assert!(people.is_empty() || only_children || people.iter().any(fits), "{} {wishes:?}", offer.slug);
        }
    }

    #[test]
    fn a_pass_takes_nothing_away(wishes in wishes()) {
        let before = slugs(&Wishes { passes: Vec::new(), ..wishes.clone() });
        let with = slugs(&Wishes { passes: vec!["aktiv".to_owned()], ..wishes });
        prop_assert!(before.iter().all(|slug| with.contains(slug)), "{before:?} {with:?}");
    }

    #[test]
    fn saying_nothing_finds_nothing_and_the_same_finds_the_same(wishes in wishes()) {
        prop_assert!(slugs(&Wishes::default()).is_empty());
        prop_assert_eq!(slugs(&wishes), slugs(&wishes));
    }
}
