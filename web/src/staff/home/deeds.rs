//! What somebody can do about their own sign-ins, and the one place that does it.

use client::{Client, Error};
use shared::ids::SessionId;
use shared::people::Session;

use crate::staff::who::Who;

/// Every sign-in, the newest first.
pub(super) type Sessions = Result<Vec<Session>, Error>;

/// Something they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// End this sign-in.
    SignOut,
    /// End another one.
    End(SessionId),
}

/// What came of it.
pub(super) type Done = (Deed, Option<Error>);

/// Asks where somebody is signed in.
pub(super) async fn load(client: Client, who: Who) -> Sessions {
    Ok(who.client(client).await?.staff_sessions(None).await?.items)
}

/// Does it.
pub(super) async fn act(client: Client, who: Who, deed: Deed) -> Result<(), Error> {
    let own = who.client(client).await?;
    match deed {
        Deed::SignOut => {
            own.sign_out().await?;
            who.end();
            Ok(())
        }
        Deed::End(session) => own.end_staff_session(session).await,
    }
}
