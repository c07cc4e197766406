//! How a message leaves: by SMTP, or as a file.

use std::error::Error as _;
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use thiserror::Error;

use crate::mail::Message;

/// How long the server may take for one step, and for all of them.
const STEP_LIMIT: Duration = Duration::from_secs(20);
pub(super) const SEND_LIMIT: Duration = Duration::from_mins(1);
/// Replies that are about the recipient, so that trying again is in vain (RFC 5321, 4.2.3).
const REFUSALS: [u16; 3] = [550, 551, 553];

/// Where messages go.
#[derive(Debug, Clone)]
pub enum Transport {
    /// One `.eml` file a message, in this folder.
    File(PathBuf),
    /// A mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// Sends messages from one sender.
#[derive(Debug, Clone)]
pub struct Mailer {
    from: Mailbox,
    transport: Transport,
}

/// Settings that can't work. The URL is not repeated: it has a password in it.
#[derive(Debug, Error)]
pub enum SetupError {
    /// The URL.
    #[error("RATHAUS_SMTP_URL is not understood: it should be like smtp://user:password@host:587 or smtps://host")]
    Url(#[source] lettre::transport::smtp::Error),
    /// The sender.
    #[error("RATHAUS_MAIL_FROM is not understood: it should be like `Rathaus Co-Working <coworking@example.org>`")]
    From(#[source] lettre::address::AddressError),
    /// The folder.
    #[error("the folder {} for mails can't be made: check the data directory", dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Why a message did not leave. The words are ours alone: those of a server may quote the address.
#[derive(Debug, Error)]
pub enum SendError {
    /// Not an address.
    #[error("the address is malformed")]
    Address,
    /// Not a message.
    #[error("the message can't be written as MIME")]
    Malformed,
    /// The server will never take it.
    #[error("the mail server refused the recipient (reply {0})")]
    Refused(u16),
    /// The server does not take it now.
    #[error("the mail server did not take the message (reply {0})")]
    Reply(u16),
    /// No server to talk to.
    #[error("the mail server can't be reached ({0})")]
    Unreachable(String),
    /// The connection is not safe.
    #[error("no safe connection to the mail server (TLS)")]
    Tls,
    /// It took too long.
    #[error("the mail server took too long")]
    TimedOut,
    /// The file.
    #[error("the mail could not be written to a file")]
    File(#[source] io::Error),
}

impl SendError {
    /// Whether another try is in vain.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Address | Self::Malformed | Self::Refused(_))
    }
}

impl Mailer {
    /// By SMTP if there is a URL, into `<data dir>/mail` otherwise.
    pub fn new(smtp_url: Option<&str>, from: &str, data_dir: &Path) -> Result<Self, SetupError> {
        let from = from.parse().map_err(SetupError::From)?;
        let transport = smtp_url.map_or_else(|| folder(data_dir), server)?;
        Ok(Self { from, transport })
    }

    /// The folder of the files, if that is where mails go.
    pub fn folder(&self) -> Option<&Path> {
        match &self.transport {
            Transport::File(dir) => Some(dir),
            Transport::Smtp(_) => None,
        }
    }

    /// Sends a message, within a minute.
    pub async fn send(&self, message: &Message) -> Result<(), SendError> {
        let composed = message.compose(&self.from)?;
        match &self.transport {
            Transport::File(dir) => {
                let name = format!("{}-{}.eml", message.written_at.format("%Y%m%dT%H%M%S%3fZ"), message.message_id);
                write(dir, &name, &composed.formatted()).map_err(SendError::File)
            }
            Transport::Smtp(server) => match tokio::time::timeout(SEND_LIMIT, server.send(composed)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(explain(&error)),
                Err(_) => Err(SendError::TimedOut),
            },
        }
    }
}

fn server(url: &str) -> Result<Transport, SetupError> {
    let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(&with_tls(url)).map_err(SetupError::Url)?;
    Ok(Transport::Smtp(Box::new(server.timeout(Some(STEP_LIMIT)).build())))
}

fn folder(data_dir: &Path) -> Result<Transport, SetupError> {
    let dir = data_dir.join("mail");
    match fs::DirBuilder::new().recursive(true).mode(0o700).create(&dir) {
        Ok(()) => Ok(Transport::File(dir)),
        Err(source) => Err(SetupError::Folder { dir, source }),
    }
}

/// Written aside and renamed: who watches the folder never sees half a mail. Only we may read it.
fn write(dir: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let aside = dir.join(format!("{name}.part"));
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&aside)?;
    file.write_all(content)?;
    drop(file);
    fs::rename(aside, dir.join(name))
}

/// `smtp://` means: encrypted if the server can, and with a password never otherwise, unless it stays
/// on this machine. `?tls=none` says that plain is meant, `?tls=required` the opposite.
fn with_tls(url: &str) -> String {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    if query == "tls=none" {
        return address.to_owned();
    }
    if !query.is_empty() || !url.starts_with("smtp://") {
        return url.to_owned();
    }
    let (has_password, host) = match address.trim_start_matches("smtp://").rsplit_once('@') {
        Some((_, host)) => (true, host),
        None => (false, address.trim_start_matches("smtp://")),
    };
    let is_here = ["localhost", "127.", "[::1]"].iter().any(|here| host.starts_with(here));
    let tls = if has_password && !is_here { "required" } else { "opportunistic" };
    format!("{address}?tls={tls}")
}

fn explain(error: &lettre::transport::smtp::Error) -> SendError {
    if let Some(code) = error.status() {
        let code = u16::from(code);
        return if REFUSALS.contains(&code) { SendError::Refused(code) } else { SendError::Reply(code) };
    }
    if error.is_timeout() {
        return SendError::TimedOut;
    }
    if error.is_tls() {
        return SendError::Tls;
    }
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(io) = cause.downcast_ref::<io::Error>() {
            return SendError::Unreachable(io.kind().to_string());
        }
        source = cause.source();
    }
    SendError::Unreachable("the conversation broke off".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_travels_in_the_clear() {
        assert_eq!(with_tls("smtp://a:b@mail.example"), "smtp://a:b@mail.example?tls=required");
        assert_eq!(with_tls("smtp://a:b@127.0.0.1:2525"), "smtp://a:b@127.0.0.1:2525?tls=opportunistic");
        assert_eq!(with_tls("smtp://mail:1025"), "smtp://mail:1025?tls=opportunistic");
        assert_eq!(with_tls("smtp://mail:25?tls=none"), "smtp://mail:25");
        assert_eq!(with_tls("smtps://a:b@mail.example"), "smtps://a:b@mail.example");
    }

    #[test]
    fn wrong_settings_are_named_without_the_password() {
        let dir = std::env::temp_dir();
        let url = Mailer::new(Some("http://a:secret@mail"), "a@example.org", &dir).unwrap_err();
        assert!(url.to_string().contains("RATHAUS_SMTP_URL") && !format!("{url:?}").contains("secret"), "{url:?}");
        let from = Mailer::new(None, "nobody", &dir).unwrap_err();
        assert!(from.to_string().contains("RATHAUS_MAIL_FROM"));
    }
}
