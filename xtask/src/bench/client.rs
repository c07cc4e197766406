//! One HTTP/1.1 connection that is kept open. Written out because a load generator must cost as little as it can, on
//! a machine it shares with what it measures.

use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

pub(crate) struct Client {
    stream: BufReader<TcpStream>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    /// How long the head was, in bytes.
    pub(crate) head: usize,
    pub(crate) body: Vec<u8>,
}

impl Client {
    /// Connects to `http://host:port`.
    pub(crate) fn to(address: &str) -> Result<Self> {
        let host = address.trim_start_matches("http://");
        let stream = TcpStream::connect(host).with_context(|| format!("{address} does not answer"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream) })
    }

    pub(crate) fn get(&mut self, path: &str) -> Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    }

    /// Reads JSON, or says what came instead.
    pub(crate) fn json(&mut self, path: &str) -> Result<serde_json::Value> {
        let answer = self.get(path)?;
        if answer.status != 200 {
            bail!("GET {path} answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
        }
        serde_json::from_slice(&answer.body).with_context(|| format!("GET {path} answered no JSON"))
    }

    pub(crate) fn post(&mut self, path: &str, idempotency_key: &str, body: &str) -> Result<Answer> {
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Idempotency-Key: {idempotency_key}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    fn send(&mut self, request: &str) -> Result<Answer> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.with_context(|| format!("no HTTP answer: `{first}`"))?;
        let mut length = None;
        let mut chunked = false;
        let mut head = first.len() + 2;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            head += line.len() + 2;
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse::<usize>().ok();
            }
            chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
        }
        let body = if chunked { self.chunks()? } else { self.bytes(length.unwrap_or(0))? };
        Ok(Answer { status, head, body })
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

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }
}
