//! Random lives of bookings over HTTP, against a model that a person can check by reading it.

mod acts;

use chrono::{DateTime, FixedOffset, TimeDelta};
use client::Answer;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use shared::bookings::{Booking, BookingChange, BookingState, NewBooking};
use shared::problem::ProblemKind;

use self::acts::{Act, act};
use crate::harness::{House, Taken, at, problem, wish};

const DESKS: [&str; 3] = ["A1", "A2", "T1"];
/// The doors are open for so many quarters of an hour.
const OPEN: i64 = 40;

/// A booking as the model has it.
struct Kept {
    taken: Taken,
    code: String,
    desks: u8,
    from: i64,
    to: i64,
    state: BookingState,
    expires: DateTime<FixedOffset>,
    extended: bool,
}

struct Model {
    now: DateTime<FixedOffset>,
    bookings: Vec<Kept>,
}

fn slot(number: i64) -> DateTime<FixedOffset> {
    at("2026-11-24T08:00") + TimeDelta::minutes(15 * number)
}

fn minutes(number: i64) -> TimeDelta {
    TimeDelta::minutes(number)
}

impl Model {
    /// Rule 2: what time does by itself.
    fn settle(&mut self) {
        for kept in &mut self.bookings {
            kept.state = match kept.state {
                BookingState::Held if kept.expires <= self.now => BookingState::Expired,
                BookingState::Confirmed if slot(kept.from) + minutes(30) <= self.now => BookingState::NoShow,
                BookingState::CheckedIn if slot(kept.to) <= self.now => BookingState::Completed,
                state => state,
            };
        }
    }

    async fn act(&mut self, house: &House, act: &Act) {
        match *act {
            Act::Pass { minutes: by, round } => {
                self.now += minutes(by);
                house.set(self.now);
                if round {
                    house.pass(self.now).await;
                }
                self.settle();
            }
            Act::Book { desks, from, length } => self.book(house, desks, from, from + length).await,
            Act::Confirm(index) => {
                self.step(house, index, "confirm", BookingState::Held, BookingState::Confirmed).await;
            }
            Act::Extend(index) => self.extend(house, index).await,
            Act::Cancel(index) => self.cancel(house, index).await,
            Act::CheckIn(index) => self.check_in(house, index).await,
            Act::CheckOut(index) => {
                self.step(house, index, "check-out", BookingState::CheckedIn, BookingState::Completed).await;
            }
            Act::Change { index, desks, from, length } => self.change(house, index, desks, from, length).await,
            Act::Stay { index, by } => self.stay(house, index, by).await,
            Act::SitDown(desk) => self.sit_down(house, desk).await,
        }
    }

    /// Whether somebody else has one of the desks for some of the time.
    fn taken(&self, except: Option<usize>, desks: u8, from: i64, to: i64) -> bool {
        let others = self.bookings.iter().enumerate().filter(|(index, _)| Some(*index) != except);
        others
            .into_iter()
            .any(|(_, kept)| kept.state.blocks() && kept.desks & desks != 0 && kept.from < to && from < kept.to)
    }

    /// The slot that runs.
    fn running(&self) -> i64 {
        (self.now - slot(0)).num_minutes().div_euclid(15)
    }

    /// Rule 10.
    async fn change(&mut self, house: &House, index: usize, desks: u8, from: Option<i64>, length: i64) {
        let Some(index) = index.checked_rem(self.bookings.len()) else { return };
        let kept = &self.bookings[index];
        let (state, begins) = (kept.state, from.unwrap_or(kept.from));
        let to = begins + length;
        let codes = (0..3).filter(|bit| desks & (1 << bit) != 0).map(|bit| DESKS[bit].to_owned()).collect();
        let change =
            BookingChange { from: from.map(slot), to: Some(slot(to)), desk_codes: Some(codes), ..Default::default() };
        let answer = house.change(&kept.taken, &house.tag(&kept.taken).await, &change).await;
        let moved_start = begins != kept.from;
        if !state.blocks() || (state == BookingState::CheckedIn && moved_start) {
            problem(&answer, ProblemKind::WrongState);
        } else if (moved_start && begins < self.running()) || to > OPEN || slot(to) <= self.now {
            problem(&answer, ProblemKind::RuleViolated);
        } else if self.taken(Some(index), desks, begins, to) {
            problem(&answer, ProblemKind::DeskTaken);
        } else {
            assert_eq!(answer.json::<Booking>().unwrap().to, slot(to));
            let kept = &mut self.bookings[index];
            (kept.desks, kept.from, kept.to) = (desks, begins, to);
        }
    }

    async fn stay(&mut self, house: &House, index: usize, by: i64) {
        let Some(index) = index.checked_rem(self.bookings.len()) else { return };
        let kept = &self.bookings[index];
        let (to, (desks, from, end)) = (kept.to + by, (kept.desks, kept.from, kept.to));
        let answer = house.step(&kept.taken, "extend", Some(serde_json::json!({ "to": slot(to) }))).await;
        if !kept.state.blocks() {
            problem(&answer, ProblemKind::WrongState);
        } else if by == 0 {
            problem(&answer, ProblemKind::InvalidRequest);
        } else if to > OPEN {
            problem(&answer, ProblemKind::RuleViolated);
        } else if self.taken(Some(index), desks, from.max(end - 1), to) {
            problem(&answer, ProblemKind::DeskTaken);
        } else {
            assert_eq!(answer.json::<Booking>().unwrap().to, slot(to));
            self.bookings[index].to = to;
        }
    }

