//! How a node ends: told by a signal, with what runs finished first.

use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use tokio::sync::Notify;

use crate::app::App;
use crate::server::GRACE_SECONDS;

/// Rings when the process is told to end, by Ctrl-C or SIGTERM.
pub(crate) async fn ring_on_signal(stop: Arc<Notify>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        tracing::warn!("signals can't be heard; stop the process with SIGKILL");
        return;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    stop.notify_one();
}

/// Lets running requests finish and stops the server.
pub(crate) async fn stop_when_rung(app: Arc<App>, handle: ServerHandle, stop: Arc<Notify>) {
    stop.notified().await;
    app.stopping.send_replace(true);
    tracing::info!("stopping: running requests may finish");
    let forced = tokio::time::timeout(Duration::from_secs(GRACE_SECONDS + 2), handle.stop(true)).await;
    if forced.is_err() {
        handle.stop(false).await;
    }
}
