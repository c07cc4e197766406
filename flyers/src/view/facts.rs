//! Boxes with a heading each: when, where, who answers, whom to ask in person, how to get there. What is not known has
//! none. A card has them all; what is folded has those about the offer inside, and the way there on its back.

use chrono::NaiveDate;
use shared::addresses;
use shared::flyers::{FlyerOffer, InfoPoint};
use shared::offers::{Access, Contact, OfferLink, OfferPlace};

use super::{Fact, Ink, Line, advice, when};

/// Dates on a card, and inside.
const DATES: [usize; 2] = [4, 8];
/// Longest line, letters.
const LINE: usize = 160;
/// Links that are told.
const LINKS: usize = 3;
/// Longest address somebody calls up.
const URL: usize = 500;

/// What there is to tell.
pub(super) struct Told<'a> {
    pub(super) ink: &'a Ink<'a>,
    pub(super) offer: &'a FlyerOffer,
    pub(super) point: &'a InfoPoint,
    pub(super) today: NaiveDate,
}

impl Told<'_> {
    /// Everything, for one side of paper.
    pub(super) fn card(&self) -> Vec<Fact> {
        let [dates, _] = DATES;
        let words = self.ink.words;
        boxes([
            (words.when, self.times(dates)),
            (words.place, self.place()),
            (words.contact, self.contact()),
            (words.in_person, self.asked(false)),
        ])
    }

    /// What belongs to the offer itself.
    pub(super) fn inside(&self) -> Vec<Fact> {
        let [_, dates] = DATES;
        let (words, offer) = (self.ink.words, &self.offer.offer.offer);
        let name = |tag: &String| (words.language)(tag).map_or_else(|| tag.clone(), str::to_owned);
        // Its own language alone goes without saying.
        let others = offer.languages.iter().any(|tag| tag != words.tag);
        let spoken: Vec<String> = offer.languages.iter().filter(|_| others).map(name).collect();
        let links: Vec<Line> = offer.links.iter().take(LINKS).flat_map(|link| link_lines(self.ink, link)).collect();
        boxes([
            (words.when, self.times(dates)),
            (words.place, self.place()),
            (words.in_person, self.asked(true)),
            (words.languages, lines(self.ink, &[spoken.join(", ")])),
            (words.read_on, links),
        ])
    }

    /// Whom to call, and how to get there.
    pub(super) fn outside(&self) -> Vec<Fact> {
        let words = self.ink.words;
        let place = self.offer.offer.offer.place.as_ref();
        let way = place.map(|place| way(self.ink, place, &self.offer.offer.details.access)).unwrap_or_default();
        let known = boxes([(words.contact, self.contact()), (words.way, way)]);
        known.into_iter().chain(info_point(self.ink, self.point)).collect()
    }

    fn times(&self, dates: usize) -> Vec<Line> {
        when::when(self.ink, &self.offer.offer, dates).into_iter().map(Line::plain).collect()
    }

    /// When somebody advises on it; where nobody does, where the info point is.
    fn asked(&self, all: bool) -> Vec<Line> {
        let words = self.ink.words;
        let mut asked = advice::lines(self.ink, &self.offer.advice, self.point, self.today, all);
        if asked.is_empty() {
            asked = lines(self.ink, &[format!("{}, {}", words.info_point, self.point.hall), self.point.street.clone()]);
        }
        asked.push(Line::plain(words.no_appointment.to_owned()));
        asked
    }

    fn place(&self) -> Vec<Line> {
        self.offer.offer.offer.place.as_ref().map(|place| place_lines(self.ink, place)).unwrap_or_default()
    }

    fn contact(&self) -> Vec<Line> {
        self.offer.offer.offer.contact.as_ref().map(|contact| contact_lines(self.ink, contact)).unwrap_or_default()
    }
}

