//! The route map and the shell around every page: skip link, banner, header, footer, announcements.
//!
//! Each page has the same path in both languages, English below `/en`. `FlatRoutes` builds a page
//! anew when its route changes, so a page may take its language as a plain value.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::lang::{self, Lang};
use crate::ui::{announce, banner::Banner, footer::Footer, header::Header, headline};
use crate::{book, bookings, clock, offers, pages, session, start, texts, venue};

/// The whole app.
#[component]
pub(crate) fn App() -> impl IntoView {
    session::provide();
    clock::provide();
    venue::provide();
    headline::provide();
    announce::provide();
    view! {
        <Router>
            <Shell/>
        </Router>
    }
}

#[component]
fn Shell() -> impl IntoView {
    let location = use_location();
    let lang = Memo::new(move |_| lang::split(&location.pathname.read()).0);
    // The language of the document is outside of what Leptos renders.
    Effect::new(move || {
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
            <Pages/>
        </main>
        <Footer lang/>
        <announce::Region/>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let location = use_location();
    let not_found = move || {
        provide_context(lang::split(&location.pathname.read_untracked()).0);
        view! { <pages::NotFound/> }
    };
    view! {
        <FlatRoutes fallback=not_found>
            <Route path=path!("/") view=page(Lang::De, start::StartPage)/>
            <Route path=path!("/book") view=page(Lang::De, book::BookPage)/>
            <Route path=path!("/booking/:id") view=page(Lang::De, bookings::BookingPage)/>
            <Route path=path!("/offers") view=page(Lang::De, offers::OffersPage)/>
            <Route path=path!("/offers/:slug") view=page(Lang::De, offers::OfferPage)/>
            <Route path=path!("/imprint") view=page(Lang::De, pages::Imprint)/>
            <Route path=path!("/privacy") view=page(Lang::De, pages::Privacy)/>
            <Route path=path!("/accessibility") view=page(Lang::De, pages::Accessibility)/>
            <Route path=path!("/house-rules") view=page(Lang::De, pages::HouseRules)/>
            <Route path=path!("/en") view=page(Lang::En, start::StartPage)/>
            <Route path=path!("/en/book") view=page(Lang::En, book::BookPage)/>
            <Route path=path!("/en/booking/:id") view=page(Lang::En, bookings::BookingPage)/>
            <Route path=path!("/en/offers") view=page(Lang::En, offers::OffersPage)/>
            <Route path=path!("/en/offers/:slug") view=page(Lang::En, offers::OfferPage)/>
            <Route path=path!("/en/imprint") view=page(Lang::En, pages::Imprint)/>
            <Route path=path!("/en/privacy") view=page(Lang::En, pages::Privacy)/>
            <Route path=path!("/en/accessibility") view=page(Lang::En, pages::Accessibility)/>
            <Route path=path!("/en/house-rules") view=page(Lang::En, pages::HouseRules)/>
        </FlatRoutes>
    }
}

/// A page in a language. Erasing its type here keeps the router's own types, and so the app, small.
fn page<V: IntoView + 'static>(lang: Lang, view: fn() -> V) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    move || {
        provide_context(lang);
        view().into_any()
    }
}
