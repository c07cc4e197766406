//! Starts Postgres again when it ends while we run.
//!
//! The api answers 503 meanwhile and recovers by itself when the connections come back.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};
use tracing::{error, info, warn};

use crate::postgres::server::{Process, Server};

const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// A server that ran this long was healthy: the next failure is a new story.
const HEALTHY: Duration = Duration::from_mins(1);

/// Runs until it is told to stop the server, or the other end of the channel is gone.
pub(super) async fn supervise(server: Arc<Server>, process: Process, mut stop: oneshot::Receiver<()>) {
    let mut running = process;
    let mut pause = FIRST_PAUSE;
    loop {
        let since = Instant::now();
        tokio::select! {
            _ = &mut stop => return server.halt(running).await,
            () = running.ended(&server) => {}
        }
        warn!("Postgres ended, starting it again");
        if since.elapsed() > HEALTHY {
            pause = FIRST_PAUSE;
        }
        loop {
            tokio::select! {
                _ = &mut stop => return,
                () = sleep(pause) => {}
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
            // Not abandoned when we are told to stop: a server half started would be left behind.
            match server.start().await {
                Ok(process) => {
                    info!("Postgres runs again");
                    running = process;
                    break;
                }
                Err(error) => error!(%error, again_in = ?pause, "Postgres could not be started again"),
            }
        }
    }
}
