//! Tables (RFC 4180, and what spreadsheets make of it): a first line with names, fields parted by `,`, `;` or
//! tabulators, whichever the first line has most of.

use csv::{ReaderBuilder, StringRecord};
use shared::feeds::FeedColumns;
use shared::offers::OfferKind;

use super::instant::{moment, once};
use super::text::{address, line, opening, paragraphs};
use super::{Broken, Frame, Incoming, Parsed, Spot};

/// Where in a row what stands.
#[derive(Debug)]
struct Places {
    uid: Option<usize>,
    title: usize,
    summary: Option<usize>,
    body: Option<usize>,
    starts: Option<usize>,
    ends: Option<usize>,
    place: Option<usize>,
    street: Option<usize>,
    postcode: Option<usize>,
    city: Option<usize>,
    url: Option<usize>,
}

/// Reads a table.
pub(super) fn read(text: &str, frame: &Frame<'_>) -> Result<Parsed, Broken> {
    let columns = frame.columns.ok_or_else(|| Broken::because("nobody has said which column means what"))?;
    let first = text.lines().next().unwrap_or_default();
    let count = |letter: char| first.matches(letter).count();
    let delimiter = [(';', b';'), ('\t', b'\t'), (',', b',')].into_iter().max_by_key(|(letter, _)| count(*letter));
    let delimiter = delimiter.map_or(b',', |(_, byte)| byte);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let names = reader.headers().map_err(|_broken| Broken::because("its first line can't be read"))?.clone();
    let places = Places::of(columns, &names)?;
    let mut parsed = Parsed::default();
    for (number, row) in (2..).zip(reader.records()) {
        match row {
            Ok(row) if row.iter().all(|field| field.trim().is_empty()) => {}
            Ok(row) => take(&mut parsed, &row, &places, frame),
            Err(_broken) => parsed.problem(None, format!("row {number} can't be read")),
        }
    }
    Ok(parsed)
}

impl Places {
    fn of(columns: &FeedColumns, names: &StringRecord) -> Result<Self, Broken> {
        let find = |name: &str| names.iter().position(|known| known.trim().eq_ignore_ascii_case(name.trim()));
        let missing = |name: &str| Broken(format!("it has no column `{}`", line(name, 80)));
        let place = |name: &Option<String>| match name {
            Some(name) => find(name).map(Some).ok_or_else(|| missing(name)),
            None => Ok(None),
        };
        Ok(Self {
            uid: place(&columns.uid)?,
            title: find(&columns.title).ok_or_else(|| missing(&columns.title))?,
            summary: place(&columns.summary)?,
            body: place(&columns.body)?,
            starts: place(&columns.starts)?,
            ends: place(&columns.ends)?,
            place: place(&columns.place)?,
            street: place(&columns.street)?,
            postcode: place(&columns.postcode)?,
            city: place(&columns.city)?,
            url: place(&columns.url)?,
        })
    }
}

fn take(parsed: &mut Parsed, row: &StringRecord, places: &Places, frame: &Frame<'_>) {
    let field = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default().trim();
    let short = |place| Some(line(field(place), 200)).filter(|text| !text.is_empty());
    let title = line(field(Some(places.title)), 200);
    let (from, to) = (field(places.starts), field(places.ends));
    let uid =
        if places.uid.is_some() { field(places.uid).to_owned() } else { format!("{title} {from}").trim().to_owned() };
    let mut item = Incoming::new(uid, title);
    item.body = paragraphs(field(places.body), 8000);
    let summary = paragraphs(field(places.summary), 4000);
    item.summary = opening(if summary.is_empty() { &item.body } else { &summary }, 160);
    if item.body.is_empty() {
        item.body = summary;
    }
    item.url = address(field(places.url), frame.base);
    let (street, postcode, city) = (short(places.street), short(places.postcode), short(places.city));
    let name = short(places.place).or_else(|| street.clone());
    item.place = name.map(|name| Spot { name, street, postcode, city });
    if !from.is_empty() {
        let Some(starts) = moment(from, frame.zone) else {
            return parsed
                .problem(Some(&item.uid), format!("`{}` begins at `{from}`, which can't be read", item.title));
        };
        let ends = moment(to, frame.zone);
        if ends.is_none() && !to.is_empty() {
            return parsed.problem(Some(&item.uid), format!("`{}` ends at `{to}`, which can't be read", item.title));
        }
        match once(starts, ends) {
            Ok(timing) => item.timings.push(timing),
            Err(why) => return parsed.problem(Some(&item.uid), format!("`{}` {why}", item.title)),
        }
    } else if frame.kind == OfferKind::Event {
        return parsed.problem(Some(&item.uid), format!("`{}` has no date", item.title));
    }
    parsed.take(item);
}
