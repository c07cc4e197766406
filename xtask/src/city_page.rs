//! The sample page of a city (`examples/city-page`) on a port of its own: what web editors see when they have pasted
//! what the town hall gives them.
//!
//! What always holds: it lets in nothing but the town hall, and reports what else is tried to the browser's console.
//! It serves the few files it names, read anew each time, so that whoever changes one sees it at once.

use crate::place;
use anyhow::{Context as _, Result};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// What stands in the files where the town hall's address belongs.
const PLACEHOLDER: &str = "https://rathaus.invalid";

/// Paths, the files behind them, and their kinds.
const FILES: [(&str, &str, &str); 3] = [
    ("/", "index.html", "text/html; charset=utf-8"),
    ("/en.html", "en.html", "text/html; charset=utf-8"),
    ("/style.css", "style.css", "text/css; charset=utf-8"),
];

/// The longest line of a request that is read.
const LONGEST: u64 = 8 * 1024;

/// Serves it from now on, beside whatever else this program does.
pub(crate) fn serve(port: u16, api: String) -> Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("the sample city page needs port {port}; `--city-port` takes another"))?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let api = api.clone();
            // A visitor who goes away in the middle is nobody's trouble.
            thread::spawn(move || answer(&stream, &api).ok());
        }
    });
    Ok(())
}

fn answer(stream: &TcpStream, api: &str) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.take(LONGEST));
    let mut first = String::new();
    lines.read_line(&mut first)?;
    let mut line = String::new();
    // The rest of the head says nothing we need, but it has to be read before a connection is closed.
    while lines.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut stream = stream;
    stream.write_all(page(&first, api)?.as_bytes())?;
    Ok(())
}

/// The whole answer to the first line of a request.
fn page(first: &str, api: &str) -> Result<String> {
    let path = first.split(' ').nth(1).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let asked = first.split(' ').next().unwrap_or_default();
    let found = FILES.iter().find(|(known, ..)| *known == path).filter(|_| ["GET", "HEAD"].contains(&asked));
    let (status, kind, body) = match found {
        Some((_, file, kind)) => {
            let text = std::fs::read_to_string(place::root().join("examples/city-page").join(file))?;
            ("200 OK", *kind, text.replace(PLACEHOLDER, api))
        }
        None => ("404 Not Found", "text/plain; charset=utf-8", "There is no such page.\n".to_owned()),
    };
    let policy = policy(api);
    let length = body.len();
    let body = if asked == "HEAD" { "" } else { &body };
    Ok(format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nContent-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{body}"
    ))
}

/// The town hall and the page's own style, and nothing else.
fn policy(api: &str) -> String {
    let ours: String =
        ["script", "connect", "img", "frame"].iter().flat_map(|kind| [*kind, "-src ", api, "; "]).collect();
    format!(
        "default-src 'none'; {ours}style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_names_the_town_hall_and_lets_in_nothing_else() {
        for (path, ..) in FILES {
            let answer = page(&format!("GET {path}?x=1 HTTP/1.1"), "http://localhost:1").unwrap();
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
            assert!(!answer.contains(PLACEHOLDER), "{path}");
            let head = page(&format!("HEAD {path} HTTP/1.1"), "http://localhost:1").unwrap();
            assert_eq!(Some(head.trim_end()), answer.split("\r\n\r\n").next(), "the same without the page");
            assert!(answer.contains("default-src 'none'; script-src http://localhost:1; connect-src"), "{answer}");
        }
    }

    #[test]
    fn a_browser_gets_it_over_the_wire() {
        let port = crate::server::free_port().unwrap();
        serve(port, "http://localhost:1".to_owned()).unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())), "{head}");
        assert!(body.ends_with("</html>\n"), "{body}");
        assert!(serve(port, String::new()).is_err(), "a port that is taken is named");
    }

    #[test]
    fn nothing_else_is_served() {
        for line in ["GET /../Cargo.toml HTTP/1.1", "GET /README.md HTTP/1.1", "POST / HTTP/1.1", "", "\u{fffd}"] {
            assert!(page(line, "http://localhost:1").unwrap().starts_with("HTTP/1.1 404 "), "{line}");
        }
    }
}
