//! A database for one test, copied from a template that is migrated and seeded once.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use api::db;
use api::ids::Ids;
use api::seed;
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;
use tokio_postgres::{Client, NoTls};

use super::cluster::{maintenance, url_of};
use super::now;

/// Dropped with the test, also when it fails.
pub(crate) struct Database {
    name: String,
    url: String,
    /// Whether it lies on the server of all tests.
    shared: bool,
}

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static MADE: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// A copy of the seeded venue.
    pub(crate) async fn new() -> Self {
        let template = TEMPLATE.get_or_init(template).await;
        Self::create(&format!("TEMPLATE {template} STRATEGY FILE_COPY")).await
    }

    /// Nothing in it, not even tables.
    pub(crate) async fn empty() -> Self {
        Self::create("TEMPLATE template0").await
    }

    /// One on a server of the test's own, which ends with that.
    pub(crate) fn elsewhere(name: &str, url: &str) -> Self {
        Self { name: format!("rathaus_{name}_{}", std::process::id()), url: url.to_owned(), shared: false }
    }

    async fn create(how: &str) -> Self {
        let name = format!("rathaus_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let client = connect(maintenance()).await;
        client.batch_execute(&format!("CREATE DATABASE {name} {how}")).await.unwrap();
        Self { url: url_of(&name), name, shared: true }
    }

    /// Where it is.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Its name, as the server's own tables have it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !self.shared {
            return;
        }
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let work = async move { connect(maintenance()).await.batch_execute(&drop).await };
        // On a thread of its own: whoever drops us is inside a runtime that must not be blocked on.
        let done = std::thread::spawn(|| runtime().block_on(work)).join();
        if !std::thread::panicking() {
            done.unwrap().unwrap();
        }
    }
}

/// A small runtime for what ends a test.
pub(super) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// A connection; it drives itself.
pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the Postgres of the tests");
    tokio::spawn(connection);
    client
}

/// The name of the template, which is made by whoever comes first. It is named after what went into it, so a server
/// that serves several runs never hands out yesterday's tables.
async fn template() -> String {
    let name = format!("rathaus_template_{}", fingerprint());
    let client = connect(maintenance()).await;
    // Other processes of the same run wait here; the lock goes with the connection.
    client.batch_execute("SELECT pg_advisory_lock(7210458)").await.unwrap();
    let known = client.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).await.unwrap();
    if known.is_some() {
        return name;
    }
    let draft = format!("{name}_draft");
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await.unwrap();
    client.batch_execute(&format!("CREATE DATABASE {draft}")).await.unwrap();
    fill(&url_of(&draft)).await;
    let leave = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1";
    client.execute(leave, &[&draft]).await.unwrap();
    client.batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {name}")).await.unwrap();
    name
}

async fn fill(url: &str) {
    db::migrate(url).await.unwrap();
    let pool = db::Db::new(url, 1).unwrap();
    let mut conn = pool.conn().await.unwrap();
    seed::demo(&mut conn, &Ids::seeded(7), now()).await.unwrap();
}

/// A hash of the migrations, the demo data and the code that writes it.
fn fingerprint() -> String {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut digest = Sha256::new();
    for folder in ["../migrations", "seed", "src/seed", "src/offers/store"] {
        hash(&top.join(folder), &mut digest);
    }
    let bytes = digest.finalize();
    format!("{:016x}", u64::from_be_bytes(*bytes.first_chunk().unwrap()))
}

fn hash(path: &Path, digest: &mut Sha256) {
    if path.is_file() {
        digest.update(path.file_name().unwrap().as_encoded_bytes());
        digest.update(std::fs::read(path).unwrap());
        return;
    }
    let mut inside: Vec<_> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    inside.sort();
    for path in inside {
        hash(&path, digest);
    }
}
