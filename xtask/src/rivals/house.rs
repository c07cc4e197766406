//! What all rivals share: the doors they knock at, what time it is, and the book in which every call is written down.
//!
//! What always holds: the house's clock jumps only while no call is on its way, on all nodes at once. So every call has
//! one true begin and end by that clock, and the checker can say who had a desk meanwhile.

use super::hall::{Choice, Hall};
use super::history::{Call, Fault, History, Reply, Span, Wish};
use super::mail::Codes;
use crate::http::{Client, Words};
use crate::times;
use anyhow::{Result, bail};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

const SECOND: i64 = 1_000_000;

/// So many people book more than once; everybody else has an address of her own.
const REGULARS: usize = 40;

/// How long the nodes may take to set their clocks while the database is coming back.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct House {
    pub(crate) codes: Codes,
    hall: RwLock<Hall>,
    began: Instant,
    clock: RwLock<Clock>,
    history: Mutex<History>,
    answered: AtomicUsize,
}

/// The house's clock, which the nodes were set to.
#[derive(Clone, Copy)]
struct Clock {
    micros: i64,
    at: Instant,
}

impl Clock {
    fn now(self) -> i64 {
        self.micros + micros(self.at.elapsed())
    }
}

impl House {
    /// A house whose nodes show the real time.
    pub(crate) fn new(hall: Hall, codes: Codes) -> Self {
        let clock = Clock { micros: times::now() * SECOND, at: Instant::now() };
        let history = History { room: hall.room.clone(), ..History::default() };
        Self {
            codes,
            hall: RwLock::new(hall),
            began: Instant::now(),
            clock: RwLock::new(clock),
            history: Mutex::new(history),
            answered: AtomicUsize::new(0),
        }
    }

    pub(crate) fn hall(&self) -> Hall {
        self.hall.read().expect("nobody panics with it").clone()
    }

    /// By the house's clock, microseconds.
    pub(crate) fn now(&self) -> i64 {
        self.time().now()
    }

    /// Since the run began, by a clock that never jumps.
    pub(crate) fn steady(&self) -> i64 {
        micros(self.began.elapsed())
    }

    /// How many calls have ended.
    pub(crate) fn answered(&self) -> usize {
        self.answered.load(Ordering::Relaxed)
    }

    /// Writes a wish down and gives it a number, and an address for mails.
    pub(crate) fn wish(&self, choice: Choice, regular: Option<usize>) -> Wish {
        let mut history = self.history.lock().expect("nobody panics with it");
        let number = history.wishes.len();
        let regular = regular.filter(|_| !number.is_multiple_of(3)).map(|draw| draw % REGULARS);
        let email =
            regular.map_or_else(|| format!("once{number}@example.org"), |who| format!("often{who}@example.org"));
        let Choice { desks, party, from, to } = choice;
        let wish = Wish { number, email, desks, party, from, to };
        history.wishes.push(wish.clone());
        wish
    }

    /// Makes a call and writes it down.
    pub(crate) fn call(&self, wish: usize, act: super::history::Act, ask: impl FnOnce() -> Reply) -> Reply {
        let time = self.time();
        let (from, steady) = (time.now(), self.steady());
        let reply = ask();
        let span = Span { from, to: time.now() };
        let steady = Span { from: steady, to: self.steady() };
        drop(time);
        let call = Call { wish, act, span, steady, reply: reply.clone() };
        self.history.lock().expect("nobody panics with it").calls.push(call);
        self.answered.fetch_add(1, Ordering::Relaxed);
        reply
    }

    pub(crate) fn broke(&self, name: String, since: i64) {
        let fault = Fault { name, steady: Span { from: since, to: self.steady() } };
        self.history.lock().expect("nobody panics with it").faults.push(fault);
    }

    /// A copy of all that was written down.
    pub(crate) fn history(&self) -> History {
        self.history.lock().expect("nobody panics with it").clone()
    }

    /// Sets the clock of all nodes while nobody asks, and does something before anybody asks again.
    pub(crate) fn jump(&self, nodes: &[String], to: i64, before: impl FnOnce() -> Result<()>) -> Result<()> {
        let mut clock = self.clock.write().expect("nobody panics with it");
        before()?;
        let start = Instant::now();
        for node in nodes {
            set_clock(node, || to + micros(start.elapsed()))?;
        }
        *clock = Clock { micros: to, at: start };
        Ok(())
    }

    /// Sets the clock of a node that has just come up.
    pub(crate) fn tell_time(&self, node: &str) -> Result<()> {
        let time = self.time();
        set_clock(node, || time.now())
    }

    fn time(&self) -> Time<'_> {
        Time(self.clock.read().expect("nobody panics with it"))
    }
}

/// As long as it lives the clock does not jump.
struct Time<'a>(RwLockReadGuard<'a, Clock>);

impl Time<'_> {
    fn now(&self) -> i64 {
        self.0.now()
    }
}

/// Asks until it has worked: the clock is set at once, but what falls due by it needs the database.
fn set_clock(node: &str, now: impl Fn() -> i64) -> Result<()> {
    let patience = Instant::now() + PATIENCE;
    loop {
        let body = format!(r#"{{"now":"{}"}}"#, text(now()));
        let words = Words { json: Some(&body), ..Words::default() };
        let answer = Client::to(node).and_then(|mut client| client.send("PUT", "/api/v1/sandbox/clock", &words));
        match answer {
            Ok(answer) if answer.status == 200 => return Ok(()),
            Ok(answer) if answer.status != 503 => {
                bail!("the clock of {node} answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body))
            }
            Ok(answer) if Instant::now() > patience => bail!("the clock of {node} answers only {}", answer.status),
            Err(error) if Instant::now() > patience => return Err(error.context("a clock could not be set")),
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// RFC 3339 to the microsecond.
fn text(micros: i64) -> String {
    times::text(micros.div_euclid(SECOND)).replace('Z', &format!(".{:06}Z", micros.rem_euclid(SECOND)))
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).expect("a run ends within the age of the universe")
}
