//! What nouns add their handlers to: routes that answer, or the document of what is answered.
//!
//! One list of handlers makes both, so nothing is answered that the document does not say. They are made one at a time:
//! every worker of a node needs routes of its own and none of what handlers say about themselves, and working that out
//! for each of them took most of a node's start.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa_actix_web::OpenApiFactory;
use utoipa_actix_web::service_config::ServiceConfig;

/// Where handlers are added.
pub enum Routes<'a, 'c> {
    /// They answer.
    Answering(&'a mut web::ServiceConfig),
    /// What they say about themselves is written down.
    Described(&'a mut ServiceConfig<'c>),
}

impl Routes<'_, '_> {
    /// Adds a handler. Requests are held against handlers in the order in which these were added.
    pub fn service<F: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, handler: F) -> &mut Self {
        match self {
            Self::Answering(config) => {
                config.service(handler);
            }
            Self::Described(config) => {
                config.service(handler);
            }
        }
        self
    }
}
