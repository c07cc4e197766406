//! The way to the api in a browser: its own `fetch`. Nothing is brought along for what the browser
//! does anyway, such as reading addresses.

use http::StatusCode;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use crate::{Answer, Error, Request, TIMEOUT};

/// The browser has the connections.
#[derive(Debug, Clone)]
pub(crate) struct Transport;

impl Transport {
    /// Nothing to begin with.
    pub(crate) const fn new() -> Self {
        Self
    }

    /// Sends a request and waits for the whole answer.
    pub(crate) async fn send(&self, address: &str, request: Request) -> Result<Answer, Error> {
        let asked = written(request).map_err(|error| Error::Unsendable { reason: reason(&error) })?;
        let (status, body) =
            answered(address, &asked).await.map_err(|error| Error::Offline { reason: reason(&error) })?;
        let status = StatusCode::from_u16(status).map_err(|_impossible| Error::Unexpected { status })?;
        Ok(Answer { status, body })
    }
}

/// The request as the browser wants it.
fn written(request: Request) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in request.headers {
        headers.set(name, &value)?;
    }
    let asked = RequestInit::new();
    asked.set_method(request.method.as_str());
    asked.set_headers(&headers);
    if let Some(body) = request.body {
        asked.set_body(&Uint8Array::from(body.as_slice()));
    }
    let limit = u32::try_from(TIMEOUT.as_millis()).unwrap_or(u32::MAX);
    asked.set_signal(Some(&AbortSignal::timeout_with_u32(limit)));
    Ok(asked)
}

/// Status and body of the answer; an error where there is none, or not in time.
async fn answered(address: &str, asked: &RequestInit) -> Result<(u16, Vec<u8>), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(address, asked)).await?;
    let response: Response = response.dyn_into()?;
    let body = JsFuture::from(response.array_buffer()?).await?;
    Ok((response.status(), Uint8Array::new(&body).to_vec()))
}

/// What the browser says about an error; it names no address.
fn reason(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())).unwrap_or_default()
}
