//! The embedded Postgres, on real clusters in folders of their own.

mod folder;
mod recovery;
mod refusals;

use std::os::unix::fs::MetadataExt;
use std::{fs, path::Path};

use api::postgres::{Embedded, start};
use folder::Folder;
use tokio_postgres::{Client, NoTls};

/// A connection to the database of this server.
async fn connect(url: &str) -> Result<Client, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn begin(dir: &Path) -> Embedded {
    start(dir, None).await.unwrap()
}

#[tokio::test]
async fn what_is_written_is_there_after_a_stop_and_a_start() {
    let folder = Folder::new("kept");
    let first = begin(folder.path()).await;
    let client = connect(first.url()).await.unwrap();
    client.batch_execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('Ämter')").await.unwrap();
    first.stop().await;
    assert!(client.simple_query("SELECT 1").await.is_err(), "nothing runs after a stop");

    let second = begin(folder.path()).await;
    let client = connect(second.url()).await.unwrap();
    let row = client.query_one("SELECT lower(word), current_database() FROM kept", &[]).await.unwrap();
    assert_eq!(row.get::<_, String>(0), "ämter", "letters beyond ASCII are letters");
    assert_eq!(row.get::<_, &str>(1), "rathaus");
    second.stop().await;
}

#[tokio::test]
async fn nobody_else_can_reach_it() {
    let folder = Folder::new("private");
    let server = begin(folder.path()).await;
    let client = connect(server.url()).await.unwrap();
    let listens = client.query_one("SELECT current_setting('listen_addresses')", &[]).await.unwrap();
    assert_eq!(listens.get::<_, &str>(0), "");
    for (name, mode) in [("postgres", 0o700), ("run", 0o700), ("postgres.url", 0o600), ("postgres.log", 0o600)] {
        let found = fs::metadata(folder.path().join(name)).unwrap();
        assert_eq!(found.mode() & 0o777, mode, "{name}");
    }
    assert_ne!(fs::metadata(folder.path().join("postgres")).unwrap().uid(), 0, "never root");
    let written = fs::read_to_string(folder.path().join("postgres.url")).unwrap();
    assert_eq!(written.trim(), server.url());
    server.stop().await;
}

#[tokio::test]
async fn a_data_directory_may_lie_deep() {
    let folder = Folder::new("deep");
    let deep = folder.path().join("x".repeat(90)).join("data");
    let server = begin(&deep).await;
    connect(server.url()).await.unwrap();
    let socket_dir = folder::socket_dir(server.url());
    assert!(!socket_dir.starts_with(folder.path()), "the path of a socket there would be too long");
    server.stop().await;
    fs::remove_dir_all(socket_dir).unwrap();
}

#[tokio::test]
async fn a_log_names_no_person() {
    let folder = Folder::new("log");
    let server = begin(folder.path()).await;
    let client = connect(server.url()).await.unwrap();
    client.batch_execute("CREATE TABLE people (email text UNIQUE)").await.unwrap();
    let insert = "INSERT INTO people VALUES ('kim@example.org')";
    client.batch_execute(insert).await.unwrap();
    client.batch_execute(insert).await.unwrap_err();
    server.stop().await;
    let log = fs::read_to_string(folder.path().join("postgres.log")).unwrap();
    assert!(log.contains("people_email_key") && !log.contains("kim@"), "{log}");
}
