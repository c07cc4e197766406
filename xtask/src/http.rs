//! One HTTP/1.1 connection that is kept open, for measurements and rivals. Written out because a load generator must
//! cost as little as it can, on a machine it shares with what it measures.
//!
//! What always holds: an answer is whole or it is an error. Half an answer is never taken for one.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// Longer than the server may take for anything: it gives up its own waiting before.
const PATIENCE: Duration = Duration::from_secs(40);

pub(crate) struct Client {
    stream: BufReader<TcpStream>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    /// How long the head was, in bytes.
    pub(crate) head: usize,
    /// Whether it is the stored answer to an idempotency key.
    pub(crate) replayed: bool,
    pub(crate) body: Vec<u8>,
    /// The cookie it sets, as it is sent back.
    pub(crate) cookie: Option<String>,
    /// Its entity tag.
    pub(crate) tag: Option<String>,
}

impl Answer {
    /// The body as JSON; null if it is none.
    pub(crate) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What a request says besides its path.
#[derive(Default)]
pub(crate) struct Words<'a> {
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) json: Option<&'a str>,
    pub(crate) form: Option<&'a str>,
}

impl Client {
    /// Connects to `http://host:port`.
    pub(crate) fn to(address: &str) -> Result<Self> {
        let host = address.trim_start_matches("http://");
        let stream = TcpStream::connect(host).with_context(|| format!("{address} does not answer"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    pub(crate) fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, &Words::default())
    }

    /// Reads JSON, or says what came instead.
    pub(crate) fn json(&mut self, path: &str) -> Result<Value> {
        let answer = self.get(path)?;
        if answer.status != 200 {
            bail!("GET {path} answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
        }
        serde_json::from_slice(&answer.body).with_context(|| format!("GET {path} answered no JSON"))
    }

    pub(crate) fn post(&mut self, path: &str, idempotency_key: &str, body: &str) -> Result<Answer> {
        self.send(
            "POST",
            path,
            &Words { headers: &[("Idempotency-Key", idempotency_key)], json: Some(body), form: None },
        )
    }

    pub(crate) fn send(&mut self, method: &str, path: &str, words: &Words<'_>) -> Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n");
        for (name, value) in words.headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        let json = words.json.map(|body| ("application/json", body));
        match json.or_else(|| words.form.map(|body| ("application/x-www-form-urlencoded", body))) {
            Some((kind, body)) => {
                let length = body.len().to_string();
                request.extend(["Content-Type: ", kind, "\r\nContent-Length: ", &length, "\r\n\r\n", body]);
            }
            None if method == "GET" => request += "\r\n",
            None => request += "Content-Length: 0\r\n\r\n",
        }
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.receive()
    }

    fn receive(&mut self) -> Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.with_context(|| format!("no HTTP answer: `{first}`"))?;
        let (mut length, mut cookie, mut tag) = (None, None, None);
        let (mut chunked, mut replayed) = (false, false);
        let mut head = first.len() + 2;
        loop {
            let line = self.line()?;
            if line.get(..11).is_some_and(|name| name.eq_ignore_ascii_case("set-cookie:")) {
                cookie = line[11..].split(';').next().map(|pair| pair.trim().to_owned());
            }
            if line.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("etag:")) {
                tag = Some(line[5..].trim().to_owned());
            }
            let line = line.to_ascii_lowercase();
            head += line.len() + 2;
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse::<usize>().ok();
            }
            chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
            replayed |= line.starts_with("idempotency-replayed:") && line.contains("true");
        }
        let body = if chunked { self.chunks()? } else { self.bytes(length.unwrap_or(0))? };
        Ok(Answer { status, head, replayed, body, cookie, tag })
    }

    fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let size = usize::from_str_radix(&self.line()?, 16).context("a chunk without a size")?;
            body.extend(self.bytes(size)?);
            self.line()?;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>> {
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(body)
    }

    /// One line; a connection that ends in the middle of it is an error.
    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 || !line.ends_with('\n') {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }
}
