//! What the pages say is what the api says.

use serde_json::Value;

use super::{Site, linked, texts};
use crate::harness::{VENUE, at, json};
use crate::offers::list;

/// Free desks as the api counts them in a quarter of an hour.
async fn free(site: &Site, from: &str, to: &str) -> u64 {
    let path = format!("/api/v1/venues/{VENUE}/availability?from={from}&to={to}").replace('+', "%2B");
    let counts = json(&site.house.get(&path).await)["counts"].clone();
    counts["free"].as_u64().unwrap() + counts["walk_in"].as_u64().unwrap()
}

fn main(page: &Value) -> &str {
    page["main"].as_str().unwrap()
}

#[tokio::test]
async fn the_number_on_the_start_page_is_the_calendars() {
    let site = Site::open("number").await;
    site.house.set(at("2026-11-24T11:05"));
    let before = free(&site, "2026-11-24T11:00:00+01:00", "2026-11-24T11:15:00+01:00").await;
    let page = site.page("/", 200).await;
    assert!(main(&page).contains(&format!(" {before} von ")), "{before}: {}", main(&page));
    assert!(main(&page).contains("Stand 11:05 Uhr"), "{}", main(&page));
    site.house.set(at("2026-11-24T22:30"));
    let night = site.page("/en", 200).await;
    assert!(main(&night).contains("Closed now") && main(&night).contains("opens tomorrow at"), "{}", main(&night));
    assert!(!main(&night).contains("desks free"), "{}", main(&night));
}

#[tokio::test]
async fn a_booking_takes_one_off_the_number() {
    let site = Site::open("booking").await;
    site.house.set(at("2026-11-24T11:05"));
    let number = |page: &Value| -> u64 {
        let said = main(page).split(" von ").next().unwrap();
        said.rsplit(' ').next().unwrap().parse().unwrap()
    };
    let before = number(&site.page("/", 200).await);
    site.house.booked(&["A1"], "2026-11-24T11:15", "2026-11-24T12:00").await;
    site.house.set(at("2026-11-24T11:20"));
    assert_eq!(number(&site.page("/", 200).await) + 1, before);
}

#[tokio::test]
async fn the_start_page_has_todays_hours_and_events_and_the_way_on() {
    let site = Site::open("today").await;
    site.house.set(at("2026-11-24T11:05"));
    let page = site.page("/", 200).await;
    for part in ["Dienstag (heute)", "So geht’s", "Heute im Rathaus", "Buchen braucht JavaScript", "0511"] {
        assert!(main(&page).contains(part), "{part}: {}", main(&page));
    }
    let events =
        list(&site.house, "kind=event&from=2026-11-24T00:00:00%2B01:00&to=2026-11-25T00:00:00%2B01:00&limit=100").await;
    let inside = |event: &&Value| {
        let dates = event["dates"].as_array().unwrap();
        event["place"]["street"] == "Trammplatz 2" || dates.iter().any(|date| date["room"].is_string())
    };
    let events: Vec<&Value> = events["items"].as_array().unwrap().iter().filter(inside).collect();
    assert!(!events.is_empty());
    for event in events {
        assert!(main(&page).contains(event["title"].as_str().unwrap()), "{}", event["title"]);
        let href = format!("/offers/{}", event["slug"].as_str().unwrap());
        assert!(texts(&page["links"]).contains(&href.as_str()), "{href}");
    }
    let house = linked(&page, "CivicStructure")[0];
    assert!(house["openingHoursSpecification"].as_array().unwrap().len() >= 5, "{house}");
    assert_eq!(house["address"]["addressLocality"], "Hannover");
    assert_eq!(linked(&page, "WebSite")[0]["potentialAction"]["@type"], "SearchAction");
}

