//! Up, down and up again; and what diesel believes about the tables.

use std::process::Command;

use api::db;

use crate::harness::{Database, connect};

/// The schema as Postgres' own program writes it.
fn dump(database: &Database) -> String {
    let output = Command::new("pg_dump").args(["--schema-only", "--no-owner", database.url()]).output();
    let output = output.expect("pg_dump comes with Postgres");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    // Newer versions guard the dump with a random word.
    text.lines().filter(|line| !line.contains("restrict ")).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn up_down_and_up_again_is_the_same() {
    let database = Database::empty().await;
    db::migrate(database.url()).await.unwrap();
    let first = dump(&database);
    assert!(first.contains("booking_desks_no_overlap") && first.contains("EXCLUDE USING gist"), "{first}");
    db::revert(database.url()).await.unwrap();
    let left =
        "SELECT coalesce(string_agg(relname, ' '), '') FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname = 'public' AND relkind IN ('r', 'v', 'S', 'm') AND relname <> '__diesel_schema_migrations'";
    let client = connect(database.url()).await;
    let left: String = client.query_one(left, &[]).await.unwrap().get(0);
    assert_eq!(left, "", "down undoes up wholly");
    db::migrate(database.url()).await.unwrap();
    assert_eq!(dump(&database), first);
    db::migrate(database.url()).await.unwrap();
    assert_eq!(dump(&database), first, "and once more changes nothing");
}

#[tokio::test]
async fn three_nodes_that_start_together_migrate_once() {
    let database = Database::empty().await;
    let (one, two, three) =
        tokio::join!(db::migrate(database.url()), db::migrate(database.url()), db::migrate(database.url()));
    for outcome in [one, two, three] {
        outcome.unwrap();
    }
}

/// The columns of `schema.rs`: table, column, type as Postgres calls it, and whether it may be null.
fn believed() -> Vec<(String, String, String, bool)> {
    let mut table = String::new();
    let mut columns = Vec::new();
    for line in include_str!("../../../src/schema.rs").lines().map(str::trim) {
        if let Some((column, kind)) = line.trim_end_matches(',').split_once(" -> ") {
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            columns.push((
                table.clone(),
                column.to_owned(),
                postgres(inner.unwrap_or(kind)).to_owned(),
                inner.is_some(),
            ));
        } else if line.ends_with('{') && line.contains('(') {
            table = line.split(' ').next().unwrap().to_owned();
        }
    }
    columns
}

fn postgres(kind: &str) -> &str {
    match kind {
        "Array<Int2>" => "smallint[]",
        "Array<Int4>" => "integer[]",
        "Array<Text>" => "text[]",
        "Binary" => "bytea",
        "Bool" => "boolean",
        "Double" => "double precision",
        "Int2" => "smallint",
        "Int4" => "integer",
        "Int8" => "bigint",
        "Timestamp" => "timestamp without time zone",
        "Timestamptz" => "timestamp with time zone",
        "Date" => "date",
        "Daterange" => "daterange",
        "Jsonb" => "jsonb",
        "Text" => "text",
        "Tstzrange" => "tstzrange",
        "Xid8" => "xid8",
        "Uuid" => "uuid",
        other => panic!("a type for {other}"),
    }
}

#[tokio::test]
async fn schema_rs_is_what_the_migrations_make() {
    let database = Database::new().await;
    let client = connect(database.url()).await;
    // A column that Postgres computes is nothing diesel may write.
    let query = "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL), NOT a.attnotnull
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        AND c.relname <> '__diesel_schema_migrations' ORDER BY c.relname, a.attnum";
    let rows = client.query(query, &[]).await.unwrap();
    let real: Vec<(String, String, String, bool)> =
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect();
    let mut believed = believed();
    believed.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(real.len() > 100);
    assert_eq!(believed, real, "same columns in the same order");
}
