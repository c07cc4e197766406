//! What a typed word may mean: the words of the offers that it is, begins, is part of, is made of or looks like.
//!
//! What always holds: only words that offers have come back, so each of them finds something. Stems are compared
//! by Postgres, looks by trigrams; the nearest meaning that exists counts, and looks count only where
//! there is none.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::{Array, Bool, Float, Integer, Text};
use diesel::{QueryResult, QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::words::{fold, splits};
use crate::db::Fixed;

/// Words that begin with, contain or look like the one that was typed.
const MOST_WORDS: i32 = 40;
/// From this likeness on two words count as the same with a typing error.
const ALIKE: f32 = 0.4;
/// From this on a word with a typing error is likelier than a compound that nobody has written.
const VERY_ALIKE: f32 = 0.55;
/// Two words that were typed apart have to look more like one word than that.
const JOINED_ALIKE: f32 = 0.6;
/// What stands within a word counts from this length on.
const SHORTEST_PART: usize = 4;

/// What a term may mean, all of it words of offers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// The word itself, or one of the same stem.
    pub(crate) near: BTreeSet<String>,
    /// A word that begins with it, that it is part of, or that it is likely to be.
    pub(crate) far: BTreeSet<String>,
    /// What all begin with that are too many to be listed.
    pub(crate) begins: Option<String>,
}

impl Meaning {
    /// Whether no offer has anything of the kind.
    pub(crate) fn is_empty(&self) -> bool {
        self.near.is_empty() && self.far.is_empty()
    }

    /// Whether a word of a text, folded, is meant.
    pub(crate) fn has(&self, word: &str) -> bool {
        let begins = self.begins.as_ref().is_some_and(|begins| word.starts_with(begins.as_str()));
        begins || self.near.contains(word) || self.far.contains(word)
    }
}

#[derive(Debug, QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    term: String,
    #[diesel(sql_type = Text)]
    word: String,
    #[diesel(sql_type = Bool)]
    same_stem: bool,
    #[diesel(sql_type = Float)]
    likeness: f32,
}

/// Each asked word beside the words of offers. `$1` are those that may be looked for in every way, `$2` parts of
/// compounds, which have to be there as they are.
const LOOK: &str = "SELECT t.term, w.word, w.same_stem, similarity(w.word, t.term) AS likeness
    FROM unnest($1::text[]) AS t(term) CROSS JOIN LATERAL (
        (SELECT word, true AS same_stem FROM offer_words
            WHERE offers > 0 AND (word = t.term OR stem_de = (ts_lexize('german_stem', t.term))[1]
                OR stem_en = (ts_lexize('english_stem', t.term))[1]) LIMIT $3)
        UNION ALL
        (SELECT word, false FROM offer_words
            WHERE offers > 0 AND length(t.term) >= 3 AND word LIKE '%' || t.term || '%' ORDER BY length(word), word LIMIT $3)
        UNION ALL
        (SELECT word, false FROM offer_words
            WHERE offers > 0 AND length(t.term) >= 4 AND word % t.term ORDER BY similarity(word, t.term) DESC, word LIMIT 8)
    ) w
    UNION ALL
    SELECT t.term, w.word, true, 1::real
    FROM unnest($2::text[]) AS t(term) JOIN offer_words w
        ON w.offers > 0 AND (w.word = t.term OR w.stem_de = t.term OR w.stem_de = (ts_lexize('german_stem', t.term))[1])";

/// What the terms may mean, one meaning a term. A compound that no offer has is answered by its parts, so
/// there may be more meanings than terms.
pub(crate) async fn meanings(conn: &mut AsyncPgConnection, terms: &[String]) -> QueryResult<Vec<Meaning>> {
    let joined: Vec<String> = terms.windows(2).map(<[String]>::concat).collect();
    let asked: Vec<&String> = terms.iter().chain(&joined).collect();
    let parts: BTreeSet<String> =
        terms.iter().flat_map(|term| splits(term)).flat_map(|(head, tail)| [head, tail]).collect();
    let parts: Vec<String> = parts.into_iter().collect();
    let query =
        sql_query(LOOK).bind::<Array<Text>, _>(asked).bind::<Array<Text>, _>(parts).bind::<Integer, _>(MOST_WORDS);
    let rows: Vec<Row> = Fixed(query).load(conn).await?;
    Ok(understood(terms, &rows))
}

