//! A program of somebody else that waits for messages: on a free port of this machine, on a thread of its own.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// What arrived.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// What it has seen, what it will answer, and whether it goes on.
#[derive(Debug, Default)]
struct State {
    seen: Vec<Message>,
    answers: VecDeque<String>,
    over: bool,
}

/// The receiver; it ends with the test.
pub(crate) struct Receiver {
    port: u16,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

impl Receiver {
    /// One that is content with everything.
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
                serve(stream.unwrap(), &told);
            }
        });
        Self { port, state, thread: Some(thread) }
    }

    /// Host and port, as they are allowed.
    pub(crate) fn place(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// An address of it.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/hooks?of=us", self.place())
    }

    /// What it will answer next: a status, and headers behind it.
    pub(crate) fn answers(&self, head: &str) {
        self.state.lock().unwrap().answers.push_back(head.to_owned());
    }

    /// What has arrived so far.
    pub(crate) fn seen(&self) -> Vec<Message> {
        self.state.lock().unwrap().seen.clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.state.lock().unwrap().over = true;
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        self.thread.take().map(JoinHandle::join);
    }
}

fn serve(mut stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let path = line().split(' ').nth(1).unwrap().to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let line = line();
        let Some((name, value)) = line.split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers["content-length"].parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    let mut state = state.lock().unwrap();
    state.seen.push(Message { path, headers, body: String::from_utf8(body).unwrap() });
    let head = state.answers.pop_front().unwrap_or_else(|| "204 No Content".to_owned());
    drop(state);
    write!(stream, "HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
}
