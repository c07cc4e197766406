//! The header: name, main menu, language, light or dark.

use crate::router::use_location;
use crate::view::prelude::*;
use web_sys::HtmlElement;
use web_sys::KeyboardEvent;

use super::headline::focus;
use super::icon::Icon;
use crate::lang::{Lang, href, other, split, without_language};
use crate::texts::frame::{Texts, texts};
use crate::venue::{current, use_venue};

/// The mark: a gate with a desk in it.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 40 40" aria-hidden="true">
            <path class="m1" d="M4 40V20a16 16 0 0 1 32 0v20z"></path>
            <path class="m2" stroke-width="3" stroke-linecap="round" d="M11 27h18M14 27v7M26 27v7M15.500 20h9"></path>
        </svg>
    }
}

/// The header of every page.
#[component]
pub(crate) fn Header(
    /// The language of the page.
    lang: Memo<Lang>,
    /// The entries of the main menu.
    menu: fn(Memo<Lang>) -> View,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<HtmlElement>::new();
    let close = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                focus(&button);
            }
        }
    };
    let venue = use_venue();
    let city = move || current(venue).map_or_else(String::new, |venue| venue.address.city.clone());
    view! {
        <header class="top" on:keydown=close>
            <div class="wrap">
                <a class="mark" href=move || href(lang.get(), "/")>
                    <Mark/>
                    <span>"Rathaus Co-Working" <span>{city} "\u{a0}"</span></span>
                </a>
                <nav id="menu" class="nav" on:click=move |_| open.set(false) class:is-open=open aria-label=move || texts(lang.get()).menu_label>
                    {move || menu(lang)}
                </nav>
                <div class="tools">
                    <a class="tool tool--hide" href=move || href(lang.get(), "/easy-language")>
                        <span class="kern-icon kern-icon--easy-language" aria-hidden="true"></span>
                        <span class="kern-sr-only">{move || texts(lang.get()).easy_language}</span>
                    </a>
                    <LanguageLink lang/>
                    <ThemeButton lang/>
                    <button
                        class="tool menu-btn"
                        type="button"
                        node_ref=button
                        aria-expanded=move || if open.get() { "true" } else { "false" }
                        aria-controls="menu"
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        <Icon name="list"/>
                        <span>{move || texts(lang.get()).menu}</span>
                    </button>
                </div>
            </div>
        </header>
    }
}

/// The entries of a visitor's menu.
pub(crate) fn visitors(lang: Memo<Lang>) -> View {
    let t: &'static Texts = texts(lang.get());
    entries(
        lang,
        &[
            ("/", t.nav_start),
            ("/book", t.nav_book),
            ("/offers", t.nav_offers),
            ("/#heute", t.nav_today),
            ("/me", t.nav_mine),
            ("/easy-language", t.easy_language),
        ],
    )
}

/// Entries of the main menu: where they lead, and their names.
pub(crate) fn entries(lang: Memo<Lang>, list: &[(&'static str, &'static str)]) -> View {
    let location = use_location();
    list.iter()
        .map(|(path, name)| {
            let (path, name) = (*path, *name);
            let current = move || {
                let pathname = location.pathname.read();
                let here = split(&pathname).1;
                let within = here == path || (path == "/offers" && here.starts_with("/offers/"));
                within.then_some("page")
            };
            view! { <a href=href(lang.get(), path) aria-current=current>{name}</a> }
        })
        .collect_view()
}

/// The address of the same page in the other language, query and fragment included.
pub(super) fn in_other_language(lang: Memo<Lang>) -> impl Fn() -> String + Copy + 'static {
    let location = use_location();
    move || {
        let to = other(lang.get());
        let path = href(to, split(&location.pathname.read()).1);
        let search = without_language(&location.search.read());
        let query = if search.is_empty() { search } else { format!("?{search}") };
        format!("{path}{query}{}", location.hash.get())
    }
}

/// The link to it.
#[component]
fn LanguageLink(lang: Memo<Lang>) -> impl IntoView {
    let there = in_other_language(lang);
    let tag = move || other(lang.get()).tag();
    view! {
        <a class="tool tool--wide" href=there lang=tag hreflang=tag>
            <span class="tool-name">{move || texts(other(lang.get())).own_name}</span>
            <span class="tool-tag" aria-hidden="true">{tag}</span>
        </a>
    }
}

/// Switches between light and dark and remembers it.
#[component]
fn ThemeButton(lang: Memo<Lang>) -> impl IntoView {
    view! {
        <button class="tool" type="button" on:click=move |_| switch_theme()>
            <span class="kern-icon kern-icon--brightness-medium" aria-hidden="true"></span>
            <span class="kern-sr-only">{move || texts(lang.get()).theme}</span>
        </button>
    }
}

/// `static/theme.js` reads what is written here before the next first paint.
fn switch_theme() {
    const ATTRIBUTE: &str = "data-kern-theme";
    let Some(root) = document().document_element() else { return };
    let next = if root.get_attribute(ATTRIBUTE).as_deref() == Some("dark") { "light" } else { "dark" };
    // Where storage is switched off the choice lasts until the page is left.
    let _ = root.set_attribute(ATTRIBUTE, next);
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item("theme", next);
    }
}