fn understood(terms: &[String], rows: &[Row]) -> Vec<Meaning> {
    let mut by_term: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by_term.entry(&row.term).or_default().push(row);
    }
    let of = |term: &str| by_term.get(term).map(Vec::as_slice).unwrap_or_default();
    let mut meanings: Vec<Meaning> = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        let mut meaning = exact(term, of(term));
        // "ferien karte" may be meant as one word: then it answers for both.
        let before = at.checked_sub(1).and_then(|before| terms.get(before)).map(|before| format!("{before}{term}"));
        let after = terms.get(at + 1).map(|after| format!("{term}{after}"));
        for joined in [before, after].into_iter().flatten() {
            let whole = exact(&joined, of(&joined));
            let whole = if whole.is_empty() { alike(of(&joined), JOINED_ALIKE) } else { whole };
            meaning.far.extend(whole.near);
            meaning.far.extend(whole.far);
        }
        if meaning.is_empty() {
            meaning = alike(of(term), VERY_ALIKE);
        }
        if meaning.is_empty()
            && let Some((head, tail)) = compound(term, &of)
        {
            meanings.extend([head, tail]);
            continue;
        }
        if meaning.is_empty() {
            meaning = alike(of(term), ALIKE);
        }
        meanings.push(meaning);
    }
    meanings
}

/// The word, its stem, what begins with it and what it is part of.
fn exact(term: &str, rows: &[&Row]) -> Meaning {
    let long = term.chars().count() >= SHORTEST_PART;
    let near: BTreeSet<String> = rows.iter().filter(|row| row.same_stem).map(|row| row.word.clone()).collect();
    let part = |row: &&&Row| row.word.starts_with(term) || (long && row.word.contains(term));
    let far = rows.iter().filter(part).map(|row| row.word.clone()).filter(|word| !near.contains(word)).collect();
    // As many as were asked for: there may be more.
    let many = usize::try_from(MOST_WORDS).is_ok_and(|most| rows.len() >= most);
    Meaning { near, far, begins: many.then(|| term.to_owned()) }
}

/// The words that look most like it.
fn alike(rows: &[&Row], least: f32) -> Meaning {
    let best = rows.iter().map(|row| row.likeness).fold(0.0, f32::max);
    // What looks much less like it than the best is something else.
    let like = |row: &&&Row| row.likeness >= least && row.likeness >= best * 0.8;
    Meaning { far: rows.iter().filter(like).map(|row| row.word.clone()).collect(), ..Meaning::default() }
}

/// Both parts of a compound, where offers have both.
fn compound<'a>(term: &str, of: &impl Fn(&str) -> &'a [&'a Row]) -> Option<(Meaning, Meaning)> {
    splits(term).into_iter().find_map(|(head, tail)| {
        let part = |part: &str| {
            let words: BTreeSet<String> =
                of(part).iter().filter(|row| row.same_stem).map(|row| row.word.clone()).collect();
            (!words.is_empty()).then_some(Meaning { far: words, ..Meaning::default() })
        };
        Some((part(&head)?, part(&tail)?))
    })
}

/// A word as the index has it, and texts that have it as people write it.
#[derive(Debug, QueryableByName)]
struct Near {
    #[diesel(sql_type = Text)]
    word: String,
    #[diesel(sql_type = Text)]
    texts: String,
}

const NEAREST: &str = "SELECT near.word, coalesce(t.texts, '') AS texts FROM (
        SELECT w.word, max(similarity(w.word, t.term)) AS likeness
        FROM unnest($1::text[]) AS t(term) JOIN offer_words w ON w.offers > 0 AND w.word % t.term
        GROUP BY w.word ORDER BY 2 DESC, 1 LIMIT 6
    ) near LEFT JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', x.title, x.keywords, x.summary, x.body), ' ') AS texts FROM (
            SELECT venue_id, offer_id FROM offer_index WHERE words @@ near.word::tsquery LIMIT 1
        ) i JOIN offer_texts x ON x.venue_id = i.venue_id AND x.offer_id = i.offer_id
    ) t ON true ORDER BY near.likeness DESC, near.word";

/// The words of offers that look most like these, nearest first and as people write them, for who has found nothing.
pub(crate) async fn nearest(conn: &mut AsyncPgConnection, terms: &[String]) -> QueryResult<Vec<String>> {
    let rows: Vec<Near> = Fixed(sql_query(NEAREST).bind::<Array<Text>, _>(terms)).load(conn).await?;
    let spelled = |row: Near| {
        let written = row.texts.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '·' | '*'));
        let same = |written: &&str| fold(written).as_slice() == std::slice::from_ref(&row.word);
        written.filter(|word| !word.is_empty()).find(same).map(str::to_owned)
    };
    Ok(rows.into_iter().filter_map(spelled).collect())
}
