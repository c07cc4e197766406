//! Transactions whose last statements travel with their COMMIT: all of it or nothing, also on a
//! connection that has prepared none of them before.

use api::db::{self, Conn, Db};
use diesel::result::Error;
use diesel::sql_query;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use futures_util::future::{join, join3};
use tokio_postgres::Client;

use crate::harness::{Database, connect};

struct Bench {
    db: Db,
    client: Client,
    _database: Database,
}

impl Bench {
    async fn new() -> Self {
        let database = Database::empty().await;
        let client = connect(database.url()).await;
        client.batch_execute("CREATE TABLE notes (id integer PRIMARY KEY)").await.unwrap();
        Self { db: Db::new(database.url(), 1).unwrap(), client, _database: database }
    }

    async fn conn(&self) -> Conn {
        self.db.conn().await.unwrap()
    }

    async fn notes(&self) -> Vec<i32> {
        let rows = self.client.query("SELECT id FROM notes ORDER BY id", &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}

async fn write(mut conn: &AsyncPgConnection, id: i32) -> Result<(), Error> {
    // A text of its own each: none is prepared when it is sent.
    sql_query(format!("INSERT INTO notes VALUES ({id})")).execute(&mut conn).await.map(drop)
}

async fn backend(conn: &mut Conn) -> i32 {
    let pid = diesel::dsl::sql::<diesel::sql_types::Integer>("SELECT pg_backend_pid()");
    pid.get_result(conn).await.unwrap()
}

/// Writes one, then three together; says which of the three fails first.
async fn three(conn: &mut Conn, first: i32, together: [i32; 3]) -> Result<(), Error> {
    let begin = async |conn: &mut AsyncPgConnection| write(conn, first).await;
    let end = async |conn: &AsyncPgConnection, ()| {
        let [a, b, c] = together;
        let (a, b, c) = join3(write(conn, a), write(conn, b), write(conn, c)).await;
        a.and(b).and(c)
    };
    db::transact(conn, begin, end).await
}

#[tokio::test]
async fn what_is_sent_together_is_committed_together() {
    let bench = Bench::new().await;
    let mut conn = bench.conn().await;
    three(&mut conn, 1, [2, 3, 4]).await.unwrap();
    assert_eq!(bench.notes().await, [1, 2, 3, 4]);
    for refused in [[2, 11, 12], [11, 2, 12], [11, 12, 2]] {
        let error = three(&mut conn, 10, refused).await.unwrap_err();
        assert!(error.to_string().contains("notes_pkey"), "{error}");
        assert_eq!(bench.notes().await, [1, 2, 3, 4], "{refused:?}");
    }
    // The connection has not suffered.
    let backend_before = backend(&mut conn).await;
    three(&mut conn, 20, [21, 22, 23]).await.unwrap();
    drop(conn);
    assert_eq!(backend(&mut bench.conn().await).await, backend_before);
    assert_eq!(bench.notes().await, [1, 2, 3, 4, 20, 21, 22, 23]);
}

#[tokio::test]
async fn a_refusal_on_the_way_rolls_back() {
    let bench = Bench::new().await;
    let mut conn = bench.conn().await;
    let begin = async |conn: &mut AsyncPgConnection| {
        write(conn, 1).await?;
        Err::<(), Error>(Error::NotFound)
    };
    let result = db::transact(&mut conn, begin, async |conn, ()| write(conn, 2).await).await;
    assert_eq!(result, Err(Error::NotFound));
    assert!(bench.notes().await.is_empty());
    three(&mut conn, 1, [2, 3, 4]).await.unwrap();
}

#[tokio::test]
async fn one_that_is_given_up_half_way_leaves_nothing_and_no_connection() {
    let bench = Bench::new().await;
    let mut conn = bench.conn().await;
    let backend_before = backend(&mut conn).await;
    let begin = async |conn: &mut AsyncPgConnection| write(conn, 1).await;
    let end = async |mut conn: &AsyncPgConnection, ()| {
        let (written, slept) = join(write(conn, 2), conn.batch_execute("SELECT pg_sleep(60)")).await;
        written.and(slept)
    };
    // Whoever asked goes away while the database is still at work.
    tokio::select! {
        biased;
        result = db::transact(&mut conn, begin, end) => panic!("it ended: {result:?}"),
        () = async { while !asleep(&bench.client).await {} } => {}
    }
    drop(conn);
    assert_ne!(backend(&mut bench.conn().await).await, backend_before, "a new connection");
    assert!(bench.notes().await.is_empty());
}

/// Whether somebody sleeps in the middle of a transaction.
async fn asleep(client: &Client) -> bool {
    let sleepers =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
    client.query_one(sleepers, &[]).await.unwrap().get::<_, i64>(0) > 0
}
