//! Which desks go together for a party (rule 7): a team table first if it fits, otherwise desks
//! of one zone with the smallest spread on the plan. All or nothing.

use crate::order::sorted;

/// A free desk that could be part of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its zone.
    pub zone: &'a str,
    /// How many people it seats; more than 1 is a team table.
    pub seats: u16,
    /// Its centre on the plan, metres.
    pub x: f64,
    /// Its centre on the plan, metres.
    pub y: f64,
}

/// The codes of the desks a party of `size` should take, or `None` when they can't sit together.
///
/// The smallest team table that seats them all wins. Otherwise every desk of a zone is tried as
/// the middle of a group with its nearest neighbours, and the group whose two farthest members
/// are closest wins; ties go to the lower codes, so that the answer is always the same.
pub fn closest_group<'a>(candidates: &[Candidate<'a>], size: u16) -> Option<Vec<&'a str>> {
    if size == 0 {
        return None;
    }
    if size > 1
        && let Some(table) =
            candidates.iter().filter(|desk| desk.seats >= size).min_by_key(|desk| (desk.seats, natural(desk.code)))
    {
        return Some(vec![table.code]);
    }
    let singles: Vec<&Candidate<'a>> = candidates.iter().filter(|desk| desk.seats == 1).collect();
    singles
        .iter()
        .filter_map(|middle| around(middle, &singles, usize::from(size)))
        .min_by(|(spread_a, codes_a), (spread_b, codes_b)| {
            spread_a.total_cmp(spread_b).then_with(|| keys(codes_a).cmp(&keys(codes_b)))
        })
        .map(|(_, codes)| codes)
}

/// The group of `middle` and its nearest neighbours of the same zone, with its spread.
fn around<'a>(middle: &Candidate<'a>, singles: &[&Candidate<'a>], size: usize) -> Option<(f64, Vec<&'a str>)> {
    let near: Vec<&Candidate<'a>> = singles.iter().copied().filter(|desk| desk.zone == middle.zone).collect();
    let mut near = sorted(near, |a, b| {
        distance(middle, a).total_cmp(&distance(middle, b)).then_with(|| natural(a.code).cmp(&natural(b.code)))
    });
    if near.len() < size {
        return None;
    }
    near.truncate(size);
    let spread = near.iter().flat_map(|a| near.iter().map(move |b| distance(a, b))).fold(0.0_f64, f64::max);
    let near = sorted(near, |a, b| natural(a.code).cmp(&natural(b.code)));
    Some((spread, near.into_iter().map(|desk| desk.code).collect()))
}

fn distance(a: &Candidate<'_>, b: &Candidate<'_>) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// A code as people sort it: `A2` before `A10`.
pub fn natural(code: &str) -> (&str, u32) {
    let split = code.find(|c: char| c.is_ascii_digit()).unwrap_or(code.len());
    let (letters, digits) = code.split_at(split);
    (letters, digits.parse().unwrap_or(0))
}

fn keys<'a>(codes: &[&'a str]) -> Vec<(&'a str, u32)> {
    codes.iter().map(|code| natural(code)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn desk<'a>(code: &'a str, zone: &'a str, seats: u16, x: f64, y: f64) -> Candidate<'a> {
        Candidate { code, zone, seats, x, y }
    }

    #[test]
    fn rule_7_a_team_table_comes_first() {
        let desks =
            [desk("A1", "fokus", 1, 0.0, 0.0), desk("A2", "fokus", 1, 1.0, 0.0), desk("T1", "austausch", 4, 9.0, 9.0)];
        assert_eq!(closest_group(&desks, 2), Some(vec!["T1"]));
        assert_eq!(closest_group(&desks, 1), Some(vec!["A1"]));
        assert_eq!(closest_group(&desks, 5), None);
    }

    #[test]
    fn rule_7_neighbours_of_one_zone_not_nearer_ones_of_another() {
        let desks =
            [desk("A2", "fokus", 1, 0.0, 0.0), desk("A10", "fokus", 1, 2.0, 0.0), desk("L1", "austausch", 1, 0.5, 0.0)];
        assert_eq!(closest_group(&desks, 2), Some(vec!["A2", "A10"]));
        assert_eq!(closest_group(&desks, 3), None);
    }

    proptest! {
        #[test]
        fn rule_7_a_group_is_whole_of_one_zone_and_without_repeats(
            spots in prop::collection::vec((0_u8..3, 0.0_f64..20.0, 0.0_f64..20.0), 0..25), size in 1_u16..7,
        ) {
            let codes: Vec<String> = (0..spots.len()).map(|n| format!("D{n}")).collect();
            let desks: Vec<Candidate<'_>> = spots.iter().zip(&codes)
                .map(|((zone, x, y), code)| desk(code, ["a", "b", "c"][usize::from(*zone)], 1, *x, *y)).collect();
            let largest = (0..3).map(|zone| spots.iter().filter(|spot| spot.0 == zone).count()).max().unwrap_or(0);
            match closest_group(&desks, size) {
                None => prop_assert!(largest < usize::from(size)),
                Some(group) => {
                    let mut unique = group.clone();
                    unique.sort_unstable();
                    unique.dedup();
                    prop_assert_eq!(unique.len(), usize::from(size));
                    let zones: Vec<&str> = desks.iter().filter(|desk| group.contains(&desk.code)).map(|desk| desk.zone).collect();
                    prop_assert!(zones.windows(2).all(|pair| pair[0] == pair[1]));
                }
            }
        }
    }
}
