//! Where people sit when desks are taken away (rule 11): the nearest desk of the same zone that has
//! everything the old one had. Parties move as a whole and stay close together, or not at all.
//!
//! What always holds: who came first is served first; whoever keeps a desk keeps it; no two get the
//! same desk in overlapping time; and nobody goes empty-handed while there is something that fits.

use std::collections::BTreeMap;

use super::parties::natural;
use crate::slots::Period;

/// A desk and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seat<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its zone.
    pub zone: &'a str,
    /// How many people it seats; more than 1 is a team table.
    pub seats: u16,
    /// What it has.
    pub features: &'a [String],
    /// Its centre on the plan, metres.
    pub x: f64,
    /// Its centre on the plan, metres.
    pub y: f64,
}

/// Somebody who loses desks.
#[derive(Debug, Clone)]
pub struct Displaced<'a> {
    /// Sits there already: what is left to such a party is given to nobody else, whatever comes.
    pub seated: bool,
    /// For how long desks are needed.
    pub period: Period,
    /// Desks that stay, where they will stand.
    pub kept: Vec<Seat<'a>>,
    /// Desks that go, where they stood.
    pub lost: Vec<Seat<'a>>,
    /// Desks that nobody has who is not displaced, where they will stand; they may hold what is kept.
    pub free: Vec<Seat<'a>>,
}

/// Who has which desk, and when; whoever is displaced counts by the place in the list.
type Taken<'a> = BTreeMap<&'a str, Vec<(usize, Period)>>;

/// The desks of each, in the order in which they are given, which is that of their making; `None` for
/// those whom nothing is left for.
pub fn reseat<'a>(displaced: &[Displaced<'a>]) -> Vec<Option<Vec<&'a str>>> {
    let mut taken = Taken::new();
    for (index, one) in displaced.iter().enumerate() {
        occupy(&mut taken, index, one.period, one.kept.iter().map(|seat| seat.code));
    }
    let mut outcomes: Vec<Option<Vec<&'a str>>> = vec![None; displaced.len()];
    serve(displaced, &mut outcomes, &mut taken);
    // Whoever goes leaves desks that were to be kept: somebody who came earlier may be glad of them.
    while serve(displaced, &mut outcomes, &mut taken) > 0 {}
    outcomes
}

/// Tries everybody who has nothing yet, and says how many were served.
fn serve<'a>(displaced: &[Displaced<'a>], outcomes: &mut [Option<Vec<&'a str>>], taken: &mut Taken<'a>) -> usize {
    let mut served = 0;
    for (index, (one, outcome)) in displaced.iter().zip(outcomes).enumerate() {
        if outcome.is_some() {
            continue;
        }
        for times in taken.values_mut() {
            times.retain(|(owner, _)| *owner != index);
        }
        if let Some(codes) = seat(one, taken) {
            occupy(taken, index, one.period, codes.iter().copied());
            *outcome = Some(codes);
            served += 1;
        } else if one.seated {
            occupy(taken, index, one.period, one.kept.iter().map(|seat| seat.code));
        }
    }
    served
}

fn occupy<'a>(taken: &mut Taken<'a>, owner: usize, period: Period, codes: impl Iterator<Item = &'a str>) {
    codes.for_each(|code| taken.entry(code).or_default().push((owner, period)));
}

/// The desks for one of them: all that can be kept, and one for each that goes.
fn seat<'a>(one: &Displaced<'a>, taken: &Taken<'a>) -> Option<Vec<&'a str>> {
    let period = one.period;
    let is_free = |code: &str| taken.get(code).is_none_or(|times| !times.iter().any(|(_, time)| time.overlaps(period)));
    let (kept, gone): (Vec<Seat<'a>>, Vec<Seat<'a>>) = one.kept.iter().partition(|seat| is_free(seat.code));
    let lost: Vec<Seat<'a>> = one.lost.iter().copied().chain(gone).collect();
    let is_new = |seat: &&Seat<'a>| is_free(seat.code) && kept.iter().all(|own| own.code != seat.code);
    let free: Vec<Seat<'a>> = one.free.iter().filter(is_new).copied().collect();
    let mut codes: Vec<&'a str> = kept.iter().map(|seat| seat.code).collect();
    if !lost.is_empty() {
        codes.extend(replace(&lost, &kept, &free)?.iter().map(|seat| seat.code));
    }
    codes.sort_by_key(|code| natural(code));
    Some(codes)
}

