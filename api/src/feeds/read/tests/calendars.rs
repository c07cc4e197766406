//! Calendar files.

use chrono::NaiveDateTime;
use shared::offers::EventState;

use super::super::{Differing, Timing};
use super::{calendar, only};

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
}

fn event(lines: &str) -> Timing {
    let mut item = only(calendar(&format!("BEGIN:VEVENT\nUID:a\nSUMMARY:Fest\n{lines}\nEND:VEVENT\n")));
    assert_eq!(item.timings.len(), 1, "{item:?}");
    item.timings.remove(0)
}

fn refused(lines: &str) -> String {
    let parsed = calendar(&format!("BEGIN:VEVENT\nUID:a\nSUMMARY:Fest\n{lines}\nEND:VEVENT\n"));
    assert!(parsed.items.is_empty(), "{parsed:?}");
    assert!(parsed.seen.contains("a"), "it has not gone");
    parsed.problems[0].detail.clone()
}

#[test]
fn folded_lines_escapes_and_all_a_day_can_be() {
    let item = only(calendar(
        "BEGIN:VEVENT\nUID:tag@stadt\nSUMMARY:Tag der offenen\n  Tür\\, mit Musik\nDESCRIPTION:Erste Zeile\\nZweite \
         <b>Zeile</b>\nLOCATION:Neues Rathaus\\, Trammplatz 2\nGEO:52.367;9.737\nURL:https://example.org/tag\n\
         DTSTART;VALUE=DATE:20270620\nDTEND;VALUE=DATE:20270622\nEND:VEVENT\n",
    ));
    assert_eq!(item.title, "Tag der offenen Tür, mit Musik");
    assert_eq!(item.body, "Erste Zeile\nZweite Zeile");
    assert_eq!(item.place.unwrap().name, "Neues Rathaus, Trammplatz 2");
    assert_eq!((item.position, item.url.as_deref()), (Some((52.367, 9.737)), Some("https://example.org/tag")));
    let day = &item.timings[0];
    assert_eq!((day.starts, day.minutes, day.all_day), (at("2027-06-20T00:00"), 2880, true));
    assert_eq!(event("DTSTART;VALUE=DATE:20270620").minutes, 1440);
    assert_eq!(event("DTSTART;VALUE=DATE:20270620\nDURATION:P3D").minutes, 3 * 1440);
}

#[test]
fn times_are_those_of_the_venue_whatever_zone_they_are_written_in() {
    let begins = |line: &str| event(line).starts;
    assert_eq!(begins("DTSTART:20270112T180000Z"), at("2027-01-12T19:00"));
    assert_eq!(begins("DTSTART:20270712T180000Z"), at("2027-07-12T20:00"));
    assert_eq!(begins("DTSTART;TZID=America/New_York:20270112T120000"), at("2027-01-12T18:00"));
    assert_eq!(begins("DTSTART;TZID=W. Europe Standard Time:20270112T120000"), at("2027-01-12T12:00"));
    assert_eq!(begins("DTSTART:20270112T120000"), at("2027-01-12T12:00"));
    assert!(refused("DTSTART;TZID=Mars/Olympus:20270112T120000").contains("time zone `Mars/Olympus`"));
    let over = event("DTSTART:20270112T180000Z\nDTEND;TZID=Europe/Berlin:20270112T203000");
    assert_eq!(over.minutes, 90);
}

#[test]
fn a_zone_of_the_files_own_is_read_by_its_name() {
    let parsed = calendar(
        "BEGIN:VTIMEZONE\nTZID:Stadtzeit\nX-LIC-LOCATION:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19701025T030000\n\
         TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:a\nSUMMARY:Fest\n\
         DTSTART;TZID=Stadtzeit:20270712T120000\nRRULE:FREQ=WEEKLY;UNTIL=20270802T100000Z\nEND:VEVENT\n",
    );
    let timing = &only(parsed).timings[0];
    assert_eq!(timing.starts, at("2027-07-12T12:00"));
    assert_eq!(timing.rrule.as_deref(), Some("FREQ=WEEKLY;UNTIL=20270802T120000"));
}

