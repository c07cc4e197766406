//! A calendar of a league: imported, changed, and gone again; and what went in comes out.

use serde_json::{Value, json};
use shared::feeds::{FeedOutcome, FeedState};

use super::{Desk, calendar, counts, game, games};
use crate::offers::read;

const CALENDAR: &str = "text/calendar; charset=utf-8";

/// Everything that calendars do: a rule over the clock change with a date left out, one moved, one called off and one
/// longer; whole days; another zone; called off as a whole.
fn season() -> String {
    let zone = "BEGIN:VTIMEZONE\nTZID:Hannover\nX-LIC-LOCATION:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19701025T030000\n\
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\n\
        DTSTART:19700329T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n\
        END:DAYLIGHT\nEND:VTIMEZONE\n";
    let training = "BEGIN:VEVENT\nUID:training@liga\nSUMMARY:Lauftraining am Maschsee mit\n  Anfänger*innen\n\
        DESCRIPTION:Bitte Schuhe mitbringen\\, auch bei Regen.\\nUm sieben geht es los.\nLOCATION:Nordufer\n\
        DTSTART;TZID=Hannover:20270316T180000\nDTEND;TZID=Hannover:20270316T193000\n\
        RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270427T215959Z\nEXDATE;TZID=Hannover:20270330T180000\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:training@liga\nSUMMARY:Lauftraining am Maschsee mit\n  Anfänger*innen\n\
        RECURRENCE-ID;TZID=Hannover:20270323T180000\nDTSTART;TZID=Hannover:20270324T190000\n\
        DTEND;TZID=Hannover:20270324T203000\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:training@liga\nSUMMARY:Lauftraining am Maschsee mit\n  Anfänger*innen\n\
        RECURRENCE-ID:20270406T160000Z\nDTSTART;TZID=Hannover:20270406T180000\n\
        DTEND;TZID=Hannover:20270406T193000\nSTATUS:CANCELLED\nEND:VEVENT\n";
    let cup = "BEGIN:VEVENT\nUID:pokal@liga\nSUMMARY:Pokaltage\nDTSTART;VALUE=DATE:20270619\n\
        DTEND;VALUE=DATE:20270621\nEND:VEVENT\n";
    let abroad = "BEGIN:VEVENT\nUID:fern@liga\nSUMMARY:Auswärtsspiel\nDTSTART;TZID=America/New_York:20270201T130000\n\
        DURATION:PT2H\nEND:VEVENT\n";
    let off = "BEGIN:VEVENT\nUID:aus@liga\nSUMMARY:Hallenturnier\nDTSTART;TZID=W. Europe Standard Time:20270220T100000\n\
        DTEND;TZID=W. Europe Standard Time:20270220T160000\nSTATUS:CANCELLED\nEND:VEVENT\n";
    calendar(&[zone, training, cup, abroad, off].map(str::to_owned))
}

#[tokio::test]
async fn a_season_is_imported_with_all_its_exceptions() {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", CALENDAR, season());
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    let preview = desk.preview(&feed).await;
    assert_eq!((preview.added.len(), preview.problems.len()), (4, 0), "{preview:?}");
    assert_eq!(desk.house.one("SELECT count(*) FROM feed_items").await, "0", "nothing was written");
    desk.work().await;
    assert_eq!(counts(&desk.runs(&feed).await[0]), [4, 0, 0, 0, 0]);
    let training = desk.slug("Lauftraining am Maschsee mit Anfänger*innen").await;
    let dates = desk.dates(&training).await;
    let told: Vec<(&str, &str)> = dates.iter().map(|(from, state)| (from.as_str(), state.as_str())).collect();
    assert_eq!(
        told,
        [
            ("2027-03-16T18:00:00+01:00", "scheduled"),
            ("2027-03-24T19:00:00+01:00", "moved"),
            ("2027-04-06T18:00:00+02:00", "cancelled"),
            ("2027-04-13T18:00:00+02:00", "scheduled"),
            ("2027-04-20T18:00:00+02:00", "scheduled"),
            ("2027-04-27T18:00:00+02:00", "scheduled"),
        ]
    );
    let cup = desk.slug("Pokaltage").await;
    assert_eq!(desk.dates(&cup).await, [("2027-06-19T00:00:00+02:00".to_owned(), "scheduled".to_owned())]);
    let abroad = desk.slug("Auswärtsspiel").await;
    assert_eq!(desk.dates(&abroad).await[0].0, "2027-02-01T19:00:00+01:00");
    let off = desk.slug("Hallenturnier").await;
    let off = crate::harness::json(&desk.house.get(&format!("/api/v1/offers/{off}")).await);
    assert_eq!(off["event_state"], "cancelled");
    assert_eq!((&off["source_as_of"], &off["contact"]["office"]), (&json!("2026-11-24"), &json!("Fachbereich Sport")));
    assert_eq!(off["source_url"], desk.source.url("/liga.ics"));
}

