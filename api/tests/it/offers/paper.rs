//! What flyers say to whom: in Leichte Sprache, of hours in which somebody advises, of filters; and that nothing of it
//! is cut, whatever an offer says.

use super::flyers::{fetch, poppler, read};
use super::{list, slugs};
use crate::harness::House;

/// A word on paper, and where it stands: points from the upper left.
struct Word {
    text: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Word {
    fn read(line: &str) -> Option<Self> {
        let (marks, rest) = line.trim().strip_prefix("<word ")?.split_once('>')?;
        let at: Vec<f64> = marks.split('"').filter_map(|part| part.parse().ok()).collect();
        let text = rest.trim_end_matches("</word>").to_owned();
        Some(Self { text, left: at[0], top: at[1], right: at[2], bottom: at[3] })
    }

    /// Whether one of two is printed over the other; lines that are close share a little of their boxes.
    fn covers(&self, other: &Self) -> bool {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across > 1.0 && down > 0.5 * (self.bottom - self.top).min(other.bottom - other.top)
    }
}

/// That every word of a flyer stands on its panel, and none over another.
async fn is_clear(house: &House, path: &str) {
    let told = poppler("pdftotext", &["-bbox", "-enc", "UTF-8", "-", "-"], &fetch(house, path).await.body);
    let pages: Vec<&str> = told.split("<page ").skip(1).collect();
    let panel = if path.contains("a4_folded") { 420.94 } else { 419.53 };
    for page in &pages {
        let words: Vec<Word> = page.lines().filter_map(Word::read).collect();
        assert!(words.len() > 20, "{path}: {page}");
        for (place, word) in words.iter().enumerate() {
            let side = (word.left / panel).floor();
            // Half of the edge that is left free.
            let within = word.left - side * panel > 17.0 && word.right < (side + 1.0) * panel - 17.0;
            assert!(within && word.top > 0.0 && word.bottom < 595.3, "{path}: `{}` leaves its panel", word.text);
            let over = words.iter().skip(place + 1).find(|other| word.covers(other));
            assert!(over.is_none(), "{path}: `{}` and `{}`", word.text, over.map_or("", |over| &over.text));
        }
    }
}

#[tokio::test]
async fn leichte_sprache_is_easy_throughout() {
    let house = House::open().await;
    for (format, pages) in [("a5", "1"), ("a4_folded", "2")] {
        let flyer = read(&house, &format!("/feriencard/flyer.pdf?lang=de-simple&format={format}")).await;
        assert_eq!(flyer.says("Pages"), pages);
        flyer.is_accessible("Die Ferien·Card", "de");
        let told = [
            "Kosten",
            "Die Karte kostet 9 Euro. Mit dem Hannover·Aktiv·Pass ist die Karte kostenlos.",
            "mit AktivPass",
            "in städtischen Frei·bädern",
            "Am Info·punkt helfen wir Ihnen.",
            "Wer hilft Ihnen?",
            "Fragen Sie uns",
            "Jede Woche: Montag, Mittwoch und Freitag, von 14 bis 16 Uhr",
            "Diese Infos sind von 2020.",
            "Mehr im Internet",
        ];
        for words in told {
            assert!(flyer.text.contains(words), "{format}: `{words}` in {}", flyer.text);
        }
        for hard in ["Preis ", "Wer zuständig ist", "Persönlich fragen", "Infopunkt", "Stand 2020", "…"] {
            assert!(!flyer.text.contains(hard), "{format}: `{hard}` in {}", flyer.text);
        }
        assert!(flyer.links.contains("http://rathaus.test/offers/feriencard?lang=de-simple"), "{}", flyer.links);
        is_clear(&house, &format!("/feriencard/flyer.pdf?lang=de-simple&format={format}")).await;
    }
    let other = read(&house, "/repair-cafe/flyer.pdf?lang=de-simple").await;
    assert!(other.text.contains("Diesen Text gibt es noch nicht in Leichter Sprache."), "{}", other.text);
}

#[tokio::test]
async fn who_wants_to_ask_reads_when_and_when_not() {
    let house = House::open().await;
    let plain = read(&house, "/stadtbibliothek/flyer.pdf").await;
    assert!(plain.text.contains("Infopunkt, Bürger*innensaal"), "{}", plain.text);
    house
        .sql(
            "INSERT INTO advice_exceptions (venue_id, advice_id, on_date, reason_de, reason_en) \
             SELECT venue_id, id, '2026-11-27', 'zu', 'closed' FROM advice_hours \
             WHERE title_en = 'Advice on family and holidays'",
        )
        .await;
    for format in ["a5", "a4_folded"] {
        let flyer = read(&house, &format!("/feriencard/flyer.pdf?format={format}")).await;
        flyer.reads(&["Persönlich fragen", "Sprechstunde Familie und Ferien", "Montags, mittwochs und freitags, "]);
        assert!(flyer.text.contains("freitags, 14:00 bis 16:00 Uhr"), "{}", flyer.text);
        assert!(flyer.text.contains("(Beispieltermin)"), "{}", flyer.text);
        assert!(flyer.text.contains("nicht am 27.11.2026"), "{}", flyer.text);
    }
    house.sql("UPDATE advice_hours SET valid_to = '2026-11-24'").await;
    let over = read(&house, "/feriencard/flyer.pdf").await;
    assert!(!over.text.contains("Sprechstunde") && over.text.contains("auch ohne Termin"), "{}", over.text);
}

#[tokio::test]
async fn a_title_says_by_what_they_were_chosen() {
    let house = House::open().await;
    for (query, title) in [
        ("audience=families", "Angebote für Familien"),
        ("audience=families&lang=en", "Offers for families"),
        ("audience=families&lang=de-simple", "Angebote für Familien"),
        ("kind=support&audience=families", "Unterstützung für Familien"),
        ("kind=support&kind=culture&free_of_charge=true", "Unterstützung und Kultur: kostenlos"),
        ("category=money", "Angebote: zum Thema Geld"),
        ("pass=hannover_aktiv_pass", "Angebote: mit AktivPass"),
        ("language=en&lang=en", "Offers: in English"),
        ("accessible=true", "Angebote: ohne Stufen erreichbar"),
        ("from=2026-11-24T00:00:00%2B01:00&to=2026-12-01T00:00:00%2B01:00", "Angebote: vom 24.11.2026 bis 30.11.2026"),
        ("", "Was die Stadt bietet"),
    ] {
        for format in ["a5", "a4_folded"] {
            let path = format!("/flyer.pdf?{query}{}format={format}", if query.is_empty() { "" } else { "&" });
            let flyer = read(&house, &path).await;
            flyer.is_accessible(title, if query.contains("lang=en") { "en" } else { "de" });
            is_clear(&house, &path).await;
        }
    }
}

#[tokio::test]
async fn what_is_in_the_list_is_on_the_flyer_and_nothing_else() {
    let house = House::open().await;
    house.set("2026-12-20T10:00:00+01:00".parse().unwrap());
    let told = list(&house, "kind=event&limit=16").await;
    let flyer = read(&house, "/flyer.pdf?kind=event&format=a4_folded").await;
    let total = told["total"].as_u64().unwrap();
    assert!(flyer.text.contains(&format!("{total} Angebote")), "{}", flyer.text);
    let linked: Vec<&str> =
        flyer.links.lines().filter_map(|line| line.split_once("/offers/").map(|(_, slug)| slug.trim())).collect();
    let listed = slugs(&told);
    assert!(
        linked.len() > 5 && linked.iter().all(|slug| listed.iter().any(|known| known == slug)),
        "{linked:?} of {listed:?}"
    );
    // Whoever asks for one that is over by its name gets it, and reads that it is over.
    house
        .sql(
            "UPDATE offers SET starts_at = '2026-12-01T10:00Z', ends_at = '2026-12-01T12:00Z', recurring = NULL \
             WHERE slug = 'feriencard'",
        )
        .await;
    let over = read(&house, "/feriencard/flyer.pdf").await;
    assert!(over.text.contains("Das ist vorbei. Es endete am 01.12.2026."), "{}", over.text);
}

const TITLE: &str = "Ausstellung Jugend gestaltet die Stadt gemeinsam mit dem Stadtbezirksrat Mitte 2027";
const SITE: &str = "https://www.hannover.example/Leben-in-der-Region-Hannover/Verwaltungen-Kommunen/Die-Verwaltung";

/// Gives an offer long texts, five prices and three passes.
async fn lengthen(house: &House) {
    let of = "(SELECT id FROM offers WHERE slug = 'feriencard')";
    let passes = r#"[{"pass":"a","label":"HannoverAktivPass","price_text":"0 €"},
        {"pass":"b","label":"Ehrenamtskarte Niedersachsen","price_text":"3,50 € statt 7 €"},
        {"pass":"c","label":"Region-S-Karte","price_text":"halber Preis am Mittwoch"}]"#;
    let rules = r#"[{"pass":"b","effect":"valid","amount_cents":null},
        {"pass":"c","effect":"required","amount_cents":null}]"#;
    let prices = r#"[{"who":"adult","amount_cents":700,"per":"once"},
        {"who":"reduced","amount_cents":450,"per":"once"},
        {"who":"under18","amount_cents":0,"per":"once"},
        {"who":"under25","amount_cents":350,"per":"semester"},
        {"who":"family_extra","amount_cents":1250,"per":"year"}]"#;
    let summary = "Jugendliche zeigen Modelle, Pläne und Filme für ihre Stadtteile, und alle stimmen ab, \
        welche drei Ideen die Stadt im kommenden Jahr wirklich bauen soll.";
    let changes = [
        format!(
            "UPDATE offer_texts SET title = '{TITLE}', summary = '{summary}', passes = '{passes}', \
             price_text = '7 €, ermäßigt 4,50 €, freitags frei' WHERE offer_id = {of}"
        ),
        format!("UPDATE offer_details SET prices = '{prices}', pass_rules = '{rules}' WHERE offer_id = {of}"),
        format!(
            "UPDATE offers SET contact = jsonb_build_object('office', 'Jugend Ferien-Service', 'phone', '0511 168-0', \
             'email', 'ferien@example.org', 'website', '{SITE}') WHERE id = {of}"
        ),
    ];
    for change in changes {
        house.sql(&change).await;
    }
}