/// One for each that goes. For one person that is the nearest. A party gathers around a desk: each is
/// tried as the middle, and the group that spreads least wins; among equals the one nearest to the old.
fn replace<'a>(lost: &[Seat<'a>], kept: &[Seat<'a>], free: &[Seat<'a>]) -> Option<Vec<Seat<'a>>> {
    let old = centre(lost.iter().chain(kept))?;
    if lost.len() + kept.len() == 1 {
        return assign(lost, free, old);
    }
    let groups = free.iter().filter_map(|middle| assign(lost, free, (middle.x, middle.y)));
    groups.min_by(|a, b| {
        let key = |group: &[Seat<'a>]| {
            let all: Vec<&Seat<'a>> = group.iter().chain(kept).collect();
            (spread(&all), centre(all.iter().copied()).map_or(f64::MAX, |middle| apart(middle, old)))
        };
        let ((spread_a, far_a), (spread_b, far_b)) = (key(a), key(b));
        spread_a.total_cmp(&spread_b).then(far_a.total_cmp(&far_b)).then_with(|| codes(a).cmp(&codes(b)))
    })
}

/// The desks nearest to a point that can stand in for all that go, each for another one. Taking the
/// nearest first and letting those that are taken make room gives the nearest set there is.
fn assign<'a>(lost: &[Seat<'a>], free: &[Seat<'a>], middle: (f64, f64)) -> Option<Vec<Seat<'a>>> {
    let mut near: Vec<Seat<'a>> = free.to_vec();
    near.sort_by(|a, b| {
        let far = |seat: &Seat<'a>| apart((seat.x, seat.y), middle);
        far(a).total_cmp(&far(b)).then_with(|| natural(a.code).cmp(&natural(b.code)))
    });
    let mut stand_ins: Vec<Option<Seat<'a>>> = vec![None; lost.len()];
    for seat in near {
        if stand_ins.iter().all(Option::is_some) {
            break;
        }
        place(seat, lost, &mut stand_ins, &mut vec![false; lost.len()]);
    }
    stand_ins.into_iter().collect()
}

/// Gives a desk to one that goes, if need be by moving its stand-in on to another.
fn place<'a>(seat: Seat<'a>, lost: &[Seat<'a>], stand_ins: &mut [Option<Seat<'a>>], seen: &mut [bool]) -> bool {
    for (index, old) in lost.iter().enumerate() {
        if !fits(old, &seat) || seen.get_mut(index).is_none_or(|seen| std::mem::replace(seen, true)) {
            continue;
        }
        let before = stand_ins.get(index).copied().flatten();
        if before.is_none_or(|before| place(before, lost, stand_ins, seen)) {
            if let Some(stand_in) = stand_ins.get_mut(index) {
                *stand_in = Some(seat);
            }
            return true;
        }
    }
    false
}

/// Whether a desk can stand in for another: same zone, all its features, and as many can sit there.
/// A team table is for those who had one; nobody else is given one, or four would have to stand.
fn fits(old: &Seat<'_>, new: &Seat<'_>) -> bool {
    let roomy = if old.seats > 1 { new.seats >= old.seats } else { new.seats == 1 };
    roomy && new.zone == old.zone && old.features.iter().all(|feature| new.features.contains(feature))
}

fn centre<'s, 'a: 's>(seats: impl Iterator<Item = &'s Seat<'a>>) -> Option<(f64, f64)> {
    let (count, x, y) = seats.fold((0.0, 0.0, 0.0), |(count, x, y), seat| (count + 1.0, x + seat.x, y + seat.y));
    (count > 0.0).then(|| (x / count, y / count))
}

fn spread(seats: &[&Seat<'_>]) -> f64 {
    let pairs = seats.iter().flat_map(|a| seats.iter().map(move |b| apart((a.x, a.y), (b.x, b.y))));
    pairs.fold(0.0, f64::max)
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn codes<'a>(group: &[Seat<'a>]) -> Vec<(&'a str, u32)> {
    let mut codes: Vec<(&'a str, u32)> = group.iter().map(|seat| natural(seat.code)).collect();
    codes.sort_unstable();
    codes
}

#[cfg(test)]
mod tests;
