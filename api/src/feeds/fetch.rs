//! One look at a source: from its address to its bytes, as far as one wants to read.
//!
//! What always holds:
//! - Only the guard of `outgoing` makes calls: the public internet by `https`, and what who runs the server has
//!   allowed. A redirect is a new address, looked at as the first was.
//! - All of it has one deadline. What is larger than [`LARGEST_FEED`] is not read, whatever it says its length is,
//!   and neither is what unfolds to more.
//! - Why it failed is said in our words: what a host inside of a network says is nobody's business.

use std::io::Read as _;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use reqwest::{Method, Response, StatusCode};
use shared::feeds::{FeedFormat, LARGEST_FEED};

use super::read::Broken;
use crate::app::App;
use crate::outgoing::{self, BodyError, Public};

/// Redirects that are followed; who needs more of them goes in circles.
const MOST_HOPS: usize = 5;
/// Longest entity tag or date that is kept, bytes.
const LONGEST_MARK: usize = 300;

const NOT_PUBLIC: &str = "leads to a network that is not public";
/// Whose address it is that can't be called: the source's own, or one it has named.
const OWN: &str = "its address";
const NAMED: &str = "the address it redirects to";

/// What a source said of its state when it was last read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// What a look has brought.
#[derive(Debug)]
pub(super) enum Fetched {
    /// The source is as it was.
    Same,
    /// Here it is.
    New(Vec<u8>, Marks),
}

/// Looks at a source. With marks it may answer that it is as it was.
pub(super) async fn fetch(app: &App, url: &str, format: FeedFormat, known: &Marks) -> Result<Fetched, Broken> {
    let whole = Duration::from_millis(app.config.feed_timeout_ms);
    let looked = tokio::time::timeout(whole, follow(app, url, format, known));
    looked.await.unwrap_or_else(|_over| Err(said("it has not answered in time")))
}

async fn follow(app: &App, url: &str, format: FeedFormat, known: &Marks) -> Result<Fetched, Broken> {
    let client = app.outgoing.public().map_err(|error| {
        tracing::warn!(error = %crate::edge::chain(&error), "no feed can be called");
        said("this server can make no calls")
    })?;
    let (mut address, mut whose) = (url.to_owned(), OWN);
    for _hop in 0..=MOST_HOPS {
        let answer = ask(&client, (&address, whose), format, known).await?;
        let status = answer.status();
        if status == StatusCode::NOT_MODIFIED && *known != Marks::default() {
            return Ok(Fetched::Same);
        }
        if let Some(next) = redirect(&answer) {
            (address, whose) = (next?, NAMED);
            continue;
        }
        if !status.is_success() {
            return Err(Broken(format!("it has answered with {}", status.as_u16())));
        }
        let marks = Marks { etag: mark(&answer, &ETAG), last_modified: mark(&answer, &LAST_MODIFIED) };
        return Ok(Fetched::New(content(answer).await?, marks));
    }
    Err(said("it leads from one address to the next without an end"))
}

async fn ask(
    client: &Public<'_>,
    (address, whose): (&str, &str),
    format: FeedFormat,
    known: &Marks,
) -> Result<Response, Broken> {
    let not_public = || Broken(format!("{whose} {NOT_PUBLIC}"));
    let request = client.request(Method::GET, address).map_err(|refused| match refused {
        outgoing::Refused::NotPublic => not_public(),
        other => Broken(format!("{whose} {other}")),
    })?;
    let wanted = match format {
        FeedFormat::Icalendar => "text/calendar, */*;q=0.5",
        FeedFormat::Rss => "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
        FeedFormat::Jsonld => "application/ld+json, text/html;q=0.9, */*;q=0.5",
        FeedFormat::Csv => "text/csv, */*;q=0.5",
    };
    let mut headers = HeaderMap::new();
    for (name, value) in [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.last_modified)] {
        if let Some(value) = value.as_ref().and_then(|value| value.parse().ok()) {
            headers.insert(name, value);
        }
    }
    let request = request.headers(headers).header(ACCEPT, wanted).header(ACCEPT_ENCODING, "gzip");
    request.send().await.map_err(|error| if outgoing::refused(&error) { not_public() } else { said(words(&error)) })
}

/// Where it leads, if it leads elsewhere.
fn redirect(answer: &Response) -> Option<Result<String, Broken>> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok());
    let next = place.and_then(|place| answer.url().join(place).ok());
    Some(next.map(|next| next.to_string()).ok_or_else(|| said("it leads to an address that is none")))
}

fn mark(answer: &Response, name: &HeaderName) -> Option<String> {
    let value = answer.headers().get(name)?.to_str().ok()?;
    (value.len() <= LONGEST_MARK).then(|| value.to_owned())
}

async fn content(answer: Response) -> Result<Vec<u8>, Broken> {
    let header = |name: &HeaderName| {
        answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().trim().to_ascii_lowercase()
    };
    let kind = header(&CONTENT_TYPE);
    let never = ["image/", "video/", "audio/", "font/", "application/pdf", "application/zip"];
    if never.iter().any(|never| kind.starts_with(never)) {
        return Err(Broken(format!("it is {} and no text", kind.chars().take(40).collect::<String>())));
    }
    let packed = match header(&CONTENT_ENCODING).as_str() {
        "" | "identity" => false,
        "gzip" | "x-gzip" => true,
        _ => return Err(said("it is packed in a way that nobody has asked for")),
    };
    if answer
        .content_length()
        .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > LARGEST_FEED))
    {
        return Err(too_large());
    }
    let read = outgoing::body(answer, LARGEST_FEED).await.map_err(|error| match error {
        BodyError::TooLarge(_) => too_large(),
        BodyError::Broken(error) => said(words(&error)),
    })?;
    if packed { unpacked(&read) } else { Ok(read) }
}

/// What was packed, as far as it is no larger than anything else may be.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, Broken> {
    let most = u64::try_from(LARGEST_FEED).unwrap_or(u64::MAX);
    let mut out = Vec::new();
    MultiGzDecoder::new(bytes)
        .take(most.saturating_add(1))
        .read_to_end(&mut out)
        .map_err(|_damaged| said("what it has packed can't be unpacked"))?;
    if out.len() > LARGEST_FEED { Err(too_large()) } else { Ok(out) }
}

fn too_large() -> Broken {
    Broken(format!("it has more than {LARGEST_FEED} bytes"))
}

fn said(why: &str) -> Broken {
    Broken(why.to_owned())
}

fn words(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "it has not answered in time"
    } else if error.is_connect() {
        "there is no connection to it"
    } else {
        "the connection to it broke off"
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_little_that_unfolds_to_a_lot_is_not_unfolded() {
        let pack = |bytes: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        };
        assert_eq!(unpacked(&pack(b"BEGIN:VCALENDAR")).unwrap(), b"BEGIN:VCALENDAR");
        let bomb = pack(&vec![b' '; 40 * 1024 * 1024]);
        assert!(bomb.len() < 64 * 1024);
        assert_eq!(unpacked(&bomb), Err(too_large()));
        assert!(unpacked(b"no gzip").is_err());
    }
}
