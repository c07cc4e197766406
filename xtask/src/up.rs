//! `cargo xtask up`: from a clone to a running app.
//!
//! It ends by becoming the api (`exec`): Ctrl-C, signals and the exit code then belong to the api without a
//! middleman, and the api stops its own Postgres. With the sample city page beside it, it stays and serves that.

use crate::command::{Run, say};
use crate::server::{Database, Plan, Server};
use crate::{city_page, flyers, place, server, tools, web};
use anyhow::{Result, anyhow, bail};
use clap::Args;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

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
    /// Also serve a sample page of a city that shows all embeds
    #[arg(long)]
    with_city_page: bool,
    /// Where that page will be: http://localhost:PORT
    #[arg(long, value_name = "PORT", default_value_t = 8081, requires = "with_city_page")]
    city_port: u16,
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
    let data_dir = data_dir(options.data_dir.as_deref())?;
    if options.with_city_page {
        return beside_the_city(options, &binary, &data_dir);
    }
    let mut command = server::serve(&binary, options.port, &data_dir).into_command();
    Err(anyhow!(command.exec()).context(format!("{} could not be started", binary.display())))
}

/// The api and the sample page until one of us ends; whoever ends us ends the api, too.
fn beside_the_city(options: &Options, binary: &Path, data_dir: &Path) -> Result<()> {
    let api = std::env::var("RATHAUS_PUBLIC_URL").unwrap_or_else(|_| format!("http://localhost:{}", options.port));
    city_page::serve(options.city_port, api.trim_end_matches('/').to_owned())?;
    say(&format!("the sample city page: http://localhost:{}", options.city_port));
    let plan = Plan { binary, data_dir, port: options.port, database: Database::AsSet, env: &[], log: None };
    let mut server = Server::spawn(&plan)?;
    while !server.has_ended() {
        std::thread::sleep(Duration::from_millis(200));
    }
    bail!("the api has ended; its output above says why")
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
