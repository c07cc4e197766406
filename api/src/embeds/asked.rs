//! What an address asks for: language, theme, size, a day. What is not known is refused, so that a typing error is
//! seen by who has made it and not by the visitors of a web site.

use chrono::{Days, NaiveDate};

use super::theme::Theme;
use crate::problem::Failure;
use crate::wire::Params;

/// How much a frame shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// One line.
    Badge,
    /// The number and the days to come.
    Compact,
    /// With the plan and what goes on.
    Full,
}

impl Size {
    const ALL: [Self; 3] = [Self::Badge, Self::Compact, Self::Full];

    /// Its name in the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Badge => "badge",
            Self::Compact => "compact",
            Self::Full => "full",
        }
    }
}

/// The theme, that of the device where nothing is said.
pub(super) fn theme(params: &mut Params) -> Result<Theme, Failure> {
    let Some(name) = params.text("theme")? else { return Ok(Theme::Auto) };
    let found = Theme::ALL.into_iter().find(|theme| theme.name() == name);
    found.ok_or_else(|| Failure::invalid("theme", "should be light, dark or auto"))
}

/// The size, compact where nothing is said.
pub(super) fn size(params: &mut Params) -> Result<Size, Failure> {
    let Some(name) = params.text("size")? else { return Ok(Size::Compact) };
    let found = Size::ALL.into_iter().find(|size| size.name() == name);
    found.ok_or_else(|| Failure::invalid("size", "should be badge, compact or full"))
}

/// A day that can be booked: from today to the horizon. Pages keep an address for years: what names a day that is over
/// shows today.
pub(super) fn day(params: &mut Params, today: NaiveDate, horizon: i64) -> Result<Option<NaiveDate>, Failure> {
    // A form sends what is not chosen as nothing.
    let Some(text) = params.text("date")?.filter(|text| !text.is_empty()) else { return Ok(None) };
    let date = crate::wire::date("date", &text)?;
    let last = u64::try_from(horizon).ok().and_then(|days| today.checked_add_days(Days::new(days))).unwrap_or(today);
    if date < today {
        return Ok(None);
    }
    if date > last {
        return Err(Failure::invalid("date", format!("should be a day from {today} to {last}")));
    }
    Ok(Some(date))
}
