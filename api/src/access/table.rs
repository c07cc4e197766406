//! Every operation and who may call it, to be read as a whole.
//!
//! What always holds: an operation of the document that has no row here fails the test that walks over
//! all of them (`api/tests/it/access`), and so does one that lets in somebody else than its row says. The
//! document's `security` is written from here.

use shared::apps::Scope;
use shared::staff::Right;

use Who::{
    AnyStaff, Anybody, AnybodyOrVisitor, App, Booker, CookieHolder, Developer, OwnerOrApp, Staff, StaffAccount,
    StaffOrApp, StaffOrMaker, StaffSees, StaffSeesOrMaker, Visitor,
};

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, and it makes no difference who.
    Anybody,
    /// Anybody but apps; who has signed in is served in her own name.
    AnybodyOrVisitor,
    /// The same, and apps that may write bookings.
    Booker,
    /// Whoever has the secret of what it is about, or has signed in with its address, and the app that has made
    /// it, if it may read bookings, or write them to change something. To everybody else it does not exist (404).
    OwnerOrApp,
    /// Whoever has signed in; 401 for strangers, 403 for staff.
    Visitor,
    /// Whoever has the cookie of a session; 401 for everybody else.
    CookieHolder,
    /// Staff whose role has this right; 401 for strangers, 403 for visitors and other roles.
    Staff(Right),
    /// The same, and auditors: they see everything and change nothing.
    StaffSees(Right),
    /// The same, and the app it is about, whatever its scopes; to other apps it does not exist (404).
    StaffOrApp(Right),
    /// Staff whose role has this right, and apps with this scope, about what they have made themselves: to other apps
    /// it does not exist (404).
    StaffOrMaker(Right, Scope),
    /// The same, and auditors.
    StaffSeesOrMaker(Right, Scope),
    /// Anybody on the staff.
    AnyStaff,
    /// Anybody on the staff who has signed in; 403 for a key.
    StaffAccount,
    /// Apps with this scope, about what is their own: to others it does not exist (404). 401 for strangers, 403 for
    /// visitors and staff.
    App(Scope),
    /// Anybody, in the sandbox alone; elsewhere it is not there.
    Developer,
}

/// Method, path as the document has it, and who may.
pub type Row = (&'static str, &'static str, Who);

