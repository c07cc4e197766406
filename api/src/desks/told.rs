//! An availability as JSON, written at one go.
//!
//! It is what is asked most and has a line for every desk of a hall; through the serializer, with a
//! copy of every code, the writing took a third of the time of an answer. What always holds: it is,
//! letter by letter, what `shared::desks::Availability` is written as; a test reads and writes it again.

use chrono::{DateTime, FixedOffset};
use shared::desks::{Alternative, AvailabilityCounts, Desk, DeskState, Situation};
use shared::instants;
use shared::slots::Slot;
use shared::zones::Zone;

use crate::problem::Failure;

/// A desk's line is about this long, bytes.
const LINE: usize = 150;

/// What is to be told.
pub(super) struct Told<'a> {
    pub(super) slug: &'a str,
    pub(super) zone: &'a Zone,
    pub(super) from: DateTime<FixedOffset>,
    pub(super) to: DateTime<FixedOffset>,
    pub(super) revision: i64,
    pub(super) as_of: DateTime<FixedOffset>,
    pub(super) open: bool,
    pub(super) counts: AvailabilityCounts,
    pub(super) desks: Vec<(&'a Desk, Situation)>,
    pub(super) alternatives: Vec<Alternative>,
}

impl Told<'_> {
    /// As JSON.
    pub(super) fn written(&self) -> Result<Vec<u8>, Failure> {
        let mut out = Vec::with_capacity(1024 + LINE * self.desks.len());
        out.extend_from_slice(b"{\"venue\":");
        json(&mut out, self.slug)?;
        out.extend_from_slice(b",\"from\":");
        json(&mut out, &self.from)?;
        out.extend_from_slice(b",\"to\":");
        json(&mut out, &self.to)?;
        out.extend_from_slice(b",\"revision\":");
        json(&mut out, &self.revision)?;
        out.extend_from_slice(b",\"as_of\":");
        json(&mut out, &self.as_of)?;
        out.extend_from_slice(b",\"open\":");
        json(&mut out, &self.open)?;
        out.extend_from_slice(b",\"counts\":");
        json(&mut out, &self.counts)?;
        out.extend_from_slice(b",\"desks\":[");
        for (place, (desk, found)) in self.desks.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            self.desk(&mut out, desk, found)?;
        }
        out.extend_from_slice(b"],\"alternatives\":");
        json(&mut out, &self.alternatives)?;
        out.push(b'}');
        Ok(out)
    }

    fn desk(&self, out: &mut Vec<u8>, desk: &Desk, found: &Situation) -> Result<(), Failure> {
        out.extend_from_slice(b"{\"id\":\"");
        let mut id = [0; uuid::fmt::Hyphenated::LENGTH];
        out.extend_from_slice(desk.id.0.hyphenated().encode_lower(&mut id).as_bytes());
        out.extend_from_slice(b"\",\"code\":");
        if desk.code.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
            out.push(b'"');
            out.extend_from_slice(desk.code.as_bytes());
            out.push(b'"');
        } else {
            json(out, &desk.code)?;
        }
        out.extend_from_slice(b",\"state\":\"");
        out.extend_from_slice(name(found.state).as_bytes());
        out.extend_from_slice(b"\",\"free_until\":");
        self.instant(out, found.free_until)?;
        out.extend_from_slice(b",\"next_free\":");
        self.instant(out, found.next_free)?;
        out.push(b'}');
        Ok(())
    }

    fn instant(&self, out: &mut Vec<u8>, slot: Option<Slot>) -> Result<(), Failure> {
        let Some(slot) = slot else {
            out.extend_from_slice(b"null");
            return Ok(());
        };
        let at = self.zone.local(slot.start());
        match instants::text(at) {
            Some(text) => {
                out.push(b'"');
                out.extend_from_slice(&text);
                out.push(b'"');
                Ok(())
            }
            None => json(out, &at),
        }
    }
}

/// A state's name on the wire.
const fn name(state: DeskState) -> &'static str {
    match state {
        DeskState::Free => "free",
        DeskState::Taken => "taken",
        DeskState::WalkIn => "walk_in",
        DeskState::Contingent => "contingent",
        DeskState::Closed => "closed",
        DeskState::Unknown => "unknown",
    }
}

fn json<T: serde::Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), Failure> {
    serde_json::to_writer(out, value).map_err(Failure::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_has_the_name_it_has_everywhere() {
        let all = [
            DeskState::Free,
            DeskState::Taken,
            DeskState::WalkIn,
            DeskState::Contingent,
            DeskState::Closed,
            DeskState::Unknown,
        ];
        for state in all {
            assert_eq!(serde_json::to_value(state).unwrap(), name(state));
        }
    }
}
