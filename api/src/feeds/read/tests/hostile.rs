//! What nobody should send. Whatever it is, reading it ends, and soon.

use proptest::prelude::*;
use shared::feeds::{FeedFormat, MOST_ITEMS};
use shared::offers::OfferKind;

use super::{calendar, parse};

fn refused(format: FeedFormat, bytes: &[u8]) -> String {
    parse(format, OfferKind::Event, bytes).unwrap_err().0
}

#[test]
fn what_is_something_else_or_cut_off_is_not_believed() {
    let picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR";
    for format in FeedFormat::ALL {
        assert!(!refused(format, picture).is_empty(), "{format:?}");
    }
    assert!(!refused(FeedFormat::Icalendar, b"<html>Wartung</html>").is_empty());
    assert!(!refused(FeedFormat::Icalendar, b"").is_empty());
    let cut = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:x\r\nDTSTART:20270101T100000\r\nEND:VEV";
    assert_eq!(refused(FeedFormat::Icalendar, cut), "it is cut off before its end");
    assert!(!refused(FeedFormat::Rss, b"<rss version=\"2.0\"><channel><item><title>x</title>").is_empty());
    assert!(!refused(FeedFormat::Rss, b"{\"version\": \"https://jsonfeed.org/version/1\"}").is_empty());
    assert!(!refused(FeedFormat::Jsonld, b"<html><p>Wartung</p></html>").is_empty());
}

#[test]
fn what_is_nested_without_end_does_not_bring_it_down() {
    let many = 50_000;
    let json = format!("{}{}", "[".repeat(many), "]".repeat(many));
    assert!(!refused(FeedFormat::Jsonld, json.as_bytes()).is_empty());
    let xml = format!("<rss version=\"2.0\"><channel>{}{}</channel></rss>", "<a>".repeat(many), "</a>".repeat(many));
    let nothing =
        |format, kind, text: &str| parse(format, kind, text.as_bytes()).map_or(true, |parsed| parsed.items.is_empty());
    assert!(nothing(FeedFormat::Rss, OfferKind::Notice, &xml));
    let ical = format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", "BEGIN:VEVENT\r\n".repeat(many));
    assert!(nothing(FeedFormat::Icalendar, OfferKind::Event, &ical));
}

#[test]
fn an_entity_that_grows_is_not_grown() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
        <rss version=\"2.0\"><channel><item><guid>1</guid><title>&b;&f;</title></item></channel></rss>";
    let told = format!("{:?}", parse(FeedFormat::Rss, OfferKind::Notice, bomb.as_bytes()));
    assert!(!told.contains("aaaaaaaaaa") && !told.contains("root:"), "{told}");
}

#[test]
fn rules_that_explode_are_refused_before_anybody_counts() {
    for rule in [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;INTERVAL=1;BYSECOND=0,1,2,3,4,5",
        "FREQ=MINUTELY;UNTIL=99991231T235959Z",
        "FREQ=DAILY;COUNT=4000000000",
        "FREQ=DAILY;INTERVAL=65535",
        "FREQ=YEARLY;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=MO,TU,WE;BYSETPOS=1,2,3",
    ] {
        let parsed =
            calendar(&format!("BEGIN:VEVENT\nUID:a\nSUMMARY:x\nDTSTART:20270101T100000\nRRULE:{rule}\nEND:VEVENT\n"));
        assert_eq!((parsed.items.len(), parsed.problems.len()), (0, 1), "{rule}: {parsed:?}");
    }
}

#[test]
fn too_many_things_are_refused_and_too_many_problems_are_not_all_told() {
    let event = |number: usize| {
        format!("BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:x\r\nDTSTART:20270101T100000\r\nEND:VEVENT\r\n")
    };
    let events: String = (0..=MOST_ITEMS).map(event).collect();
    let many = format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n");
    assert!(refused(FeedFormat::Icalendar, many.as_bytes()).contains("more than"));
    let wrong: String = (0..1000).map(|_| "BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n").collect();
    assert_eq!(calendar(&wrong).problems.len(), 50);
}

#[test]
fn script_in_a_title_is_no_script() {
    let parsed = calendar(
        "BEGIN:VEVENT\nUID:<script>\nSUMMARY:<script>alert(1)</script>Fest<img src=x onerror=alert(2)>\nDTSTART:20270101T100000\nURL:javascript:alert(3)\nEND:VEVENT\n",
    );
    assert_eq!((parsed.items[0].title.as_str(), parsed.items[0].url.as_deref()), ("Fest", None));
}

fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("BEGIN:VEVENT".to_owned()),
        Just("END:VEVENT".to_owned()),
        Just("UID:a".to_owned()),
        "(DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)(;TZID=[A-Za-z/]{0,12}|;VALUE=DATE)?:[0-9TZ:,-]{0,24}",
        "RRULE:[A-Z=;0-9,+-]{0,40}",
        "(SUMMARY|DESCRIPTION|LOCATION|GEO|DURATION)[;:]\\PC{0,40}",
        "\\PC{0,30}",
    ];
    proptest::collection::vec(line, 0..30).prop_map(|lines| lines.join("\r\n"))
}

proptest! {
    #[test]
    fn no_calendar_brings_it_down(text in lines()) {
        let text = format!("BEGIN:VCALENDAR\r\n{text}\r\nEND:VCALENDAR");
        drop(parse(FeedFormat::Icalendar, OfferKind::Event, text.as_bytes()));
    }

    #[test]
    fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in "[<>&;#/a-z\"'= \\-!\\[\\]{}:,@]{0,200}") {
        for format in FeedFormat::ALL {
            drop(parse(format, OfferKind::Notice, &bytes));
            drop(parse(format, OfferKind::Notice, text.as_bytes()));
            drop(parse(format, OfferKind::Event, format!("<rss version=\"2.0\"><channel><item><guid>1</guid><title>{text}</title></item></channel></rss>").as_bytes()));
        }
    }
}
