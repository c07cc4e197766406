//! What people type, and what has to be among the first three answers.

use super::{asking, list, slugs};
use crate::harness::House;

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
