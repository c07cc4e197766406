//! What people type, and what has to be among the first three answers.

use std::collections::BTreeSet;

use super::{asking, list, slugs};
use crate::harness::{House, at};

/// Words and the offer that is meant; with several, any of them will do.
const QUERIES: &[(&str, &[&str])] = &[
    // As the acceptance has them.
    ("feriencard", &["feriencard"]),
    ("ferien karte", &["feriencard"]),
    ("Kinder Sommer", &["feriencard", "sommerlesen-trammplatz"]),
    ("museum umsonst freitag", &["sprengel-museum"]),
    ("zuschuss schulessen", &["bildung-und-teilhabe"]),
    // Typing errors.
    ("ferincard", &["feriencard"]),
    ("aktivpas", &["hannover-aktivpass"]),
    ("bücherrei", &["stadtbibliothek", "stadtteilbibliotheken"]),
    ("herenhäuser gärten", &["herrenhaeuser-gaerten"]),
    ("sprengl museum", &["sprengel-museum"]),
    ("musem kestner", &["museum-august-kestner"]),
    ("ausbildugn gärtner", &["beispiel-gaertnerin-ausbildung"]),
    // Without umlauts, with ae and ue, in capitals.
    ("burgeramt", &["buergeraemter", "buergeramt-ohne-termin"]),
    ("BUERGERAMT TERMIN", &["buergeraemter", "buergeramt-ohne-termin"]),
    ("herrenhauser garten", &["herrenhaeuser-gaerten"]),
    ("fuehrung gebaerdensprache", &["rathausfuehrung-gebaerdensprache", "fuehrung-stadt-im-fluss"]),
    ("kunstlerhaus", &["kuenstlerhaus", "kommunales-kino"]),
    // Compounds, together and apart.
    ("ausbildungsplatz stadt", &["ausbildung-bei-der-stadt"]),
    ("bücherei ausweis", &["stadtbibliothek"]),
    ("büchereiausweis", &["stadtbibliothek"]),
    ("rathaus turm", &["kuppelauffahrt"]),
    ("wohn geld", &["infonachmittag-wohngeld", "hannover-aktivpass", "bildung-und-teilhabe"]),
    ("stadt modelle", &["stadtmodelle"]),
    ("volks hochschule", &["volkshochschule", "lesen-und-schreiben-lernen"]),
    ("musik mittagspause", &["mittagskonzert"]),
    // Other words for the same.
    ("personalausweis", &["buergeraemter", "buergeramt-ohne-termin"]),
    ("reisepass beantragen", &["buergeraemter"]),
    ("ehrenamt", &["freiwilligenzentrum", "markt-der-moeglichkeiten"]),
    ("alphabetisierung", &["lesen-und-schreiben-lernen"]),
    ("handy hilfe für senioren", &["digital-sprechstunde"]),
    (
        "azubi",
        &[
            "ausbildung-bei-der-stadt",
            "ausbildung-am-langen-tisch",
            "beispiel-gaertnerin-ausbildung",
            "ausbildung-region-hannover",
        ],
    ),
    ("film rollstuhl", &["kommunales-kino"]),
    ("deutsch lernen", &["sprachcafe-deutsch"]),
    ("kaputtes radio reparieren", &["repair-cafe"]),
    ("wo kann ich essen im rathaus", &["gartensaal"]),
    ("baby krabbelgruppe", &["elterncafe"]),
    ("miete zu teuer zuschuss", &["infonachmittag-wohngeld"]),
    ("Ferien·Card", &["feriencard"]),
    // English.
    ("library card", &["stadtbibliothek"]),
    ("free museum friday", &["sprengel-museum"]),
    ("school lunch subsidy", &["bildung-und-teilhabe"]),
    ("passport appointment", &["buergeraemter"]),
    ("learn german", &["sprachcafe-deutsch"]),
    ("summer holiday kids", &["feriencard", "sommerlesen-trammplatz", "ferienhits"]),
    ("board games", &["spieletreff"]),
    // What a life brings.
    ("arbeitslos", &["hannover-aktivpass", "stellenangebote", "bewerbungs-check"]),
    ("Arbeitslosigkeit", &["hannover-aktivpass"]),
    ("unemployed", &["hannover-aktivpass", "stellenangebote"]),
    ("kindergarten", &["bildung-und-teilhabe"]),
    ("register address", &["buergeraemter"]),
    ("umzug ummelden", &["buergeraemter", "neu-in-hannover"]),
    ("schwimmbad", &["hannover-aktivpass"]),
    ("swimming pool discount", &["hannover-aktivpass"]),
    ("jobsuche", &["bewerbungs-check"]),
    ("mietrecht beratung", &["rechtsberatung-miete"]),
    ("repairkaffee", &["repair-cafe"]),
    ("bibliotek", &["stadtbibliothek", "stadtteilbibliotheken"]),
    ("konzerte", &["mittagskonzert"]),
    ("wohngelt", &["infonachmittag-wohngeld", "hannover-aktivpass", "bildung-und-teilhabe"]),
    ("volkshochschle", &["volkshochschule", "lesen-und-schreiben-lernen"]),
    // What somebody wants to know of it, in words that it does not have.
    ("fereincard kosten", &["feriencard"]),
    ("was kostet die ferincard", &["feriencard"]),
    ("aktivpas beantragen", &["hannover-aktivpass"]),
    ("musem kestner telefon", &["museum-august-kestner"]),
    ("bogenaufzug tickets kaufen", &["kuppelauffahrt"]),
    ("sprengel museum eintrittspreise", &["sprengel-museum"]),
    ("library opening hours", &["stadtbibliothek"]),
    ("how much is the museum card", &["museumscard"]),
    // Where no offer has all words the rarer ones say more.
    ("bewerbung hilfe", &["bewerbungs-check"]),
    ("schulranzen geld", &["bildung-und-teilhabe"]),
    ("kinderkino", &["kommunales-kino", "kino-adventskalender", "bilderbuchkino"]),
    ("museumsnacht", &["nacht-der-museen"]),
    // What is over is found where nothing else is meant.
    ("maschseefest", &["maschseefest-2025"]),
    ("maschsefest termine", &["maschseefest-2025"]),
];

