//! Settings, read once from flags and the environment. Nobody else looks at the environment.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use clap::builder::BoolishValueParser;

use crate::embeds::EmbedHost;
use crate::flyers;
use crate::limits::Network;
use crate::outgoing::Place;
use crate::staff::oidc::RoleFor;

/// How the process is set up. Every flag has a variable of the same meaning.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Port to listen on.
    #[arg(long, env = "RATHAUS_PORT", default_value_t = 8080, global = true)]
    pub port: u16,
    /// Port for metrics; without it there are none.
    #[arg(long, env = "RATHAUS_METRICS_PORT", global = true)]
    pub metrics_port: Option<u16>,
    /// Address to listen on.
    #[arg(long, env = "RATHAUS_BIND", default_value = "127.0.0.1", global = true)]
    pub bind: IpAddr,
    /// Where the embedded database, mails and keys are kept.
    #[arg(long, env = "RATHAUS_DATA_DIR", default_value = ".data", global = true)]
    pub data_dir: PathBuf,
    /// The built app to serve beside the api.
    #[arg(long, env = "RATHAUS_WEB_DIR", global = true)]
    pub web_dir: Option<PathBuf>,
    /// A database to use instead of the embedded one.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// Folder with Postgres' programs, if they are not where Debian or the PATH has them.
    #[arg(long, env = "RATHAUS_PG_BIN", global = true)]
    pub pg_bin: Option<PathBuf>,
    /// Connections to the database.
    #[arg(long, env = "RATHAUS_POOL_SIZE", default_value_t = 16, global = true)]
    pub pool_size: usize,
    /// The program that prints flyers, if it does not lie beside this one.
    #[arg(long, env = "RATHAUS_FLYERS", global = true)]
    pub flyers: Option<PathBuf>,
    /// Mail server, such as `smtp://user:password@mail.example:587`; without it mails become files.
    #[arg(long, env = "RATHAUS_SMTP_URL", global = true, hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of the mails.
    #[arg(long, env = "RATHAUS_MAIL_FROM", default_value = "Rathaus Co-Working <coworking@localhost>", global = true)]
    pub mail_from: String,
    /// Where people reach this server, without a slash at the end; default `http://localhost:<port>`.
    #[arg(long, env = "RATHAUS_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// Secret from which booking secrets are derived; default a key made in the data directory.
    #[arg(long, env = "RATHAUS_SECRET", global = true, hide_env_values = true)]
    pub secret: Option<String>,
    /// `production` refuses what only developers need.
    #[arg(long, env = "RATHAUS_ENV", default_value = "development", global = true)]
    pub env: String,
    /// Settable clock and reset, for people who develop against it.
    #[arg(long, env = "RATHAUS_SANDBOX", value_parser = BoolishValueParser::new(), default_value = "false", num_args = 0..=1, default_missing_value = "true", global = true)]
    pub sandbox: bool,
    /// `off` switches rate limits off, in the sandbox only.
    #[arg(long, env = "RATHAUS_LIMITS", default_value = "on", global = true)]
    pub limits: String,
    /// Proxies whose `X-Forwarded-For` is believed, addresses or networks such as `10.0.0.0/8`, joined by commas.
    #[arg(long, env = "RATHAUS_TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<Network>,
    /// How long a client may take to send the head of a request, and again its body, milliseconds.
    #[arg(long, env = "RATHAUS_REQUEST_TIMEOUT_MS", default_value_t = 10_000, global = true)]
    pub request_timeout_ms: u64,
    /// How many connections are served at the same time; others wait.
    #[arg(long, env = "RATHAUS_MAX_CONNECTIONS", default_value_t = 20_000, global = true)]
    pub max_connections: usize,
    /// Hosts with ports that apps and feeds may have called although they are not public, or without TLS, joined by
    /// commas.
    #[arg(long, env = "RATHAUS_OUTGOING_ALLOW", value_delimiter = ',', global = true)]
    pub outgoing_allow: Vec<Place>,
    /// Hosts whose pages may show our frames: `*`, `none`, or hosts such as `https://www.hannover.de`, joined by commas.
    #[arg(long, env = "RATHAUS_EMBED_HOSTS", value_delimiter = ',', default_value = "*", global = true)]
    pub embed_hosts: Vec<EmbedHost>,
    /// How long a source of offers may take to answer, from the first redirect to its last byte, milliseconds.
    #[arg(long, env = "RATHAUS_FEED_TIMEOUT_MS", default_value_t = 10_000, global = true)]
    pub feed_timeout_ms: u64,
    /// Address of the city's own sign-in (`OpenID` Connect), as it calls itself; without it staff have passwords alone.
    #[arg(long, env = "RATHAUS_OIDC_ISSUER", global = true)]
    pub oidc_issuer: Option<String>,
    /// What it knows us by.
    #[arg(long, env = "RATHAUS_OIDC_CLIENT_ID", global = true)]
    pub oidc_client_id: Option<String>,
    /// The secret that goes with it; none for a public client.
    #[arg(long, env = "RATHAUS_OIDC_CLIENT_SECRET", global = true, hide_env_values = true)]
    pub oidc_client_secret: Option<String>,
    /// What people call it, on the button.
    #[arg(long, env = "RATHAUS_OIDC_NAME", global = true)]
    pub oidc_name: Option<String>,
    /// What is asked for there, words with spaces between them.
    #[arg(long, env = "RATHAUS_OIDC_SCOPES", default_value = "openid profile email", global = true)]
    pub oidc_scopes: String,
    /// The claim that says what somebody is; points lead into what is nested.
    #[arg(long, env = "RATHAUS_OIDC_ROLE_CLAIM", default_value = "roles", global = true)]
    pub oidc_role_claim: String,
    /// How somebody must have proven who she is there, values of `acr` with commas between them; without any, every
    /// way of the provider is good enough.
    #[arg(long, env = "RATHAUS_OIDC_ACR", value_delimiter = ',', global = true)]
    pub oidc_acr: Vec<String>,
    /// The claim that says which groups somebody belongs to, for desks that are kept for them.
    #[arg(long, env = "RATHAUS_OIDC_GROUP_CLAIM", default_value = "groups", global = true)]
    pub oidc_group_claim: String,
    /// What makes somebody what, such as `rathaus-admin=admin,rathaus-desk=front_desk`; the first that fits counts.
    #[arg(long, env = "RATHAUS_OIDC_ROLES", value_delimiter = ',', global = true)]
    pub oidc_roles: Vec<RoleFor>,
    /// `text` or `json`.
    #[arg(long, env = "RATHAUS_LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: String,
    /// What to log, as tracing filters.
    #[arg(long, env = "RATHAUS_LOG", default_value = "info", global = true)]
    pub log: String,
}

