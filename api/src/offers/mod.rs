//! Offers: anything the city offers, from a museum to a form of support.
//!
//! Read only for now. Texts come in the language asked for, or honestly in another: `lang` says
//! which. Every fact carries its source and the date it was true, or is marked as an example.

mod list;
mod show;
mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of this noun.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list::list_offers).service(show::get_offer);
}