#[tokio::test]
async fn the_list_is_searched_narrowed_and_read_to_its_end() {
    let site = Site::open("list").await;
    let (mut path, mut seen) = ("/offers".to_owned(), Vec::new());
    loop {
        let page = site.page(&path, 200).await;
        let cards = linked(&page, "ItemList")[0]["itemListElement"].as_array().unwrap();
        seen.extend(cards.iter().map(|card| card["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()));
        let next = page["texts"].as_object().unwrap().iter().find(|(_, words)| *words == "Weitere Angebote");
        let Some((next, _)) = next else { break };
        path.clone_from(next);
    }
    let all = list(&site.house, "limit=200").await;
    let slugs: Vec<&str> = all["items"].as_array().unwrap().iter().map(|one| one["slug"].as_str().unwrap()).collect();
    assert_eq!(seen, slugs, "page after page, every offer once, in the api's order");

    let found = site.page("/offers?q=feriencard&kind=support", 200).await;
    assert_eq!(
        (&found["fields"]["q"], &found["fields"]["kind"]),
        (&Value::from("feriencard"), &Value::from("support"))
    );
    let links = texts(&found["links"]);
    assert!(links.contains(&"/offers/feriencard") && links.contains(&"/offers?q=feriencard"), "{links:?}");
    assert!(main(&found).contains("Treffer zu „feriencard“"));
    assert!(
        links.contains(&"/offers?q=feriencard&kind=support&free_of_charge=true") || !main(&found).contains("kostenlos")
    );
    let over = site.page("/offers?q=Maschseefest", 200).await;
    assert!(main(&over).contains("Dieses Angebot endete am Sonntag, 17. August 2025."), "{}", main(&over));
    let nothing = site.page("/en/offers?q=xyzzyqwertz", 200).await;
    assert!(main(&nothing).contains("We have nothing on “xyzzyqwertz” yet."), "{}", main(&nothing));
    let stale = site.page("/offers?cursor=6162", 200).await;
    assert!(main(&stale).contains("Alle Angebote"), "a cursor of another list leads to the beginning");
}

#[tokio::test]
async fn places_can_be_compared_in_a_table() {
    let site = Site::open("table").await;
    let page = site.page("/en/offers?kind=place&view=table", 200).await;
    let links = texts(&page["links"]);
    assert!(
        texts(&page["tags"]).contains(&"table")
            && main(&page).contains("Herrenhäuser Straße 4, 30419 Hannover not known")
    );
    for other in ["/en/offers?kind=place", "/en/offers?view=table", "/en/offers?kind=place&when=today&view=table"] {
        assert!(links.contains(&other), "{other}: {links:?}");
    }
    assert_eq!(page["fields"]["view"], "table", "it stays one when words are typed");
    let cards = site.page("/en/offers?kind=place", 200).await;
    assert!(!texts(&cards["tags"]).contains(&"table"));
    let of = |page: &Value| linked(page, "ItemList")[0]["itemListElement"].as_array().unwrap().len();
    assert!(of(&page) > 3 && of(&page) == of(&cards));
}

#[tokio::test]
async fn what_the_list_is_narrowed_by_is_said_and_can_be_left_out_again() {
    let site = Site::open("narrowed").await;
    site.house.set(at("2026-11-24T11:05"));
    let today = site.page("/offers?kind=event&when=today&free_of_charge=true", 200).await;
    let query =
        "kind=event&free_of_charge=true&limit=100&from=2026-11-24T11:05:00%2B01:00&to=2026-11-25T00:00:00%2B01:00";
    let told = list(&site.house, query).await;
    let slugs = |items: &Value| -> Vec<String> {
        items.as_array().unwrap().iter().map(|one| one["slug"].as_str().unwrap().to_owned()).collect()
    };
    let cards = linked(&today, "ItemList")[0]["itemListElement"].as_array().unwrap();
    let shown: Vec<&str> = cards.iter().map(|card| card["url"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    assert_eq!(shown, slugs(&told["items"]), "today is what the api has from now until midnight");
    assert!(!shown.is_empty() && main(&today).contains("Heute, Dienstag, 24. November"), "{}", main(&today));
    let links = texts(&today["links"]);
    for href in ["/offers?kind=event&free_of_charge=true", "/offers?kind=event&when=today", "/offers"] {
        assert!(links.contains(&href), "{href} is not in {links:?}");
    }
    assert_eq!(today["fields"]["when"], "today", "a search keeps what is chosen");
    let none = site.page("/offers?category=tours&audience=volunteers&language=uk", 200).await;
    assert!(main(&none).contains("Mit diesen Filtern finden wir nichts."), "{}", main(&none));
    assert!(texts(&none["links"]).contains(&"/offers?audience=volunteers&language=uk"));
}

#[tokio::test]
async fn an_offer_can_be_read_in_leichte_sprache_and_leads_there() {
    let site = Site::open("simple").await;
    let page = site.page("/offers/feriencard", 200).await;
    assert!(texts(&page["links"]).contains(&"/offers/feriencard?lang=de-simple"), "{}", page["links"]);
    let simple = site.page("/offers/feriencard?lang=de-simple", 200).await;
    assert_ne!(main(&simple), main(&page));
    assert!(texts(&simple["links"]).contains(&"/offers/feriencard"), "and back");
    assert_eq!(texts(&simple["canonical"]), ["http://rathaus.test/offers/feriencard"]);
    let english = site.page("/en/offers/feriencard?lang=de-simple", 200).await;
    assert_eq!(
        main(&english),
        main(&site.page("/en/offers/feriencard", 200).await),
        "who goes to English reads English"
    );
    site.page("/offers/feriencard?lang=%00%22%3E", 200).await;
}

#[tokio::test]
async fn an_offer_is_told_wholly_and_says_in_which_language() {
    let site = Site::open("offer").await;
    let page = site.page("/offers/feriencard", 200).await;
    for part in ["FerienCard", "mit AktivPass", "Stand 2020", "Wer zuständig ist", "Quelle", "Sprechstunde im Rathaus"]
    {
        assert!(main(&page).contains(part), "{part}: {}", main(&page));
    }
    let event = site.page("/offers/vorlesestunde-im-advent", 200).await;
    assert!(texts(&event["links"]).contains(&"/api/v1/offers/vorlesestunde-im-advent.ics?lang=de"));
    for part in ["Nächste Termine", "Sa., 28. November, 15:00 bis 15:45 Uhr", "verlegt"] {
        assert!(main(&event).contains(part), "{part}: {}", main(&event));
    }
    let singing = site.page("/offers/adventssingen", 200).await;
    assert!(main(&singing).contains("fällt aus"), "{}", main(&singing));
    site.house.sql("DELETE FROM offer_texts t USING offers o WHERE o.id = t.offer_id AND o.slug = 'feriencard' AND t.lang = 'en'").await;
    let other = site.page("/en/offers/feriencard", 200).await;
    assert_eq!((&other["lang"], &other["h1_lang"][0]), (&Value::from("en"), &Value::from("de")));
    assert!(main(&other).contains("This text is not there in English yet. You read it in German."), "{}", main(&other));
}

/// What a type of schema.org needs to be of use: Google's list of what is required, and the address where there is one.
fn needs(kind: &str) -> &'static [&'static str] {
    match kind {
        "Event" => &["name", "startDate", "location", "eventStatus", "url"],
        "JobPosting" => &["title", "description", "datePosted", "hiringOrganization", "validThrough"],
        "Place" => &["name", "address", "url"],
        "GovernmentService" => &["name", "description", "url", "serviceType"],
        other => panic!("{other} is no type of an offer"),
    }
}

#[tokio::test]
async fn every_offer_is_linked_data_with_what_its_type_needs() {
    let site = Site::open("linked").await;
    let all = list(&site.house, "limit=200").await;
    let paths: Vec<String> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("/offers/{}", one["slug"].as_str().unwrap()))
        .collect();
    let mut kinds = std::collections::BTreeSet::new();
    for (path, page) in paths.iter().zip(site.pages(&paths, 200).await) {
        assert_eq!(texts(&page["errors"]), [""; 0], "{path}");
        let steps = linked(&page, "BreadcrumbList")[0]["itemListElement"].as_array().unwrap();
        assert_eq!(steps[2]["item"], format!("http://rathaus.test{path}"));
        let one = &page["linked"][0];
        assert_eq!(one["@context"], "https://schema.org");
        let kind = one["@type"].as_str().unwrap();
        for name in needs(kind) {
            assert!(!one[name].is_null(), "{path}: a {kind} without {name}\n{one}");
        }
        kinds.insert(kind.to_owned());
    }
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    assert_eq!(kinds, ["Event", "GovernmentService", "JobPosting", "Place"]);
}
