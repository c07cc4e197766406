//! The names that the api maps to answers, and the keys that let a table be distributed by venue.

use crate::harness::{Database, connect};

async fn rows(query: &str) -> Vec<(String, String, String, Vec<String>)> {
    let database = Database::new().await;
    let client = connect(database.url()).await;
    let rows = client.query(query, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect()
}

/// Table, constraint, kind, and its columns in order.
const CONSTRAINTS: &str = "SELECT c.relname::text, k.conname::text, k.contype::text,
        coalesce((SELECT array_agg(a.attname::text ORDER BY u.n) FROM unnest(k.conkey) WITH ORDINALITY u (num, n)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num), '{}')
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relname <> '__diesel_schema_migrations' AND k.contype IN ('p', 'u', 'f', 'c', 'x')
    ORDER BY 1, 2";

#[tokio::test]
async fn every_constraint_has_a_name_of_our_scheme() {
    let found = rows(CONSTRAINTS).await;
    assert!(found.len() > 60, "{}", found.len());
    for (table, name, kind, _) in found {
        let rest = name.strip_prefix(&format!("{table}_")).unwrap_or_else(|| panic!("{name} of {table}"));
        let (ending, whole) = match kind.as_str() {
            "p" => ("pkey", true),
            "u" => ("_key", false),
            "f" => ("_fkey", false),
            "c" => ("_check", false),
            _ => ("no_overlap", true),
        };
        assert!(if whole { rest == ending } else { rest.len() > ending.len() && rest.ends_with(ending) }, "{name}");
        // What Postgres invents for a second one ends in a number.
        assert!(!name.ends_with(|letter: char| letter.is_ascii_digit()), "{name}");
    }
}

/// People sign in to the house as a whole, and not to one of its venues (docs/adr/0017).
const OF_THE_HOUSE: [&str; 9] = [
    "app_keys",
    "apps",
    "audit_entries",
    "people",
    "sessions",
    "sign_in_codes",
    "token_keys",
    "webhook_deliveries",
    "webhooks",
];

#[tokio::test]
async fn every_table_leads_with_its_venue_in_its_key_and_in_every_foreign_key() {
    let found = rows(CONSTRAINTS).await;
    let whole = |table: &str| table == "venues" || OF_THE_HOUSE.contains(&table);
    let tables: std::collections::BTreeSet<&String> = found.iter().map(|(table, ..)| table).collect();
    for table in tables {
        let key = found.iter().find(|(of, _, kind, _)| of == table && kind == "p");
        let (.., columns) = key.unwrap_or_else(|| panic!("{table} has no primary key"));
        assert_eq!(columns[0], if whole(table) { "id" } else { "venue_id" }, "{table}");
    }
    for (table, name, _, columns) in found.iter().filter(|(.., kind, _)| kind == "f" || kind == "x") {
        assert!(columns[0] == "venue_id" || whole(table), "{name} of {table}");
    }
}

#[tokio::test]
async fn rule_3_stands_in_the_database_itself() {
    let database = Database::new().await;
    let client = connect(database.url()).await;
    let definition = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'booking_desks_no_overlap'";
    let definition: String = client.query_one(definition, &[]).await.unwrap().get(0);
    for part in ["EXCLUDE USING gist", "desk_id WITH =", "during WITH &&", "held", "confirmed", "checked_in"] {
        assert!(definition.contains(part), "{part}: {definition}");
    }
}

/// What counts deadlocks elsewhere in this suite does count them.
#[tokio::test]
async fn a_deadlock_would_be_seen() {
    let house = crate::harness::House::open().await;
    let (one, two) = (connect(house.database.url()).await, connect(house.database.url()).await);
    one.batch_execute("BEGIN; SELECT pg_advisory_xact_lock(1)").await.unwrap();
    two.batch_execute("BEGIN; SELECT pg_advisory_xact_lock(2)").await.unwrap();
    let (first, second) = tokio::join!(
        one.batch_execute("SELECT pg_advisory_xact_lock(2)"),
        two.batch_execute("SELECT pg_advisory_xact_lock(1)")
    );
    assert!(first.is_err() != second.is_err(), "exactly one is the victim");
    assert_eq!(house.deadlocks().await, 1);
}
