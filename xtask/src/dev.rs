//! `cargo xtask dev`: run, and rebuild and restart on every change.
//!
//! Times of change are compared twice a second: no watcher to install, and it works on every file system.

use crate::command::say;
use crate::server::{Database, Plan, Server};
use crate::{flyers, place, up, web};
use anyhow::Result;
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const API: [&str; 5] = ["api", "embed", "shared", "migrations", "Cargo.lock"];
const WEB: [&str; 5] = ["web", "client", "markup", "shared", "Cargo.lock"];

#[derive(Args)]
pub(crate) struct Options {
    /// Where the app will be: http://localhost:PORT
    #[arg(long, env = "RATHAUS_PORT", default_value_t = 8080)]
    port: u16,
    /// Where the data is kept; .data in the repository if not given
    #[arg(long, env = "RATHAUS_DATA_DIR")]
    data_dir: Option<PathBuf>,
}

pub(crate) fn dev(options: &Options) -> Result<()> {
    let data_dir = up::data_dir(options.data_dir.as_deref())?;
    report(flyers::build(false));
    let mut running = None;
    let (mut api_seen, mut web_seen) = (None, None);
    loop {
        let (api_now, web_now) = (newest(&API), newest(&WEB));
        if web_seen != Some(web_now) {
            web_seen = Some(web_now);
            report(web::build(&web::Options::new(true)).map(drop));
        }
        if api_seen != Some(api_now) {
            api_seen = Some(api_now);
            match up::build_api(false) {
                Ok(binary) => {
                    // The old one must have let go of the data directory before the new one takes it.
                    drop(running.take());
                    let plan = Plan {
                        binary: &binary,
                        data_dir: &data_dir,
                        port: options.port,
                        database: Database::AsSet,
                        env: &[],
                        log: None,
                    };
                    running = Some(Server::spawn(&plan)?);
                }
                Err(error) => report(Err(error)),
            }
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// A failed build is not the end: the next change may mend it.
fn report(outcome: Result<()>) {
    if let Err(error) = outcome {
        say(&format!("{error:#}\n   waiting for the next change"));
    }
}

fn newest(places: &[&str]) -> SystemTime {
    let all = places.iter().map(|place| newest_below(&place::root().join(place)));
    all.max().unwrap_or(SystemTime::UNIX_EPOCH)
}

fn newest_below(path: &Path) -> SystemTime {
    let Ok(facts) = path.metadata() else {
        return SystemTime::UNIX_EPOCH;
    };
    let own = facts.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    if !facts.is_dir() {
        return own;
    }
    let Ok(entries) = path.read_dir() else { return own };
    let below = entries.flatten().filter(|entry| entry.file_name() != "node_modules" && entry.file_name() != "e2e");
    below.map(|entry| newest_below(&entry.path())).max().map_or(own, |newest| newest.max(own))
}
