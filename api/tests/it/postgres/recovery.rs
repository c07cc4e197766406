//! What happens when somebody is killed: we, Postgres, or a first start half-way.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::time::{interval, timeout};

use super::folder::{Folder, socket_dir};
use super::{begin, connect};

/// Longer than any machine needs; a test that reaches it has failed.
const LIMIT: Duration = Duration::from_secs(30);

/// The real program on this folder, ready.
fn program(folder: &Folder) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rathaus"))
        .args(["serve", "--port", "0", "--data-dir"])
        .arg(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    while !said.contains("ready") {
        let length = lines.read_line(&mut said).unwrap();
        assert_ne!(length, 0, "it ended before it was ready:\n{said}");
    }
    child
}

fn kill(pid: u32) {
    // The shell's own: not every machine has the program.
    assert!(Command::new("sh").args(["-c", &format!("kill -9 {pid}")]).status().unwrap().success());
}

#[tokio::test]
async fn a_server_that_outlived_us_is_adopted() {
    let folder = Folder::new("adopt");
    let mut parent = program(&folder);
    parent.kill().unwrap();
    parent.wait().unwrap();
    let orphan = folder.postmaster().unwrap();

    let server = begin(folder.path()).await;
    assert_eq!(folder.postmaster(), Some(orphan), "the same server");
    let client = connect(server.url()).await.unwrap();
    client.query_one("SELECT count(*) FROM venues", &[]).await.unwrap();
    server.stop().await;
    assert_eq!(folder.postmaster(), None, "an adopted server is stopped like our own");
}

#[tokio::test]
async fn a_postmaster_that_dies_is_started_again() {
    let folder = Folder::new("dies");
    let server = begin(folder.path()).await;
    let client = connect(server.url()).await.unwrap();
    client.batch_execute("CREATE TABLE kept AS SELECT 7 AS number").await.unwrap();
    let dead = folder.postmaster().unwrap();
    kill(dead);
    let kept = timeout(LIMIT, async {
        let mut glance = interval(Duration::from_millis(20));
        loop {
            glance.tick().await;
            if folder.postmaster() == Some(dead) {
                continue;
            }
            if let Ok(client) = connect(server.url()).await
                && let Ok(row) = client.query_one("SELECT number FROM kept", &[]).await
            {
                return row.get::<_, i32>(0);
            }
        }
    });
    assert_eq!(kept.await.unwrap(), 7);
    server.stop().await;
    assert_eq!(folder.postmaster(), None);
}

#[tokio::test]
async fn what_a_killed_server_left_behind_is_no_obstacle() {
    let folder = Folder::new("stale");
    begin(folder.path()).await.stop().await;
    // As after a power cut; the number is that of a process that lives and is no Postgres.
    let pid_file = folder.path().join("postgres/postmaster.pid");
    fs::write(&pid_file, format!("{}\n{}\n", std::process::id(), folder.path().display())).unwrap();
    for name in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
        fs::write(folder.path().join("run").join(name), format!("{}\n", std::process::id())).unwrap();
    }
    let server = begin(folder.path()).await;
    connect(server.url()).await.unwrap();
    assert_eq!(socket_dir(server.url()), folder.path().join("run"));
    server.stop().await;
}

#[tokio::test]
async fn a_first_start_that_was_interrupted_is_done_again() {
    let folder = Folder::new("half");
    let half = folder.path().join("postgres.new");
    fs::create_dir_all(half.join("base")).unwrap();
    fs::write(half.join("PG_VERSION"), "1\n").unwrap();
    let server = begin(folder.path()).await;
    connect(server.url()).await.unwrap();
    assert!(!half.exists());
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_is_dropped_ends_too() {
    let folder = Folder::new("dropped");
    let server = begin(folder.path()).await;
    let client = connect(server.url()).await.unwrap();
    drop(server);
    let ended = timeout(LIMIT, async {
        let mut glance = interval(Duration::from_millis(20));
        while !client.is_closed() || folder.postmaster().is_some() {
            glance.tick().await;
        }
    });
    ended.await.unwrap();
}

#[tokio::test]
async fn a_start_that_is_given_up_leaves_nothing_running() {
    let folder = Folder::new("given-up");
    begin(folder.path()).await.stop().await;
    let given_up = timeout(LIMIT, async {
        let starting = api::postgres::start(folder.path(), None);
        let spawned = async {
            let mut glance = interval(Duration::from_millis(1));
            while folder.postmaster().is_none() {
                glance.tick().await;
            }
        };
        // The server is there and takes no connection yet: whoever waited for it goes away.
        tokio::select! {
            biased;
            () = spawned => {}
            started = starting => drop(started),
        }
        let mut glance = interval(Duration::from_millis(20));
        while folder.postmaster().is_some() {
            glance.tick().await;
        }
    });
    given_up.await.unwrap();
    begin(folder.path()).await.stop().await;
}
