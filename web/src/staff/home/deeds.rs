//! What somebody can do about their own account, and the one place that does it.

use client::{Client, Error};
use shared::ids::SessionId;
use shared::people::Session;
use shared::staff::NewPassword;

use crate::staff::who::Who;

/// What is asked beside who it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Own {
    /// Every sign-in, the newest first.
    pub(super) sessions: Vec<Session>,
}

/// Something they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// End this sign-in.
    SignOut,
    /// End another one.
    End(SessionId),
    /// Take another password.
    Password(NewPassword),
    /// Get new recovery codes.
    Codes,
}

impl Deed {
    /// Whether a failure of it is told at the top of the page; others are told where they were made.
    pub(super) fn is_told_above(&self) -> bool {
        matches!(self, Self::SignOut | Self::End(_))
    }
}

/// What came of it: recovery codes, if they were asked for.
pub(super) type Done = (Deed, Result<Vec<String>, Error>);

/// Asks for it.
pub(super) async fn load(client: Client, who: Who) -> Result<Own, Error> {
    Ok(Own { sessions: who.client(client).await?.staff_sessions(None).await?.items })
}

/// Does it.
pub(super) async fn act(client: Client, who: Who, deed: &Deed) -> Result<Vec<String>, Error> {
    let own = who.client(client).await?;
    match deed {
        Deed::SignOut => {
            own.sign_out().await?;
            who.end();
        }
        Deed::End(session) => own.end_staff_session(*session).await?,
        Deed::Password(new) => own.change_staff_password(new).await?,
        Deed::Codes => {
            let fresh = own.renew_recovery_codes().await?.recovery_codes;
            who.codes_left.set(None);
            return Ok(fresh);
        }
    }
    Ok(Vec::new())
}
