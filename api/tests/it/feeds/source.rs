//! Somebody else's server that has feeds: on a free port of this machine, a thread a connection.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// How it answers for one path.
#[derive(Debug, Clone)]
pub(crate) enum Manner {
    /// A file with an entity tag; who has it is told so.
    File(String, Vec<u8>),
    /// These bytes as they are, head and all.
    Raw(Vec<u8>),
    /// A head, and then a body for as long as anybody reads.
    Endless,
    /// A head, and then nothing until the other side has had enough.
    Silent,
}

/// What was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) status: u16,
}

#[derive(Debug, Default)]
struct State {
    files: HashMap<String, Manner>,
    asked: Vec<Asked>,
    over: bool,
}

/// The server; it ends with the test.
pub(crate) struct Source {
    port: u16,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

impl Source {
    /// One with nothing in it.
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State::default()));
        let told = Arc::clone(&state);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if told.lock().unwrap().over {
                    return;
                }
                let told = Arc::clone(&told);
                // Whoever hangs up in the middle ends this thread and nothing else.
                std::thread::spawn(move || serve(stream.unwrap(), &told));
            }
        });
        Self { port, state, thread: Some(thread) }
    }

    /// Host and port, as they are allowed.
    pub(crate) fn place(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.place())
    }

    /// From now on this is what is at a path.
    pub(crate) fn has(&self, path: &str, manner: Manner) {
        self.state.lock().unwrap().files.insert(path.to_owned(), manner);
    }

    /// The same for a file.
    pub(crate) fn file(&self, path: &str, kind: &str, body: impl AsRef<[u8]>) {
        self.has(path, Manner::File(kind.to_owned(), body.as_ref().to_vec()));
    }

    /// The same for an answer with some headers.
    pub(crate) fn raw(&self, path: &str, head: &str, body: &[u8]) {
        let mut bytes = format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n").into_bytes();
        bytes.extend_from_slice(body);
        self.has(path, Manner::Raw(bytes));
    }

    /// What was asked for so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.state.lock().unwrap().asked.clone()
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.state.lock().unwrap().over = true;
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        self.thread.take().map(JoinHandle::join);
    }
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        Some(line.trim_end().to_owned())
    };
    let path = line()?.split(' ').nth(1)?.to_owned();
    let mut headers = BTreeMap::new();
    while let Some((name, value)) = line()?.split_once(": ") {
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let manner = state.lock().unwrap().files.get(&path).cloned();
    let (status, bytes) = answer(manner.as_ref(), &headers);
    state.lock().unwrap().asked.push(Asked { path, headers, status });
    stream.write_all(&bytes).ok()?;
    match manner {
        Some(Manner::Endless) => loop {
            stream.write_all(&[b'A'; 8192]).ok()?;
        },
        Some(Manner::Silent) => {
            // Until the other side hangs up.
            reader.read_line(&mut String::new()).ok()?;
            Some(())
        }
        _ => Some(()),
    }
}

fn answer(manner: Option<&Manner>, headers: &BTreeMap<String, String>) -> (u16, Vec<u8>) {
    let head = |head: &str| format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n").into_bytes();
    match manner {
        None => (404, head("404 Not Found\r\nContent-Length: 0")),
        Some(Manner::Raw(bytes)) => (200, bytes.clone()),
        Some(Manner::Endless) => (200, head("200 OK\r\nContent-Type: text/calendar")),
        Some(Manner::Silent) => (200, head("200 OK\r\nContent-Type: text/calendar\r\nContent-Length: 1000")),
        Some(Manner::File(kind, body)) => {
            let sum = body.iter().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
            let tag = format!("\"{sum:x}\"");
            if headers.get("if-none-match") == Some(&tag) {
                return (304, head(&format!("304 Not Modified\r\nETag: {tag}")));
            }
            let mut bytes =
                head(&format!("200 OK\r\nContent-Type: {kind}\r\nETag: {tag}\r\nContent-Length: {}", body.len()));
            bytes.extend_from_slice(body);
            (200, bytes)
        }
    }
}
