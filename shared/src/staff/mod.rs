//! Staff: who works in the hall, and what they may do.

/// What somebody on the staff is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Welcomes visitors.
    FrontDesk,
    /// Decides about the hall: layouts, exhibitions, closures, furniture.
    HallManager,
    /// Writes the offers.
    Editor,
    /// May do everything.
    Admin,
}

/// Something not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Change the hall: plans and furniture.
    ManageHall,
    /// Book for somebody, also against rules, with a reason.
    BookForVisitors,
    /// Register other people's programs, suspend them, and make their keys.
    ManageApps,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::FrontDesk, Self::HallManager, Self::Editor, Self::Admin];

    /// Its name in the database and at the terminal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::FrontDesk => "front_desk",
            Self::HallManager => "hall_manager",
            Self::Editor => "editor",
            Self::Admin => "admin",
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
            Right::ManageApps => matches!(self, Self::Admin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_role_and_not_everybody_may_do_everything() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
        let may = Role::ALL.map(|role| role.may(Right::ManageHall));
        assert_eq!(may, [false, true, false, true]);
        let may = Role::ALL.map(|role| role.may(Right::BookForVisitors));
        assert_eq!(may, [true, true, false, true]);
        let may = Role::ALL.map(|role| role.may(Right::ManageApps));
        assert_eq!(may, [false, false, false, true]);
    }
}