#[tokio::test]
async fn long_names_many_prices_and_three_passes_are_all_there() {
    let house = House::open().await;
    lengthen(&house).await;
    for lang in ["de", "de-simple", "en"] {
        for format in ["a5", "a4_folded"] {
            let path = format!("/feriencard/flyer.pdf?lang={lang}&format={format}");
            let flyer = read(&house, &path).await;
            flyer.is_accessible(TITLE, if lang == "en" { "en" } else { "de" });
            let told = [
                "7 €, ermäßigt 4,50 €, freitags frei",
                "HannoverAktivPass",
                "0 €",
                "Ehrenamtskarte Niedersachsen",
                "3,50 € statt 7 €",
                "Region-S-Karte",
                "halber Preis am Mittwoch",
            ];
            for words in told {
                assert!(flyer.text.contains(words), "{path}: `{words}` in {}", flyer.text);
            }
            let needed = ["ist nötig", "brauchen Sie", "is needed"];
            assert!(needed.iter().any(|words| flyer.text.contains(words)), "{path}: {}", flyer.text);
            is_clear(&house, &path).await;
        }
    }
}

#[tokio::test]
async fn what_is_folded_has_every_price_and_whole_addresses() {
    let house = House::open().await;
    lengthen(&house).await;
    let flyer = read(&house, "/feriencard/flyer.pdf?format=a4_folded").await;
    flyer.reads(&["Was es kostet", "Erwachsene", "7 €", "unter 25 Jahren", "3,50 € im Halbjahr"]);
    flyer.reads(&["für die Familie, zusätzlich", "12,50 € im Jahr"]);
    assert!(flyer.links.contains(SITE), "{}", flyer.links);
    let joined: String = flyer.text.split_whitespace().collect();
    let typed = SITE.trim_start_matches("https://www.");
    assert!(joined.contains(typed), "no hyphen that is not its own: {}", flyer.text);
}
