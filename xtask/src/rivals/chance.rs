//! Random numbers that a seed repeats (SplitMix64): a run that found a fault can be asked for again.

pub(crate) struct Chance(u64);

impl Chance {
    /// The same seed and lane give the same numbers; each rival has a lane of its own.
    pub(crate) fn new(seed: u64, lane: u64) -> Self {
        let mut chance = Self(seed ^ lane.wrapping_mul(0xA076_1D64_78BD_642F));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, but not including, this.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).expect("a length");
        usize::try_from(self.next() % limit).expect("below a length")
    }

    /// From one number to another, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = u64::try_from(most - least + 1).expect("the second is not below the first");
        least + i64::try_from(self.next() % width).expect("below the width")
    }

    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub(crate) fn mix<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.below(index + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn a_seed_repeats_and_lanes_differ() {
        let row = |seed, lane| {
            let mut chance = Chance::new(seed, lane);
            (0..20).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(row(7, 1), row(7, 1));
        assert_ne!(row(7, 1), row(7, 2));
        assert_ne!(row(7, 1), row(8, 1));
        let mut chance = Chance::new(1, 1);
        assert!((0..1000).all(|_| (-3..=3).contains(&chance.between(-3, 3))));
    }
}
