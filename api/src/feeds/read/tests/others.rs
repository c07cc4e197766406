//! News, pages and tables.

use chrono::NaiveDateTime;
use shared::feeds::FeedFormat;
use shared::offers::{EventState, OfferKind};

use super::{only, parse};

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

#[test]
fn rss_and_atom_say_the_same() {
    let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Stadt</title><item><guid>tag:1</guid>
        <title>Neue &amp;amp; alte B&#228;der</title><link>/baeder</link>
        <description>&lt;p&gt;Ab <b>Mai</b>.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
        <item><title>Ohne Namen</title></item></channel></rss>"#;
    let parsed = parse(FeedFormat::Rss, OfferKind::Notice, rss.as_bytes()).unwrap();
    assert_eq!(parsed.problems.len(), 1, "{parsed:?}");
    let item = only(parsed);
    assert_eq!((item.uid.as_str(), item.title.as_str()), ("tag:1", "Neue & alte Bäder"));
    assert!(!item.body.contains("x()") && item.summary.starts_with("Ab"), "{item:?}");
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>Stadt</title><updated>2026-11-01T00:00:00Z</updated>
        <entry><id>urn:1</id><title type="html">&lt;b&gt;Bäder&lt;/b&gt;</title><updated>2026-11-01T00:00:00Z</updated>
        <link href="https://example.org/1"/><summary>Kurz.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Lang</p></div></content></entry></feed>"#;
    let item = only(parse(FeedFormat::Rss, OfferKind::Notice, atom.as_bytes()).unwrap());
    assert_eq!((item.title.as_str(), item.summary.as_str(), item.body.as_str()), ("Bäder", "Kurz.", "Lang"));
    assert_eq!(item.url.as_deref(), Some("https://example.org/1"));
}

#[test]
fn pages_say_what_they_say_to_search_engines() {
    let page = r#"<html><script>var a = "<b>";</script><SCRIPT type='application/ld+json'>
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Stadt", "@id": "w"},
        {"@type": ["Event", "MusicEvent"], "@id": "https://example.org/k#1", "name": "Konzert", "url": "/k",
         "startDate": "2027-02-01T19:30:00+01:00", "endDate": "2027-02-01T21:00:00+01:00", "description": "Lieder.",
         "eventStatus": "https://schema.org/EventPostponed",
         "location": {"@type": "Place", "name": "Halle", "address": {"streetAddress": "Weg 1", "postalCode": "30159",
         "addressLocality": "Hannover"}, "geo": {"latitude": "52.3", "longitude": 9.7}}},
        {"@type": "schema:SportsEvent", "name": "Lauf", "url": "https://example.org/l", "startDate": "2027-05-01", "endDate": "2027-05-02"}]}
        </script><script type="application/ld+json">{ nonsense </script></html>"#;
    let parsed = parse(FeedFormat::Jsonld, OfferKind::Event, page.as_bytes()).unwrap();
    assert_eq!((parsed.items.len(), parsed.problems.len()), (2, 1), "{parsed:?}");
    let [concert, run] = parsed.items.as_slice() else { panic!("two") };
    assert_eq!((concert.timings[0].starts, concert.timings[0].minutes), (at("2027-02-01T19:30"), 90));
    assert_eq!((concert.event_state, concert.position), (EventState::Postponed, Some((52.3, 9.7))));
    let place = concert.place.as_ref().unwrap();
    assert_eq!((place.name.as_str(), place.city.as_deref()), ("Halle", Some("Hannover")));
    assert_eq!(concert.url.as_deref(), Some("https://example.org/k"));
    assert_eq!((run.timings[0].minutes, run.timings[0].all_day), (2880, true));
    let job = r#"[{"@type": "JobPosting", "identifier": {"value": "J-1"}, "title": "Gärtner*in", "validThrough": "2026-12-31"}]"#;
    let job = only(parse(FeedFormat::Jsonld, OfferKind::Job, job.as_bytes()).unwrap());
    assert_eq!((job.uid.as_str(), job.closes_at), ("J-1", Some("2026-12-31T23:00:00Z".parse().unwrap())));
}

#[test]
fn tables_are_read_by_the_names_of_their_columns() {
    let table = "\u{feff}Nr;Titel;Beginn;Ende;Ort;Text\r\n1;\"Flohmarkt; groß\";24.12.2026 10:00;;Platz;\"Mit\nKaffee\"\r\n\
        2;Ferien;2026-12-23;02.01.2027;;\r\n3;Falsch;irgendwann;;;\r\n;;;;;\r\n2;Doppelt;2026-12-23;;;\r\n4;Ohne;;;;\r\n";
    let parsed = parse(FeedFormat::Csv, OfferKind::Event, table.as_bytes()).unwrap();
    let [market, holidays] = parsed.items.as_slice() else { panic!("{parsed:?}") };
    assert_eq!((market.title.as_str(), market.body.as_str()), ("Flohmarkt; groß", "Mit\nKaffee"));
    assert_eq!((market.timings[0].starts, market.timings[0].minutes), (at("2026-12-24T10:00"), 60));
    assert_eq!((holidays.timings[0].all_day, holidays.timings[0].minutes), (true, 11 * 1440));
    assert_eq!(parsed.problems.len(), 3, "{:?}", parsed.problems);
    let wrong = parse(FeedFormat::Csv, OfferKind::Event, b"Nr,Name\n1,x\n").unwrap_err();
    assert_eq!(wrong.0, "it has no column `Titel`");
}
