//! Staff: who works in the hall, and what they may do.

mod accounts;

pub use accounts::{
    NewPassword, NewStaff, Provider, RecoveryCodes, SecondFactor, StaffAccount, StaffChange, StaffEnrolment,
    StaffInvitation, StaffKey, StaffMe, StaffProof, StaffSignIn, StaffSignedIn, StaffState, StaffWays,
};

use serde::{Deserialize, Serialize};

/// Fewest and most letters of a password.
pub const PASSWORD_LENGTHS: std::ops::RangeInclusive<usize> = 12..=200;

/// What somebody on the staff is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Welcomes visitors.
    FrontDesk,
    /// Decides about the hall: layouts, exhibitions, closures, furniture.
    HallManager,
    /// Writes the offers.
    Editor,
    /// May do everything.
    Admin,
    /// Sees everything and changes nothing.
    Auditor,
}

/// Something not everybody may do. Who may do it may see it, and so may auditors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Change the hall: plans and furniture.
    ManageHall,
    /// Book for somebody, also against rules, with a reason.
    BookForVisitors,
    /// Say when which office gives advice.
    ManageAdvice,
    /// See who has an appointment, say whether she came, and call it off.
    ServeAdvice,
    /// Say from where offers come, and have them read.
    ManageFeeds,
    /// Register other people's programs, suspend them, and make their keys.
    ManageApps,
    /// Let people in, and say what they may.
    ManageStaff,
    /// Write offers and publish them.
    EditOffers,
    /// Say what boards show.
    EditBoards,
    /// Have every board show what to do in an emergency.
    WarnOnBoards,
    /// Read who did what.
    Audit,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::FrontDesk, Self::HallManager, Self::Editor, Self::Admin, Self::Auditor];

    /// Its name on the wire, in the database and at the terminal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FrontDesk => "front_desk",
            Self::HallManager => "hall_manager",
            Self::Editor => "editor",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }

    /// The role with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether it may do something.
    pub const fn may(self, right: Right) -> bool {
        match right {
            Right::ManageHall => matches!(self, Self::HallManager | Self::Admin),
            Right::BookForVisitors => matches!(self, Self::FrontDesk | Self::HallManager | Self::Admin),
            Right::ManageAdvice | Right::EditBoards => matches!(self, Self::HallManager | Self::Editor | Self::Admin),
            Right::ServeAdvice | Right::WarnOnBoards => !matches!(self, Self::Auditor),
            Right::EditOffers => matches!(self, Self::Editor | Self::Admin),
            Right::ManageFeeds => matches!(self, Self::Editor | Self::Admin),
            Right::ManageStaff | Right::ManageApps | Right::Audit => matches!(self, Self::Admin),
        }
    }

    /// Whether it may look at what a right is about.
    pub const fn may_see(self, right: Right) -> bool {
        self.may(right) || matches!(self, Self::Auditor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_role_and_not_everybody_may_do_everything() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.name(), "one name everywhere");
        }
        let may = |right| Role::ALL.map(|role| role.may(right));
        assert_eq!(may(Right::ManageHall), [false, true, false, true, false]);
        assert_eq!(may(Right::BookForVisitors), [true, true, false, true, false]);
        assert_eq!(may(Right::ManageAdvice), [false, true, true, true, false]);
        assert_eq!(may(Right::ServeAdvice), [true, true, true, true, false]);
        assert_eq!(may(Right::EditBoards), [false, true, true, true, false]);
        assert_eq!(may(Right::WarnOnBoards), [true, true, true, true, false]);
        assert_eq!(may(Right::ManageStaff), [false, false, false, true, false]);
        assert_eq!(may(Right::ManageApps), [false, false, false, true, false]);
        assert_eq!(may(Right::EditOffers), [false, false, true, true, false]);
        assert_eq!(may(Right::ManageFeeds), [false, false, true, true, false]);
    }

    #[test]
    fn an_auditor_sees_everything_and_changes_nothing() {
        for right in [Right::ManageHall, Right::BookForVisitors, Right::ManageStaff, Right::ManageApps, Right::Audit] {
            assert!(Role::Auditor.may_see(right) && !Role::Auditor.may(right), "{right:?}");
            assert!(!Role::Editor.may_see(right), "{right:?}");
        }
        assert!(Role::Auditor.may_see(Right::EditOffers) && !Role::Auditor.may(Right::EditOffers));
    }
}
