//! Boards: screens in the hall ([ADR 33](../../../docs/adr/0033-boards.md)). What they show is edited below `/staff`;
//! what they are is a page of their own below `/board` ([`screen`]).
//!
//! What always holds: a board is read from its row each time, so that an emergency is on every screen at the next look
//! of each, whichever node answers.

mod change;
mod emergency;
mod list;
pub(crate) mod screen;
pub(crate) mod store;

use crate::routes::Routes;

pub use screen::Kept;
pub(crate) use screen::configure;

/// Its routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(list::list_boards)
        .service(change::add_board)
        .service(list::get_board)
        .service(change::change_board)
        .service(change::remove_board)
        .service(emergency::raise_emergency)
        .service(emergency::lift_emergency)
        .service(emergency::raise_emergency_everywhere)
        .service(emergency::lift_emergency_everywhere);
}