/// As many characters as a secret has that nobody guesses.
const SECRET_LENGTH: usize = 32;

/// Settings that contradict each other.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The sandbox would let anybody move the clock of a real venue.
    #[error("RATHAUS_SANDBOX=1 and RATHAUS_ENV=production exclude each other: switch one of them off")]
    SandboxInProduction,
    /// Without a mail server every code would stand on a public page.
    #[error("RATHAUS_ENV=production needs a mail server: set RATHAUS_SMTP_URL")]
    NoMailInProduction,
    /// The cookie of whoever signs in, and who she is, would travel in the clear.
    #[error("RATHAUS_ENV=production needs an address with https:// in {0}")]
    InsecureInProduction(&'static str),
    /// The public halves of the keys that sign are enough to try guesses at home.
    #[error("RATHAUS_SECRET should have {SECRET_LENGTH} characters or more, drawn at random: openssl rand -hex 32")]
    ShortSecret,
    /// Limits protect real venues.
    #[error("RATHAUS_LIMITS=off works in the sandbox only: set RATHAUS_SANDBOX=1 as well")]
    LimitsOutsideSandbox,
    /// Half a provider signs nobody in.
    #[error("RATHAUS_OIDC_ISSUER is set and {0}")]
    Oidc(&'static str),
    /// A typing error must not be ignored.
    #[error("{name} is `{value}`, it should be one of: {allowed}")]
    Unknown {
        /// The setting.
        name: &'static str,
        /// What it says.
        value: String,
        /// What it may say.
        allowed: &'static str,
    },
}

impl Config {
    /// Refuses settings that contradict each other.
    pub fn check(&self) -> Result<(), ConfigError> {
        one_of("RATHAUS_ENV", &self.env, &["development", "production"], "development, production")?;
        one_of("RATHAUS_LIMITS", &self.limits, &["on", "off"], "on, off")?;
        one_of("RATHAUS_LOG_FORMAT", &self.log_format, &["text", "json"], "text, json")?;
        if self.sandbox && self.env == "production" {
            return Err(ConfigError::SandboxInProduction);
        }
        if self.env == "production" && self.smtp_url.is_none() {
            return Err(ConfigError::NoMailInProduction);
        }
        if self.env == "production" {
            self.check_production()?;
        }
        if self.limits == "off" && !self.sandbox {
            return Err(ConfigError::LimitsOutsideSandbox);
        }
        Ok(())
    }

    /// What is good enough for trying it out, and not for people.
    fn check_production(&self) -> Result<(), ConfigError> {
        if !self.public_url().starts_with("https://") {
            return Err(ConfigError::InsecureInProduction("RATHAUS_PUBLIC_URL"));
        }
        if self.oidc_issuer.as_ref().is_some_and(|issuer| !issuer.starts_with("https://")) {
            return Err(ConfigError::InsecureInProduction("RATHAUS_OIDC_ISSUER"));
        }
        if self.secret.as_ref().is_some_and(|secret| secret.len() < SECRET_LENGTH) {
            return Err(ConfigError::ShortSecret);
        }
        Ok(())
    }

    /// Whether rate limits hold.
    pub fn limits_hold(&self) -> bool {
        self.limits != "off"
    }

    /// Where people reach this server.
    pub fn public_url(&self) -> String {
        self.public_url
            .as_ref()
            .map_or_else(|| format!("http://localhost:{}", self.port), |url| url.trim_end_matches('/').to_owned())
    }

    /// The settings in force, one a line, secrets masked.
    pub fn describe(&self, database_url: Option<&str>) -> String {
        let masked = |value: &Option<String>| value.as_deref().map_or_else(|| "-".to_owned(), mask);
        let path =
            |value: &Option<PathBuf>| value.as_ref().map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        let lines = [
            ("port", self.port.to_string()),
            ("metrics_port", self.metrics_port.map_or_else(|| "-".to_owned(), |port| port.to_string())),
            ("bind", self.bind.to_string()),
            ("data_dir", self.data_dir.display().to_string()),
            ("web_dir", path(&self.web_dir)),
            ("database_url", database_url.map_or_else(|| masked(&self.database_url), mask)),
            ("pg_bin", path(&self.pg_bin)),
            ("pool_size", self.pool_size.to_string()),
            ("flyers", flyers::program(self.flyers.as_deref()).display().to_string()),
            ("smtp_url", masked(&self.smtp_url)),
            ("mail_from", self.mail_from.clone()),
            ("public_url", self.public_url()),
            ("secret", self.secret.as_ref().map_or("-", |_| "***").to_owned()),
            ("env", self.env.clone()),
            ("sandbox", self.sandbox.to_string()),
            ("limits", self.limits.clone()),
            ("trusted_proxies", joined(&self.trusted_proxies)),
            ("request_timeout_ms", self.request_timeout_ms.to_string()),
            ("feed_timeout_ms", self.feed_timeout_ms.to_string()),
            ("max_connections", self.max_connections.to_string()),
            ("outgoing_allow", joined(&self.outgoing_allow)),
            ("embed_hosts", joined(&self.embed_hosts)),
            ("oidc_issuer", told(self.oidc_issuer.as_ref())),
            ("oidc_client_id", told(self.oidc_client_id.as_ref())),
            ("oidc_client_secret", self.oidc_client_secret.as_ref().map_or("-", |_| "***").to_owned()),
            ("oidc_name", told(self.oidc_name.as_ref())),
            ("oidc_scopes", self.oidc_scopes.clone()),
            ("oidc_role_claim", self.oidc_role_claim.clone()),
            ("oidc_acr", joined(&self.oidc_acr)),
            ("oidc_group_claim", self.oidc_group_claim.clone()),
            ("oidc_roles", joined(&self.oidc_roles)),
            ("log", self.log.clone()),
            ("log_format", self.log_format.clone()),
        ];
        lines.map(|(name, value)| format!("{name} = {value}\n")).concat()
    }
}

fn one_of(name: &'static str, value: &str, values: &[&str], allowed: &'static str) -> Result<(), ConfigError> {
    if values.contains(&value) {
        return Ok(());
    }
    Err(ConfigError::Unknown { name, value: value.to_owned(), allowed })
}

fn told(value: Option<&String>) -> String {
    value.cloned().unwrap_or_else(|| "-".to_owned())
}

fn joined<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Replaces the password of a URL.
fn mask(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "***".to_owned();
    };
    match rest.split_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            let secret = if user.contains(':') { ":***" } else { "" };
            format!("{scheme}://{name}{secret}@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_masked() {
        assert_eq!(mask("postgres://anna:geheim@db/x"), "postgres://anna:***@db/x");
        assert_eq!(mask("postgres://rathaus@%2Ftmp/x"), "postgres://rathaus@%2Ftmp/x");
        assert_eq!(mask("smtp://mail:25"), "smtp://mail:25");
    }
}
