//! Rate limits by the kind of caller, told in every answer of the API.
//!
//! Strangers count by their network, whoever is known by what is known: a person, somebody on the staff, an
//! app. The allowances of strangers are generous, because a hall full of people may share one address; they
//! stop a program that runs wild. Those of signing in are strict, because mails go to people and codes can be
//! guessed; how many codes one address is sent is counted in the database (`people/codes.rs`), and so is how
//! much an unproven caller may hold (`bookings/store/room.rs`), for all nodes.
//!
//! What always holds:
//! - What is sent as proof buys nothing until it is believed. Before it is looked at the network pays for
//!   the look, and what turns out to be wrong pays again (`guesses`), so guessing is dearer than asking.
//! - Whatever a network has guessed, who is known is let through: secrets have 128 bits or more, so nobody
//!   comes to one by trying, and one prankster in the hall must not lock out its front desk.
//! - Nothing a client writes decides who it is; `X-Forwarded-For` counts as far as proxies of ours wrote it.
//! - Paths are compared as the router reads them: `/%61uth` is `/auth` there.
//!
//! Counted with GCRA (`governor`), so the allowance comes back evenly and not in bursts, on the machine's own
//! clock: moving the sandbox's clock must not open or close the door. Each node counts for itself.

mod headers;
mod middleware;
mod networks;
mod origin;
mod policy;
mod purpose;

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::HttpRequest;
use uuid::Uuid;

use crate::access::Caller;
use crate::problem::Failure;

pub use middleware::limits;
pub use networks::{Network, NetworkError};
pub use origin::Origin;

use headers::Told;
use networks::Proxies;
use policy::{Policy, quota};
use purpose::Purpose;

/// Counters that were quiet long enough are forgotten each time this many requests were counted.
const TIDY_EVERY: usize = 8192;

/// Whom a request counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Whom {
    /// All together.
    Everybody,
    /// Whoever is behind an address, see [`networks::site`].
    Network(IpAddr),
    /// A person, however many sessions she has.
    Person(Uuid),
    /// Somebody on the staff, by account or key.
    Staff(Uuid),
    /// An app, however many keys it has.
    App(Uuid),
}

/// The policies for one purpose, by kind of caller.
#[derive(Debug)]
struct ByKind {
    anonymous: Policy,
    visitor: Policy,
    staff: Policy,
    app: Policy,
}

/// The limits of this node.
#[derive(Debug)]
pub struct Limits {
    hold: bool,
    proxies: Proxies,
    /// Everything.
    requests: ByKind,
    /// What takes desks.
    bookings: ByKind,
    /// What costs more than a look: texts and filters.
    searches: ByKind,
    /// What a network may send us to look whether we believe it.
    credentials: Policy,
    /// What was not believed.
    guesses: Policy,
    codes: Policy,
    all_codes: Policy,
    sign_ins: Policy,
    tokens: Policy,
    counted: AtomicUsize,
}

impl Limits {
    /// Limits that hold, or do nothing at all. A request from a trusted proxy counts for the address
    /// that the proxy names in `X-Forwarded-For`.
    pub fn new(hold: bool, trusted_proxies: Vec<Network>) -> Self {
        let by_kind = |names: [&'static str; 4], a: u32, v: u32, s: u32, p: u32| ByKind {
            anonymous: Policy::new(names[0], quota(a), 60),
            visitor: Policy::new(names[1], quota(v), 60),
            staff: Policy::new(names[2], quota(s), 60),
            app: Policy::new(names[3], quota(p), 60),
        };
        Self {
            hold,
            proxies: Proxies::new(trusted_proxies),
            requests: by_kind(["anonymous", "visitor", "staff", "app"], 3000, 600, 1200, 3000),
            bookings: by_kind(["bookings"; 4], 600, 60, 300, 600),
            searches: by_kind(["searches"; 4], 600, 120, 300, 1200),
            credentials: Policy::new("credentials", quota(6000), 60),
            guesses: Policy::new("guesses", quota(30), 300),
            codes: Policy::new("codes", quota(10), 300),
            all_codes: Policy::new("all-codes", quota(600), 3600),
            sign_ins: Policy::new("sign-ins", quota(20), 300),
            tokens: Policy::new("tokens", quota(60), 300),
            counted: AtomicUsize::new(0),
        }
    }

    /// Counts a request of somebody and says what its answer tells about that.
    fn count(&self, network: IpAddr, caller: &Caller, purpose: Purpose) -> Result<Told, Failure> {
        self.tidy();
        let whom = whom(network, caller);
        let told = self.requests.of(caller).count(whom)?;
        let (more, last): ((&Policy, Whom), Option<(&Policy, Whom)>) = match purpose {
            Purpose::Anything => return Ok(told),
            Purpose::Booking => ((self.bookings.of(caller), whom), None),
            Purpose::Search => ((self.searches.of(caller), whom), None),
            // What one network is refused does not use up what is there for all.
            Purpose::Code => ((&self.codes, Whom::Network(network)), Some((&self.all_codes, Whom::Everybody))),
            Purpose::SignIn => ((&self.sign_ins, Whom::Network(network)), None),
            Purpose::Token => ((&self.tokens, Whom::Network(network)), None),
        };
        let told = told.and(&more.0.count(more.1)?);
        last.map_or(Ok(told.clone()), |(policy, whom)| Ok(told.and(&policy.count(whom)?)))
    }

    /// Counts a page that looks into the database, as the same question to the API would be.
    pub(crate) fn count_page(&self, request: &HttpRequest) -> Result<(), Failure> {
        if !self.hold {
            return Ok(());
        }
        let searches = form_urlencoded::parse(request.query_string().as_bytes()).any(|(name, _)| name == "q");
        let purpose = if searches { Purpose::Search } else { Purpose::Anything };
        self.count(self.proxies.client(request), &Caller::Anonymous, purpose).map(drop)
    }

    /// Counts that something was sent which has to be looked at before anybody knows what it is worth.
    fn count_credentials(&self, network: IpAddr) -> Result<(), Failure> {
        self.credentials.count(Whom::Network(network)).map(drop)
    }

    /// Counts something that was not believed; where there were too many, the sender is told that instead.
    fn count_guess(&self, network: IpAddr) -> Result<(), Failure> {
        self.guesses.count(Whom::Network(network)).map(drop)
    }

    fn tidy(&self) {
        if self.counted.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY != TIDY_EVERY - 1 {
            return;
        }
        let alone = [&self.credentials, &self.guesses, &self.codes, &self.sign_ins, &self.tokens];
        let kinds = [&self.requests, &self.bookings, &self.searches];
        kinds.into_iter().flat_map(ByKind::all).chain(alone).for_each(Policy::forget);
    }
}

impl ByKind {
    const fn of(&self, caller: &Caller) -> &Policy {
        match caller {
            Caller::Anonymous => &self.anonymous,
            Caller::Visitor(_) => &self.visitor,
            Caller::Staff(_) => &self.staff,
            Caller::App(_) => &self.app,
        }
    }

    const fn all(&self) -> [&Policy; 4] {
        [&self.anonymous, &self.visitor, &self.staff, &self.app]
    }
}

fn whom(network: IpAddr, caller: &Caller) -> Whom {
    match caller {
        Caller::Anonymous => Whom::Network(network),
        Caller::Visitor(visitor) => Whom::Person(visitor.person.0),
        Caller::Staff(staff) => Whom::Staff(staff.by.id()),
        Caller::App(app) => Whom::App(app.id.0),
    }
}
