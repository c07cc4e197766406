//! The calendar file as another program reads it, and the code to scan.

use std::io::Write;
use std::process::{Command, Stdio};

use client::{Method, Request};
use serde_json::Value;

use crate::harness::{House, at, header};
use crate::mail::python;

const FROM: &str = "2026-11-24T11:00";
const TO: &str = "2026-11-24T13:00";

/// The entries that Python's `icalendar` finds in a file.
const READ: &str = r#"
import json, sys
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.buffer.read())
print(json.dumps([{"version": str(calendar["VERSION"]), "prodid": str(calendar["PRODID"]),
    "method": str(calendar.get("METHOD", "")), "attendee": str(event.get("ATTENDEE", "")), "uid": str(event["UID"]),
    "from": event.decoded("DTSTART").isoformat(), "to": event.decoded("DTEND").isoformat(),
    "stamp": event.decoded("DTSTAMP").isoformat(), "summary": str(event["SUMMARY"]),
    "location": str(event["LOCATION"]), "status": str(event.get("STATUS", "")),
    "sequence": int(event.get("SEQUENCE", 0))} for event in calendar.walk() if event.name == "VEVENT"]))
"#;

/// The one entry of a file.
fn parsed(ics: &str) -> Value {
    let [event] = <[Value; 1]>::try_from(entries(ics)).unwrap();
    event
}

/// The entries of a file, as another program reads them.
pub(crate) fn entries(ics: &str) -> Vec<Value> {
    let mut reader = Command::new(python());
    let mut reader = reader.args(["-c", READ]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    reader.stdin.take().unwrap().write_all(ics.as_bytes()).unwrap();
    let output = reader.wait_with_output().unwrap();
    assert!(output.status.success(), "another program cannot read it:\n{ics}");
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) fn instant(value: &Value) -> chrono::DateTime<chrono::FixedOffset> {
    value.as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn another_program_reads_the_calendar_file() {
    let house = House::open().await;
    let taken = house.booked(&["A1", "A2"], FROM, TO).await;
    let path = format!("/api/v1/bookings/{}.ics", taken.booking.id);
    let request = Request::new(Method::GET, path).header("Booking-Secret", taken.secret.as_str());
    let answer = house.send(request).await;
    assert_eq!(header(&answer, "content-type"), "text/calendar; charset=utf-8");
    assert_eq!(header(&answer, "cache-control"), "private, no-store");
    let ics = answer.text().unwrap();
    assert!(ics.lines().all(|line| line.len() <= 75), "RFC 5545, 3.1: fold long lines\n{ics}");
    assert!(ics.split_inclusive('\n').all(|line| line.ends_with("\r\n")), "{ics}");
    let event = parsed(&ics);
    assert_eq!((instant(&event["from"]), instant(&event["to"])), (at(FROM), at(TO)));
    assert_eq!(event["version"], "2.0");
    assert!(event["uid"].as_str().unwrap().contains(&taken.booking.id.to_string()), "{event}");
    assert!(event["summary"].as_str().unwrap().contains("A1, A2"), "{event}");
    assert!(event["location"].as_str().unwrap().contains("Trammplatz 2"), "{event}");
    assert_eq!(event["status"], "CONFIRMED");
}

#[tokio::test]
async fn a_booking_called_off_takes_its_entry_back() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    let before = parsed(&house.client.ics(taken.booking.id, &taken.secret).await.unwrap());
    assert_eq!(house.step(&taken, "cancel", None).await.status, 200);
    let after = parsed(&house.client.ics(taken.booking.id, &taken.secret).await.unwrap());
    assert_eq!((&after["uid"], &after["status"]), (&before["uid"], &Value::from("CANCELLED")));
    assert!(after["sequence"].as_i64() > before["sequence"].as_i64(), "RFC 5546: {before} {after}");
}

#[tokio::test]
async fn the_code_to_scan_is_a_picture_without_anything_that_runs() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    let path = format!("/api/v1/bookings/{}/qr.svg", taken.booking.id);
    let request = Request::new(Method::GET, path).header("Booking-Secret", taken.secret.as_str());
    let answer = house.send(request).await;
    assert_eq!((answer.status.as_u16(), header(&answer, "content-type")), (200, "image/svg+xml"));
    let svg = answer.text().unwrap();
    assert!(svg.contains("<svg") && svg.trim_end().ends_with("</svg>"), "{svg}");
    for word in ["<script", "href", "onload", taken.secret.as_str(), "kim@"] {
        assert!(!svg.contains(word), "{word}");
    }
}
