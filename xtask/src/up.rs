//! `cargo xtask up`: from a clone to a running app.
//!
//! It ends by becoming the api (`exec`): Ctrl-C, signals and the exit code then belong to the api without a
//! middleman, and the api stops its own Postgres.

use crate::command::{Run, say};
use crate::{flyers, place, server, tools, web};
use anyhow::{Result, anyhow};
use clap::Args;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct Options {
    /// Where the app will be: http://localhost:PORT
    #[arg(long, env = "RATHAUS_PORT", default_value_t = 8080)]
    port: u16,
    /// Where the data is kept; .data in the repository if not given
    #[arg(long, env = "RATHAUS_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Build for speed (this is what happens without any option)
    #[arg(long, conflicts_with = "dev")]
    release: bool,
    /// Build fast, run slower
    #[arg(long)]
    dev: bool,
}

pub(crate) fn up(options: &Options) -> Result<()> {
    let fast_build = options.dev && !options.release;
    if std::env::var_os("DATABASE_URL").is_none() {
        tools::postgres::ensure()?;
    }
    say("building the api (minutes the first time, seconds afterwards)");
    let binary = build_api(!fast_build)?;
    say("building the program that prints flyers (minutes the first time, too)");
    flyers::build(!fast_build)?;
    web::build(&web::Options::new(fast_build))?;
    let mut command = server::serve(&binary, options.port, &data_dir(options.data_dir.as_deref())?).into_command();
    Err(anyhow!(command.exec()).context(format!("{} could not be started", binary.display())))
}

/// The data directory as the person meant it: from where they typed it, else at the top of the repository.
pub(crate) fn data_dir(typed: Option<&Path>) -> Result<PathBuf> {
    Ok(match typed {
        Some(typed) => std::env::current_dir()?.join(typed),
        None => place::root().join(".data"),
    })
}

/// Builds the api's program and says where it is.
pub(crate) fn build_api(release: bool) -> Result<PathBuf> {
    let (arguments, folder): (&[&str], _) = if release { (&["--release"], "release") } else { (&[], "debug") };
    Run::cargo(&["build", "--package", "api", "--bin", "rathaus"])
        .args(arguments)
        .or_else("the compiler's message above says where; `cargo check -p api` shows it again")
        .go()?;
    Ok(place::target().join(folder).join("rathaus"))
}
