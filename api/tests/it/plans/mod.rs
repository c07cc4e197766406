//! Rule 11: layouts, exhibitions and closures take desks away; everybody who is touched is re-seated or called off,
//! and told.

mod facts;
mod invitations;
mod layouts;
mod races;
mod requests;
mod seating;
mod undo;

use client::{Answer, Method};
use serde_json::{Value, json};
use shared::plans::{HallPlan, PlanOutcome, PlanPreview, TouchedBooking};
use shared::staff::Role;

use crate::harness::{House, at};

/// Where most of it happens: a day ahead, in the morning.
const FROM: &str = "2026-11-25T09:00";
const TO: &str = "2026-11-25T12:00";

/// Somebody who decides about the hall.
struct Manager<'a> {
    house: &'a House,
    key: String,
}

impl<'a> Manager<'a> {
    async fn of(house: &'a House) -> Self {
        Self { house, key: house.key(Role::HallManager).await }
    }

    async fn ask(&self, path: &str, body: &Value) -> Answer {
        self.house.order(&self.key, Method::POST, path, body).await
    }

    /// What a plan would do.
    async fn preview(&self, plan: &Value) -> PlanPreview {
        let answer = self.ask("/plans/preview", &json!({ "plan": plan })).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        answer.json().unwrap()
    }

    /// Applies a plan, which does what its preview has said.
    async fn apply(&self, plan: &Value) -> HallPlan {
        let seen = self.preview(plan).await;
        let applied = self.apply_blindly(plan).await;
        assert_eq!(applied.touched, seen.touched);
        assert_eq!((applied.begins_at, applied.ends_at), (seen.begins_at, seen.ends_at));
        self.house.nobody_sits_on_what_is_gone();
        self.house.agrees().await;
        applied
    }

    /// The same without looking first.
    async fn apply_blindly(&self, plan: &Value) -> HallPlan {
        let answer = self.ask("/plans", &json!({ "plan": plan })).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        answer.json().unwrap()
    }
}

impl House {
    /// What must be true whatever was applied: every blocking booking has desks that are in the layout of its day and
    /// not closed, at a time when the venue is not.
    fn nobody_sits_on_what_is_gone(&self) {
        let venue = self.venue();
        let facts = &venue.facts;
        for (id, entry) in venue.live().bookings().iter() {
            let layout = facts.layout_at(entry.period.start()).unwrap();
            assert!(facts.schedule.interval_around(entry.period).is_some(), "{id} is booked while the house is closed");
            for place in &entry.places {
                let desk = facts.desk(*place).unwrap();
                assert!(layout.spots.iter().any(|spot| spot.place == *place), "{id} has {}, which is gone", desk.code);
                assert!(
                    !facts.closed_times(desk).any(|closed| closed.overlaps(entry.period)),
                    "{id} has {}, which is closed",
                    desk.code
                );
            }
        }
    }

    /// The mails that wait for somebody, as they were written (ids of one instant have no order): subject, text,
    /// calendar method.
    async fn mails_about(&self, code: &str) -> Vec<(String, String, Option<String>)> {
        let query = format!(
            "SELECT o.subject, o.body_text, o.calendar_method FROM outbox o JOIN bookings b ON b.email = o.recipient
             WHERE b.code = '{code}' ORDER BY o.ctid"
        );
        let rows = self.sql(&query).await;
        rows.into_iter().map(|row| (row[0].clone().unwrap(), row[1].clone().unwrap(), row[2].clone())).collect()
    }
}

fn layout(layout: &str, from: &str, to: Option<&str>) -> Value {
    json!({ "layout": { "layout": layout, "from": from, "to": to } })
}

fn exhibition(desks: &[&str], from: &str, to: &str) -> Value {
    json!({ "exhibition": {
        "title_de": "Leinebilder", "title_en": "Pictures of the Leine",
        "summary_de": "Bilder vom Fluss.", "summary_en": "Pictures of the river.",
        "from": at(from), "to": at(to), "desk_codes": desks,
    } })
}

fn closure(zone: Option<&str>, from: &str, to: &str) -> Value {
    json!({ "closure": {
        "from": at(from), "to": at(to), "zone": zone, "reason_de": "Der Boden wird geschliffen.",
        "reason_en": "The floor is sanded.",
    } })
}

/// What a plan does to a booking, by the codes of its desks before.
fn told<'a>(touched: &'a [TouchedBooking], desk: &str) -> &'a TouchedBooking {
    touched
        .iter()
        .find(|one| one.old_desk_codes.iter().any(|code| code == desk))
        .unwrap_or_else(|| panic!("{touched:?}"))
}

fn moves(touched: &[TouchedBooking]) -> Vec<(String, PlanOutcome, String)> {
    touched.iter().map(|one| (one.old_desk_codes.join(","), one.outcome, one.desk_codes.join(","))).collect()
}
