//! One rival: books, confirms, cancels, checks in and out, all at random, and never gives up because of a lost answer.
//!
//! What always holds: a wish is sent with the same key until it is answered, at whichever node is open, as every client
//! of ours does. A move is not sent again: what came of it is seen the next time.

use super::chance::Chance;
use super::history::{Act, Reply, Seen, State, Step, Wish};
use super::house::House;
use crate::http::{Answer, Client, Words};
use crate::rivals::hall::VENUE;
use crate::times;
use anyhow::Result;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A connection that was idle for longer is not used again: the server may be about to close it.
const IDLE: Duration = Duration::from_secs(1);
/// How long a wish is sent again without an answer; by the house's clock a key is good for a day.
const PATIENCE: Duration = Duration::from_mins(1);
const KEY_IS_GOOD: i64 = 20 * 3600 * 1_000_000;
/// Between two tries while nobody is there. Much shorter than the answers ask for, and long enough for a database that
/// is coming up to get something done.
const PAUSE: Duration = Duration::from_millis(100);
/// Whoever has more starts to give back.
const ENOUGH: usize = 6;

pub(crate) struct Visitor<'a> {
    house: &'a House,
    chance: Chance,
    doors: Vec<Door>,
    mine: Vec<Mine>,
}

/// The way to one node.
struct Door {
    address: String,
    open: Option<(Client, Instant)>,
}

/// A booking, and the proof that it is ours.
struct Mine {
    wish: usize,
    id: String,
    secret: String,
}

impl<'a> Visitor<'a> {
    pub(crate) fn new(house: &'a House, doors: &[String], chance: Chance) -> Self {
        let doors = doors.iter().map(|address| Door { address: address.clone(), open: None }).collect();
        Self { house, chance, doors, mine: Vec::new() }
    }

    /// Goes on until it is told to go home.
    pub(crate) fn live(mut self, goes_on: &(dyn Fn() -> bool + Sync)) -> Result<()> {
        while goes_on() {
            let gives_back = self.mine.len() > ENOUGH;
            if !self.mine.is_empty() && (gives_back || self.chance.percent(45)) {
                self.step(gives_back);
            } else {
                let choice = self.house.hall().choose(&mut self.chance, self.house.now() / 1_000_000)?;
                let regular = self.chance.below(usize::MAX);
                let wish = self.house.wish(choice, Some(regular));
                self.ask(&wish);
            }
        }
        Ok(())
    }

    /// Asks until there is an answer, and now and then once more.
    pub(crate) fn ask(&mut self, wish: &Wish) -> Reply {
        let (since, first) = (Instant::now(), self.house.now());
        loop {
            let reply = self.ask_once(wish);
            let in_progress = |problem: &str| problem == "request-in-progress";
            let again = match &reply {
                Reply::Refusal { status: 409, problem, .. } => in_progress(problem),
                reply => reply.is_open(),
            };
            if !again {
                if matches!(reply, Reply::Booking(_)) && self.chance.percent(6) {
                    self.ask_once(wish);
                }
                return reply;
            }
            if since.elapsed() > PATIENCE || self.house.now() - first > KEY_IS_GOOD {
                return reply;
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn ask_once(&mut self, wish: &Wish) -> Reply {
        let mut body = json!({
            "venue": VENUE, "from": times::text(wish.from), "to": times::text(wish.to),
            "email": wish.email, "name": wish.key(), "locale": "en",
        });
        match &wish.party {
            Some((size, zone)) => (body["party_size"], body["zone"]) = (json!(size), json!(zone)),
            None => body["desk_codes"] = json!(wish.desks),
        }
        let (body, key) = (body.to_string(), wish.key());
        let headers = [("Idempotency-Key", key.as_str())];
        let door = self.chance.below(self.doors.len());
        let door = &mut self.doors[door];
        let mut secret = None;
        let reply = self.house.call(wish.number, Act::Book, || {
            let answer =
                door.send("POST", "/api/v1/bookings", &Words { headers: &headers, json: Some(&body), form: None });
            let (reply, value) = reply(answer, 201);
            secret = value["secret"].as_str().map(str::to_owned);
            reply
        });
        if let (Reply::Booking(seen), Some(secret)) = (&reply, secret)
            && self.mine.iter().all(|mine| mine.id != seen.id)
        {
            self.mine.push(Mine { wish: wish.number, id: seen.id.clone(), secret });
        }
        reply
    }

    /// Does something with one of its bookings.
    fn step(&mut self, gives_back: bool) {
        let which = self.chance.below(self.mine.len());
        let code = self.house.codes.of(&self.mine[which].id);
        let step = match self.chance.below(100) {
            0..35 => Step::Cancel,
            _ if gives_back => Step::Cancel,
            35..65 if code.is_some() => Step::Confirm,
            65..75 => Step::CheckIn,
            75..85 => Step::CheckOut,
            85..92 => Step::ExtendHold,
            _ => Step::Look,
        };
        let reply = self.take(which, step, code.as_deref().unwrap_or_default());
        let over = match &reply {
            Reply::Booking(seen) => !seen.state.blocks(),
            Reply::Silence => {
                std::thread::sleep(PAUSE);
                false
            }
            Reply::Refusal { status, problem, .. } => {
                *status == 404 || (step == Step::Cancel && problem == "wrong-state")
            }
        };
        if over {
            self.mine.swap_remove(which);
        }
    }

    fn take(&mut self, which: usize, step: Step, code: &str) -> Reply {
        let Mine { wish, id, secret } = &self.mine[which];
        let path = format!("/api/v1/bookings/{id}{}", step.path());
        let body = format!(r#"{{"code":"{code}"}}"#);
        let headers = [("Booking-Secret", secret.as_str())];
        let words = Words { headers: &headers, json: (step == Step::Confirm).then_some(body.as_str()), form: None };
        let method = if step == Step::Look { "GET" } else { "POST" };
        let door = self.chance.below(self.doors.len());
        let door = &mut self.doors[door];
        self.house.call(*wish, Act::Step(step, id.clone()), || reply(door.send(method, &path, &words), 200).0)
    }
}

impl Door {
    fn send(&mut self, method: &str, path: &str, words: &Words<'_>) -> Result<Answer> {
        let fresh = self.open.take().filter(|(_, used)| used.elapsed() < IDLE);
        let mut client = match fresh {
            Some((client, _)) => client,
            None => Client::to(&self.address)?,
        };
        let answer = client.send(method, path, words)?;
        self.open = Some((client, Instant::now()));
        Ok(answer)
    }
}

/// What an answer says; `good` is the status of a success.
fn reply(answer: Result<Answer>, good: u16) -> (Reply, Value) {
    let Ok(answer) = answer else { return (Reply::Silence, Value::Null) };
    let value = answer.value();
    let text = |key: &str| value[key].as_str().unwrap_or_default();
    let refusal = || Reply::Refusal {
        status: answer.status,
        problem: text("type").rsplit('/').next().unwrap_or_default().to_owned(),
        rule: text("rule").to_owned(),
    };
    let reply = if answer.status == good { booking(&value, answer.replayed) } else { None };
    (reply.map_or_else(refusal, Reply::Booking), value)
}

fn booking(value: &Value, replayed: bool) -> Option<Seen> {
    let instant = |key: &str| value[key].as_str().and_then(times::read);
    let desks = value["desks"].as_array()?.iter().filter_map(|desk| desk["code"].as_str().map(str::to_owned));
    Some(Seen {
        id: value["id"].as_str()?.to_owned(),
        state: State::named(value["state"].as_str()?)?,
        desks: desks.collect(),
        from: instant("from")?,
        to: instant("to")?,
        replayed,
    })
}
