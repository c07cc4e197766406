//! A node from start to stop: database, migrations, calendar, workers, HTTP.

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpServer, Resource};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use utoipa_swagger_ui::SwaggerUi;

use crate::app::{self, App};
use crate::calendar::{Calendars, Feed};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, Db};
use crate::edge::edge;
use crate::elsewhere::elsewhere;
use crate::flyers::Press;
use crate::ids::Ids;
use crate::intake::{deadline, intake};
use crate::limits::{Limits, limits};
use crate::mail::{self, Mailer, outbox_page, worker::Worker};
use crate::metrics::{self, Metrics};
use crate::openapi;
use crate::outgoing::Guard;
use crate::postgres::{self, Embedded};
use crate::problem::Failure;
use crate::routes::Routes;
use crate::secrets::Secrets;
use crate::staff::oidc::Oidc;
use crate::stop::{ring_on_signal, stop_when_rung};
use crate::tokens::{self, Tokens};
use crate::{boards, embeds, feeds, jobs, offers, seed, site, staff, webhooks};

/// How long running requests may take to finish when the node stops, seconds.
pub(crate) const GRACE_SECONDS: u64 = 10;

/// Connections the change feed keeps for itself, besides the one that listens.
const FEED_CONNECTIONS: usize = 2;

/// A node that could not be started: one sentence for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Settings that contradict each other.
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    /// The embedded Postgres.
    #[error(transparent)]
    Postgres(#[from] postgres::StartError),
    /// The port.
    #[error("port {port} can't be opened on {bind}: {reason}. Stop what is using it, or choose another with --port")]
    Port {
        /// The port.
        port: u16,
        /// The address.
        bind: std::net::IpAddr,
        /// What the system says.
        reason: String,
    },
    /// The pool.
    #[error("the database URL can't be used")]
    Pool(#[from] diesel_async::pooled_connection::deadpool::BuildError),
    /// Migrations.
    #[error(transparent)]
    Migrate(#[from] db::MigrateError),
    /// The demo data.
    #[error(transparent)]
    Seed(#[from] seed::SeedError),
    /// Access tokens.
    #[error(transparent)]
    Tokens(#[from] tokens::OpenError),
    /// The first load.
    #[error("venues and bookings can't be read from the database")]
    Load(#[source] Failure),
    /// Keys of staff.
    #[error(transparent)]
    Staff(#[from] crate::staff::StaffError),
    /// A command about apps.
    #[error(transparent)]
    Apps(#[from] crate::apps::AppError),
    /// The mail server.
    #[error(transparent)]
    Mail(#[from] mail::SetupError),
    /// Files in the data directory.
    #[error("the data directory can't be used")]
    Files(#[from] std::io::Error),
    /// The operating system gives no randomness.
    #[error("the operating system gives no random numbers")]
    Random(#[from] rand::rngs::SysError),
}

/// The database of this configuration, brought up if it is our own.
pub async fn database(config: &Config) -> Result<(String, Option<Embedded>), ServeError> {
    if let Some(url) = &config.database_url {
        std::fs::create_dir_all(&config.data_dir)?;
        return Ok((url.clone(), None));
    }
    let embedded = postgres::start(&config.data_dir, config.pg_bin.as_deref()).await?;
    Ok((embedded.url().to_owned(), Some(embedded)))
}

/// Everything of a node but its port; tests build this too.
pub async fn assemble(config: Config, url: &str, clock: Clock, ids: Ids) -> Result<Arc<App>, ServeError> {
    let (clock, ids) = (Arc::new(clock), Arc::new(ids));
    let url = db::serving(url).await.map_err(ServeError::Load)?;
    let db = Db::at(url.clone(), config.pool_size)?;
    let calendars = Arc::new(Calendars::default());
    let (secrets, public_url) = (Secrets::load(config.secret.as_deref(), &config.data_dir, &ids)?, config.public_url());
    let tokens = Tokens::open(&public_url, &db, &secrets, &ids, clock.now()).await?;
    let app = Arc::new(App {
        secrets,
        tokens,
        // Its own connections: a crowd of bookings must not keep the calendar from following them.
        feed: Arc::new(Feed::new(
            Arc::clone(&calendars),
            Arc::clone(&clock),
            Db::at(url.clone(), FEED_CONNECTIONS)?,
            url,
        )),
        public_url,
        clock,
        ids,
        db,
        calendars,
        offers: offers::Live::default(),
        oidc: Oidc::of(&config)?,
        outgoing: Guard::new(config.outgoing_allow.clone()),
        flyers: Press::new(config.flyers.as_deref()),
        config,
        jobs: Arc::new(Notify::new()),
        mail: Arc::new(Notify::new()),
        webhooks: Arc::new(Notify::new()),
        metrics: Metrics::default(),
        tidied: AtomicI64::new(-1),
        views: embeds::Views::default(),
        stopping: watch::Sender::new(false),
    });
    let mut conn = app.db.conn().await.map_err(ServeError::Load)?;
    if seed::if_empty(&mut conn, &app.ids, app.clock.now()).await? {
        tracing::info!("the database was empty; the demo venue is in it now");
    }
    drop(conn);
    app.feed.load().await.map_err(ServeError::Load)?;
    Ok(app)
}

/// The workers of a node; aborting them stops them at their next await.
pub fn workers(app: &Arc<App>) -> Result<Vec<JoinHandle<()>>, ServeError> {
    let mailer = Mailer::new(app.config.smtp_url.as_deref(), &app.config.mail_from, &app.config.data_dir)?;
    let postman = Worker::new(app.db.clone(), mailer, Arc::clone(&app.clock));
    Ok(vec![
        tokio::spawn(Arc::clone(&app.feed).run()),
        tokio::spawn(jobs::run(Arc::clone(app))),
        tokio::spawn(postman.run(Arc::clone(&app.mail))),
        tokio::spawn(webhooks::worker::run(Arc::clone(app))),
        tokio::spawn(feeds::worker::run(Arc::clone(app))),
        tokio::spawn(offers::warm(Arc::clone(app))),
    ])
}

/// Listens and answers until the handle stops it.
pub fn listen(app: &Arc<App>, listener: TcpListener, threads: usize) -> std::io::Result<actix_web::dev::Server> {
    let (data, sandbox) = (Data::from(Arc::clone(app)), app.config.sandbox);
    let json = Arc::new(LazyLock::new(move || openapi::document(sandbox).to_json().unwrap_or_default().into()));
    let yaml = Arc::new(LazyLock::new(move || openapi::document(sandbox).to_yaml().unwrap_or_default().into()));
    let limiter = Data::new(Limits::new(app.config.limits_hold(), app.config.trusted_proxies.clone()));
    let site = Data::new(site::Site::new(app.config.web_dir.as_deref()));
    let kept = Data::new(embeds::Kept::default());
    let boards = Data::new(boards::Kept::default());
    let outbox = app.config.smtp_url.is_none().then(|| app.config.data_dir.join("mail"));
    let server = HttpServer::new(move || {
        let docs = SwaggerUi::new("/api/docs/{_:.*}").config(utoipa_swagger_ui::Config::from("/api/v1/openapi.json"));
        actix_web::App::new()
            .app_data(data.clone())
            .app_data(limiter.clone())
            .app_data(web::PathConfig::default().error_handler(|_, _| Failure::not_found().into()))
            .app_data(web::PayloadConfig::new(crate::wire::MAX_BODY))
            .wrap(from_fn(intake))
            .wrap(from_fn(limits))
            .wrap(Compress::default())
            .wrap(from_fn(edge))
            .wrap(from_fn(deadline))
            // Before the scope, which takes everything below its path.
            .service(fixed("/api/v1/openapi.json", Arc::clone(&json), "application/json"))
            .service(fixed("/api/v1/openapi.yaml", Arc::clone(&yaml), "application/yaml"))
            .service(web::scope("/api/v1").configure(|config| app::routes(&mut Routes::Answering(config), sandbox)))
            .configure(|config| app::outer_routes(&mut Routes::Answering(config)))
            .service(web::redirect("/api/docs", "/api/docs/").permanent())
            .service(docs)
            .app_data(site.clone())
            .app_data(kept.clone())
            .configure(site::configure)
            .configure(embeds::configure)
            .app_data(boards.clone())
            .configure(boards::configure)
            .configure(|config| {
                if let Some(folder) = &outbox {
                    outbox_page::configure(config, folder);
                }
            })
            .default_service(web::to(elsewhere))
    })
    .workers(threads)
    .client_request_timeout(Duration::from_millis(app.config.request_timeout_ms))
    .max_connections(app.config.max_connections.div_ceil(threads.max(1)))
    .shutdown_timeout(GRACE_SECONDS)
    .disable_signals()
    .listen(listener)?;
    Ok(server.run())
}

/// What is written when somebody asks for it first, and stays as it is.
type Late<F> = Arc<LazyLock<web::Bytes, F>>;

fn fixed<F>(path: &str, body: Late<F>, kind: &'static str) -> Resource
where
    F: FnOnce() -> web::Bytes + Send + Sync + 'static,
{
    let read = web::get().to(move |request: HttpRequest| {
        let body = LazyLock::force(&body).clone();
        async move {
            crate::wire::conditional(&request, &crate::wire::tag_of(&body), "public, max-age=60", kind, body.to_vec())
        }
    });
    web::resource(path.to_owned()).route(read)
}

fn bind(config: &Config, port: u16) -> Result<TcpListener, ServeError> {
    let refused = |error: std::io::Error| ServeError::Port { port, bind: config.bind, reason: error.to_string() };
    TcpListener::bind(SocketAddr::new(config.bind, port)).map_err(refused)
}

/// Runs a node until it is told to stop.
pub async fn serve(config: Config) -> Result<(), ServeError> {
    config.check()?;
    // First of all: nothing should be started for a port that is not to be had.
    let listener = bind(&config, config.port)?;
    let counting = config.metrics_port.map(|port| bind(&config, port)).transpose()?;
    let stop = Arc::new(Notify::new());
    // Heard from the very start: a database that is just coming up must be stopped as well.
    let listener_for_stop = tokio::spawn(ring_on_signal(Arc::clone(&stop)));
    let (url, embedded) = tokio::select! {
        found = database(&config) => found?,
        () = stop.notified() => return Ok(()),
    };
    let outcome = run(config, &url, listener, counting, &stop).await;
    if let Some(embedded) = embedded {
        embedded.stop().await;
    }
    listener_for_stop.abort();
    outcome
}

async fn run(
    config: Config,
    url: &str,
    listener: TcpListener,
    counting: Option<TcpListener>,
    stop: &Arc<Notify>,
) -> Result<(), ServeError> {
    db::migrate(url).await?;
    let clock = if config.sandbox { Clock::settable() } else { Clock::System };
    let app = assemble(config, url, clock, Ids::random()?).await?;
    if let Some(path) = staff::first_admin(&app).await.map_err(ServeError::Load)? {
        tracing::info!(file = %path.display(), "the first administrator's one-time password stands there");
    }
    let workers = workers(&app)?;
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let server = listen(&app, listener, threads)?;
    let counted = counting.map(|listener| metrics::listen(&app, listener)).transpose()?;
    let counting = counted.as_ref().map(actix_web::dev::Server::handle);
    let counted = counted.map(tokio::spawn);
    let handle = server.handle();
    let stopper = tokio::spawn(stop_when_rung(Arc::clone(&app), handle, Arc::clone(stop)));
    tracing::info!(url = %app.public_url, sandbox = app.config.sandbox, "ready");
    let outcome = server.await;
    stopper.abort();
    embeds::write_views(&app).await;
    if let Some((counting, counted)) = counting.zip(counted) {
        counting.stop(false).await;
        counted.abort();
    }
    for worker in workers {
        worker.abort();
    }
    outcome.map_err(ServeError::Files)
}
