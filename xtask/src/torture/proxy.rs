//! A TCP proxy between visitors and a node, so that connections can be cut where no one is at fault.
//!
//! What always holds: while it is closed nobody gets through, and nobody who got through before is still there.

use anyhow::Result;
use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// The two ends of one connection.
type Link = (TcpStream, TcpStream);

#[derive(Default)]
struct Inside {
    /// Where it leads to; nowhere while it is closed. Held while a connection is made, so that closing misses none.
    target: Mutex<Option<String>>,
    links: Mutex<HashMap<usize, Link>>,
    /// So many answers are still to be torn in the middle.
    torn: AtomicUsize,
}

pub(crate) struct Proxy {
    address: String,
    inside: Arc<Inside>,
}

impl Proxy {
    /// A closed one on a free port; it listens until the process ends.
    pub(crate) fn new() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = format!("http://{}", listener.local_addr()?);
        let inside = Arc::new(Inside::default());
        let shared = Arc::clone(&inside);
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().flatten().enumerate() {
                // Who cannot be let through is hung up on.
                let _ = shared.connect(number, stream);
            }
        });
        Ok(Self { address, inside })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn open(&self, node: &str) {
        let host = node.trim_start_matches("http://").to_owned();
        *self.inside.target.lock().expect("nobody panics with it") = Some(host);
    }

    pub(crate) fn close(&self) {
        *self.inside.target.lock().expect("nobody panics with it") = None;
        self.cut();
    }

    /// Ends every connection there is, in the middle of whatever goes on.
    pub(crate) fn cut(&self) {
        for (client, server) in self.inside.links.lock().expect("nobody panics with it").values() {
            hang_up(client);
            hang_up(server);
        }
    }

    /// The next answers break off half-way.
    pub(crate) fn tear(&self, answers: usize) {
        self.inside.torn.store(answers, Ordering::Release);
    }

    /// How many of them have not come yet.
    pub(crate) fn still_to_tear(&self) -> usize {
        self.inside.torn.load(Ordering::Acquire)
    }
}

impl Inside {
    fn connect(self: &Arc<Self>, number: usize, client: TcpStream) -> Result<()> {
        let target = self.target.lock().expect("nobody panics with it");
        let Some(host) = target.as_deref() else { return Ok(()) };
        let server = TcpStream::connect(host)?;
        for end in [&client, &server] {
            end.set_nodelay(true)?;
        }
        let kept = (client.try_clone()?, server.try_clone()?);
        self.links.lock().expect("nobody panics with it").insert(number, kept);
        drop(target);
        let (to_server, to_client) = ((client.try_clone()?, server.try_clone()?), (server, client));
        std::thread::spawn(move || pump(to_server, |_| false));
        let inside = Arc::clone(self);
        std::thread::spawn(move || {
            pump(to_client, |_| inside.tears());
            inside.links.lock().expect("nobody panics with it").remove(&number);
        });
        Ok(())
    }

    /// Whether this answer is one of those to be torn.
    fn tears(&self) -> bool {
        self.torn.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(1)).is_ok()
    }
}

/// Carries bytes until one end hangs up; then the other is hung up on as well.
fn pump((mut from, mut to): Link, tears: impl Fn(&[u8]) -> bool) {
    let mut buffer = [0; 16 << 10];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        let part = &buffer[..length];
        let torn = tears(part);
        let sent = to.write_all(if torn { &part[..length / 2] } else { part });
        if torn || sent.is_err() {
            break;
        }
    }
    hang_up(&from);
    hang_up(&to);
}

fn hang_up(end: &TcpStream) {
    // The other side may have done so a moment ago.
    let _ = end.shutdown(Shutdown::Both);
}

#[cfg(test)]
mod tests {
    use super::Proxy;
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};

    /// What a client gets back through the proxy, which says it once and hangs up.
    fn answer(proxy: &Proxy, server: &TcpListener, says: &[u8]) -> Vec<u8> {
        let mut client = TcpStream::connect(proxy.address().trim_start_matches("http://")).unwrap();
        let (mut inner, _) = server.accept().unwrap();
        client.write_all(b"hello").unwrap();
        let mut heard = [0; 5];
        inner.read_exact(&mut heard).unwrap();
        assert_eq!(&heard, b"hello");
        inner.write_all(says).unwrap();
        drop(inner);
        let mut got = Vec::new();
        client.read_to_end(&mut got).unwrap();
        got
    }

    #[test]
    fn it_lets_through_tears_and_hangs_up() {
        let server = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let proxy = Proxy::new().unwrap();
        let mut refused = TcpStream::connect(proxy.address().trim_start_matches("http://")).unwrap();
        assert_eq!(refused.read(&mut [0; 8]).unwrap_or(0), 0, "closed");
        proxy.open(&format!("http://{}", server.local_addr().unwrap()));
        assert_eq!(answer(&proxy, &server, b"0123456789"), b"0123456789");
        proxy.tear(1);
        assert_eq!(answer(&proxy, &server, b"0123456789"), b"01234");
        assert_eq!(proxy.still_to_tear(), 0);
        let mut client = TcpStream::connect(proxy.address().trim_start_matches("http://")).unwrap();
        let (inner, _) = server.accept().unwrap();
        proxy.close();
        assert_eq!(client.read(&mut [0; 8]).unwrap_or(0), 0, "cut");
        drop(inner);
    }
}
