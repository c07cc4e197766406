//! Words of the index as people write them, in their language.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::words::fold;
use crate::schema::offer_texts;

/// Each word as the texts of the offers that have it spell it in the language that was asked for. A word that only a
/// body or a place has, or another language, says too little to be suggested.
pub(super) async fn spelled(
    conn: &mut AsyncPgConnection,
    near: &[(String, Vec<Uuid>)],
    lang: &str,
) -> QueryResult<Vec<String>> {
    if near.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = near.iter().flat_map(|(_, offers)| offers.iter().copied()).collect();
    let base = lang.split('-').next().unwrap_or(lang);
    let texts: Vec<(Uuid, String, String, String)> = offer_texts::table
        .filter(offer_texts::offer_id.eq_any(ids).and(offer_texts::lang.eq_any([lang, base])))
        .order((offer_texts::offer_id, offer_texts::lang))
        .select((offer_texts::offer_id, offer_texts::title, offer_texts::keywords, offer_texts::summary))
        .load(conn)
        .await?;
    let mut by_offer: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (offer, title, keywords, summary) in texts {
        by_offer.entry(offer).or_default().extend([title, keywords, summary]);
    }
    let spelled = |(word, offers): &(String, Vec<Uuid>)| {
        let texts = offers.iter().filter_map(|offer| by_offer.get(offer)).flatten();
        let mut written =
            texts.flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '·' | '*')));
        written.find(|one| !one.is_empty() && fold(one).as_slice() == std::slice::from_ref(word)).map(str::to_owned)
    };
    Ok(near.iter().filter_map(spelled).collect())
}