/// Where the info point is, and how one gets in.
pub(super) fn info_point(ink: &Ink<'_>, point: &InfoPoint) -> Vec<Fact> {
    let words = ink.words;
    let phone = point.phone.as_deref().map(words.phone);
    let told = [point.hall.clone(), point.street.clone(), point.town.clone()].into_iter().chain(phone);
    let told: Vec<String> = told.chain([words.no_appointment.to_owned()]).chain(point.access.iter().cloned()).collect();
    boxes([(words.info_point, lines(ink, &told))])
}

fn boxes<const N: usize>(all: [(&'static str, Vec<Line>); N]) -> Vec<Fact> {
    all.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(heading, lines)| Fact { heading, lines }).collect()
}

fn lines(ink: &Ink<'_>, texts: &[String]) -> Vec<Line> {
    texts.iter().filter_map(|text| ink.text(text, LINE)).map(Line::plain).collect()
}

fn own_lines<'a>(ink: &Ink<'_>, texts: impl IntoIterator<Item = &'a str>) -> Vec<Line> {
    let told = texts.into_iter().filter_map(|text| ink.text(text, LINE));
    told.map(|text| Line { text, own: true, ..Line::default() }).collect()
}

fn town(place: &OfferPlace) -> String {
    let town: Vec<&str> = [&place.postcode, &place.city].into_iter().flatten().map(String::as_str).collect();
    town.join(" ")
}

fn place_lines(ink: &Ink<'_>, place: &OfferPlace) -> Vec<Line> {
    let town = town(place);
    let mut told =
        own_lines(ink, [Some(place.name.as_str()), place.street.as_deref(), Some(&town)].into_iter().flatten());
    told.extend(place.step_free.map(|yes| Line::plain((ink.words.step_free)(yes).to_owned())));
    told
}

/// The place and what helps to get there and in.
fn way(ink: &Ink<'_>, place: &OfferPlace, access: &Access) -> Vec<Line> {
    let town = town(place);
    let street: Vec<&str> = [place.street.as_deref(), Some(town.as_str())].into_iter().flatten().collect();
    let street = street.join(", ");
    let notes = place.access_notes.as_deref();
    let mut told = own_lines(ink, [Some(place.name.as_str()), Some(&street), notes].into_iter().flatten());
    let there =
        [access.lift, access.accessible_toilet, access.wheelchair_places, access.hearing_loop, access.sign_language];
    let there: Vec<&str> = there
        .into_iter()
        .zip(ink.words.access)
        .filter(|(there, _)| *there == Some(true))
        .map(|(_, name)| name)
        .collect();
    // Words about it say that better.
    let step_free = place.step_free.filter(|_| notes.is_none()).map(|yes| (ink.words.step_free)(yes).to_owned());
    let helps: Vec<String> = step_free.into_iter().chain([there.join(", ")]).collect();
    told.extend(lines(ink, &helps));
    told
}

/// Office, telephone, mailbox, web site.
fn contact_lines(ink: &Ink<'_>, contact: &Contact) -> Vec<Line> {
    let office = own_lines(ink, contact.office.as_deref());
    let phone = contact.phone.as_deref().and_then(|phone| ink.text(phone, LINE)).map(Line::plain);
    let email = contact.email.as_deref().and_then(|email| ink.address(email, LINE));
    let email = email.map(|text| Line { text, address: true, ..Line::default() });
    let web = contact.website.as_deref().and_then(|url| site_line(ink, url));
    office.into_iter().chain(phone).chain(email).chain(web).collect()
}

fn link_lines(ink: &Ink<'_>, more: &OfferLink) -> Vec<Line> {
    let Some(address) = site_line(ink, &more.url) else { return Vec::new() };
    own_lines(ink, [more.label.as_str()]).into_iter().chain([address]).collect()
}

/// A web site. Only an address that is one becomes a link.
fn site_line(ink: &Ink<'_>, url: &str) -> Option<Line> {
    let known = url.starts_with("https://") || url.starts_with("http://");
    let safe = (known && url.len() <= URL && !url.contains(char::is_whitespace)).then(|| url.to_owned());
    Some(Line { text: ink.address(&addresses::bare(url), LINE)?, url: safe, address: true, ..Line::default() })
}
