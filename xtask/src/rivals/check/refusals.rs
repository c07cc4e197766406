//! A no must have a reason: somebody had the desk at some moment of the request, a rule forbids it, or the booking was
//! in another state.

use super::stays::Stays;
use super::{LATE, SECOND, SLOT, Violation};
use crate::rivals::history::{Act, Call, History, Reply, Span, State, Step, Wish};
use crate::rivals::ledger::Row;
use std::collections::HashMap;

/// After so long the address and the secret of a booking that is over are erased.
const KEPT: i64 = 2 * 86_400 * SECOND;

pub(super) fn refusals(history: &History, rows: &[Row], stays: &Stays<'_>) -> Vec<Violation> {
    let by_id: HashMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let unanswered = Unanswered::of(history);
    let mut found = Vec::new();
    for call in &history.calls {
        let Reply::Refusal { status: status @ ..500, problem, rule } = &call.reply else { continue };
        let wish = &history.wishes[call.wish];
        let why = (*status, problem.as_str(), rule.as_str());
        let justified = match &call.act {
            Act::Book => booking(wish, call, why, stays, &unanswered, &history.room),
            Act::Step(step, id) => move_(*step, call, why, by_id.get(id.as_str()).copied()),
        };
        if !justified {
            let (from, to) = (crate::times::text(wish.from), crate::times::text(wish.to));
            let asked = crate::times::text(call.span.from / SECOND);
            let story = format!(
                "{} {:?} {:?} {:?} {from} to {to}, asked {asked}: {status} {problem} {rule}",
                wish.key(),
                call.act,
                wish.desks,
                wish.party
            );
            found.push(Violation::new("a refusal without a reason", story));
        }
    }
    found
}

fn booking(
    wish: &Wish,
    call: &Call,
    why: (u16, &str, &str),
    stays: &Stays<'_>,
    unanswered: &Unanswered<'_>,
    room: &[String],
) -> bool {
    let had = |desk: &String| {
        stays.may_block(desk, wish.from, wish.to, call.span) || unanswered.may_have(desk, wish, call.span)
    };
    match why {
        // Which desks a party was refused is not told. As long as enough of its zone were nobody's all the while, it
        // had to be given some of them.
        (409, "desk-taken", _) if wish.party.is_some() => {
            let size = wish.party.as_ref().map_or(1, |(size, _)| *size);
            room.iter().filter(|desk| !had(desk)).count() < size
        }
        (409, "desk-taken", _) => wish.desks.iter().any(had),
        (409, "request-in-progress", _) => unanswered.earlier(wish, call.span),
        (422, "rule-violated", "quota_bookings" | "quota_hours") => true,
        (422, "rule-violated", "in_the_past") => wish.from * SECOND < call.span.to / SLOT * SLOT,
        _ => false,
    }
}

/// What is known of a booking is where it stands in the end: a move that was still possible then was possible before.
fn move_(step: Step, call: &Call, why: (u16, &str, &str), row: Option<&Row>) -> bool {
    let Some(row) = row else { return false };
    match why {
        (409, "wrong-state", _) => match step {
            Step::Confirm | Step::ExtendHold => row.state != State::Held || step == Step::ExtendHold,
            Step::Cancel => !matches!(row.state, State::Held | State::Confirmed),
            Step::CheckIn | Step::CheckOut => true,
            Step::Look => false,
        },
        (409, "code-expired", _) => step == Step::Confirm,
        (422, "rule-violated", "check_in_too_early") => call.span.from < (row.from - 900) * SECOND,
        (422, "rule-violated", "check_in_too_late") => call.span.to >= row.from * SECOND,
        (404, ..) => row.ended.is_some_and(|at| at + KEPT <= call.span.to),
        _ => false,
    }
}

/// Bookings that were asked for and never answered: they may have stood for a moment and been rolled back.
struct Unanswered<'a>(Vec<(&'a Wish, Span)>);

impl<'a> Unanswered<'a> {
    fn of(history: &'a History) -> Self {
        let open = history.calls.iter().filter(|call| call.act == Act::Book && call.reply.is_open());
        let late = |span: Span| Span { to: span.to + LATE, ..span };
        Self(open.map(|call| (&history.wishes[call.wish], late(call.span))).collect())
    }

    /// Whether one of them may have had this desk, by its name or because a group is given any.
    fn may_have(&self, desk: &String, wish: &Wish, span: Span) -> bool {
        self.0.iter().any(|(rival, asked)| {
            rival.number != wish.number
                && (rival.party.is_some() || rival.desks.contains(desk))
                && rival.from < wish.to
                && wish.from < rival.to
                && asked.meets(span)
        })
    }

