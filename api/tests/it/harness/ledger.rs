//! What must be true of database and memory after whatever has happened.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use shared::slots::{Period, Slot};

use super::{House, connect, maintenance};

/// Who blocks what, and which slots of which desk that makes busy.
#[derive(Debug, PartialEq, Eq, Default)]
struct Ledger {
    revision: i64,
    entries: BTreeSet<(String, String, Period)>,
    busy: BTreeMap<String, BTreeSet<i64>>,
}

impl House {
    /// Rule 3, and that the calendar in memory is the database's: same revision, same bookings, same busy slots.
    pub(crate) async fn agrees(&self) {
        let stored = self.stored().await;
        let slots: usize = stored.busy.values().map(BTreeSet::len).sum();
        let lengths: i64 = stored.entries.iter().map(|(_, _, period)| period.slots()).sum();
        assert_eq!(slots, usize::try_from(lengths).unwrap(), "two bookings share a slot of a desk: {stored:?}");
        assert_eq!(self.remembered(), stored);
    }

    async fn stored(&self) -> Ledger {
        let revision = self.one("SELECT revision FROM venue_revisions").await.parse().unwrap();
        let mut ledger = Ledger { revision, ..Ledger::default() };
        let query = "SELECT b.booking_id, d.code, extract(epoch FROM lower(b.during))::bigint, extract(epoch FROM upper(b.during))::bigint
            FROM booking_desks b JOIN desks d ON d.id = b.desk_id WHERE b.state IN ('held', 'confirmed', 'checked_in')";
        for row in self.sql(query).await {
            let text = |column: usize| row[column].clone().unwrap();
            let instant = |column| DateTime::<Utc>::from_timestamp(text(column).parse().unwrap(), 0).unwrap();
            let period = Period::between(instant(2), instant(3)).unwrap();
            ledger.busy.entry(text(1)).or_default().extend(period.from().number()..period.to().number());
            ledger.entries.insert((text(0), text(1), period));
        }
        ledger
    }

    fn remembered(&self) -> Ledger {
        let venue = self.venue();
        let live = venue.live();
        let code = |place: usize| venue.facts.desk(place).unwrap().code.clone();
        let mut ledger = Ledger { revision: live.revision, ..Ledger::default() };
        for (id, entry) in live.bookings().iter() {
            let desks = entry.places.iter().map(|place| (id.to_string(), code(*place), entry.period));
            ledger.entries.extend(desks);
        }
        let horizon = Period::of_length(Slot::containing(self.app.clock.now()).plus(-96 * 90), 96 * 180).unwrap();
        for place in 0..venue.facts.desks.len() {
            let slots: BTreeSet<i64> = live
                .desk(place)
                .unwrap()
                .busy(horizon)
                .into_iter()
                .flat_map(|busy| busy.from().number()..busy.to().number())
                .collect();
            if !slots.is_empty() {
                ledger.busy.insert(code(place), slots);
            }
        }
        ledger
    }

    /// How many deadlocks Postgres has counted in this test's database. It counts when a connection ends, so all of
    /// them are ended first; the pool opens new ones.
    pub(crate) async fn deadlocks(&self) -> i64 {
        let client = connect(maintenance()).await;
        let name = &self.database.name();
        let leave = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1";
        client.execute(leave, &[name]).await.unwrap();
        let count = "SELECT deadlocks FROM pg_stat_database WHERE datname = $1";
        client.query_one(count, &[name]).await.unwrap().get(0)
    }
}
