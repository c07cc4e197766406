//! The process is killed, started twice, or told to stop in the middle of something.

use std::net::TcpListener;

use shared::bookings::BookingState;

use super::program::{Folder, Program, refused, serve};
use crate::harness::{Database, LIMIT, connect};

#[tokio::test]
async fn what_was_answered_with_201_survives_kill_9_and_a_second_start_is_refused_in_a_sentence() {
    let folder = Folder::new("killed");
    let first = Program::start(&folder.0, None);
    let said = refused(serve(&folder.0, 0, None));
    assert!(said.contains("is in use by another rathaus"), "{said}");
    assert!(said.contains("--data-dir") && said.contains(folder.0.to_str().unwrap()), "{said}");

    let booking = first.client.book(&first.wish().await, "k-1").await.unwrap();
    first.kill();
    let second = Program::start(&folder.0, None);
    let secret = booking.secret.as_ref().unwrap();
    let found = second.client.booking(booking.id, secret).await.unwrap();
    assert_eq!((found.state, found.from, &found.desks), (BookingState::Held, booking.from, &booking.desks));
    second.terminate();
    assert!(second.ended(), "in order, its Postgres too");
    assert!(!folder.0.join("postgres/postmaster.pid").exists());
}

#[tokio::test]
async fn a_port_in_use_is_named_before_anything_is_started() {
    let folder = Folder::new("port");
    let other = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = other.local_addr().unwrap().port();
    let said = refused(serve(&folder.0, port, None));
    assert!(said.contains(&format!("port {port}")) && said.contains("--port"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert!(std::fs::read_dir(&folder.0).unwrap().next().is_none(), "nothing was begun");
}

#[tokio::test]
async fn told_to_stop_it_finishes_what_it_has_begun() {
    let database = Database::new().await;
    let folder = Folder::new("stop");
    let program = Program::start(&folder.0, Some(database.url()));
    let wish = program.wish().await;
    let lock = connect(database.url()).await;
    lock.batch_execute("BEGIN; LOCK TABLE bookings IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let client = program.client.clone();
    let running = tokio::spawn(async move { client.book(&wish, "k-1").await });
    let watch = connect(database.url()).await;
    let waiting = "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
        WHERE c.relname = 'bookings' AND NOT l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let begun = async { while watch.query_one(waiting, &[]).await.unwrap().get::<_, i64>(0) == 0 {} };
    tokio::time::timeout(LIMIT, begun).await.expect("the request waits for the table");
    program.terminate();
    // From here on nobody new is let in; whether the port is closed already or not, the old request is not cut off.
    lock.batch_execute("COMMIT").await.unwrap();
    let booking = running.await.unwrap().unwrap();
    assert_eq!(booking.state, BookingState::Held);
    assert!(program.ended());
    let stored: i64 = watch.query_one("SELECT count(*) FROM bookings", &[]).await.unwrap().get(0);
    assert_eq!(stored, 1);
}

#[tokio::test]
async fn a_log_that_nobody_reads_any_more_keeps_it_neither_from_answering_nor_from_ending() {
    let database = Database::new().await;
    let folder = Folder::new("unheard");
    let program = Program::unheard(&folder.0, database.url());
    // Each of them writes to the log that is gone.
    let wish = program.wish().await;
    assert_eq!(program.client.book(&wish, "k-1").await.unwrap().state, BookingState::Held);
    program.terminate();
    assert!(program.ended());
}
