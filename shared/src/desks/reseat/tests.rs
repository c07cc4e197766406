//! Rule 11 by examples, and what must be true of every hall and every crowd.

use proptest::prelude::*;

use super::*;
use crate::slots::Slot;

const CODES: [&str; 14] = ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14"];

fn desk<'a>(code: &'a str, zone: &'a str, features: &'a [String], x: f64) -> Seat<'a> {
    Seat { code, zone, seats: 1, features, x, y: 0.0 }
}

fn period(from: i64, length: i64) -> Period {
    Period::of_length(Slot::new(from), length).expect("a period")
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn rule_11_the_nearest_of_the_same_zone_with_everything_the_old_one_had() {
    let (power, both) = (words(&["power"]), words(&["power", "monitor"]));
    let free = vec![
        desk("B1", "ruhe", &both, 1.0),
        desk("A2", "fokus", &power, 1.5),
        desk("A4", "fokus", &both, 9.0),
        desk("A3", "fokus", &both, 5.0),
    ];
    let one = Displaced {
        seated: false,
        period: period(0, 4),
        lost: vec![desk("A1", "fokus", &both, 0.0)],
        free,
        kept: vec![],
    };
    let second = one.clone();
    let third = Displaced { period: period(4, 4), ..one.clone() };
    assert_eq!(reseat(&[one, second, third]), [Some(vec!["A3"]), Some(vec!["A4"]), Some(vec!["A3"])]);
}

#[test]
fn rule_11_a_party_stays_together_or_goes_together() {
    let none = words(&[]);
    let seats: Vec<Seat<'_>> =
        [("A3", 4.0), ("A4", 9.0), ("A5", 9.5), ("A6", 10.0)].map(|(code, x)| desk(code, "fokus", &none, x)).to_vec();
    let party = Displaced {
        seated: false,
        period: period(0, 4),
        lost: vec![desk("A1", "fokus", &none, 5.0), desk("A2", "fokus", &none, 5.5)],
        free: seats.clone(),
        kept: vec![],
    };
    // The nearest desk is alone; two that stand together are better than two that are near.
    assert_eq!(reseat(std::slice::from_ref(&party)), [Some(vec!["A4", "A5"])]);
    let larger = Displaced { lost: CODES[..5].iter().map(|code| desk(code, "fokus", &none, 0.0)).collect(), ..party };
    assert_eq!(reseat(&[larger]), [None]);
    // Who loses one desk of two keeps the other, and finds one beside it.
    let half = Displaced {
        seated: false,
        period: period(0, 4),
        kept: vec![desk("A6", "fokus", &none, 10.0)],
        lost: vec![desk("A1", "fokus", &none, 0.0)],
        free: seats,
    };
    assert_eq!(reseat(&[half]), [Some(vec!["A5", "A6"])]);
}

#[test]
fn rule_11_what_somebody_leaves_is_offered_to_whoever_came_before() {
    let (none, rare) = (words(&[]), words(&["monitor"]));
    let kept = desk("A2", "fokus", &none, 1.0);
    let first = Displaced {
        seated: false,
        period: period(0, 4),
        kept: vec![],
        lost: vec![desk("A1", "fokus", &none, 0.0)],
        free: vec![kept],
    };
    let party = Displaced { kept: vec![kept], lost: vec![desk("A3", "fokus", &rare, 2.0)], ..first.clone() };
    assert_eq!(reseat(&[first.clone(), party.clone()]), [Some(vec!["A2"]), None]);
    let sitting = Displaced { seated: true, ..party };
    assert_eq!(reseat(&[first, sitting]), [None, None], "nobody is sent to a desk at which somebody sits");
}

#[test]
fn rule_11_a_team_table_is_replaced_by_a_team_table_and_given_to_nobody_else() {
    let none = words(&[]);
    let table = |code, seats, x| Seat { seats, ..desk(code, "austausch", &none, x) };
    let free = vec![table("T2", 4, 3.0), table("T3", 2, 1.0), table("L1", 1, 8.0)];
    let four = Displaced { seated: false, period: period(0, 4), lost: vec![table("T1", 4, 0.0)], free, kept: vec![] };
    let alone = Displaced { lost: vec![table("L2", 1, 0.0)], ..four.clone() };
    assert_eq!(reseat(&[four, alone]), [Some(vec!["T2"]), Some(vec!["L1"])]);
}

/// A hall: zone, features (two bits), place, and whether the desk goes.
type Hall = Vec<(u8, u8, f64, f64, bool)>;
/// Bookings: when, and which desks.
type Crowd = Vec<(i64, i64, Vec<usize>)>;

fn halls() -> impl Strategy<Value = Hall> {
    prop::collection::vec((0_u8..2, 0_u8..4, 0.0_f64..20.0, 0.0_f64..20.0, any::<bool>()), 1..CODES.len())
}

fn crowds() -> impl Strategy<Value = Crowd> {
    prop::collection::vec((0_i64..12, 1_i64..8, prop::collection::vec(0..CODES.len(), 1..4)), 0..12)
}

/// All ways to give each that goes another desk; only whether there is one matters.
fn possible(lost: &[Seat<'_>], from: &[Seat<'_>]) -> bool {
    let Some((first, rest)) = lost.split_first() else { return true };
    from.iter().enumerate().filter(|(_, seat)| fits(first, seat)).any(|(at, _)| {
        let mut others = from.to_vec();
        others.remove(at);
        possible(rest, &others)
    })
}

fn features() -> [Vec<String>; 4] {
    [words(&[]), words(&["power"]), words(&["monitor"]), words(&["power", "monitor"])]
}

/// Whoever has a desk in this hall at a time at which nobody before has it.
fn displaced<'a>(hall: &Hall, crowd: &Crowd, features: &'a [Vec<String>; 4]) -> Vec<Displaced<'a>> {
    let seats: Vec<(Seat<'a>, bool)> = hall
        .iter()
        .zip(CODES)
        .map(|((zone, has, x, y, goes), code)| {
            let zone = ["a", "b"][usize::from(*zone)];
            (Seat { code, zone, seats: 1, features: &features[usize::from(*has)], x: *x, y: *y }, *goes)
        })
        .collect();
    let mut all: Vec<(Period, Vec<usize>)> = Vec::new();
    for (from, length, desks) in crowd {
        let mut desks: Vec<usize> = desks.iter().map(|desk| desk % hall.len()).collect();
        desks.sort_unstable();
        desks.dedup();
        let time = period(*from, *length);
        if !all.iter().any(|(other, taken)| other.overlaps(time) && taken.iter().any(|desk| desks.contains(desk))) {
            all.push((time, desks));
        }
    }
    all.into_iter()
        .map(|(time, desks)| Displaced {
            // Some of them sit there, as far as that makes a difference.
            seated: desks.len() == 2,
            period: time,
            kept: desks.iter().map(|at| seats[*at]).filter(|(_, goes)| !goes).map(|(seat, _)| seat).collect(),
            lost: desks.iter().map(|at| seats[*at]).filter(|(_, goes)| *goes).map(|(seat, _)| seat).collect(),
            free: seats.iter().filter(|(_, goes)| !goes).map(|(seat, _)| *seat).collect(),
        })
        .collect()
}

