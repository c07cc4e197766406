//! Starts that can't work: one sentence each, with what to do.

use std::fs;
use std::path::Path;

use api::postgres::{StartError, start};

use super::begin;
use super::folder::Folder;

async fn refused(dir: &Path, bin: Option<&Path>) -> StartError {
    match start(dir, bin).await {
        Ok(server) => panic!("it started: {server:?}"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_second_start_on_the_same_directory_is_refused() {
    let folder = Folder::new("twice");
    let first = begin(folder.path()).await;
    let refusal = refused(folder.path(), None).await.to_string();
    assert!(refusal.contains(&folder.path().display().to_string()), "{refusal}");
    assert!(refusal.contains("--data-dir"), "{refusal}");
    first.stop().await;
    begin(folder.path()).await.stop().await;
}

#[tokio::test]
async fn a_cluster_of_another_version_is_left_alone() {
    let folder = Folder::new("version");
    begin(folder.path()).await.stop().await;
    let version = folder.path().join("postgres/PG_VERSION");
    let real = fs::read_to_string(&version).unwrap();
    fs::write(&version, "9\n").unwrap();
    let refusal = refused(folder.path(), None).await.to_string();
    assert!(refusal.contains("made by Postgres 9") && refusal.contains(real.trim()), "{refusal}");
    assert!(refusal.contains("install postgresql-9"), "{refusal}");
    fs::write(&version, real).unwrap();
    begin(folder.path()).await.stop().await;
}

#[tokio::test]
async fn a_server_that_does_not_start_is_quoted() {
    let folder = Folder::new("broken");
    begin(folder.path()).await.stop().await;
    fs::write(folder.path().join("postgres/postgresql.conf"), "no_such_setting = 1\n").unwrap();
    let refusal = refused(folder.path(), None).await.to_string();
    assert!(refusal.contains("configuration file") && refusal.contains("postgres.log"), "{refusal}");
}

#[tokio::test]
async fn programs_that_are_not_there_are_named() {
    let folder = Folder::new("programs");
    let refusal = refused(folder.path(), Some(Path::new("/nowhere"))).await.to_string();
    assert!(refusal.starts_with("RATHAUS_PG_BIN names /nowhere"), "{refusal}");
}

#[tokio::test]
async fn a_file_in_the_place_of_the_directory_is_named() {
    let folder = Folder::new("file");
    let file = folder.path().join("data");
    fs::write(&file, "").unwrap();
    let refusal = refused(&file, None).await.to_string();
    assert!(refusal.contains(&file.display().to_string()) && refusal.contains("--data-dir"), "{refusal}");
}
