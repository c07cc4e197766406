//! Offers for tests.

use shared::offers::FullOffer;

/// An event with these dates, each an hour long.
pub(super) fn on(slug: &str, dates: &[&str]) -> FullOffer {
    let date = |from: &&str| {
        let to = from.replacen(":00", ":59", 1);
        format!(r#"{{"from":"{from}","to":"{to}","all_day":false,"state":"scheduled","room":"Saal"}}"#)
    };
    let dates: Vec<String> = dates.iter().map(date).collect();
    let text = format!(
        r#"{{"id":"0199e000-0000-7000-8000-000000000002","slug":"{slug}","kind":"event","category":"c","lang":"de",
        "title":"t","summary":"s","body":"b","audience":[],"min_age":null,"max_age":null,
        "price":{{"text":"","amount_cents":null,"free":false}},"passes":[],"place":null,"contact":null,"links":[],
        "languages":[],"starts_at":null,"ends_at":null,"recurring":null,"source_url":null,"source_as_of":null,
        "verified":false,"example":false,"updated_at":"2026-11-01T00:00:00Z","lang_asked":"de","fallback":false,
        "langs":["de"],"state":"published","prices":[],"pass_rules":[],"gives_pass":null,"benefits":[],"geo":null,
        "access":{{}},"employment":[],"event_state":"scheduled","dates":[{}],"phase":null,"closes_at":null,
        "leika_key":null,"ags":null,"review_on":null,"published_at":null,"valid_from":null,"valid_to":null}}"#,
        dates.join(",")
    );
    serde_json::from_str(&text).expect("an offer")
}