/// The table.
pub const TABLE: &[Row] = &[
    // The hall, and what is free in it.
    ("GET", "/api/v1/venues", Anybody),
    ("GET", "/api/v1/venues/{venue}", Anybody),
    ("GET", "/api/v1/venues/{venue}/availability", Anybody),
    ("GET", "/api/v1/venues/{venue}/changes", Anybody),
    ("GET", "/api/v1/venues/{venue}/closures", Anybody),
    ("GET", "/api/v1/venues/{venue}/days/{date}", Anybody),
    ("GET", "/api/v1/venues/{venue}/desks", Anybody),
    ("GET", "/api/v1/venues/{venue}/desks/{desk_code}", Anybody),
    ("GET", "/api/v1/venues/{venue}/exhibitions", Anybody),
    ("GET", "/api/v1/venues/{venue}/furniture", Anybody),
    ("GET", "/api/v1/venues/{venue}/opening-hours", Anybody),
    ("GET", "/api/v1/venues/{venue}/plan", Anybody),
    ("GET", "/api/v1/venues/{venue}/suggestions", Anybody),
    ("GET", "/api/v1/offers", Anybody),
    ("GET", "/api/v1/offers.ics", Anybody),
    ("GET", "/api/v1/offers.atom", Anybody),
    ("GET", "/api/v1/offers.csv", Anybody),
    ("GET", "/api/v1/offers/{slug}", Anybody),
    ("GET", "/api/v1/offers/{slug}/images/{id}/{width}.webp", Anybody),
    ("GET", "/api/v1/offers/{slug}.ics", Anybody),
    ("GET", "/api/v1/offers/{slug}/advice-slots", Anybody),
    ("GET", "/api/v1/venues/{venue}/advice-hours", Anybody),
    ("GET", "/api/v1/offers/flyer.pdf", Anybody),
    ("GET", "/api/v1/offers/{slug}/flyer.pdf", Anybody),
    ("GET", "/opendata/catalog.jsonld", Anybody),
    ("GET", "/opendata/catalog.ttl", Anybody),
    // Taking desks.
    ("POST", "/api/v1/bookings", Booker),
    ("POST", "/api/v1/walk-ins", Booker),
    ("POST", "/api/v1/series", Booker),
    ("POST", "/api/v1/series/preview", Booker),
    ("POST", "/api/v1/waiting-list", Booker),
    ("POST", "/api/v1/appointments", Booker),
    // What somebody has taken.
    ("GET", "/api/v1/bookings/{id}", OwnerOrApp),
    ("PATCH", "/api/v1/bookings/{id}", OwnerOrApp),
    ("GET", "/api/v1/bookings/{id}.ics", OwnerOrApp),
    ("GET", "/api/v1/bookings/{id}/qr.svg", OwnerOrApp),
    ("POST", "/api/v1/bookings/{id}/confirm", OwnerOrApp),
    ("POST", "/api/v1/bookings/{id}/extend-hold", OwnerOrApp),
    ("POST", "/api/v1/bookings/{id}/extend", OwnerOrApp),
    ("POST", "/api/v1/bookings/{id}/reminder", OwnerOrApp),
    ("POST", "/api/v1/bookings/{id}/check-in", OwnerOrApp),
    ("POST", "/api/v1/bookings/{id}/check-out", OwnerOrApp),
    ("POST", "/api/v1/bookings/{id}/cancel", OwnerOrApp),
    ("POST", "/api/v1/bookings/{id}/cancel-series", OwnerOrApp),
    ("GET", "/api/v1/waiting-list/{id}", OwnerOrApp),
    ("DELETE", "/api/v1/waiting-list/{id}", OwnerOrApp),
    ("GET", "/api/v1/appointments/{id}", OwnerOrApp),
    ("GET", "/api/v1/appointments/{id}.ics", OwnerOrApp),
    ("POST", "/api/v1/appointments/{id}/confirm", OwnerOrApp),
    ("POST", "/api/v1/appointments/{id}/extend-hold", OwnerOrApp),
    ("POST", "/api/v1/appointments/{id}/cancel", OwnerOrApp),
    // Signing in.
    ("POST", "/api/v1/auth/codes", Anybody),
    ("POST", "/api/v1/auth/sessions", Anybody),
    ("POST", "/api/v1/auth/token", CookieHolder),
    ("POST", "/api/v1/auth/logout", AnybodyOrVisitor),
    ("GET", "/api/v1/me", Visitor),
    ("DELETE", "/api/v1/me", Visitor),
    ("GET", "/api/v1/me/bookings", Visitor),
    ("GET", "/api/v1/me/bookings.ics", Visitor),
    ("GET", "/api/v1/me/appointments", Visitor),
    ("GET", "/api/v1/me/export", Visitor),
    ("GET", "/api/v1/me/sessions", Visitor),
    ("DELETE", "/api/v1/me/sessions/{id}", Visitor),
    ("POST", "/api/v1/oauth/token", Anybody),
    ("GET", "/api/v1/auth/staff/ways", Anybody),
    ("GET", "/api/v1/auth/staff/oidc/start", Anybody),
    ("GET", "/api/v1/auth/staff/oidc/callback", Anybody),
    ("POST", "/api/v1/auth/staff/sessions", Anybody),
    ("POST", "/api/v1/auth/staff/enrolments", Anybody),
    // Apps, their keys and their webhooks.
    ("GET", "/api/v1/apps", StaffSees(Right::ManageApps)),
    ("POST", "/api/v1/apps", Staff(Right::ManageApps)),
    ("GET", "/api/v1/apps/{id}", StaffOrApp(Right::ManageApps)),
    ("PATCH", "/api/v1/apps/{id}", Staff(Right::ManageApps)),
    ("GET", "/api/v1/apps/{id}/keys", StaffOrApp(Right::ManageApps)),
    ("POST", "/api/v1/apps/{id}/keys", Staff(Right::ManageApps)),
    ("DELETE", "/api/v1/apps/{id}/keys/{key}", Staff(Right::ManageApps)),
    ("GET", "/api/v1/webhooks", App(Scope::WebhooksManage)),
    ("POST", "/api/v1/webhooks", App(Scope::WebhooksManage)),
    ("GET", "/api/v1/webhooks/{id}", App(Scope::WebhooksManage)),
    ("PATCH", "/api/v1/webhooks/{id}", App(Scope::WebhooksManage)),
    ("DELETE", "/api/v1/webhooks/{id}", App(Scope::WebhooksManage)),
    ("POST", "/api/v1/webhooks/{id}/rotate-secret", App(Scope::WebhooksManage)),
    ("POST", "/api/v1/webhooks/{id}/test", App(Scope::WebhooksManage)),
    ("GET", "/api/v1/webhooks/{id}/deliveries", App(Scope::WebhooksManage)),
    ("POST", "/api/v1/webhooks/{id}/deliveries/{delivery}/redeliver", App(Scope::WebhooksManage)),
    // What staff do.
    ("POST", "/api/v1/staff/bookings", Staff(Right::BookForVisitors)),
    ("GET", "/api/v1/staff/overrides", StaffSees(Right::BookForVisitors)),
    ("GET", "/api/v1/staff/contingents", StaffSees(Right::ManageHall)),
    ("POST", "/api/v1/staff/contingents", Staff(Right::ManageHall)),
    ("GET", "/api/v1/staff/contingents/{id}", StaffSees(Right::ManageHall)),
    ("PUT", "/api/v1/staff/contingents/{id}", Staff(Right::ManageHall)),
    ("DELETE", "/api/v1/staff/contingents/{id}", Staff(Right::ManageHall)),
    ("POST", "/api/v1/staff/contingents/{id}/invitations", Staff(Right::ManageHall)),
    ("GET", "/api/v1/staff/advice-hours", StaffSees(Right::ServeAdvice)),
    ("POST", "/api/v1/staff/advice-hours", Staff(Right::ManageAdvice)),
    ("GET", "/api/v1/staff/advice-hours/{id}", StaffSees(Right::ServeAdvice)),
    ("PUT", "/api/v1/staff/advice-hours/{id}", Staff(Right::ManageAdvice)),
    ("DELETE", "/api/v1/staff/advice-hours/{id}", Staff(Right::ManageAdvice)),
    ("POST", "/api/v1/staff/advice-hours/{id}/cancel-day", Staff(Right::ServeAdvice)),
    ("DELETE", "/api/v1/staff/advice-hours/{id}/exceptions/{date}", Staff(Right::ServeAdvice)),
    ("GET", "/api/v1/staff/advice-hours/{id}/walk-ins", StaffSees(Right::ServeAdvice)),
    ("POST", "/api/v1/staff/advice-hours/{id}/walk-ins", Staff(Right::ServeAdvice)),
    ("GET", "/api/v1/staff/appointments", StaffSees(Right::ServeAdvice)),
    ("POST", "/api/v1/staff/appointments/{id}/attended", Staff(Right::ServeAdvice)),
    ("POST", "/api/v1/staff/appointments/{id}/no-show", Staff(Right::ServeAdvice)),
    ("POST", "/api/v1/staff/appointments/{id}/cancel", Staff(Right::ServeAdvice)),
    ("GET", "/api/v1/staff/furniture", StaffSees(Right::ManageHall)),
    ("POST", "/api/v1/staff/furniture", Staff(Right::ManageHall)),
    ("GET", "/api/v1/staff/furniture/{id}", StaffSees(Right::ManageHall)),
    ("PATCH", "/api/v1/staff/furniture/{id}", Staff(Right::ManageHall)),
    ("GET", "/api/v1/staff/offers", StaffSeesOrMaker(Right::EditOffers, Scope::OffersWrite)),
    ("POST", "/api/v1/staff/offers", StaffOrMaker(Right::EditOffers, Scope::OffersWrite)),
    ("GET", "/api/v1/staff/offers/{id}", StaffSeesOrMaker(Right::EditOffers, Scope::OffersWrite)),
    ("PUT", "/api/v1/staff/offers/{id}", StaffOrMaker(Right::EditOffers, Scope::OffersWrite)),
    ("DELETE", "/api/v1/staff/offers/{id}", StaffOrMaker(Right::EditOffers, Scope::OffersWrite)),
    ("POST", "/api/v1/staff/offers/{id}/submit", StaffOrMaker(Right::EditOffers, Scope::OffersWrite)),
    ("POST", "/api/v1/staff/offers/{id}/return", Staff(Right::EditOffers)),
    ("POST", "/api/v1/staff/offers/{id}/publish", Staff(Right::EditOffers)),
    ("POST", "/api/v1/staff/offers/{id}/archive", Staff(Right::EditOffers)),
    ("POST", "/api/v1/staff/offers/{id}/restore", Staff(Right::EditOffers)),
    ("GET", "/api/v1/staff/offers/{id}/versions", StaffSees(Right::EditOffers)),
    ("GET", "/api/v1/staff/offers/{id}/versions/{version}", StaffSees(Right::EditOffers)),
    ("GET", "/api/v1/staff/offers/{id}/versions/{version}/diff", StaffSees(Right::EditOffers)),
    ("POST", "/api/v1/staff/offers/{id}/versions/{version}/restore", Staff(Right::EditOffers)),
    ("POST", "/api/v1/staff/offers/{id}/images", StaffOrMaker(Right::EditOffers, Scope::OffersWrite)),
    ("DELETE", "/api/v1/staff/offers/{id}/images/{image}", StaffOrMaker(Right::EditOffers, Scope::OffersWrite)),
    ("GET", "/api/v1/staff/plans", StaffSees(Right::ManageHall)),
    ("POST", "/api/v1/staff/plans", Staff(Right::ManageHall)),
    ("POST", "/api/v1/staff/plans/preview", Staff(Right::ManageHall)),
    ("GET", "/api/v1/staff/plans/{id}", StaffSees(Right::ManageHall)),
    ("DELETE", "/api/v1/staff/plans/{id}", Staff(Right::ManageHall)),
    ("GET", "/api/v1/staff/feeds", StaffSees(Right::ManageFeeds)),
    ("POST", "/api/v1/staff/feeds", Staff(Right::ManageFeeds)),
    ("GET", "/api/v1/staff/feeds/{id}", StaffSees(Right::ManageFeeds)),
    ("PUT", "/api/v1/staff/feeds/{id}", Staff(Right::ManageFeeds)),
    ("DELETE", "/api/v1/staff/feeds/{id}", Staff(Right::ManageFeeds)),
    ("GET", "/api/v1/staff/feeds/{id}/runs", StaffSees(Right::ManageFeeds)),
    ("GET", "/api/v1/staff/feeds/{id}/items", StaffSees(Right::ManageFeeds)),
    ("POST", "/api/v1/staff/feeds/{id}/preview", Staff(Right::ManageFeeds)),
    ("POST", "/api/v1/staff/feeds/{id}/fetch", Staff(Right::ManageFeeds)),
    ("POST", "/api/v1/staff/feeds/{id}/release", Staff(Right::ManageFeeds)),
    ("POST", "/api/v1/staff/feeds/{id}/content", Staff(Right::ManageFeeds)),
    ("POST", "/api/v1/staff/feeds/{id}/content/preview", Staff(Right::ManageFeeds)),
    ("GET", "/api/v1/staff/desk-codes.pdf", StaffSees(Right::BookForVisitors)),
    ("GET", "/api/v1/staff/day-sheet.pdf", StaffSees(Right::BookForVisitors)),
    ("GET", "/api/v1/staff/boards", StaffSees(Right::WarnOnBoards)),
    ("POST", "/api/v1/staff/boards", Staff(Right::EditBoards)),
    ("PUT", "/api/v1/staff/emergency", Staff(Right::WarnOnBoards)),
    ("DELETE", "/api/v1/staff/emergency", Staff(Right::WarnOnBoards)),
    ("GET", "/api/v1/staff/boards/{id}", StaffSees(Right::WarnOnBoards)),
    ("PUT", "/api/v1/staff/boards/{id}", Staff(Right::EditBoards)),
    ("DELETE", "/api/v1/staff/boards/{id}", Staff(Right::EditBoards)),
    ("PUT", "/api/v1/staff/boards/{id}/emergency", Staff(Right::WarnOnBoards)),
    ("DELETE", "/api/v1/staff/boards/{id}/emergency", Staff(Right::WarnOnBoards)),
    ("GET", "/api/v1/staff/audit", StaffSees(Right::Audit)),
    ("GET", "/api/v1/staff/audit.csv", StaffSees(Right::Audit)),
    ("GET", "/api/v1/staff/embeds/views", StaffSees(Right::ManageApps)),
    ("GET", "/api/v1/staff/accounts", StaffSees(Right::ManageStaff)),
    ("POST", "/api/v1/staff/accounts", Staff(Right::ManageStaff)),
    ("GET", "/api/v1/staff/accounts/{id}", StaffSees(Right::ManageStaff)),
    ("PATCH", "/api/v1/staff/accounts/{id}", Staff(Right::ManageStaff)),
    ("DELETE", "/api/v1/staff/accounts/{id}", Staff(Right::ManageStaff)),
    ("POST", "/api/v1/staff/accounts/{id}/invitation", Staff(Right::ManageStaff)),
    ("GET", "/api/v1/staff/keys", StaffSees(Right::ManageStaff)),
    ("DELETE", "/api/v1/staff/keys/{id}", Staff(Right::ManageStaff)),
    ("GET", "/api/v1/staff/me", AnyStaff),
    ("POST", "/api/v1/staff/me/password", StaffAccount),
    ("POST", "/api/v1/staff/me/recovery-codes", StaffAccount),
    ("GET", "/api/v1/staff/me/sessions", StaffAccount),
    ("DELETE", "/api/v1/staff/me/sessions/{id}", StaffAccount),
    // For programs, operators and developers.
    ("GET", "/.well-known/jwks.json", Anybody),
    ("GET", "/.well-known/oauth-authorization-server", Anybody),
    ("GET", "/healthz", Anybody),
    ("GET", "/readyz", Anybody),
    ("GET", "/api/v1/sandbox/clock", Developer),
    ("PUT", "/api/v1/sandbox/clock", Developer),
    ("GET", "/api/v1/sandbox/fixed", Developer),
    ("POST", "/api/v1/sandbox/reset", Developer),
];

/// Who may call an operation; `None` for one that nobody has thought about.
pub fn who(method: &str, path: &str) -> Option<Who> {
    TABLE.iter().find(|(known, at, _)| *known == method && *at == path).map(|(_, _, who)| *who)
}

/// How the document names a token or key, and the cookie.
pub const BEARER: &str = "bearer";
/// The cookie of a session.
pub const COOKIE: &str = "session";

impl Who {
    /// What the document asks for: each entry is one way in, and an empty one is none at all.
    pub const fn ways_in(self) -> &'static [Option<&'static str>] {
        match self {
            Anybody | Developer => &[None],
            AnybodyOrVisitor | Booker | OwnerOrApp => &[None, Some(BEARER)],
            Visitor | Staff(_) | StaffSees(_) | StaffOrApp(_) | StaffOrMaker(..) | StaffSeesOrMaker(..) | AnyStaff
            | StaffAccount | App(_) => &[Some(BEARER)],
            CookieHolder => &[Some(COOKIE)],
        }
    }
}
