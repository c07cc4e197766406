//! Files that are sent as they are.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};

use super::body::{announced, read};
use crate::problem::Failure;

/// Largest file, bytes.
pub const MAX_UPLOAD: usize = 5 * 1024 * 1024;

/// A file, and what its sender says it is. Nothing of it is believed yet.
#[derive(Debug)]
pub struct Upload {
    /// `Content-Type` as it was sent.
    pub content_type: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl FromRequest for Upload {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_owned();
        let (announced, payload) = (announced(request), payload.take());
        Box::pin(async move { Ok(Self { content_type, bytes: read(payload, announced, MAX_UPLOAD).await? }) })
    }
}
