//! Putting a list in order.
//!
//! `Vec::sort_by` is a few kilobytes of machine code for each type that is sorted, and the app for
//! the browser pays for every one of them. Here the places are sorted, so it is paid once; the
//! lists are desks, offers and hours, so the detour costs nothing anybody could notice. Nor do two runs
//! that are merged take longer for them than what the standard library does for millions.

use std::cmp::Ordering;

/// The list in order. Stable: what compares as equal stays in its order.
pub fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = places(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items.get_mut(place)?.take()).collect()
}

/// The places of a list in the order of what stands there.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut run = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for pair in places.chunks(2 * run) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            merge(left, right, compare, &mut merged);
        }
        places = merged;
        run *= 2;
    }
    places
}

/// Two runs in order as one: of what compares as equal, the left goes first.
fn merge(left: &[usize], right: &[usize], compare: &dyn Fn(usize, usize) -> Ordering, out: &mut Vec<usize>) {
    let mut left = left.iter().copied().peekable();
    for right in right.iter().copied() {
        while let Some(first) = left.next_if(|left| compare(*left, right) != Ordering::Greater) {
            out.push(first);
        }
        out.push(right);
    }
    out.extend(left);
}

#[cfg(test)]
mod tests {
    use super::sorted;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_same_as_a_stable_sort(list in prop::collection::vec((0_u8..5, 0_u8..200), 0..40)) {
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(sorted(list, |a, b| a.0.cmp(&b.0)), expected);
        }
    }
}
