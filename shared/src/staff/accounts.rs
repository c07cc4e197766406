//! Accounts of staff as they travel: letting somebody in, proving who one is, and what one sees of it.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::Role;
use crate::ids::{StaffId, StaffKeyId};

/// How somebody proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// With a password and a second factor kept here.
    Local,
    /// With the city's own sign-in.
    Oidc,
}

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StaffState {
    /// Has been sent an invitation that was not taken up yet.
    Invited,
    /// Can sign in.
    Active,
    /// Can't, until an administrator says so.
    Suspended,
}

/// Somebody on the staff, as administrators see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffAccount {
    /// Their id.
    pub id: StaffId,
    /// What they sign in with: an address, or a name.
    pub login: String,
    /// What colleagues call them.
    pub name: String,
    /// What they are there for.
    pub role: Role,
    /// How they prove who they are.
    pub provider: Provider,
    /// Where the account stands.
    pub state: StaffState,
    /// When it was made.
    pub created_at: DateTime<FixedOffset>,
    /// When they last signed in.
    pub signed_in_at: Option<DateTime<FixedOffset>>,
    /// Counts its changes, from 1.
    pub revision: i64,
}

/// Lets somebody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStaff {
    /// What they will sign in with. An address is sent the invitation.
    pub login: String,
    /// What colleagues call them, 1 to 100 characters.
    pub name: String,
    /// What they are there for.
    pub role: Role,
}

/// What is to be different about somebody's account. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffChange {
    /// What colleagues call them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What they are there for. A new role ends every sign-in of theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Whether they are kept out. That ends every sign-in of theirs, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<bool>,
}

/// What somebody who was let in is given, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffInvitation {
    /// The account.
    pub account: StaffAccount,
    /// The one-time password; shown here alone.
    pub token: String,
    /// The page where it is used, with the token behind `#`.
    pub link: String,
    /// Until when it is good.
    pub expires_at: DateTime<FixedOffset>,
}

/// Takes up an invitation: first with the token alone, to be told the second factor; then with everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffEnrolment {
    /// The one-time password of the invitation.
    pub token: String,
    /// The password from now on: 12 to 200 characters that are hard to guess.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// What the authenticator shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totp: Option<String>,
}

/// What an authenticator has to know (RFC 6238).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// What the account signs in with.
    pub login: String,
    /// What colleagues call them.
    pub name: String,
    /// The secret in base32, to be typed.
    pub secret: String,
    /// The same with everything around it, for a link.
    pub uri: String,
    /// The same as a picture to be scanned, SVG.
    pub qr_svg: String,
}

/// Codes for whoever has lost the authenticator; each is good once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten of them, shown here alone.
    pub recovery_codes: Vec<String>,
}

/// Both factors once more, before something that a sign-in left open must not be enough for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffProof {
    /// The password.
    pub current: String,
    /// What the authenticator shows, or a recovery code.
    pub totp: String,
}

/// A key of a program or device that works for the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffKey {
    /// Its id: what stands between the first two underscores of the key.
    pub id: StaffKeyId,
    /// What colleagues call what has it.
    pub name: String,
    /// What it may.
    pub role: Role,
    /// When it was made.
    pub created_at: DateTime<FixedOffset>,
    /// When it ends by itself.
    pub expires_at: DateTime<FixedOffset>,
    /// Since when it opens nothing any more; `null` while nobody has revoked it.
    pub revoked_at: Option<DateTime<FixedOffset>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<FixedOffset>>,
}

/// Which ways there are to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffWays {
    /// What the city's own sign-in is called; `null` where there is none. A password is always one.
    pub oidc: Option<String>,
}

/// Proves who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffSignIn {
    /// The address or name of the account.
    pub login: String,
    /// The password.
    pub password: String,
    /// What the authenticator shows, or one of the recovery codes.
    pub totp: String,
}

/// What came of signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffSignedIn {
    /// What colleagues call them.
    pub name: String,
    /// What they are there for.
    pub role: Role,
    /// When the sign-in ends at the latest.
    pub expires_at: DateTime<FixedOffset>,
    /// Recovery codes that are left; after few of them it is time for new ones.
    pub recovery_codes_left: u32,
}

/// A new password, by whoever knows the old one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The one so far.
    pub current: String,
    /// What the authenticator shows.
    pub totp: String,
    /// The one from now on.
    pub password: String,
}

/// Who somebody on the staff is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMe {
    /// What colleagues call them.
    pub name: String,
    /// What they are there for.
    pub role: Role,
    /// Slug of the venue they work for.
    pub venue: String,
    /// What they sign in with; `null` for a key.
    pub login: Option<String>,
}
