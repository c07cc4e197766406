//! The app as it is served: its own database, a free port, a clock that stands still.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use actix_web::dev::ServerHandle;
use api::app::App;
use api::calendar::VenueCalendar;
use api::clock::Clock;
use api::config::Config;
use api::ids::Ids;
use api::{jobs, server};
use chrono::{DateTime, FixedOffset, Utc};
use clap::Parser;
use client::Client;
use tokio::task::JoinHandle;

use super::database::runtime;
use super::{Database, VENUE, connect, now};

/// How a house differs from the usual one.
pub(crate) struct Plan {
    /// Feed, jobs and mail work by themselves; otherwise nothing happens that the test does not call for.
    pub(crate) workers: bool,
    /// Rate limits hold.
    pub(crate) limits: bool,
    /// What time it is.
    pub(crate) now: DateTime<Utc>,
    /// A second node draws other ids than the first.
    pub(crate) seed: u64,
    /// Settings beside the usual ones, as flags.
    pub(crate) settings: Vec<String>,
    /// Hosts and ports that may be called although they are on this machine.
    pub(crate) outgoing: Vec<String>,
}

impl Default for Plan {
    fn default() -> Self {
        let (settings, outgoing) = (Vec::new(), Vec::new());
        Self { workers: false, limits: false, now: now(), seed: 1, settings, outgoing }
    }
}

/// A node, and the way in.
pub(crate) struct House {
    /// What handlers see.
    pub(crate) app: Arc<App>,
    /// The typed client that the browser uses too.
    pub(crate) client: Client,
    // Before the database: nobody is thrown out while it serves.
    node: Node,
    /// The database, which a second node may share.
    pub(crate) database: Arc<Database>,
}

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

impl House {
    /// The usual one.
    pub(crate) async fn open() -> Self {
        Self::with(Plan::default()).await
    }

    /// One of its own kind.
    pub(crate) async fn with(plan: Plan) -> Self {
        Self::on(Arc::new(Database::new().await), plan).await
    }

    /// A node on a database that is there.
    pub(crate) async fn on(database: Arc<Database>, plan: Plan) -> Self {
        let folder = std::env::temp_dir().join(format!("{}-{}", database.name(), plan.seed));
        std::fs::create_dir_all(&folder).unwrap();
        let limits = if plan.limits { "on" } else { "off" };
        let dir = folder.to_str().unwrap();
        let secret = "the same on every node of a house, as it has to be";
        let words = ["it", "--limits", limits, "--data-dir", dir, "--secret", secret];
        let outgoing = plan.outgoing.iter().flat_map(|place| ["--outgoing-allow", place]);
        let words = words.into_iter().chain(outgoing).map(str::to_owned).chain(plan.settings);
        let mut words: Vec<String> = words.collect();
        // A test that is to come from elsewhere says so as a proxy would.
        let flyers = flyers_program();
        let usual = [
            ("--sandbox", "true"),
            ("--public-url", "http://rathaus.test"),
            ("--trusted-proxies", "127.0.0.0/8"),
            ("--flyers", flyers.to_str().unwrap()),
        ];
        for (flag, value) in usual {
            if !words.iter().any(|word| word == flag) {
                words.extend([flag.to_owned(), value.to_owned()]);
            }
        }
        let config = Settings::parse_from(words).config;
        let (clock, ids) = (Clock::still(plan.now), Ids::seeded(plan.seed));
        let app = server::assemble(config, database.url(), clock, ids).await.unwrap();
        let workers = if plan.workers { server::workers(&app).unwrap() } else { Vec::new() };
        let (node, base) = Node::serve(Arc::clone(&app), folder, workers);
        Self { app, client: Client::new(&base), node, database }
    }

    /// Moves the clock without doing what falls due.
    pub(crate) fn set(&self, to: DateTime<FixedOffset>) {
        self.app.clock.set(to.to_utc());
    }

    /// Moves the clock and does what has fallen due by then.
    pub(crate) async fn pass(&self, to: DateTime<FixedOffset>) {
        self.set(to);
        jobs::round(&self.app).await.unwrap();
    }

    /// The venue of the seed in memory.
    pub(crate) fn venue(&self) -> Arc<VenueCalendar> {
        self.app.calendars.by_slug(VENUE).unwrap()
    }

    /// The folder of this node, with its mails.
    pub(crate) fn folder(&self) -> &Path {
        &self.node.folder
    }

    /// Asks the database, every value as text.
    pub(crate) async fn sql(&self, query: &str) -> Vec<Vec<Option<String>>> {
        let client = connect(self.database.url()).await;
        let said = client.simple_query(query).await.unwrap_or_else(|error| panic!("{query}: {error}"));
        let rows = said.into_iter().filter_map(|message| match message {
            tokio_postgres::SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        rows.map(|row| (0..row.len()).map(|column| row.get(column).map(str::to_owned)).collect()).collect()
    }

    /// The one value of a question that has one.
    pub(crate) async fn one(&self, query: &str) -> String {
        let rows = self.sql(query).await;
        assert_eq!(rows.len(), 1, "{query}: {rows:?}");
        rows[0][0].clone().unwrap_or_default()
    }
}

/// The program that prints flyers, built beside this one.
pub(crate) fn flyers_program() -> PathBuf {
    let folder = std::env::current_exe().unwrap();
    folder.ancestors().nth(2).unwrap().join("rathaus-flyers")
}

/// A server on a thread of its own, stopped when the test is over.
struct Node {
    handle: ServerHandle,
    thread: Option<thread::JoinHandle<()>>,
    workers: Vec<JoinHandle<()>>,
    folder: PathBuf,
}

impl Node {
    fn serve(app: Arc<App>, folder: PathBuf, workers: Vec<JoinHandle<()>>) -> (Self, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (tell, told) = std::sync::mpsc::channel();
        let serve = async move {
            let server = server::listen(&app, listener, 2).unwrap();
            tell.send(server.handle()).unwrap();
            server.await.unwrap();
        };
        let thread = thread::spawn(move || actix_web::rt::System::new().block_on(serve));
        (Self { handle: told.recv().unwrap(), thread: Some(thread), workers, folder }, base)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        for worker in &self.workers {
            worker.abort();
        }
        let handle = self.handle.clone();
        let thread = self.thread.take();
        let stop = move || {
            runtime().block_on(handle.stop(false));
            thread.map(thread::JoinHandle::join)
        };
        drop(thread::spawn(stop).join());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}