/// What the city of the demonstration does not offer, or not under such a name: nothing is found, or it is said that
/// what is found is something else.
const NOT_THERE: &[(&str, &str)] = &[
    ("hochzeitsfoto", "de"),
    ("Hochzeit", "de"),
    ("heirat", "de"),
    ("wedding", "en"),
    ("blind", "en"),
    ("asdf", "de"),
    ("dog tax", "en"),
    ("hund", "de"),
    ("krippe", "de"),
    ("Schwimmkurs", "de"),
    ("Weihnachtsmarkt", "de"),
    ("weinachtsmarkt", "de"),
    ("standesamt", "de"),
    ("zahnarzt", "de"),
];

#[tokio::test]
async fn what_people_type_finds_what_they_mean_among_the_first_three() {
    let house = House::open().await;
    assert!(QUERIES.len() >= 40);
    let mut missed = Vec::new();
    for (words, meant) in QUERIES {
        let found = slugs(&list(&house, &asking(words)).await);
        let first: Vec<&str> = found.iter().take(3).map(String::as_str).collect();
        if !first.iter().any(|slug| meant.contains(slug)) {
            missed.push(format!("{words:?} finds {first:?}, not {meant:?}"));
        }
    }
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), QUERIES.len(), missed.join("\n"));
}

#[tokio::test]
async fn what_is_not_there_is_not_made_up() {
    let house = House::open().await;
    let mut made_up = Vec::new();
    for (words, lang) in NOT_THERE {
        let found = list(&house, &format!("{}&lang={lang}", asking(words))).await;
        if found["total"] != 0 && found["loose"] == false {
            made_up.push(format!("{words:?} finds {:?}", slugs(&found)));
        }
        if found["total"] == 0 {
            assert_eq!(found["suggestions"]["words"], serde_json::json!([]), "{words}");
        }
    }
    assert!(made_up.is_empty(), "{}", made_up.join("\n"));
    // Parts of a word nobody has written, somewhere in a text, are not what it is about ("hoch", "Zeit").
    assert_eq!(list(&house, "q=hochzeit").await["total"], 0);
    // What was typed with an error is found, and it is said that it was guessed; what was typed right is not.
    for (words, loose) in [("ferincard", true), ("feriencard", false), ("ferien karte", false), ("bibliotheken", false)]
    {
        assert_eq!(list(&house, &asking(words)).await["loose"], loose, "{words}");
    }
    // A word with an error leads to what the same word leads to without it.
    let right = slugs(&list(&house, "q=weihnachtsmarkt").await);
    let wrong = slugs(&list(&house, "q=weinachtsmarkt").await);
    assert!(!right.is_empty() && wrong.iter().all(|slug| right.contains(slug)), "{wrong:?} of {right:?}");
    let change = "UPDATE offer_texts SET title = 'Weihnachtsmarkt am Trammplatz' WHERE title = 'Repair-Café'";
    house.sql(change).await;
    house.sql("DELETE FROM offer_index WHERE slug = 'repair-cafe'").await;
    house.pass(at("2026-11-24T09:10")).await;
    assert_eq!(slugs(&list(&house, "q=weinachtsmarkt").await), ["repair-cafe"]);
}

