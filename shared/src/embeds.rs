//! What is known of embeds on other web sites.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How often embeds of a kind were shown on a day, on the pages of a host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmbedViews {
    /// The venue's local date.
    pub day: NaiveDate,
    /// The page's host; empty where the browser does not say.
    pub host: String,
    /// `badge`, `day`, `plan`, `frame`, `offers` or `element`.
    pub kind: String,
    /// How often.
    pub views: i64,
}