/// Every date of a calendar file, worked out by another program: begin, end, and whether it takes place.
const EXPAND: &str = r#"
import json, sys, datetime
from icalendar import Calendar
from dateutil.rrule import rrulestr
calendar = Calendar.from_ical(sys.stdin.buffer.read())
def plain(value):
    value = value.dt
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat() if value.tzinfo else value.isoformat()
    return value.isoformat()
out = {}
for e in calendar.walk("VEVENT"):
    dates = out.setdefault(str(e["SUMMARY"]), {})
    start = e["DTSTART"].dt
    length = e["DTEND"].dt - start if "DTEND" in e else e["DURATION"].dt
    state = "off" if str(e.get("STATUS", "")) == "CANCELLED" else "on"
    def put(key, begin):
        end = begin + length
        form = lambda at: at.astimezone(datetime.timezone.utc).isoformat() if isinstance(at, datetime.datetime) else at.isoformat()
        dates[key] = [form(begin), form(end), state]
    if "RECURRENCE-ID" in e:
        put(plain(e["RECURRENCE-ID"]), start)
    elif "RRULE" in e:
        zone = start.tzinfo
        rule = e["RRULE"].to_ical().decode()
        until = [p for p in rule.split(";") if p.startswith("UNTIL=")]
        naive = rrulestr(";".join(p for p in rule.split(";") if not p.startswith("UNTIL=")), dtstart=start.replace(tzinfo=None))
        last = datetime.datetime.strptime(until[0][6:], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.timezone.utc) if until else None
        ex = e.get("EXDATE", [])
        out_dates = [d.dt.astimezone(datetime.timezone.utc) for x in (ex if isinstance(ex, list) else [ex]) for d in x.dts]
        for number, begin in enumerate(naive):
            begin = begin.replace(tzinfo=zone)
            if number > 500 or (last and begin > last): break
            key = begin.astimezone(datetime.timezone.utc)
            if key not in out_dates and key.isoformat() not in dates: put(key.isoformat(), begin)
    else:
        put("once", start)
print(json.dumps({title: sorted(dates.values()) for title, dates in out.items()}, sort_keys=True))
"#;

#[tokio::test]
async fn what_went_in_comes_out_with_the_same_dates() {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", CALENDAR, season());
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    assert_eq!(desk.fetch(&feed).await.outcome, FeedOutcome::Read);
    let before = read(EXPAND, season().as_bytes()).await;
    let answer = desk.house.get("/api/v1/offers.ics?category=sports&from=2027-01-01T00:00:00Z").await;
    let mut after = read(EXPAND, &answer.body).await;
    let ours = before.as_object().unwrap();
    after.as_object_mut().unwrap().retain(|title, _| ours.contains_key(title));
    assert_eq!(before, after);
    let dates =
        |value: &Value| value.as_object().unwrap().values().map(|all| all.as_array().unwrap().len()).sum::<usize>();
    assert_eq!(dates(&before), 9, "{before}");
}

