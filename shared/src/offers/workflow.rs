//! The way of an offer to the public: draft, in review, published, expired or archived.
//!
//! Pure. What moves along it is the working version. What the public sees is the version that was published last,
//! and it stays there while the next one is written.

use serde::{Deserialize, Serialize};

/// How far an offer has got on its way to the public. Public answers have published ones alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    /// Being written.
    Draft,
    /// Being looked at by somebody else.
    InReview,
    /// To be seen, within its validity.
    Published,
    /// Its time is over.
    Expired,
    /// Put away.
    Archived,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

impl OfferState {
    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Published => "published",
            Self::Expired => "expired",
            Self::Archived => "archived",
            Self::Unknown => "unknown",
        }
    }
}

/// What can be done to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfferMove {
    /// Its content is changed, which makes a new version.
    Write,
    /// Somebody else is asked to look at it.
    Submit,
    /// It goes back to be written on.
    Return,
    /// It is to be seen from now on.
    Publish,
    /// It is to be published at a later instant.
    Schedule,
    /// Its validity has ended.
    Expire,
    /// It is taken down and put away.
    Archive,
    /// It is taken out again, as a draft.
    Restore,
}

impl OfferState {
    /// Every state this version knows.
    pub const ALL: [Self; 5] = [Self::Draft, Self::InReview, Self::Published, Self::Expired, Self::Archived];

    /// The state with this name.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Unknown)
    }

    /// The state after a move, or `None` where it can't be made. With `four_eyes` nothing gets to the public that
    /// was not submitted first; that it is somebody else who publishes it is [`may_publish`]'s business.
    pub const fn after(self, step: OfferMove, four_eyes: bool) -> Option<Self> {
        match (self, step) {
            (Self::Draft | Self::InReview | Self::Published | Self::Expired, OfferMove::Write)
            | (Self::InReview, OfferMove::Return)
            | (Self::Archived, OfferMove::Restore) => Some(Self::Draft),
            (Self::Draft, OfferMove::Submit) | (Self::InReview, OfferMove::Schedule) => Some(Self::InReview),
            (Self::Draft, OfferMove::Schedule) if !four_eyes => Some(Self::InReview),
            (Self::InReview, OfferMove::Publish) => Some(Self::Published),
            (Self::Draft, OfferMove::Publish) if !four_eyes => Some(Self::Published),
            (Self::Published, OfferMove::Expire) => Some(Self::Expired),
            (Self::Draft | Self::InReview | Self::Published | Self::Expired, OfferMove::Archive) => {
                Some(Self::Archived)
            }
            _ => None,
        }
    }
}

impl OfferState {
    /// Whether an app may work on what it has made: not while colleagues look at it, nor once they have put it away.
    /// What it writes of a published one is the next version, as it is of anybody's.
    pub const fn is_open_to_apps(self) -> bool {
        matches!(self, Self::Draft | Self::Published | Self::Expired)
    }
}

/// Whether somebody may publish what somebody has written: with four eyes it takes two. Where nobody is known to
/// have written it, anybody else may have.
pub fn may_publish<T: PartialEq>(four_eyes: bool, writer: Option<&T>, publisher: &T) -> bool {
    !four_eyes || writer != Some(publisher)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOVES: [OfferMove; 8] = [
        OfferMove::Write,
        OfferMove::Submit,
        OfferMove::Return,
        OfferMove::Publish,
        OfferMove::Schedule,
        OfferMove::Expire,
        OfferMove::Archive,
        OfferMove::Restore,
    ];

    #[test]
    fn the_table_of_moves_is_what_it_should_be() {
        let table = |four_eyes| {
            OfferState::ALL.map(|state| {
                MOVES.map(|step| state.after(step, four_eyes).map_or("-", OfferState::name).to_owned()).join(" ")
            })
        };
        assert_eq!(
            table(false),
            [
                "draft in_review - published in_review - archived -",
                "draft - draft published in_review - archived -",
                "draft - - - - expired archived -",
                "draft - - - - - archived -",
                "- - - - - - - draft",
            ]
        );
        let strict = table(true);
        assert_eq!(strict[0], "draft in_review - - - - archived -");
        assert_eq!(strict[1..], table(false)[1..]);
    }

    #[test]
    fn nothing_leads_to_the_public_but_publishing_and_nothing_out_of_the_archive_but_restoring() {
        for state in OfferState::ALL.into_iter().chain([OfferState::Unknown]) {
            for step in MOVES {
                let after = state.after(step, true);
                assert_eq!(
                    after == Some(OfferState::Published),
                    state == OfferState::InReview && step == OfferMove::Publish
                );
                if state == OfferState::Archived {
                    assert_eq!(after.is_some(), step == OfferMove::Restore);
                }
                assert!(state != OfferState::Unknown || after.is_none());
            }
            assert_eq!(OfferState::from_name(state.name()), state);
        }
    }

    #[test]
    fn an_app_works_on_what_nobody_looks_at_and_nobody_has_put_away() {
        let open = OfferState::ALL.map(OfferState::is_open_to_apps);
        assert_eq!(open, [true, false, true, true, false]);
        assert!(!OfferState::Unknown.is_open_to_apps());
    }

    #[test]
    fn four_eyes_are_two_people() {
        assert!(may_publish(false, Some(&1), &1));
        assert!(!may_publish(true, Some(&1), &1));
        assert!(may_publish(true, Some(&1), &2) && may_publish(true, None, &1));
    }
}
