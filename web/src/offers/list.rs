//! The list of offers with its search and its kinds.

use crate::router::NavigateOptions;
use crate::router::{use_navigate, use_query};
use crate::view::prelude::*;
use client::{Error, OfferQuery};
use shared::offers::{KindCount, OfferKind, OfferPage};
use web_sys::HtmlInputElement;
use web_sys::SubmitEvent;

use super::results::Results;
use crate::lang::{Lang, href, use_lang};
use crate::session::use_client;
use crate::texts::offers::texts;
use crate::ui::headline::Headline;
use crate::ui::icon::Icon;
use crate::ui::notice::Failed;

/// Two screens of a phone, six rows of a desk: enough to see what there is.
const PAGE: u32 = 18;

/// What is looked for, as the address says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Search {
    /// Words.
    pub(super) words: String,
    /// Only this kind.
    pub(super) kind: Option<OfferKind>,
}

impl Search {
    /// Reads the address; a kind this version does not know is no filter.
    fn read(words: Option<String>, kind: Option<&str>) -> Self {
        let kind = kind.map(OfferKind::from_name).filter(|kind| *kind != OfferKind::Unknown);
        Self { words: words.unwrap_or_default().trim().to_owned(), kind }
    }

    /// The address of the list that shows this.
    pub(super) fn href(&self, lang: Lang) -> String {
        let words = (!self.words.is_empty()).then(|| format!("q={}", js_sys::encode_uri_component(&self.words)));
        let kind = self.kind.map(|kind| format!("kind={}", kind.name()));
        let query: Vec<String> = words.into_iter().chain(kind).collect();
        let path = href(lang, "/offers");
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// The question to the api.
    fn query(&self, lang: Lang) -> OfferQuery {
        let q = (!self.words.is_empty()).then(|| self.words.clone());
        OfferQuery { q, kind: self.kind, lang, limit: Some(PAGE), ..OfferQuery::default() }
    }
}

/// The list of offers.
#[component]
pub(crate) fn OffersPage() -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let client = use_client();
    let (words, kind) = (use_query("q"), use_query("kind"));
    let search = Memo::new(move |_| Search::read(words.get(), kind.get().as_deref()));
    let page = Resource::new(move || client.offers(&search.read().query(lang)));
    let kinds = Memo::new(move |_| match page.get() {
        Some(Ok(page)) => page.kinds,
        _ => Vec::new(),
    });
    view! {
        <div class="hero">
            <div class="wrap offers-head">
                <Headline title=t.title/>
                <p class="lead">{t.lead}</p>
                <SearchBox search/>
                <Kinds search kinds/>
            </div>
        </div>
        <section class="wrap offers-list" aria-busy=move || page.get().is_none().then_some("true")>
            {move || outcome(page, search)}
        </section>
    }
}

/// What came of the search: skeletons, cards, or what went wrong.
fn outcome(page: Resource<Result<OfferPage, Error>>, search: Memo<Search>) -> View {
    let lang = use_lang();
    match page.get() {
        None => view! { <Skeletons/> },
        Some(Ok(page)) => {
            let search = search.get_untracked();
            view! { <Results page query=search.query(lang) search/> }
        }
        Some(Err(error)) => view! { <Failed error retry=move |()| page.refetch()/> },
    }
}

/// The search box; it searches when asked to, not with every letter.
#[component]
fn SearchBox(search: Memo<Search>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let field = NodeRef::<HtmlInputElement>::new();
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let wanted = Search { words: words.trim().to_owned(), ..search.get_untracked() };
        navigate(&wanted.href(lang), stay());
    };
    view! {
        <form class="search mt-24" role="search" on:submit=submit>
            <label class="kern-sr-only" for="offers-q">{t.search_label}</label>
            <input
                id="offers-q"
                name="q"
                type="search"
                maxlength="100"
                autocomplete="off"
                enterkeyhint="search"
                placeholder=t.search_hint
                node_ref=field
                prop:value=move || search.read().words.clone()
            />
            <button type="submit" class="kern-btn kern-btn--primary">
                <Icon name="search"/>
                <span class="kern-label">{t.search}</span>
            </button>
        </form>
    }
}

/// The kinds with how many there are of each; one of them, or all.
#[component]
fn Kinds(search: Memo<Search>, kinds: Memo<Vec<KindCount>>) -> impl IntoView {
    let t = texts(use_lang());
    let all = move || kinds.read().iter().map(|kind| kind.count).sum::<u32>();
    let chips = move || {
        let chosen = search.read().kind;
        let known = |kind: &KindCount| kind.kind != OfferKind::Unknown && (kind.count > 0 || chosen == Some(kind.kind));
        let counts = kinds.get();
        let order = |kind: &OfferKind| counts.iter().find(|count| count.kind == *kind).filter(|count| known(count));
        let shown: Vec<KindCount> = OfferKind::ALL.iter().filter_map(order).cloned().collect();
        shown.into_iter().map(|count| chip(search, Some(count.kind), (t.kind)(count.kind), count.count)).collect_view()
    };
    view! {
        <div class="wishes mt-20 offers-kinds" role="group" aria-label=t.kinds>
            {move || (!kinds.read().is_empty()).then(|| chip(search, None, t.all, all()))}
            {chips}
        </div>
    }
}

/// One kind to choose.
fn chip(search: Memo<Search>, kind: Option<OfferKind>, name: &'static str, count: u32) -> impl IntoView {
    let lang = use_lang();
    let navigate = use_navigate();
    let choose = move |_| {
        let wanted = Search { kind, ..search.get_untracked() };
        navigate(&wanted.href(lang), stay());
    };
    let chosen = move || if search.read().kind == kind { "true" } else { "false" };
    view! {
        <button type="button" class="chip" aria-pressed=chosen on:click=choose>
            {name} " " <em>{count}</em>
        </button>
    }
}

/// Going to another list stays where the reader is.
fn stay() -> NavigateOptions {
    NavigateOptions { scroll: false, ..NavigateOptions::default() }
}

/// Six cards to come.
#[component]
fn Skeletons() -> impl IntoView {
    let t = crate::texts::frame::texts(use_lang());
    view! {
        <p class="kern-sr-only" role="status">{t.loading}</p>
        <div class="skel skel-title mb-24"></div>
        <div class="grid g3" aria-hidden="true">
            {(0..6).map(|_| view! { <div class="offer skel-offer"><div class="skel skel-line"></div><div class="skel skel-line w-70"></div></div> }).collect_view()}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_looked_for() {
        let read = |words: &str, kind: &str| Search::read(Some(words.to_owned()), Some(kind));
        assert_eq!(read(" Kino ", "culture"), Search { words: "Kino".to_owned(), kind: Some(OfferKind::Culture) });
        assert_eq!(read("", "nonsense"), Search::default());
        assert_eq!(Search { words: String::new(), kind: Some(OfferKind::Job) }.href(Lang::En), "/en/offers?kind=job");
        assert_eq!(Search::default().href(Lang::De), "/offers");
    }
}
