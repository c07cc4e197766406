//! Frames: whole pages, complete without script, small, and shown by whom the setting lets.

use client::{Method, Request};
use serde_json::Value;
use shared::problem::ProblemKind;

use super::{HERE, again, fill, shown};
use crate::harness::{House, Plan, at, header, problem};
use crate::site::read;

/// The frame of a path, as another program reads it.
async fn frame(house: &House, path: &str) -> Value {
    let answer = house.get(path).await;
    shown(&answer, path);
    assert_eq!(header(&answer, "content-type"), "text/html; charset=utf-8");
    let policy = header(&answer, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; "), "{policy}");
    assert!(policy.ends_with("frame-ancestors *"), "{policy}");
    let page = read(&Value::from(vec![answer.text().unwrap()])).await.remove(0);
    for empty in ["errors", "twice", "inline", "handlers"] {
        assert_eq!(page[empty].as_array().unwrap().len(), 0, "{path}: {empty} {}", page[empty]);
    }
    assert_eq!(page["h1"].as_array().unwrap().len(), 1, "{path}");
    assert_eq!(page["meta"]["robots"], "noindex");
    page
}

fn said(page: &Value) -> &str {
    page["main"].as_str().unwrap()
}

#[tokio::test]
async fn every_size_theme_and_language_is_a_whole_page() {
    let house = House::open().await;
    for size in ["badge", "compact", "full"] {
        for (lang, theme, words) in [("de", "auto", "von 44 Plätzen frei"), ("en", "dark", "of 44 desks free")] {
            let path = format!("{HERE}/availability?size={size}&lang={lang}&theme={theme}");
            let page = frame(&house, &path).await;
            assert_eq!(page["lang"], lang, "{path}");
            assert!(said(&page).contains("43") && said(&page).contains(words), "{path}: {}", said(&page));
            let links = page["links"].as_array().unwrap();
            let book = if lang == "de" {
                "http://rathaus.test/book?date=2026-11-24"
            } else {
                "http://rathaus.test/en/book?date=2026-11-24"
            };
            assert!(links.iter().any(|link| link == book), "{path}: {links:?}");
            if size != "badge" {
                let stand = if lang == "de" { "Stand 08:05 Uhr" } else { "As of 08:05" };
                assert!(said(&page).contains(stand), "{path}: {}", said(&page));
                assert_eq!(page["fields"]["size"], size, "{path}: the form keeps what was asked for");
            }
        }
    }
}

#[tokio::test]
async fn a_zone_leads_to_one_of_its_desks_and_the_plan_to_each() {
    let house = House::open().await;
    let links = async |query: &str| {
        let page = frame(&house, &format!("{HERE}/availability?{query}")).await;
        page["links"].as_array().unwrap().iter().map(|link| link.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let zone = links("zone=fokus").await;
    assert!(zone.contains(&"http://rathaus.test/book?date=2026-11-24&desk=A1".to_owned()), "{zone:?}");
    house.booked(&["A1"], "2026-11-24T08:00", "2026-11-24T10:00").await;
    let zone = links("zone=fokus").await;
    assert!(zone.contains(&"http://rathaus.test/book?date=2026-11-24&desk=A2".to_owned()), "{zone:?}");
    // What lies over the picture is for a pointer alone: readers are told of the button.
    let pressed = async |query: &str| house.get(&format!("{HERE}/availability?{query}")).await.text().unwrap();
    let plan = pressed("size=full").await;
    assert_eq!(plan.matches("<polygon ").count(), 44);
    for code in ["A1", "L7", "R4", "T2"] {
        assert_eq!(plan.matches(&format!("desk={code}\" target=\"_top\" tabindex=\"-1\">")).count(), 1, "{code}");
    }
    assert!(!pressed("size=full&date=2026-11-25").await.contains("<polygon "));
}

#[tokio::test]
async fn a_zone_is_counted_by_itself_on_every_day() {
    let house = House::open().await;
    house.booked(&["R1", "A9"], "2026-11-26T10:00", "2026-11-26T11:00").await;
    let today = frame(&house, &format!("{HERE}/availability?zone=ruhe")).await;
    assert!(said(&today).contains("8von 8 Plätzen frei") && !said(&today).contains("43"), "{}", said(&today));
    let other = frame(&house, &format!("{HERE}/availability?zone=ruhe&date=2026-11-26")).await;
    assert!(said(&other).contains("mindestens6von 8 Plätzen frei"), "{}", said(&other));
    // A day that is over is today's by now.
    let past = frame(&house, &format!("{HERE}/availability?zone=ruhe&date=2026-11-20")).await;
    assert_eq!(said(&past), said(&today));
}

#[tokio::test]
async fn a_frame_with_all_it_loads_is_at_most_20_kilobytes() {
    let house = House::open().await;
    let mut sum = 0;
    let path = format!("{HERE}/availability?size=full");
    let answer = house.get(&path).await;
    let text = answer.text().unwrap();
    let part =
        |begin: &str| text.split(begin).nth(1).and_then(|rest| rest.split('"').next()).unwrap().replace("&amp;", "&");
    let parts =
        [path.clone(), part("rel=\"stylesheet\" href=\""), part("<script src=\""), part("<img class=\"plan\" src=\"")];
    for path in parts {
        let path = path.replace("&#38;", "&");
        let small = house.send(Request::new(Method::GET, path.as_str()).header("accept-encoding", "gzip")).await;
        assert_eq!((small.status.as_u16(), header(&small, "content-encoding")), (200, "gzip"), "{path}");
        sum += small.body.len();
    }
    assert!(sum <= 20 * 1024, "{sum}");
}

#[tokio::test]
async fn another_day_is_asked_for_by_a_form_and_answered_without_script() {
    let house = House::open().await;
    house.booked(&["A1"], "2026-11-25T09:00", "2026-11-25T10:00").await;
    let page = frame(&house, &format!("{HERE}/availability?size=full&date=2026-11-25")).await;
    assert!(said(&page).contains("mindestens"), "{}", said(&page));
    assert!(said(&page).contains("42") && said(&page).contains("morgen, 8 bis 18 Uhr"), "{}", said(&page));
    assert!(page["links"].as_array().unwrap().iter().any(|link| link == "http://rathaus.test/book?date=2026-11-25"));
    let closed = frame(&house, &format!("{HERE}/availability?date=2026-12-24")).await;
    assert!(said(&closed).contains("An diesem Tag geschlossen"), "{}", said(&closed));
    assert!(said(&closed).contains("Do., 24. Dezember (geschlossen)"), "{}", said(&closed));
    // A form sends what is not chosen as nothing.
    frame(&house, &format!("{HERE}/availability?date=&zone=")).await;
}

#[tokio::test]
async fn a_zone_has_numbers_of_its_own_and_states_have_words() {
    let house = House::open().await;
    let zone = frame(&house, &format!("{HERE}/availability?zone=ruhe")).await;
    assert!(zone["h1"][0].as_str().unwrap().contains("Ruhe") && !said(&zone).contains("von 44"), "{}", said(&zone));
    fill(&house).await;
    assert!(said(&frame(&house, &format!("{HERE}/availability")).await).contains("Gerade alle Plätze belegt"));
    house.set(at("2026-11-24T19:00"));
    for size in ["badge", "full"] {
        let closed = frame(&house, &format!("{HERE}/availability?size={size}")).await;
        assert!(said(&closed).contains("Gerade geschlossen"), "{}", said(&closed));
        assert!(said(&closed).contains("öffnet morgen um 8 Uhr"), "{}", said(&closed));
    }
}

#[tokio::test]
async fn a_frame_is_sent_once_and_bad_wishes_are_refused() {
    let house = House::open().await;
    let path = format!("{HERE}/availability?size=full");
    let tag = header(&house.get(&path).await, "etag").to_owned();
    house.set(at("2026-11-24T08:09"));
    assert_eq!(again(&house, &path, &tag).await.status, 304);
    house.set(at("2026-11-24T08:10"));
    assert_eq!(again(&house, &path, &tag).await.status, 200, "its time would be old");
    problem(&house.get("/embed/v1/nowhere/availability").await, ProblemKind::NotFound);
    for query in
        ["size=huge", "lang=fr", "theme=x", "zone=keller", "date=2099-01-01", "kind=event", "size=full&size=full"]
    {
        problem(&house.get(&format!("{HERE}/availability?{query}")).await, ProblemKind::InvalidRequest);
    }
}

#[tokio::test]
async fn the_setting_says_whose_pages_may_show_them() {
    let settings = ["--embed-hosts", "https://www.hannover.de,https://*.hannover.de"].map(str::to_owned).to_vec();
    let house = House::with(Plan { settings, ..Plan::default() }).await;
    for path in [format!("{HERE}/availability"), "/embed/v1/offers".to_owned()] {
        let answer = house.get(&path).await;
        let policy = header(&answer, "content-security-policy");
        assert!(policy.ends_with("frame-ancestors 'self' https://www.hannover.de https://*.hannover.de"), "{policy}");
    }
}

#[tokio::test]
async fn offers_are_a_list_of_links() {
    let house = House::open().await;
    let page = frame(&house, "/embed/v1/offers?kind=event&limit=3&lang=de").await;
    let links = page["links"].as_array().unwrap();
    let offers: Vec<&str> =
        links.iter().map(|link| link.as_str().unwrap()).filter(|link| link.contains("/offers/")).collect();
    assert_eq!(offers.len(), 3, "{links:?}");
    assert!(links.iter().any(|link| link == "http://rathaus.test/offers?kind=event"), "{links:?}");
    let none = frame(&house, "/embed/v1/offers?category=gibt-es-nicht&lang=en&theme=dark").await;
    assert!(said(&none).contains("There is nothing here right now."), "{}", said(&none));
}