    /// Rule 4.
    async fn sit_down(&mut self, house: &House, desk: usize) {
        let (desks, from) = (1_u8 << desk, self.running());
        let answer = house.sit_down(DESKS[desk], None).await;
        let to = (from + 1..=(from + 8).min(OPEN)).take_while(|to| !self.taken(None, desks, from, *to)).last();
        if from + 2 > OPEN {
            problem(&answer, ProblemKind::RuleViolated);
        } else if let Some(to) = to.filter(|to| *to >= from + 2) {
            let taken = Taken::from(answer.json::<Booking>().unwrap());
            assert_eq!(taken.booking.to, slot(to));
            let (state, expires) = (BookingState::CheckedIn, self.now);
            self.bookings.push(Kept {
                taken,
                code: "000000".to_owned(),
                desks,
                from,
                to,
                state,
                expires,
                extended: false,
            });
        } else {
            problem(&answer, ProblemKind::DeskTaken);
        }
    }

    async fn book(&mut self, house: &House, desks: u8, from: i64, to: i64) {
        let codes: Vec<&str> = (0..3).filter(|bit| desks & (1 << bit) != 0).map(|bit| DESKS[bit]).collect();
        let wish =
            NewBooking { from: slot(from), to: slot(to), ..wish(&codes, "2026-11-24T09:00", "2026-11-24T10:00") };
        let answer = house.ask(&wish).await;
        let rival = |kept: &Kept| kept.state.blocks() && kept.desks & desks != 0 && kept.from < to && from < kept.to;
        if slot(from) + minutes(15) <= self.now || to > OPEN {
            problem(&answer, ProblemKind::RuleViolated);
        } else if self.bookings.iter().any(rival) {
            problem(&answer, ProblemKind::DeskTaken);
        } else {
            let taken = Taken::from(answer.json::<Booking>().unwrap());
            let code = house.code(&taken).await;
            let (state, expires) = (BookingState::Held, self.now + minutes(10));
            self.bookings.push(Kept { taken, code, desks, from, to, state, expires, extended: false });
        }
    }

    /// A booking to move, if there is any.
    fn pick(&mut self, index: usize) -> Option<&mut Kept> {
        let count = self.bookings.len();
        self.bookings.get_mut(index.checked_rem(count)?)
    }

    async fn step(&mut self, house: &House, index: usize, step: &str, from: BookingState, to: BookingState) {
        let Some(kept) = self.pick(index) else { return };
        let body = (step == "confirm").then(|| serde_json::json!({ "code": kept.code }));
        let answer = house.step(&kept.taken, step, body).await;
        if kept.state == from {
            moved(answer, to);
            kept.state = to;
        } else {
            problem(&answer, ProblemKind::WrongState);
        }
    }

    async fn extend(&mut self, house: &House, index: usize) {
        let Some(kept) = self.pick(index) else { return };
        let answer = house.step(&kept.taken, "extend-hold", None).await;
        if kept.state == BookingState::Held && !kept.extended {
            moved(answer, BookingState::Held);
            kept.expires += minutes(10);
            kept.extended = true;
        } else {
            problem(&answer, ProblemKind::WrongState);
        }
    }

    async fn cancel(&mut self, house: &House, index: usize) {
        let state = self.pick(index).map(|kept| kept.state);
        let from = if state == Some(BookingState::Confirmed) { BookingState::Confirmed } else { BookingState::Held };
        self.step(house, index, "cancel", from, BookingState::Cancelled).await;
    }

    async fn check_in(&mut self, house: &House, index: usize) {
        let now = self.now;
        let early = self
            .pick(index)
            .is_some_and(|kept| kept.state == BookingState::Confirmed && now < slot(kept.from) - minutes(15));
        if early {
            let kept = self.pick(index).expect("it was there");
            problem(&house.step(&kept.taken, "check-in", None).await, ProblemKind::RuleViolated);
        } else {
            self.step(house, index, "check-in", BookingState::Confirmed, BookingState::CheckedIn).await;
        }
    }
}

fn moved(answer: Answer, to: BookingState) {
    assert_eq!(answer.json::<Booking>().unwrap().state, to);
}

async fn live(acts: &[Act]) {
    let house = House::open().await;
    let mut model = Model { now: at("2026-11-24T08:05"), bookings: Vec::new() };
    for act in acts {
        model.act(&house, act).await;
    }
    for kept in &model.bookings {
        assert_eq!(house.state(&kept.taken).await, kept.state, "the clock decides, whether or not the job came round");
    }
    house.pass(model.now).await;
    house.agrees().await;
    let blocking = model.bookings.iter().filter(|kept| kept.state.blocks()).count();
    assert_eq!(house.venue().live().bookings().iter().count(), blocking);
}

#[test]
fn whatever_visitors_do_server_and_model_tell_the_same_story() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = Config { cases: 10, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
    let lives = prop::collection::vec(act(), 20..50);
    let outcome =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)).run(&lives, |acts| {
            runtime.block_on(live(&acts));
            Ok(())
        });
    outcome.unwrap();
}
