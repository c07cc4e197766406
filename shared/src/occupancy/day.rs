//! The 96 slots of one UTC day as bits of a `u128`.

/// Which slots of a UTC day are busy; bit *n* is the slot that begins *n* quarter hours after
/// midnight UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayBits(u128);

/// Slots of a day, as the width of the mask.
const WIDTH: u32 = 96;

impl DayBits {
    /// A mask of the slots `[from, to)`, both at most 96.
    pub const fn span(from: u32, to: u32) -> Self {
        Self(below(to) & !below(from))
    }

    /// Marks the slots of `mask` busy.
    #[must_use]
    pub const fn with(self, mask: Self) -> Self {
        Self(self.0 | mask.0)
    }

    /// Marks the slots of `mask` free.
    #[must_use]
    pub const fn without(self, mask: Self) -> Self {
        Self(self.0 & !mask.0)
    }

    /// Whether any slot of `mask` is busy.
    pub const fn meets(self, mask: Self) -> bool {
        self.0 & mask.0 != 0
    }

    /// Whether the whole day is free.
    pub const fn is_free(self) -> bool {
        self.0 == 0
    }

    /// How many slots are busy.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The first busy slot at or after `from`.
    pub fn next_busy(self, from: u32) -> Option<u32> {
        let rest = self.0 & !below(from);
        (rest != 0).then(|| rest.trailing_zeros())
    }

    /// The first free slot at or after `from`.
    pub fn next_free(self, from: u32) -> Option<u32> {
        let rest = !self.0 & below(WIDTH) & !below(from);
        (rest != 0).then(|| rest.trailing_zeros())
    }
}

/// All bits below `end`.
const fn below(end: u32) -> u128 {
    if end >= WIDTH { (1 << WIDTH) - 1 } else { (1 << end) - 1 }
}
