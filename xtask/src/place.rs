//! Where things are: the repository, the build output and the tools that were installed into it.
//!
//! Nothing is ever installed outside `target/`, apart from system packages, which say so when they are installed.

use std::path::PathBuf;

/// The top of the repository, wherever the command was typed.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository").to_path_buf()
}

/// Cargo's output. `CARGO_TARGET_DIR` moves it, as it does for cargo itself.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Tools that this project installs for itself.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The finished app, as the api serves it.
pub(crate) fn web_out() -> PathBuf {
    target().join("web")
}
