//! How often embeds are shown, by the host of the page around them.
//!
//! What always holds:
//!
//! - Counted are days, hosts and kinds. No address, no browser, no page, nothing that could lead to who looked.
//! - A request writes nothing: numbers are gathered in memory and written once a minute, and when the node stops. What
//!   a node has gathered since is lost with it if it is killed.
//! - Who invents hosts can't fill the table: beyond [`MOST_HOSTS`] a day they are counted together.
//! - Polls are no views: an element counts when it asks for the first time, and what a frame of ours loads not at all.

mod list;
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use actix_web::HttpRequest;
use actix_web::http::header::{HeaderName, IF_NONE_MATCH, ORIGIN, REFERER};
use chrono::{Days, NaiveDate};
use diesel_async::AsyncPgConnection;
use shared::ids::VenueId;

use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::routes::Routes;

/// Hosts a day that are told apart, on a node.
const MOST_HOSTS: usize = 500;
/// Days that numbers are kept.
const KEPT: u64 = 400;
/// Longest name of a host (RFC 1035).
const LONGEST: usize = 253;

/// What was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Badge,
    Day,
    Plan,
    Frame,
    Offers,
    Element,
}

impl Kind {
    /// Its name in the database and on the wire.
    const fn name(self) -> &'static str {
        match self {
            Self::Badge => "badge",
            Self::Day => "day",
            Self::Plan => "plan",
            Self::Frame => "frame",
            Self::Offers => "offers",
            Self::Element => "element",
        }
    }
}

type Key = (VenueId, NaiveDate, String, Kind);

/// What was shown since it was written last.
#[derive(Debug, Default)]
pub struct Views(Mutex<Gathered>);

#[derive(Debug, Default)]
struct Gathered {
    counted: BTreeMap<Key, i64>,
    /// The hosts of the youngest day.
    hosts: (NaiveDate, BTreeSet<String>),
}

impl Views {
    /// Counts that something was shown.
    pub(super) fn count(&self, app: &App, venue: &VenueCalendar, request: &HttpRequest, kind: Kind) {
        let header = |name: &HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
        let ours = header(&HeaderName::from_static("sec-fetch-site")) == Some("same-origin");
        if ours || (kind == Kind::Element && request.headers().contains_key(IF_NONE_MATCH)) {
            return;
        }
        let host = header(&ORIGIN).and_then(host).or_else(|| header(&REFERER).and_then(host)).unwrap_or_default();
        let day = venue.facts.schedule.zone.date(app.clock.now());
        let mut gathered = self.gathered();
        let host = gathered.known(day, host);
        let views = gathered.counted.entry((venue.facts.venue.id, day, host, kind)).or_insert(0);
        *views = views.saturating_add(1);
    }

    /// Writes what was gathered, and forgets what is old.
    pub(crate) async fn write(&self, app: &App, conn: &mut AsyncPgConnection) -> Result<(), Failure> {
        let mut taken = std::mem::take(&mut self.gathered().counted);
        // A venue can be gone meanwhile: a sandbox is made new.
        let known = app.calendars.ids();
        taken.retain(|(venue, ..), _| known.contains(venue));
        if let Err(error) = store::add(conn, &taken).await {
            let mut gathered = self.gathered();
            for (key, views) in taken {
                let again = gathered.counted.entry(key).or_insert(0);
                *again = again.saturating_add(views);
            }
            return Err(error.into());
        }
        let today = app.local(app.clock.now()).date_naive();
        if let Some(last) = today.checked_sub_days(Days::new(KEPT)) {
            store::forget(conn, last).await?;
        }
        Ok(())
    }

    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gathered {
    /// The host as it is counted: by its name, or with others.
    fn known(&mut self, day: NaiveDate, host: String) -> String {
        let (youngest, hosts) = &mut self.hosts;
        if *youngest != day {
            *youngest = day;
            hosts.clear();
        }
        if hosts.contains(&host) || host.is_empty() {
            return host;
        }
        if hosts.len() >= MOST_HOSTS {
            return String::new();
        }
        hosts.insert(host.clone());
        host
    }
}

/// The host of an address, without its port.
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    // The brackets of an address with colons in it end before the port begins.
    let name = if host.starts_with('[') { host.split_inclusive(']').next()? } else { host.split(':').next()? };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
    (!name.is_empty() && name.len() <= LONGEST && name.bytes().all(plain)).then(|| name.to_ascii_lowercase())
}

/// Its routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config.service(list::list_embed_views);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_the_host_is_left() {
        for (address, left) in [
            ("https://Www.Hannover.DE:8443/rathaus?name=kim#x", Some("www.hannover.de")),
            ("https://kim:secret@intranet/", Some("intranet")),
            ("http://[2001:db8::1]:80/", Some("[2001:db8::1]")),
            ("null", None),
            ("https:///x", None),
            ("https://a b/", None),
        ] {
            assert_eq!(host(address).as_deref(), left, "{address}");
        }
        assert_eq!(host(&format!("https://{}/", "a".repeat(254))), None);
    }

    #[test]
    fn hosts_beyond_the_cap_are_counted_together_until_the_next_day() {
        let mut gathered = Gathered::default();
        let (monday, tuesday) = ("2026-11-23".parse().unwrap(), "2026-11-24".parse().unwrap());
        for number in 0..MOST_HOSTS {
            assert_ne!(gathered.known(monday, format!("{number}.example")), "");
        }
        assert_eq!(gathered.known(monday, "one-more.example".into()), "");
        assert_eq!(gathered.known(monday, "7.example".into()), "7.example");
        assert_eq!(gathered.known(tuesday, "one-more.example".into()), "one-more.example");
    }
}
