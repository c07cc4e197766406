//! Whom to ask about an offer, and where to read on.

use crate::view::prelude::*;
use shared::addresses::{host, tel};
use shared::offers::{Contact, Offer};

use super::facts;
use crate::lang::use_lang;
use crate::prose::is_safe;
use crate::texts::offers::{Texts, around};
use crate::ui::icon::Icon;

/// Whom to ask, and where to read on.
#[component]
pub(super) fn Ask(offer: Offer) -> impl IntoView {
    let t = around(use_lang(), &offer.lang);
    let as_of = facts::as_of(t, &offer);
    let links = offer.links.into_iter().filter(|link| is_safe(&link.url)).map(|link| (link.label, link.url));
    let source = offer.source_url.filter(|url| is_safe(url));
    let source =
        source.map(|url| (as_of.map_or_else(|| t.source.to_owned(), |as_of| format!("{}, {as_of}", t.source)), url));
    let one = |(label, url): (String, String)| {
        let host = host(&url);
        view! {
            <li>
                <Icon name="right"/>
                <div><a href=url rel="external noopener">{label}</a><span>{host}</span></div>
            </li>
        }
    };
    let more: Vec<_> = links.chain(source).map(one).collect();
    view! {
        <aside class="card card--lift stack gap-18 offer-ask" aria-labelledby="offer-ask">
            <div>
                <p class="kicker">{t.contact_kicker}</p>
                <h2 class="h2" id="offer-ask">{if offer.contact.is_some() { t.contact } else { t.contact_nobody }}</h2>
            </div>
            {offer.contact.map(|known| contact(t, known))}
            <p class="muted small">{t.contact_desk}</p>
            {(!more.is_empty()).then(|| view! {
                <div class="stack gap-10">
                    <h3 class="h4">{t.links}</h3>
                    <ul role="list" class="facts">{more}</ul>
                </div>
            })}
        </aside>
    }
}

/// The ways to the people responsible.
fn contact(t: &'static Texts, contact: Contact) -> impl IntoView {
    let line = |icon: &'static str, what: &'static str, body: View| {
        view! { <li><Icon name=icon/><div>{body}<span>{what}</span></div></li> }
    };
    let office = contact.office.map(|office| line("users", t.office, view! { {office} }));
    let phone = contact.phone.map(|phone| {
        let address = tel(&phone);
        line("phone", t.phone, view! { <a href=address>{phone}</a> })
    });
    let email = contact.email.map(|email| {
        let address = format!("mailto:{email}");
        line("mail", t.email, view! { <a href=address>{email}</a> })
    });
    let website = contact.website.filter(|url| is_safe(url)).map(|url| {
        let host = host(&url);
        line("right", t.website, view! { <a href=url rel="external noopener">{host}</a> })
    });
    view! { <ul role="list" class="facts">{office} {phone} {email} {website}</ul> }
}
