//! `rathaus`: the api's program.

use std::process::ExitCode;

use api::apps::{self, AppCommand, AppError};
use api::clock::Clock;
use api::config::Config;
use api::ids::Ids;
use api::postgres::{Embedded, StartError};
use api::server::{self, ServeError};
use api::staff::{self, StaffCommand, StaffError};
use api::{db, edge, openapi, seed};
use clap::{Parser, Subcommand};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

/// A public co-working space: desk booking and info point of a town hall.
#[derive(Debug, Parser)]
#[command(name = "rathaus", version)]
struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve api and app until told to stop.
    Serve,
    /// Apply the migrations that are missing.
    Migrate,
    /// Write the demo venue into an empty database.
    Seed,
    /// Let people in who work here, make and revoke keys; also while the server runs.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Register other people's programs and keep their keys; also while the server runs.
    #[command(subcommand)]
    App(AppCommand),
    /// Print the OpenAPI document.
    Openapi,
    /// Print the settings in force, secrets masked.
    Config,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Serve | Command::Migrate | Command::Seed) {
        log(&cli.config);
    }
    match actix_web::rt::System::with_tokio_rt(runtime).block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::debug!(?error, "ended");
            say(&format!("rathaus: {}\n", edge::chain(&error)), true);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::expect_used, reason = "without a runtime there is nothing to run, and nobody to tell")]
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("the system has threads")
}

async fn run(cli: Cli) -> Result<(), ServeError> {
    let config = cli.config;
    match cli.command {
        Command::Serve => server::serve(config).await,
        Command::Migrate => {
            let (url, embedded) = server::database(&config).await?;
            let outcome = db::migrate(&url).await;
            if let Some(embedded) = embedded {
                embedded.stop().await;
            }
            Ok(outcome?)
        }
        Command::Seed => {
            let (url, embedded) = server::database(&config).await?;
            let outcome = seed_demo(&config, &url).await;
            if let Some(embedded) = embedded {
                embedded.stop().await;
            }
            outcome
        }
        Command::Staff(command) => {
            let (url, embedded) = database_beside(&config).await?;
            let outcome = about_staff(command, &url, &config.public_url()).await;
            if let Some(embedded) = embedded {
                embedded.stop().await;
            }
            say(&outcome?, false);
            Ok(())
        }
        Command::App(command) => {
            let (url, embedded) = database_beside(&config).await?;
            let outcome = about_apps(command, &url).await;
            if let Some(embedded) = embedded {
                embedded.stop().await;
            }
            say(&outcome?, false);
            Ok(())
        }
        Command::Openapi => {
            say(&openapi::document(true).to_yaml().unwrap_or_default(), false);
            Ok(())
        }
        Command::Config => {
            config.check()?;
            let running = std::fs::read_to_string(config.data_dir.join("postgres.url")).ok();
            let url = config.database_url.clone().or(running);
            say(&config.describe(url.as_deref().map(str::trim)), false);
            Ok(())
        }
    }
}

async fn seed_demo(config: &Config, url: &str) -> Result<(), ServeError> {
    db::migrate(url).await?;
    let db = db::Db::new(url, 1)?;
    let mut conn = db.conn().await.map_err(ServeError::Load)?;
    let ids = Ids::random()?;
    let seeded = seed::if_empty(&mut conn, &ids, Clock::System.now()).await?;
    tracing::info!(seeded, data_dir = %config.data_dir.display(), "an existing venue is never overwritten");
    Ok(())
}

/// The database, also while a server has it: then that one's own Postgres is used, and left running.
async fn database_beside(config: &Config) -> Result<(String, Option<Embedded>), ServeError> {
    let running = std::fs::read_to_string(config.data_dir.join("postgres.url"));
    match (server::database(config).await, running) {
        (Err(ServeError::Postgres(StartError::Locked { .. })), Ok(url)) => Ok((url.trim().to_owned(), None)),
        (found, _) => found,
    }
}

async fn about_staff(command: StaffCommand, url: &str, public_url: &str) -> Result<String, ServeError> {
    db::migrate(url).await?;
    let db = db::Db::new(url, 1)?;
    let mut conn = db.conn().await.map_err(StaffError::Unreachable)?;
    Ok(staff::run(command, &mut conn, &Ids::random()?, public_url, Clock::System.now()).await?)
}

async fn about_apps(command: AppCommand, url: &str) -> Result<String, ServeError> {
    db::migrate(url).await?;
    let db = db::Db::new(url, 1)?;
    let mut conn = db.conn().await.map_err(AppError::Unreachable)?;
    Ok(apps::run(command, &mut conn, &Ids::random()?, Clock::System.now()).await?)
}

fn log(config: &Config) {
    // Whoever reads the log may be gone. Not a word about that either: it would be written to the same place, where
    // `eprintln!` ends the task that has something to tell, the one that stops the server among them.
    let lines = fmt::layer().with_writer(std::io::stderr).log_internal_errors(false);
    let log = tracing_subscriber::registry().with(EnvFilter::new(&config.log));
    if config.log_format == "json" {
        log.with(lines.json()).init();
    } else {
        log.with(lines.compact().with_target(false)).init();
    }
}

/// Prints for a person or a pipe; a closed pipe is not worth a word.
fn say(text: &str, error: bool) {
    use std::io::Write;
    let written =
        if error { std::io::stderr().write_all(text.as_bytes()) } else { std::io::stdout().write_all(text.as_bytes()) };
    drop(written);
}
