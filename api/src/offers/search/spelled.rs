//! Words of the index as people write them.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::words::fold;
use crate::schema::offer_texts;

/// Each word as the texts of an offer that has it spell it; a word that only its keywords or its place have is left
/// out where they spell it in no such way.
pub(super) async fn spelled(conn: &mut AsyncPgConnection, near: &[(String, Uuid)]) -> QueryResult<Vec<String>> {
    if near.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = near.iter().map(|(_, offer)| *offer).collect();
    let texts: Vec<(Uuid, String, String, String, String)> = offer_texts::table
        .filter(offer_texts::offer_id.eq_any(ids))
        .order((offer_texts::offer_id, offer_texts::lang))
        .select((
            offer_texts::offer_id,
            offer_texts::title,
            offer_texts::keywords,
            offer_texts::summary,
            offer_texts::body,
        ))
        .load(conn)
        .await?;
    let mut by_offer: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (offer, title, keywords, summary, body) in texts {
        by_offer.entry(offer).or_default().extend([title, keywords, summary, body]);
    }
    let spelled = |(word, offer): &(String, Uuid)| {
        let texts = by_offer.get(offer)?.iter();
        let mut written =
            texts.flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '·' | '*')));
        written.find(|one| !one.is_empty() && fold(one).as_slice() == std::slice::from_ref(word)).map(str::to_owned)
    };
    Ok(near.iter().filter_map(spelled).collect())
}
