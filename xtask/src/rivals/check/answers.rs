//! Faults of ours may be seen only while something is broken: no answer at all, or a 503. Nothing else, ever.

use super::{SECOND, Violation};
use crate::rivals::history::{History, Reply};

/// How long after everything said that it is ready a connection from before may still be found dead.
const GRACE: i64 = 2 * SECOND;

pub(super) fn answers(history: &History) -> Vec<Violation> {
    let mut found = Vec::new();
    for call in &history.calls {
        let broken = || {
            let fault = |mut span: crate::rivals::history::Span| {
                span.to += GRACE;
                span.meets(call.steady)
            };
            history.faults.iter().any(|at| fault(at.steady))
        };
        let when = || format!("{:?} after {:.3} s", call.act, call.steady.from as f64 / 1e6);
        match &call.reply {
            Reply::Silence if !broken() => found.push(Violation::new("no answer although nothing was broken", when())),
            Reply::Refusal { status: 503, .. } if !broken() => {
                found.push(Violation::new("503 although nothing was broken", when()));
            }
            Reply::Refusal { status: status @ 500.., problem, .. } if *status != 503 => {
                found.push(Violation::new("an answer of 500 or above", format!("{status} {problem}, {}", when())));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::super::sample::{book, fault, history, kinds, refused, span};
    use crate::rivals::history::Reply;

    #[test]
    fn silence_and_503_are_for_times_of_trouble() {
        for (reply, kind) in [
            (Reply::Silence, "no answer although nothing was broken"),
            (refused(503, "unavailable", ""), "503 although nothing was broken"),
        ] {
            let mut seen = history();
            seen.faults.push(fault(span("09:00", "09:10")));
            seen.calls.push(book(1, span("09:09", "09:30"), reply.clone()));
            assert!(check(&seen, &[]).is_empty());
            seen.calls.push(book(1, span("09:11", "09:12"), reply));
            assert_eq!(kinds(&check(&seen, &[])), [kind]);
        }
    }

    #[test]
    fn other_answers_above_500_are_found_whatever_is_broken() {
        let mut seen = history();
        seen.faults.push(fault(span("09:00", "09:10")));
        seen.calls.push(book(1, span("09:05", "09:06"), refused(500, "internal", "")));
        assert_eq!(kinds(&check(&seen, &[])), ["an answer of 500 or above"]);
    }
}
