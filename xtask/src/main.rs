//! Everything a person types at this project: `cargo xtask up`, `test`, `web`, `dev`, `openapi`, `bench`, `torture`.
//!
//! Why a program and not scripts: it runs wherever the project builds, needs nothing installed beforehand, and every
//! failure can say what to do next. What always holds: a command may be repeated at any time, installs only what
//! is missing, and leaves the repository's own files alone (`openapi` excepted, which writes one).

mod bench;
mod city_page;
mod cluster;
mod command;
mod dev;
mod flyers;
mod http;
mod openapi;
mod place;
mod psql;
mod rivals;
mod server;
mod test;
mod times;
mod tools;
mod torture;
mod up;
mod web;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Build, run, test and measure Rathaus Co-Working")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Install and build what is missing, then run everything on one port. Ctrl-C ends all of it
    Up(up::Options),
    /// Everything CI runs
    Test(test::Options),
    /// Build the app for the browser into target/web
    Web(web::Options),
    /// Run, and rebuild and restart on every change
    Dev(dev::Options),
    /// Write openapi.yaml from the code
    Openapi,
    /// Measure against the references of the same run and write target/bench/*.json
    Bench(bench::Options),
    /// Rivals while servers, database and connections are killed and cut; then prove that nothing went wrong
    Torture(torture::Options),
}

fn main() -> ExitCode {
    server::end_with_us();
    match run(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Up(options) => up::up(&options),
        Verb::Test(options) => test::test(&options),
        Verb::Web(options) => web::web(&options),
        Verb::Dev(options) => dev::dev(&options),
        Verb::Openapi => openapi::write(),
        Verb::Bench(options) => bench::bench(&options),
        Verb::Torture(options) => torture::torture(&options),
    }
}
