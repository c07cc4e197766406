//! The pool of connections, statements that are prepared once, transactions that end in one flight,
//! and migrations.

use std::time::Duration;

use diesel::QueryResult;
use diesel::connection::{TransactionDepthChange, TransactionManagerStatus};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::deadpool::{BuildError, Object, Pool};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, TransactionManager,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use futures_util::future::join;

use crate::problem::Failure;

/// The migrations of this build.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// How long a request waits for a connection before it says that the service is busy.
const WAIT: Duration = Duration::from_secs(10);
/// What every connection is told: no statement and no lock may hold a request for long; and what is asked for is in
/// memory or on a drive without moving parts, so an index is worth its jumps.
const OPTIONS: &str = "-c statement_timeout=8s -c lock_timeout=4s -c idle_in_transaction_session_timeout=15s \
    -c timezone=UTC -c random_page_cost=1.1";

/// The role in which the api works (migrations/…_audit), as it is added to the options of a URL.
const ROLE_OPTION: &str = "%20-c%20role%3Drathaus_api";
/// The pool.
#[derive(Clone)]
pub struct Db(Pool<AsyncPgConnection>);

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Db").field(&self.0.status()).finish()
    }
}

/// A connection on loan.
pub type Conn = Object<AsyncPgConnection>;

impl Db {
    /// A pool of up to `size` connections; none is opened before it is needed.
    pub fn new(url: &str, size: usize) -> Result<Self, BuildError> {
        Self::at(with_options(url), size)
    }

    /// The same with a URL that has its session settings, such as that of [`serving`].
    pub fn at(url: String, size: usize) -> Result<Self, BuildError> {
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(url);
        let pool = Pool::builder(manager)
            .max_size(size)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(WAIT))
            .recycle_timeout(Some(WAIT))
            .runtime(deadpool::Runtime::Tokio1)
            .build()?;
        Ok(Self(pool))
    }

    /// A connection; when there is none the service is unavailable for now, not broken.
    pub async fn conn(&self) -> Result<Conn, Failure> {
        self.0.get().await.map_err(Failure::unavailable)
    }
}

/// SQL written as text that is the same at every use: each connection prepares it once. Diesel takes
/// any text for a new one and has it parsed and planned each time, which is most of what such a
/// statement costs.
#[derive(Debug, Clone, Copy)]
pub struct Fixed<Q>(pub Q);

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Fixed<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _pg: &Pg) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q> QueryId for Fixed<Q> {
    /// Prepared statements are told apart by their text.
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Fixed<Q> {
    type SqlType = Q::SqlType;
}

/// Whether Postgres has ended a deadlock by refusing this transaction (`40P01`, which Diesel has no name for).
pub fn is_deadlock(error: &diesel::result::Error) -> bool {
    matches!(error, diesel::result::Error::DatabaseError(_, info) if info.message() == "deadlock detected")
}

/// The URL for serving, with our session settings: in the role of the api wherever the database lets us take it.
pub async fn serving(url: &str) -> Result<String, Failure> {
    let limited = format!("{}{ROLE_OPTION}", with_options(url));
    match AsyncPgConnection::establish(&limited).await {
        Ok(_may) => Ok(limited),
        Err(refused) => {
            tracing::warn!(
                %refused,
                "the api works with the rights of whoever owns the tables: the database does not let it take the role \
                 rathaus_api. docs/SECURITY.md says how to make it"
            );
            Ok(with_options(url))
        }
    }
}

/// Runs a transaction whose last statements travel together with its COMMIT: what it locks at its end
/// is held for no way here and back. After a refusal the database answers the COMMIT with a rollback.
///
/// Statements reach the database in the order of their first polls, because each waits its turn at the
/// connection's cache of prepared ones. So `end` has to send all it has at its first poll (`join`);
/// what it sent later would come after the COMMIT.
pub async fn transact<P, T, E: From<diesel::result::Error>>(
    conn: &mut AsyncPgConnection,
    begin: impl AsyncFnOnce(&mut AsyncPgConnection) -> Result<P, E>,
    end: impl AsyncFnOnce(&AsyncPgConnection, P) -> Result<T, E>,
) -> Result<T, E> {
    AnsiTransactionManager::begin_transaction(conn).await?;
    let prepared = match begin(conn).await {
        Ok(prepared) => prepared,
        Err(error) => {
            // A connection that can't roll back is not used again, and the server rolls back for it.
            if let Err(failed) = AnsiTransactionManager::rollback_transaction(conn).await {
                tracing::debug!(error = %failed, "a connection was lost with its transaction");
            }
            return Err(error);
        }
    };
    let (ended, committed) = join(end(conn, prepared), commit(conn)).await;
    let status = AnsiTransactionManager::transaction_manager_status_mut(conn);
    match (&committed, status) {
        (Ok(()), TransactionManagerStatus::Valid(status)) => {
            status.change_transaction_depth(TransactionDepthChange::DecreaseDepth)?;
        }
        // Nobody knows where this one stands.
        (_, status) => status.set_in_error(),
    }
    let ended = ended?;
    committed?;
    Ok(ended)
}

async fn commit(mut conn: &AsyncPgConnection) -> QueryResult<()> {
    Fixed(diesel::sql_query("COMMIT")).execute(&mut conn).await.map(drop)
}

/// The URL with our session settings.
pub fn with_options(url: &str) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options={}", OPTIONS.replace(' ', "%20").replace('=', "%3D"))
}

/// A migration that did not work.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// No connection.
    #[error("the database can't be reached")]
    Connect(#[from] diesel::ConnectionError),
    /// A migration failed.
    #[error("a migration failed")]
    Run(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The worker thread ended early.
    #[error("the migration was interrupted")]
    Interrupted(#[from] tokio::task::JoinError),
}

/// Applies what is missing; several nodes may call it at once.
pub async fn migrate(url: &str) -> Result<(), MigrateError> {
    run(url, |harness| harness.run_pending_migrations(MIGRATIONS).map(drop)).await
}

/// Undoes everything; for tests of the migrations alone.
pub async fn revert(url: &str) -> Result<(), MigrateError> {
    run(url, |harness| harness.revert_all_migrations(MIGRATIONS).map(drop)).await
}

type Harness = AsyncMigrationHarness<AsyncPgConnection>;

async fn run(
    url: &str,
    work: impl FnOnce(&mut Harness) -> diesel::migration::Result<()> + Send + 'static,
) -> Result<(), MigrateError> {
    let mut conn = AsyncPgConnection::establish(url).await?;
    // Held until the session ends: two nodes that start together must not both migrate.
    diesel::sql_query("SELECT pg_advisory_lock(7210457)")
        .execute(&mut conn)
        .await
        .map_err(|error| MigrateError::Run(error.into()))?;
    let mut harness = AsyncMigrationHarness::new(conn);
    tokio::task::spawn_blocking(move || work(&mut harness).map_err(MigrateError::Run)).await?
}
