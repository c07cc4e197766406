//! The route map and the shell around every page: skip link, banner, header, footer, announcements.
//!
//! Each page has the same path in both languages, English below `/en`. A page is built anew when
//! another page or language is named, so it may take its language as a plain value.

use crate::lang;
use crate::lang::Lang;
use crate::router::{self, Page, use_location};
use crate::ui::{announce, banner::Banner, footer::Footer, header, header::Header, headline};
use crate::view::prelude::*;
use crate::{
    account, advice, book, bookings, clock, offers, pages, session, staff, start, texts, venue, waiting, walk_in,
};

/// The visitor's pages.
pub(crate) fn visitor() -> View {
    app(PAGES, header::visitors)
}

/// The info point.
pub(crate) fn info_point() -> View {
    offers::provide();
    app(OFFERS_PAGES, header::visitors)
}

/// The pages of somebody who signs in.
pub(crate) fn signed_in() -> View {
    app(ACCOUNT_PAGES, header::visitors)
}

/// The pages of who works here.
pub(crate) fn working_here() -> View {
    staff::provide();
    app(STAFF_PAGES, staff::menu)
}

fn app(pages: &'static [Page], menu: fn(Memo<Lang>) -> View) -> View {
    router::provide(pages);
    session::provide();
    clock::provide();
    venue::provide();
    headline::provide();
    announce::provide();
    view! { <Shell pages menu/> }
}

#[component]
fn Shell(pages: &'static [Page], menu: fn(Memo<Lang>) -> View) -> impl IntoView {
    let location = use_location();
    let lang = Memo::new(move |_| lang::split(&location.pathname.read()).0);
    // The language of the document is outside of what Leptos renders.
    effect(move || {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", lang.get().tag());
        }
    });
    view! {
        <a class="skip" href="#inhalt" rel="external">{move || texts::frame::texts(lang.get()).skip}</a>
        <Banner lang/>
        <Header lang menu/>
        <pages::OfflineNotice lang/>
        <main id="inhalt" tabindex="-1">
            {router::pages(pages, || view! { <pages::NotFound/> })}
        </main>
        <Footer lang/>
        <announce::Region/>
    }
}

/// Every page of a visitor and its path; English ones have the same below `/en`.
const PAGES: &[Page] = &[
    ("/", || view! { <start::StartPage/> }),
    ("/book", || view! { <book::BookPage/> }),
    ("/booking/:id", || view! { <bookings::BookingPage/> }),
    ("/p/:code", || view! { <walk_in::WalkInPage/> }),
    ("/waiting/:id", || view! { <waiting::WaitingPage/> }),
    ("/imprint", || view! { <pages::Imprint/> }),
    ("/privacy", || view! { <pages::Privacy/> }),
    ("/accessibility", || view! { <pages::Accessibility/> }),
    ("/house-rules", || view! { <pages::HouseRules/> }),
    ("/easy-language", || view! { <pages::EasyLanguage/> }),
];

/// Every page of the info point.
const OFFERS_PAGES: &[Page] = &[
    ("/offers", || view! { <offers::OffersPage/> }),
    ("/offers/:slug", || view! { <offers::OfferPage/> }),
    ("/appointment/:id", || view! { <advice::AppointmentPage/> }),
];

/// Every page of somebody who signs in.
const ACCOUNT_PAGES: &[Page] =
    &[("/me", || view! { <account::AccountPage/> }), ("/sign-in", || view! { <account::SignInPage/> })];

/// Every page of who works here.
const STAFF_PAGES: &[Page] = &[
    ("/staff", || view! { <staff::HomePage/> }),
    ("/staff/sign-in", || view! { <staff::SignInPage/> }),
    ("/staff/enrol", || view! { <staff::EnrolPage/> }),
    ("/staff/audit", || view! { <staff::AuditPage/> }),
    ("/staff/accounts", || view! { <staff::AccountsPage/> }),
    ("/staff/boards", || view! { <staff::BoardsPage/> }),
];
