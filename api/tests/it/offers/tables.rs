//! Offers as a table, and what one file of them cannot hold.

use client::Answer;
use serde_json::{Value, json};
use shared::problem::ProblemKind;

use super::{list, read, slugs};
use crate::harness::{House, json as body, problem};

const CSV: &str = r#"
import csv, io, json, sys
print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode("utf-8"), newline=""), strict=True))))
"#;

#[tokio::test]
async fn another_program_reads_the_table_and_finds_no_formula() {
    let house = House::open().await;
    house.sql("UPDATE offer_texts SET title = '=1+\"1\",\n2' WHERE title = 'Repair-Café'").await;
    let answer = house.get("/api/v1/offers.csv").await;
    let rows = read(CSV, &answer.body).await;
    let rows = rows.as_array().unwrap();
    let whole = list(&house, "limit=200").await;
    let listed: Vec<String> = rows.iter().map(|row| row["slug"].as_str().unwrap().to_owned()).collect();
    assert_eq!(listed, slugs(&whole));
    assert!(rows.iter().any(|row| row["title"] == "'=1+\"1\",\n2"));
    let card = rows.iter().find(|row| row["slug"] == "feriencard").unwrap();
    assert_eq!(
        (&card["amount_cents"], &card["min_age"], &card["passes"]),
        (&json!("900"), &json!("6"), &json!("hannover_aktiv_pass"))
    );
}

#[tokio::test]
async fn the_next_date_of_a_table_is_one_that_takes_place() {
    let house = House::open().await;
    house.sql("UPDATE offer_dates d SET state = 'cancelled' FROM offers o WHERE o.id = d.offer_id AND o.slug = 'repair-cafe' AND lower(d.during) < '2027-01-01'").await;
    let rows = read(CSV, &house.get("/api/v1/offers.csv").await.body).await;
    let row = rows.as_array().unwrap().iter().find(|row| row["slug"] == "repair-cafe").unwrap().clone();
    assert_eq!(row["next_from"], "2027-01-09T11:00:00+01:00");
}

/// The demo's offers twelve times more, as the bench has them a hundred times.
const COPIES: &str = include_str!("../../../../xtask/bench/offers.sql");

#[tokio::test]
async fn what_one_file_cannot_hold_is_in_the_next() {
    let house = House::open().await;
    let copies = COPIES.split("VACUUM").next().unwrap().replace(":copies", "12");
    house.sql(&copies).await;
    let total = body(&house.get("/api/v1/offers?limit=1").await)["total"].as_u64().unwrap();
    assert!(total > 1000 && total < 2000, "{total}");
    let next_of = |answer: &Answer| {
        let link = answer.header("link")?.strip_prefix('<')?.strip_suffix(">; rel=\"next\"")?.to_owned();
        Some(link)
    };
    let first = house.get("/api/v1/offers.csv?lang=en").await;
    let rest = house.get(&next_of(&first).unwrap()).await;
    assert_eq!(next_of(&rest), None);
    let (first, rest) = (read(CSV, &first.body).await, read(CSV, &rest.body).await);
    let named = |table: &Value| -> Vec<String> {
        table.as_array().unwrap().iter().map(|row| row["slug"].as_str().unwrap().to_owned()).collect()
    };
    let mut all = named(&first);
    assert_eq!(all.len(), 1000);
    all.extend(named(&rest));
    all.sort();
    all.dedup();
    assert_eq!(u64::try_from(all.len()).unwrap(), total, "every offer once");
    // A feed says it within, too.
    let feed = house.get("/api/v1/offers.atom").await;
    let link = next_of(&feed).unwrap();
    assert!(
        feed.text().unwrap().contains(&format!(
            "<link rel=\"next\" type=\"application/atom+xml\" href=\"http://rathaus.test{link}\"/>"
        )),
        "{link}"
    );
    assert!(!house.get(&link).await.text().unwrap().contains("rel=\"next\""));
    assert!(next_of(&house.get("/api/v1/offers.ics").await).is_some());
    let refused = problem(&house.get("/api/v1/offers.csv?limit=10").await, ProblemKind::InvalidRequest);
    assert!(refused.errors[0].pointer.contains("limit"));
    problem(&house.get("/api/v1/offers.csv?cursor=6162").await, ProblemKind::InvalidRequest);
}
