//! The city's own sign-in: `OpenID` Connect, code flow with PKCE, with whichever provider the operator names
//! (docs/adr/0020).
//!
//! What always holds:
//! - State, nonce and code verifier belong to one attempt of one browser: they are derived from the server's
//!   key and an id that only its cookie has. Nothing about an attempt is stored.
//! - Who somebody is, the provider says (issuer and subject); what they may, a claim of the ID token says,
//!   anew at every sign-in. Whoever has no role there has none here; as a member of a group with desks of its
//!   own she is signed in as a visitor, with the address the provider vouches for.
//! - What goes wrong is told as one word in the address of the sign-in page, and never what the provider
//!   has said: that goes to the log, without names.

mod attempt;
mod callback;
mod provider;
mod roles;
mod start;

use std::time::Instant;

use openidconnect::core::CoreProviderMetadata;
use tokio::sync::RwLock;

use crate::config::{Config, ConfigError};
use crate::routes::Routes;

pub use roles::RoleFor;

/// The routes of this noun.
pub(super) fn routes(config: &mut Routes<'_, '_>) {
    config.service(start::list_ways).service(start::start_sign_in).service(callback::finish_sign_in);
}

/// The provider as the operator has set it, and what it says about itself.
#[derive(Debug)]
pub struct Oidc {
    issuer: String,
    client_id: String,
    client_secret: Option<String>,
    /// What the button says.
    name: String,
    scopes: Vec<String>,
    /// Where the claims have the roles; points lead into what is nested.
    role_claim: String,
    /// How somebody must have proven who she is there (`acr`); any way, if there is none.
    acr: Vec<String>,
    /// Where they have the groups somebody belongs to.
    group_claim: String,
    /// Which value makes somebody what; the first that fits counts.
    roles: Vec<RoleFor>,
    /// Where people come back to.
    redirect: String,
    known: RwLock<Option<(Instant, CoreProviderMetadata)>>,
}

impl Oidc {
    /// The provider of these settings; `None` where there is none.
    pub fn of(config: &Config) -> Result<Option<Self>, ConfigError> {
        let Some(issuer) = config.oidc_issuer.clone() else { return Ok(None) };
        let client_id = config.oidc_client_id.clone().ok_or(ConfigError::Oidc("RATHAUS_OIDC_CLIENT_ID is missing"))?;
        if config.oidc_roles.is_empty() {
            return Err(ConfigError::Oidc("RATHAUS_OIDC_ROLES is missing: nobody would have a role"));
        }
        let name = config.oidc_name.clone().unwrap_or_else(|| issuer.clone());
        Ok(Some(Self {
            issuer,
            client_id,
            client_secret: config.oidc_client_secret.clone(),
            name,
            scopes: config.oidc_scopes.split_whitespace().map(str::to_owned).collect(),
            role_claim: config.oidc_role_claim.clone(),
            acr: config.oidc_acr.clone(),
            group_claim: config.oidc_group_claim.clone(),
            roles: config.oidc_roles.clone(),
            redirect: format!("{}/api/v1/auth/staff/oidc/callback", config.public_url()),
            known: RwLock::new(None),
        }))
    }
}
