//! Furniture: the inventory of the hall, where each piece comes from and what shape it is in.
//!
//! What always holds: a code names one piece of a venue; a piece that goes is `retired`, never deleted,
//! so that what was once bought or given can be accounted for.

mod change;
mod list;
mod store;

use crate::routes::Routes;

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config.service(list::list_furniture);
}

/// Its routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(list::list_furniture_items)
        .service(list::get_furniture_item)
        .service(change::add_furniture_item)
        .service(change::change_furniture_item);
}