proptest! {
    #[test]
    fn rule_11_holds_in_every_hall_for_every_crowd(hall in halls(), crowd in crowds()) {
        let features = features();
        let displaced = displaced(&hall, &crowd, &features);
        let outcomes = reseat(&displaced);
        prop_assert_eq!(outcomes.len(), displaced.len());
        let busy = |code: &str, time: Period, except: usize| {
            let others = displaced.iter().zip(&outcomes).enumerate().filter(|(index, _)| *index != except);
            others.into_iter().any(|(_, (other, desks))| {
                let left = other.seated && desks.is_none() && other.kept.iter().any(|seat| seat.code == code);
                other.period.overlaps(time) && (left || desks.as_ref().is_some_and(|desks| desks.contains(&code)))
            })
        };
        for (index, (one, outcome)) in displaced.iter().zip(&outcomes).enumerate() {
            let time = one.period;
            let Some(codes) = outcome else {
                // Nobody goes empty-handed while something fits.
                prop_assert!(!one.lost.is_empty(), "who loses nothing stays");
                let (kept, gone): (Vec<_>, Vec<_>) = one.kept.iter().partition(|seat| !busy(seat.code, time, index));
                let lost: Vec<_> = one.lost.iter().copied().chain(gone).collect();
                let free: Vec<_> = one.free.iter().copied()
                    .filter(|seat| !busy(seat.code, time, index) && !kept.iter().any(|own: &Seat<'_>| own.code == seat.code))
                    .collect();
                prop_assert!(!possible(&lost, &free), "{one:?} could have been seated: {outcomes:?}");
                continue;
            };
            // As many desks as before, none of which somebody else has, and none that is gone.
            prop_assert_eq!(codes.len(), one.kept.len() + one.lost.len());
            prop_assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
            prop_assert!(codes.iter().all(|code| !busy(code, time, index)));
            prop_assert!(codes.iter().all(|code| one.free.iter().any(|seat| seat.code == *code)));
            // What could be kept is kept, unless somebody has it who came earlier and got it back.
            let moved: Vec<_> = one.kept.iter().copied().filter(|seat| !codes.contains(&seat.code)).collect();
            prop_assert!(moved.iter().all(|seat| busy(seat.code, time, index)));
            if one.lost.is_empty() {
                prop_assert!(moved.is_empty(), "nobody is moved who can stay");
            }
            // Zone and features are kept, desk by desk.
            let lost: Vec<_> = one.lost.iter().copied().chain(moved).collect();
            let new: Vec<_> = one.free.iter().copied()
                .filter(|seat| codes.contains(&seat.code) && !one.kept.iter().any(|own| own.code == seat.code))
                .collect();
            prop_assert_eq!(new.len(), lost.len());
            prop_assert!(possible(&lost, &new), "{lost:?} became {new:?}");
        }
        // The first to come gets the nearest.
        if let Some((one, Some(codes))) = displaced.iter().zip(&outcomes).next()
            && let ([old], []) = (one.lost.as_slice(), one.kept.as_slice())
        {
            let far = |seat: &Seat<'_>| apart((seat.x, seat.y), (old.x, old.y));
            let given = one.free.iter().find(|seat| seat.code == codes[0]).unwrap();
            let kept = |code: &str| displaced.iter().any(|other| {
                other.period.overlaps(one.period) && other.kept.iter().any(|seat| seat.code == code)
            });
            let nearer = one.free.iter().filter(|seat| fits(old, seat) && far(seat) < far(given));
            prop_assert!(nearer.into_iter().all(|seat| kept(seat.code)));
        }
    }
}
