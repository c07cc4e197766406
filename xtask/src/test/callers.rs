//! As whom the contract is tried: a stranger, somebody who has signed in, staff, an app.
//!
//! Each of them is made by the ways there are (a code from the mail, the terminal, a key for a token) on a house that
//! was just reset, and is kept from what would end its own sign-in or move its clock.

use crate::command::Run;
use crate::http::{Client, Words};
use crate::psql;
use anyhow::{Context as _, Result, bail};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

/// Who has signed in, and staff.
const EMAIL: &str = "kim@example.org";
/// Longer than a mail takes from the outbox to its file.
const PATIENCE: Duration = Duration::from_secs(20);

/// One of those who call.
#[derive(Clone, Copy)]
pub(super) enum Caller {
    Visitor,
    HallManager,
    Admin,
    App,
    /// Last: she may reset the house.
    Stranger,
}

impl Caller {
    pub(super) const ALL: [Self; 5] = [Self::Visitor, Self::HallManager, Self::Admin, Self::App, Self::Stranger];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Visitor => "a visitor who has signed in",
            Self::HallManager => "a hall manager",
            Self::Admin => "an administrator",
            Self::App => "an app with every scope",
            Self::Stranger => "a stranger",
        }
    }

    /// What it is tried on. Public reads make no difference who asks: the stranger tries them. That she is let in nowhere
    /// else, `api/tests` ask of every operation; odd values would only be told the same 401 again.
    pub(super) fn choice(self) -> Vec<String> {
        let words: &[&str] = match self {
            Self::Stranger => &["--exclude-path-regex", "^/api/v1/(staff/|apps|webhooks)"],
            Self::Visitor => &[
                "--include-path-regex",
                "^/api/v1/(me|bookings|walk-ins|series|waiting-list|appointments)",
                // Each of these ends the sign-in, and is tried by a stranger and in api/tests.
                "--exclude-operation-id",
                "erase_me",
                "--exclude-operation-id",
                "end_session",
            ],
            // What the role is for; the administrator tries all of it.
            Self::HallManager => {
                &["--include-path-regex", "^/api/v1/staff/(plans|bookings|furniture|contingents|boards|me)"]
            }
            Self::Admin => &["--include-path-regex", "^/api/v1/(staff/|apps|webhooks)"],
            Self::App => &["--include-path-regex", "^/api/v1/bookings"],
        };
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    /// What it signs its requests with, made anew on a house that was reset.
    pub(super) fn sign(self, house: &House<'_>) -> Result<Option<String>> {
        let token = match self {
            Self::Stranger => return Ok(None),
            Self::Visitor => house.visitor()?,
            Self::HallManager => house.staff("hall_manager")?,
            Self::Admin => house.staff("admin")?,
            Self::App => house.app()?,
        };
        Ok(Some(format!("Authorization: Bearer {token}")))
    }
}

/// The running server.
pub(super) struct House<'a> {
    pub(super) binary: &'a Path,
    pub(super) data_dir: &'a Path,
    pub(super) address: String,
}

impl House<'_> {
    /// Puts everything back as it was in the beginning.
    pub(super) fn reset(&self) -> Result<()> {
        let answer = Client::to(&self.address)?.send("POST", "/api/v1/sandbox/reset", &Words::default())?;
        if answer.status >= 300 {
            bail!("the sandbox could not be reset: {}", answer.status);
        }
        Ok(())
    }

    fn visitor(&self) -> Result<String> {
        let mut client = Client::to(&self.address)?;
        let asked = json!({ "email": EMAIL }).to_string();
        let answer = client.send("POST", "/api/v1/auth/codes", &Words { json: Some(&asked), ..Words::default() })?;
        if answer.status != 202 {
            bail!("no code is sent: {}", answer.status);
        }
        let code = self.code()?;
        let sign_in = json!({ "email": EMAIL, "code": code }).to_string();
        let answer =
            client.send("POST", "/api/v1/auth/sessions", &Words { json: Some(&sign_in), ..Words::default() })?;
        let cookie = answer.cookie.clone().with_context(|| format!("no cookie comes with {}", answer.status))?;
        let words = Words { headers: &[("Cookie", &cookie)], ..Words::default() };
        token(&client.send("POST", "/api/v1/auth/token", &words)?.value())
    }

    /// The newest code, from the page of the mails that were written.
    fn code(&self) -> Result<String> {
        let patience = Instant::now() + PATIENCE;
        while Instant::now() < patience {
            let page = Client::to(&self.address)?.get("/outbox")?;
            let text = String::from_utf8_lossy(&page.body).into_owned();
            let code = text.find(" ist Ihr Code zum Anmelden").and_then(|at| text.get(at.checked_sub(6)?..at));
            if let Some(code) = code {
                return Ok(code.to_owned());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("no mail with a code came within {PATIENCE:?}")
    }

    fn staff(&self, role: &str) -> Result<String> {
        self.terminal(&["staff", "add", "--name", "Robin Amt", "--role", role])
    }

    fn app(&self) -> Result<String> {
        let scopes = "bookings:read,bookings:write,bookings:vouch,offers:read";
        let printed = self.terminal(&["app", "add", "Stadt-App", "--scope", scopes])?;
        let (id, key) = printed.split_once('\n').context("an id and a key are printed")?;
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret={key}");
        let words = Words { form: Some(&form), ..Words::default() };
        token(&Client::to(&self.address)?.send("POST", "/api/v1/oauth/token", &words)?.value())
    }

    fn terminal(&self, words: &[&str]) -> Result<String> {
        let run = Run::new(self.binary).args(words).arg("--data-dir").arg(self.data_dir);
        let printed = run.env("DATABASE_URL", psql::url_of(self.data_dir)?).text()?;
        Ok(printed.trim().to_owned())
    }
}

fn token(answer: &serde_json::Value) -> Result<String> {
    let token = answer["access_token"].as_str();
    Ok(token.with_context(|| format!("no token: {answer}"))?.to_owned())
}