#[tokio::test]
async fn what_somebody_wants_to_know_of_an_offer_hides_no_other_and_finds_none_alone() {
    let house = House::open().await;
    let found = async |words: &str| slugs(&list(&house, &asking(words)).await);
    let museums: BTreeSet<String> = found("museum").await.into_iter().collect();
    assert!(museums.len() > 3);
    assert_eq!(found("museum telefon").await.into_iter().collect::<BTreeSet<_>>(), museums);
    assert_eq!(list(&house, "q=museum%20telefon").await["loose"], false);
    // Alone it is a word like any other, also beside one that nobody has.
    let phone = found("telefon").await;
    assert!(!phone.is_empty() && phone.len() < 20, "{phone:?}");
    assert_eq!(found("telefon zahnarzt").await, phone);
    assert_eq!(list(&house, "q=telefon%20zahnarzt").await["loose"], true);
}

#[tokio::test]
async fn what_is_over_is_found_by_its_name_where_nothing_else_has_it() {
    let house = House::open().await;
    let found = list(&house, "q=maschseefest").await;
    assert_eq!((slugs(&found), &found["loose"]), (vec!["maschseefest-2025".to_owned()], &serde_json::json!(false)));
    assert_eq!(found["items"][0]["over_since"], "2025-08-18T00:00:00+02:00");
    let others = list(&house, "q=maschseefest&kind=job").await;
    assert_eq!((&others["total"], &others["suggestions"]["without_filters"]), (&0.into(), &1.into()));
    // Beside what goes on it is not shown, nor in files that others fetch, and what is on hides it.
    assert!(
        list(&house, "q=sommer&limit=200").await["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["over_since"].is_null())
    );
    for file in ["offers.csv?q=maschseefest", "offers.atom?q=maschseefest", "offers?q=maschseefest&format=jsonld"] {
        let told = house.get(&format!("/api/v1/{file}")).await;
        assert_eq!(told.status, 200, "{file}");
        assert!(!String::from_utf8_lossy(&told.body).contains("maschseefest-2025"), "{file}");
    }
    house.sql("UPDATE offer_texts SET title = 'Maschseefest im Saal' WHERE title = 'Repair-Café'").await;
    house.sql("DELETE FROM offer_index WHERE slug = 'repair-cafe'").await;
    house.pass(at("2026-11-24T09:10")).await;
    assert_eq!(slugs(&list(&house, "q=maschseefest").await), ["repair-cafe"]);
}

#[tokio::test]
async fn words_are_suggested_in_the_language_of_the_answer() {
    let house = House::open().await;
    let words = async |query: &str| {
        let found = list(&house, query).await;
        assert_eq!(found["total"], 0, "{query}");
        found["suggestions"]["words"].clone()
    };
    // No offer of this kind has the word; others have a word that begins as it does.
    assert_eq!(words("q=schwimmflossen&kind=job").await, serde_json::json!(["Schwimmbad", "Schwimmbäder"]));
    assert_eq!(words("q=schwimmflossen&kind=job&lang=en").await, serde_json::json!([]));
}

#[tokio::test]
async fn an_offer_is_found_by_its_own_title_first() {
    let house = House::open().await;
    let all = list(&house, "limit=200").await;
    let mut missed = Vec::new();
    for item in all["items"].as_array().unwrap() {
        let (slug, title) = (item["slug"].as_str().unwrap(), item["title"].as_str().unwrap());
        let found = slugs(&list(&house, &asking(title)).await);
        if !found.iter().take(3).any(|one| one == slug) {
            missed.push(format!("{title:?} finds {:?}", found.iter().take(3).collect::<Vec<_>>()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