#[tokio::test]
async fn changes_are_followed_and_what_is_as_it_was_is_not_read_again() {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", CALENDAR, games(1..=6));
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    desk.work().await;
    assert_eq!(desk.titles("heimspiel").await.len(), 6);
    desk.work().await;
    assert_eq!(desk.source.asked().len(), 1, "not before its time");
    desk.house.app.clock.set(desk.house.app.clock.now() + chrono::TimeDelta::hours(1));
    desk.work().await;
    let asked = desk.source.asked();
    assert_eq!((asked.len(), asked[1].status), (2, 304), "{asked:?}");
    assert!(!asked[0].headers.contains_key("if-none-match") && asked[1].headers.contains_key("if-none-match"));
    assert_eq!(desk.runs(&feed).await[0].outcome, FeedOutcome::NotModified);
    // One is moved, one is new, one is gone.
    let slug = desk.slug("Heimspiel 3").await;
    let uid = "SELECT s.id FROM offer_schedules s JOIN offers o ON o.id = s.offer_id WHERE o.slug = ";
    let name = desk.house.one(&format!("{uid}'{slug}'")).await;
    let mut events: Vec<String> = (1..=5).map(|number| game(number, &format!("Heimspiel {number}"))).collect();
    events[2] = events[2].replace("T190000", "T180000");
    events.push(game(7, "Heimspiel 7"));
    desk.source.file("/liga.ics", CALENDAR, calendar(&events));
    let preview = desk.preview(&feed).await;
    let [changed] = preview.changed.as_slice() else { panic!("{preview:?}") };
    assert_eq!(
        (changed.title.as_str(), changed.fields.as_slice()),
        ("Heimspiel 3", ["schedules".to_owned()].as_slice())
    );
    assert_eq!(counts(&desk.fetch(&feed).await), [1, 1, 1, 0, 4]);
    assert_eq!(desk.dates(&slug).await[0].0, "2027-03-01T18:00:00+01:00");
    assert_eq!(desk.house.one(&format!("{uid}'{slug}'")).await, name, "the same entry in everybody's calendar");
    let titles = desk.titles("heimspiel").await;
    assert!(!titles.contains(&"Heimspiel 6".to_owned()) && titles.contains(&"Heimspiel 7".to_owned()), "{titles:?}");
    // What comes back is the same offer.
    let gone = desk.slug("Heimspiel 6").await;
    events.push(game(6, "Heimspiel 6"));
    desk.source.file("/liga.ics", CALENDAR, calendar(&events));
    assert_eq!(counts(&desk.fetch(&feed).await), [1, 0, 0, 0, 6]);
    assert_eq!(desk.dates(&gone).await.len(), 1);
    assert_eq!(counts(&desk.fetch(&feed).await), [0; 5], "and once more nothing");
}

#[tokio::test]
async fn a_source_that_is_empty_or_suddenly_short_destroys_nothing_and_really_gone_is_gone() {
    let desk = Desk::open().await;
    desk.source.file("/liga.ics", CALENDAR, games(1..=8));
    let feed = desk.add(&desk.terms("/liga.ics", "icalendar", "event")).await;
    desk.fetch(&feed).await;
    for short in [games(1..=3), calendar(&[])] {
        desk.source.file("/liga.ics", CALENDAR, short);
        let run = desk.fetch(&feed).await;
        assert_eq!((run.outcome, counts(&run)), (FeedOutcome::Failed, [0; 5]), "{run:?}");
        assert_eq!(desk.titles("heimspiel").await.len(), 8);
        assert!(desk.preview(&feed).await.doubt.is_some());
    }
    let shown = desk.show(&feed).await;
    assert_eq!((shown.state, shown.items), (FeedState::Failing, 8));
    assert!(shown.last_error.unwrap().contains("nothing in it"), "said at the source");
    let mails = "SELECT count(*) FROM outbox WHERE recipient = 'sport@example.org'";
    assert_eq!(desk.house.one(mails).await, "1", "once an outage");
    // One after the other, and the rest when somebody says that it is right.
    desk.source.file("/liga.ics", CALENDAR, games(1..=5));
    assert_eq!(counts(&desk.fetch(&feed).await), [0, 0, 3, 0, 5]);
    assert_eq!(desk.show(&feed).await.state, FeedState::Ok);
    desk.source.file("/liga.ics", CALENDAR, calendar(&[]));
    assert_eq!(desk.fetch(&feed).await.outcome, FeedOutcome::Failed);
    assert_eq!(desk.house.one(mails).await, "2", "another outage");
    let run = desk.fetch_as(&feed, &json!({ "accept_removals": true })).await;
    assert_eq!(counts(&run), [0, 0, 5, 0, 0]);
    assert!(desk.titles("heimspiel").await.is_empty());
    let index = "SELECT count(*) FROM offer_index i JOIN feed_items f ON f.offer_id = i.offer_id";
    assert_eq!(desk.house.one(index).await, "0");
}
