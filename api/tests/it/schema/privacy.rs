//! `docs/PRIVACY.md` against the database: nothing that could be known of somebody is left out of the map, and
//! the map has nothing that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::harness::{Database, connect};

const MAP: &str = include_str!("../../../../docs/PRIVACY.md");

/// Table and column.
type Column = (String, String);

/// The words in backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The cells of the rows below a heading, of the first table there.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, below) = MAP.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let table = below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    table.skip(2).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

async fn columns() -> BTreeSet<Column> {
    let database = Database::new().await;
    let client = connect(database.url()).await;
    let query = "SELECT table_name::text, column_name::text FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations'";
    let rows = client.query(query, &[]).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

#[tokio::test]
async fn every_column_has_one_entry_in_the_map_and_every_entry_a_column() {
    let real = columns().await;
    assert!(real.len() > 150, "{}", real.len());
    let mut entries: BTreeMap<Column, usize> = BTreeMap::new();
    for row in rows("Columns that can say something about a person") {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        let names = quoted(row[0]);
        assert_eq!(names.len(), 1, "{row:?}");
        let (table, column) = names[0].split_once('.').unwrap_or_else(|| panic!("{row:?}"));
        *entries.entry((table.to_owned(), column.to_owned())).or_default() += 1;
    }
    assert!(entries.len() > 50, "{}", entries.len());
    for row in rows("Columns that say nothing about people") {
        let [table] = quoted(row[0]).try_into().unwrap_or_else(|_| panic!("{row:?}"));
        let named = if row[1] == "all columns" {
            real.iter().filter(|(of, _)| *of == table).map(|(_, column)| column.clone()).collect()
        } else {
            quoted(row[1])
        };
        assert!(!named.is_empty(), "{table} has no columns, or is not there");
        for column in named {
            *entries.entry((table.clone(), column)).or_default() += 1;
        }
    }
    let missing: Vec<_> = real.iter().filter(|column| !entries.contains_key(*column)).collect();
    assert!(missing.is_empty(), "docs/PRIVACY.md has no entry for {missing:?}");
    let gone: Vec<_> = entries.keys().filter(|column| !real.contains(*column)).collect();
    assert!(gone.is_empty(), "docs/PRIVACY.md has an entry for what is not there: {gone:?}");
    let twice: Vec<_> = entries.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "docs/PRIVACY.md has more than one entry for {twice:?}");
}

/// Whoever asks which code erases something must find it.
#[test]
fn every_file_the_map_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    // In every second piece stands what is between backticks.
    let named: BTreeSet<String> = quoted(MAP).into_iter().filter(|word| word.starts_with("api/")).collect();
    assert!(named.len() >= 8, "{named:?}");
    for file in named {
        assert!(root.join(&file).is_file(), "{file}");
    }
}
