//! From a row of the outbox to a mail, and what is left of the row.

use std::sync::Arc;

use api::clock::Clock;
use api::db::{self, Db};
use api::ids::Ids;
use api::mail::Mailer;
use api::mail::worker::Worker;
use api::postgres::{self, Embedded};
use api::schema::{outbox, venues};
use api::seed;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::mailer;
use super::server::Server;

/// An outbox with a worker that nobody has woken.
struct Office {
    folder: std::path::PathBuf,
    postgres: Embedded,
    db: Db,
    clock: Arc<Clock>,
    worker: Worker,
}

impl Office {
    async fn open(name: &str, mailer: Mailer) -> Self {
        let folder = std::env::temp_dir().join(format!("rathaus-outbox-{name}-{}", std::process::id()));
        let postgres = postgres::start(&folder, None).await.unwrap();
        db::migrate(postgres.url()).await.unwrap();
        let db = Db::new(postgres.url(), 4).unwrap();
        let clock = Arc::new(Clock::still(DateTime::from_timestamp(1_795_512_345, 0).unwrap()));
        seed::demo(&mut db.conn().await.unwrap(), &Ids::seeded(1), clock.now()).await.unwrap();
        let worker = Worker::new(db.clone(), mailer, Arc::clone(&clock));
        Self { folder, postgres, db, clock, worker }
    }

    async fn post(&self, id: u128, to: &str) {
        let mut conn = self.db.conn().await.unwrap();
        let venue: Uuid = venues::table.select(venues::id).first(&mut conn).await.unwrap();
        diesel::insert_into(outbox::table)
            .values((
                outbox::venue_id.eq(venue),
                outbox::id.eq(Uuid::from_u128(id)),
                outbox::created_at.eq(self.clock.now()),
                outbox::due_at.eq(self.clock.now()),
                outbox::recipient.eq(to),
                outbox::locale.eq("en"),
                outbox::subject.eq("Booked: desk A1"),
                outbox::body_text.eq("123456"),
                outbox::body_html.eq("<p>123456</p>"),
            ))
            .execute(&mut conn)
            .await
            .unwrap();
    }

    /// Attempts, when it was sent, why it failed, what is left of a person in it.
    async fn row(&self, id: u128) -> (i32, Option<DateTime<Utc>>, Option<String>, Option<String>) {
        let mut conn = self.db.conn().await.unwrap();
        let columns = (outbox::attempts, outbox::sent_at, outbox::failed, outbox::recipient);
        let row = outbox::table.filter(outbox::id.eq(Uuid::from_u128(id))).select(columns);
        row.first(&mut conn).await.unwrap()
    }

    async fn close(self) {
        self.postgres.stop().await;
        std::fs::remove_dir_all(self.folder).unwrap();
    }
}

#[tokio::test]
async fn a_mail_is_sent_once_and_wiped_and_a_busy_server_is_asked_again() {
    let mut server = Server::start();
    let office = Office::open("smtp", mailer(&server)).await;
    for (id, to) in [(1, "kim@example.org"), (2, "busy@example.org"), (3, "unknown@example.org")] {
        office.post(id, to).await;
    }
    let began = office.clock.now();
    let next = office.worker.send_due().await.unwrap();
    assert_eq!(server.mail()["headers"]["to"], "kim@example.org");
    assert_eq!(office.row(1).await, (1, Some(began), None, None));
    let (attempts, sent, failed, recipient) = office.row(2).await;
    assert_eq!((attempts, sent, failed), (1, None, None));
    assert_eq!(recipient.as_deref(), Some("busy@example.org"));
    let (_, sent, failed, recipient) = office.row(3).await;
    assert_eq!((sent, recipient), (None, None));
    assert_eq!(failed.as_deref(), Some("the mail server refused the recipient (reply 550)"));

    assert_eq!(next, Some(began + TimeDelta::seconds(30)), "the busy server is asked again then");
    office.clock.set(began + TimeDelta::seconds(30));
    assert_eq!(office.worker.send_due().await.unwrap(), None);
    assert_eq!(server.mail()["headers"]["to"], "busy@example.org");
    assert_eq!(office.row(2).await, (2, Some(office.clock.now()), None, None));
    office.close().await;
}

#[tokio::test]
async fn without_a_mail_server_each_mail_is_one_file() {
    let folder = std::env::temp_dir().join(format!("rathaus-mails-{}", std::process::id()));
    let office = Office::open("files", Mailer::new(None, super::FROM, &folder).unwrap()).await;
    // More than one claim takes at once, and two workers that share them.
    for id in 1..=40 {
        office.post(id, "kim@example.org").await;
    }
    let other =
        Worker::new(office.db.clone(), Mailer::new(None, super::FROM, &folder).unwrap(), Arc::clone(&office.clock));
    let (first, second) = tokio::join!(office.worker.send_due(), other.send_due());
    first.unwrap();
    second.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.join("mail")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files.len(), 40, "{files:?}");
    for id in 1..=40 {
        assert_eq!(office.row(id).await, (1, Some(office.clock.now()), None, None));
    }
    std::fs::remove_dir_all(folder).unwrap();
    office.close().await;
}