#[test]
fn rules_mean_the_same_afterwards() {
    let rule = |rule: &str| event(&format!("DTSTART;TZID=Europe/Berlin:20270511T180000\nRRULE:{rule}")).rrule.unwrap();
    assert_eq!(rule("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8"), "FREQ=WEEKLY;COUNT=8;BYDAY=TU,TH");
    assert_eq!(rule("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2"), "FREQ=MONTHLY;BYDAY=2TU");
    assert_eq!(rule("FREQ=MONTHLY;BYDAY=-1FR"), "FREQ=MONTHLY;BYDAY=-1FR");
    assert_eq!(rule("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=11"), "FREQ=YEARLY");
    assert_eq!(rule("FREQ=YEARLY;BYMONTH=5;BYDAY=2TU"), "FREQ=MONTHLY;INTERVAL=12;BYDAY=2TU");
    assert_eq!(rule("FREQ=DAILY;UNTIL=20270520;WKST=SU"), "FREQ=DAILY;UNTIL=20270520");
    for wrong in [
        "FREQ=HOURLY;COUNT=3",
        "FREQ=DAILY;BYHOUR=9,12",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=WEEKLY;BYMONTH=5,6",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
        "FREQ=DAILY;COUNT=3;UNTIL=20270601",
        "FREQ=NEVER",
    ] {
        assert!(!refused(&format!("DTSTART:20270511T180000\nRRULE:{wrong}")).is_empty(), "{wrong}");
    }
    assert!(refused("DTSTART:20270511T180000\nRRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY").contains("more than one rule"));
}

#[test]
fn exceptions_are_left_out_called_off_and_moved() {
    let item = only(calendar(
        "BEGIN:VEVENT\nUID:a\nSUMMARY:Training\nDTSTART;TZID=Europe/Berlin:20270316T180000\n\
         DTEND;TZID=Europe/Berlin:20270316T193000\nRRULE:FREQ=WEEKLY;COUNT=6\n\
         EXDATE;TZID=Europe/Berlin:20270330T180000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:a\nSUMMARY:Training\nRECURRENCE-ID:20270323T170000Z\nDTSTART;TZID=Europe/Berlin:20270324T190000\n\
         DTEND;TZID=Europe/Berlin:20270324T203000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:a\nSUMMARY:Training\nRECURRENCE-ID:20270406T160000Z\nDTSTART;TZID=Europe/Berlin:20270406T180000\n\
         STATUS:CANCELLED\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:a\nSUMMARY:Training\nRECURRENCE-ID;TZID=Europe/Berlin:20270413T180000\n\
         DTSTART;TZID=Europe/Berlin:20270413T180000\nDTEND;TZID=Europe/Berlin:20270413T210000\nEND:VEVENT\n",
    ));
    let [rule, longer] = item.timings.as_slice() else { panic!("{item:?}") };
    let differs = |day: &str, outcome: &str, to: Option<&str>| Differing {
        starts: at(day),
        outcome: outcome.to_owned(),
        moved_to: to.map(at),
    };
    assert_eq!(
        rule.exceptions,
        [
            differs("2027-03-23T18:00", "moved", Some("2027-03-24T19:00")),
            differs("2027-03-30T18:00", "left_out", None),
            differs("2027-04-06T18:00", "cancelled", None),
            differs("2027-04-13T18:00", "left_out", None),
        ]
    );
    assert_eq!((longer.starts, longer.minutes, longer.rrule.as_deref()), (at("2027-04-13T18:00"), 180, None));
}

#[test]
fn what_repeats_by_another_clock_becomes_single_dates() {
    let item = only(calendar(
        "BEGIN:VEVENT\nUID:a\nSUMMARY:Treff\nDTSTART:20270316T170000Z\nDTEND:20270316T180000Z\n\
         RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20270323T170000Z\nEND:VEVENT\n",
    ));
    let starts: Vec<NaiveDateTime> = item.timings.iter().map(|timing| timing.starts).collect();
    assert_eq!(starts, [at("2027-03-16T18:00"), at("2027-03-30T19:00")], "an hour later by the clock on the wall");
}

#[test]
fn called_off_as_a_whole_and_single_dates_of_a_series() {
    let item =
        only(calendar("BEGIN:VEVENT\nUID:a\nSUMMARY:x\nDTSTART:20270101T100000\nSTATUS:CANCELLED\nEND:VEVENT\n"));
    assert_eq!(item.event_state, EventState::Cancelled);
    let item = only(calendar(
        "BEGIN:VEVENT\nUID:a\nSUMMARY:x\nRECURRENCE-ID:20270101T100000\nDTSTART:20270102T100000\nEND:VEVENT\n",
    ));
    assert_eq!(item.timings[0].starts, at("2027-01-02T10:00"));
    assert!(refused("DTSTART:20270102T100000\nDTEND:20270101T100000").contains("before it begins"));
    assert!(refused("DTEND:20270101T100000").contains("no beginning"));
}
