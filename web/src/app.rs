//! The route map and the shell around every page: skip link, banner, header, footer, announcements.
//!
//! Each page has the same path in both languages, English below `/en`. A page is built anew when
//! another page or language is named, so it may take its language as a plain value.

use crate::lang;
use crate::router::{self, Page, use_location};
use crate::ui::{announce, banner::Banner, footer::Footer, header::Header, headline};
use crate::view::prelude::*;
use crate::{account, book, bookings, clock, offers, pages, session, start, texts, venue, waiting, walk_in};

/// The visitor's pages.
pub(crate) fn visitor() -> View {
    app(PAGES)
}

/// The pages of somebody who signs in.
pub(crate) fn signed_in() -> View {
    app(ACCOUNT_PAGES)
}

fn app(pages: &'static [Page]) -> View {
    router::provide(pages);
    session::provide();
    clock::provide();
    venue::provide();
    headline::provide();
    announce::provide();
    view! { <Shell pages/> }
}

#[component]
fn Shell(pages: &'static [Page]) -> impl IntoView {
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
        <Header lang/>
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
    ("/offers", || view! { <offers::OffersPage/> }),
    ("/offers/:slug", || view! { <offers::OfferPage/> }),
    ("/p/:code", || view! { <walk_in::WalkInPage/> }),
    ("/waiting/:id", || view! { <waiting::WaitingPage/> }),
    ("/imprint", || view! { <pages::Imprint/> }),
    ("/privacy", || view! { <pages::Privacy/> }),
    ("/accessibility", || view! { <pages::Accessibility/> }),
    ("/house-rules", || view! { <pages::HouseRules/> }),
];

/// Every page of somebody who signs in.
const ACCOUNT_PAGES: &[Page] =
    &[("/me", || view! { <account::AccountPage/> }), ("/sign-in", || view! { <account::SignInPage/> })];
