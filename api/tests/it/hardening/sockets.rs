//! Plain sockets: what no well-behaved client would send, as bytes.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use crate::harness::{House, LIMIT};

/// A connection to a house.
pub(super) struct Socket(TcpStream);

impl Socket {
    /// Opens one.
    pub(super) fn to(house: &House) -> Self {
        Self::at(house.client.base())
    }

    /// The same by address.
    pub(super) fn at(base: &str) -> Self {
        let stream = TcpStream::connect(base.trim_start_matches("http://")).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        stream.set_write_timeout(Some(LIMIT)).unwrap();
        Self(stream)
    }

    /// Sends bytes, unless the other side has had enough.
    pub(super) fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.0.write_all(bytes.as_ref()).is_ok()
    }

    /// Everything that comes back until the other side hangs up.
    pub(super) fn rest(mut self) -> String {
        let mut all = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            match self.0.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => all.extend_from_slice(&chunk[..read]),
                // A reset is a way of hanging up; silence is not.
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
                Err(error) => panic!("{error}: neither an answer nor an end after {LIMIT:?}"),
            }
        }
        String::from_utf8_lossy(&all).into_owned()
    }

    /// The same after saying that no more will come.
    pub(super) fn finish(self) -> String {
        drop(self.0.shutdown(Shutdown::Write));
        self.rest()
    }

    /// The head of the next answer.
    pub(super) fn head(&mut self) -> String {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            match self.0.read(&mut byte) {
                Ok(1) => head.push(byte[0]),
                _ => break,
            }
        }
        String::from_utf8_lossy(&head).into_owned()
    }
}

/// How many answers a conversation holds.
pub(super) fn answers(conversation: &str) -> usize {
    conversation.matches("HTTP/1.1 ").count()
}

/// Somewhere where blocking keeps nobody from working.
pub(super) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}
