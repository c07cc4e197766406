//! What a screen loads: the page, and what it needs to come back without a network.

use super::DATA;
use crate::harness::{House, at, header};

#[tokio::test]
async fn the_page_is_whole_without_script_and_lets_in_nothing_but_its_own() {
    let house = House::open().await;
    let answer = house.get("/board/eingang").await;
    assert_eq!(answer.status, 200);
    let policy = header(&answer, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    assert_eq!((answer.header("set-cookie"), header(&answer, "cache-control")), (None, "no-cache"));
    let page = answer.text().unwrap();
    assert_eq!(page.matches("<h1").count(), 1);
    assert_eq!(page.matches("<section").count() - page.matches("hidden>").count() + 1, 1, "one panel is shown: {page}");
    assert!(page.contains("data-id=\"0\">") && page.contains("von 44 Plätzen frei"), "the first that is due");
    assert!(page.contains("<noscript><meta http-equiv=\"refresh\""));
    assert!(!page.contains("style=\"") && !page.contains("<script>"), "nothing inline");
    let english = house.get("/board/eingang?lang=en").await.text().unwrap();
    assert!(
        english.starts_with("<!doctype html>\n<html lang=\"en\">") && english.contains("of 44 desks free"),
        "{english}"
    );
    assert!(english.contains("data-source=\"/board/eingang/data.json?lang=en\""));
    // At night the offices' panels are not due, and the hall's is.
    house.set(at("2026-11-24T23:00"));
    assert!(house.get("/board/eingang").await.text().unwrap().contains("Gerade geschlossen"));
}

#[tokio::test]
async fn its_files_are_kept_for_a_year_and_the_worker_names_them() {
    let house = House::open().await;
    let page = house.get("/board/eingang").await.text().unwrap();
    let part = |begin: &str| page.split(begin).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let files = [(part("<script src=\""), "text/javascript"), (part("rel=\"stylesheet\" href=\""), "text/css")];
    let worker = house.get("/board/sw.js").await;
    assert_eq!((worker.status.as_u16(), header(&worker, "cache-control")), (200, "no-cache"));
    assert!(header(&worker, "content-type").starts_with("text/javascript"));
    let worker = worker.text().unwrap();
    for (file, kind) in files {
        let answer = house.get(&file).await;
        assert!(answer.status == 200 && header(&answer, "content-type").starts_with(kind), "{file}");
        assert!(header(&answer, "cache-control").contains("immutable"), "{file}");
        assert!(worker.contains(&format!("'{file}'")), "{file}");
    }
    let data = house.get(DATA).await.text().unwrap();
    let program = part("data-program=\"");
    assert!(worker.contains(&program) && data.contains(&format!("\"program\":\"{program}\"")));
}

/// A screen is turned on once and never touched: whatever it is answered, it asks again.
#[tokio::test]
async fn a_screen_that_finds_no_board_asks_again() {
    let house = House::open().await;
    let answer = house.get("/board/nothing").await;
    assert_eq!(answer.status, 404);
    let page = String::from_utf8(answer.body).unwrap();
    assert!(page.contains("http-equiv=\"refresh\"") && page.contains("Diese Tafel gibt es nicht."), "{page}");
}
