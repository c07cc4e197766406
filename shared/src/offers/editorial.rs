//! What editors send and see of an offer on its way to the public. Wire types.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{OfferContent, OfferKind, OfferState};
use crate::ids::{OfferId, OfferImageId};

/// An offer to be written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOffer {
    /// Slug of the venue. An app has to say it; staff may leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Its name in addresses, for good: small letters, digits and hyphens between them, at most 80. Made from the
    /// German title where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// What it says.
    pub content: OfferContent,
}

/// An offer is to be published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishOffer {
    /// When, any offset, at most two years ahead; at once if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_at: Option<DateTime<FixedOffset>>,
}

/// An offer is to be moved on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveOffer {
    /// Why, for colleagues: what is missing, what was wrong. At most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An offer as editors see it: its working version, and what has become of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffOffer {
    /// Its id.
    pub id: OfferId,
    /// Its name in addresses.
    pub slug: String,
    /// How far the working version has got.
    pub state: OfferState,
    /// Whether the public sees a version of it now.
    pub shown: bool,
    /// The number of the working version.
    pub version: i32,
    /// The number of the version that was published last.
    pub public_version: Option<i32>,
    /// When the working version will be published by itself.
    pub publish_at: Option<DateTime<FixedOffset>>,
    /// When anything about it last changed.
    pub changed_at: DateTime<FixedOffset>,
    /// The name of the app that has made it; `null` where none has.
    pub app: Option<String>,
    /// Who has written the working version: a colleague or an app; `null` where that was neither. An app reads its own
    /// name here, and no colleague's.
    pub written_by: Option<String>,
    /// When.
    pub written_at: DateTime<FixedOffset>,
    /// Whether it is to be looked at again, by now.
    pub review_due: bool,
    /// What the working version says.
    pub content: OfferContent,
    /// The pictures that were sent for it, also those no version shows.
    pub images: Vec<StoredImage>,
}

/// A line of the list of offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffOfferLine {
    /// Its id.
    pub id: OfferId,
    /// Its name in addresses.
    pub slug: String,
    /// What it is.
    pub kind: OfferKind,
    /// Its German title, as it was published where it was.
    pub title: String,
    /// The responsible office.
    pub office: Option<String>,
    /// How far the working version has got.
    pub state: OfferState,
    /// Whether the public sees a version of it now.
    pub shown: bool,
    /// The number of the working version.
    pub version: i32,
    /// The number of the version that was published last.
    pub public_version: Option<i32>,
    /// When the working version will be published by itself.
    pub publish_at: Option<DateTime<FixedOffset>>,
    /// When it is to be looked at again.
    pub review_on: Option<NaiveDate>,
    /// Whether that day has come.
    pub review_due: bool,
    /// When anything about it last changed.
    pub changed_at: DateTime<FixedOffset>,
    /// Who has written the working version; to an app no colleague's name.
    pub written_by: Option<String>,
}

/// A version of an offer. Versions are added and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferVersion {
    /// Its number, from 1.
    pub version: i32,
    /// When it was written.
    pub written_at: DateTime<FixedOffset>,
    /// By whom, a colleague or an app; `null` where that was neither.
    pub written_by: Option<String>,
    /// When it was first published.
    pub published_at: Option<DateTime<FixedOffset>>,
}

/// A version with what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferVersionContent {
    /// The version.
    #[serde(flatten)]
    pub version: OfferVersion,
    /// What it says.
    pub content: OfferContent,
}

/// What is different between two versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferDiff {
    /// The older of the two as it was asked for: what it is compared with.
    pub against: i32,
    /// The version that was asked for.
    pub version: i32,
    /// Every field that differs, in the order of their pointers.
    pub changes: Vec<FieldChange>,
}

/// What became of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// JSON pointer (RFC 6901) into the content.
    pub pointer: String,
    /// What it was; `null` where it was not there.
    pub before: Option<Value>,
    /// What it is.
    pub after: Option<Value>,
}

/// A picture as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoredImage {
    /// Its id.
    pub id: OfferImageId,
    /// Width of the largest copy, pixels.
    pub width: i32,
    /// Height of the largest copy, pixels.
    pub height: i32,
    /// Widths there are copies in, the smallest first.
    pub widths: Vec<i32>,
    /// When it was sent.
    pub sent_at: DateTime<FixedOffset>,
}

/// A picture of an offer, as everybody may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferImage {
    /// Its id.
    pub id: OfferImageId,
    /// What is to be seen, in the language of the texts.
    pub alt: String,
    /// Who made it.
    pub credit: String,
    /// Under which licence it may be shown.
    pub licence: String,
    /// Width of the largest copy, pixels.
    pub width: i32,
    /// Height of the largest copy, pixels.
    pub height: i32,
    /// Address of the largest copy, WebP.
    pub src: String,
    /// Addresses of all copies with their widths, as the attribute `srcset` takes them.
    pub srcset: String,
}
