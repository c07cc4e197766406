//! Offers as a table: where each is, how one gets in, what it costs. For comparing places, and for who
//! reads rows more easily than cards. On phones each row is a block with its columns' names.

use std::sync::Arc;

use crate::view::prelude::*;
use shared::offers::FullOffer;

use super::facts;
use crate::lang::{href, use_lang};
use crate::texts::offers::texts;
use crate::ui::tag::Example;

/// The table.
#[component]
pub(super) fn Table(offers: Arc<Vec<FullOffer>>, caption: String) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let columns = [t.column_offer, t.place, t.column_access, t.price, t.column_as_of];
    let head = columns.map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let row = |FullOffer { offer, details }: &FullOffer| {
        let place = offer.place.as_ref();
        let spoken = details.fallback.then(|| offer.lang.clone());
        view! {
            <tr>
                <th scope="row">
                    <a href=href(lang, &facts::path(lang, offer)) lang=spoken>{offer.title.clone()}</a>
                    <span class="tiny">{facts::kind_and_when(lang, t, offer, details)}</span>
                </th>
                <td data-name=t.place>{place.map(facts::place)}</td>
                <td data-name=t.column_access>{facts::reach(t, place, &details.access)}</td>
                <td data-name=t.price>{facts::prices(t, offer)}</td>
                <td>
                    {facts::age(t, offer)}
                    {offer.example.then(|| view! { <Example text=t.example/> })}
                </td>
            </tr>
        }
    };
    view! {
        <table class="otable">
            <caption class="kern-sr-only">{caption}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{offers.iter().map(row).collect_view()}</tbody>
        </table>
    }
}