    fn earlier(&self, wish: &Wish, span: Span) -> bool {
        self.0.iter().any(|(same, asked)| same.number == wish.number && asked.from <= span.to)
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::super::sample::{at, book, fault, history, kinds, refused, row, span, step, taken, told};
    use crate::rivals::history::{Reply, State, Step};

    #[test]
    fn a_desk_that_nobody_had_must_not_be_refused() {
        let mut seen = history();
        seen.calls.push(book(1, span("09:30", "09:31"), taken()));
        assert_eq!(kinds(&check(&seen, &[])), ["a refusal without a reason"]);
        for (desks, from, to, right) in
            [(&["A1"], "11:45", "13:00", true), (&["A1"], "12:00", "13:00", false), (&["A2"], "10:00", "12:00", false)]
        {
            assert_eq!(check(&seen, &[row(2, desks, from, to)]).len(), usize::from(!right), "{desks:?} {from} {to}");
        }
    }

    #[test]
    fn a_desk_must_be_refused_only_while_somebody_has_it() {
        let mut rival = row(2, &["A1"], "10:00", "12:00");
        (rival.state, rival.ended) = (State::Cancelled, Some(at("09:20")));
        let mut seen = history();
        seen.calls.push(step(2, Step::Cancel, span("09:20", "09:22"), told(&rival, State::Cancelled)));
        for (from, to, right) in [
            ("08:58", "08:59", false),
            ("08:59", "09:00", true),
            ("09:10", "09:10", true),
            // It was being cancelled: nobody knows the moment.
            ("09:21", "09:21", true),
            ("09:23", "09:24", false),
        ] {
            let mut seen = seen.clone();
            seen.calls.push(book(1, span(from, to), taken()));
            let found = check(&seen, std::slice::from_ref(&rival));
            assert_eq!(found.is_empty(), right, "{from} {to}: {found:?}");
        }
    }

    #[test]
    fn a_group_must_be_given_desks_as_long_as_enough_are_nobodys() {
        let mut seen = history();
        seen.calls.push(book(9, span("09:30", "09:31"), taken()));
        assert_eq!(kinds(&check(&seen, &[])), ["a refusal without a reason"], "both desks of its zone were free");
        for (desks, from, to, right) in [
            (&["A9"][..], "11:45", "13:00", true),
            (&["A10"], "10:00", "10:15", true),
            (&["A9", "A10"], "10:00", "12:00", true),
            (&["A9"], "12:00", "13:00", false),
            (&["A1"], "10:00", "12:00", false),
        ] {
            assert_eq!(check(&seen, &[row(2, desks, from, to)]).is_empty(), right, "{desks:?} {from} {to}");
        }
        seen.faults.push(fault(span("08:00", "10:00")));
        let mut lost = seen.clone();
        lost.wishes[2].party = Some((2, "ruhe".to_owned()));
        lost.calls.push(book(2, span("09:29", "09:30"), Reply::Silence));
        assert!(check(&lost, &[]).is_empty(), "a group that got no answer may have had any");
    }

    #[test]
    fn a_hold_that_has_run_out_is_no_reason_and_one_that_outlived_others_is() {
        let mut long = row(2, &["A1"], "10:00", "12:00");
        (long.state, long.created, long.ended) = (State::Expired, at("08:00"), Some(at("09:30")));
        let mut short = row(3, &["A1"], "10:00", "12:00");
        (short.state, short.created, short.ended) = (State::Cancelled, at("09:29:50"), Some(at("09:29:55")));
        let asked = |from, to| {
            let mut seen = history();
            seen.calls.push(book(1, span(from, to), taken()));
            kinds(&check(&seen, &[long.clone(), short.clone()]))
        };
        assert!(asked("09:30:01", "09:30:02").is_empty());
        assert_eq!(asked("09:30:05", "09:30:06"), ["a refusal without a reason"]);
    }

    #[test]
    fn a_rival_without_an_answer_may_have_stood_for_a_moment() {
        let mut seen = history();
        seen.faults.push(fault(span("08:00", "10:00")));
        seen.calls.push(book(2, span("09:00", "09:01"), Reply::Silence));
        seen.calls.push(book(1, span("09:01", "09:02"), taken()));
        assert!(check(&seen, &[]).is_empty());
        seen.calls.push(book(3, span("09:05", "09:06"), taken()));
        assert_eq!(kinds(&check(&seen, &[])), ["a refusal without a reason"]);
    }

    #[test]
    fn every_other_refusal_needs_a_reason_of_its_own() {
        let bookings = [
            (refused(422, "rule-violated", "quota_bookings"), true),
            (refused(422, "rule-violated", "quota_hours"), true),
            (refused(422, "rule-violated", "in_the_past"), false),
            (refused(422, "rule-violated", "closed"), false),
            (refused(409, "request-in-progress", ""), false),
            (refused(429, "rate-limited", ""), false),
        ];
        for (reply, right) in bookings {
            let mut seen = history();
            seen.calls.push(book(1, span("09:30", "09:31"), reply.clone()));
            assert_eq!(check(&seen, &[]).is_empty(), right, "{reply:?}");
        }
        let mut late = history();
        late.calls.push(book(1, span("10:14", "10:15"), refused(422, "rule-violated", "in_the_past")));
        assert!(check(&late, &[]).is_empty());
    }

    #[test]
    fn a_move_that_stayed_possible_must_not_be_refused() {
        let moves = [
            (Step::Cancel, State::Confirmed, refused(409, "wrong-state", ""), false),
            (Step::Cancel, State::NoShow, refused(409, "wrong-state", ""), true),
            (Step::Confirm, State::Held, refused(409, "wrong-state", ""), false),
            (Step::Confirm, State::Expired, refused(409, "code-expired", ""), true),
            (Step::CheckIn, State::Confirmed, refused(422, "rule-violated", "check_in_too_early"), true),
            (Step::CheckIn, State::Confirmed, refused(422, "rule-violated", "check_in_too_late"), false),
            (Step::Look, State::Confirmed, refused(404, "not-found", ""), false),
        ];
        for (what, state, reply, right) in moves {
            let mut stored = row(1, &["A1"], "10:00", "12:00");
            stored.state = state;
            let mut seen = history();
            seen.calls.push(step(1, what, span("09:30", "09:31"), reply.clone()));
            assert_eq!(check(&seen, &[stored]).is_empty(), right, "{what:?} {state:?} {reply:?}");
        }
    }
}
