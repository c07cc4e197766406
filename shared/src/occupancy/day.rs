//! The 96 slots of one UTC day as bits.

/// Which slots of a UTC day are busy; bit *n* is the slot that begins *n* quarter hours after
/// midnight UTC.
///
/// Kept in the twelve bytes it needs, because a node holds one for every desk and day; worked with
/// as a `u128`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayBits([u8; BYTES]);

/// Slots of a day, as the width of the mask.
const WIDTH: u32 = 96;
/// Bytes that hold as many bits.
const BYTES: usize = 12;

impl DayBits {
    /// A mask of the slots `[from, to)`, both at most 96.
    pub fn span(from: u32, to: u32) -> Self {
        Self::of(below(to) & !below(from))
    }

    /// Marks the slots of `mask` busy.
    #[must_use]
    pub fn with(self, mask: Self) -> Self {
        Self::of(self.bits() | mask.bits())
    }

    /// Marks the slots of `mask` free.
    #[must_use]
    pub fn without(self, mask: Self) -> Self {
        Self::of(self.bits() & !mask.bits())
    }

    /// Whether any slot of `mask` is busy.
    pub fn meets(self, mask: Self) -> bool {
        self.bits() & mask.bits() != 0
    }

    /// Whether the whole day is free.
    pub fn is_free(self) -> bool {
        self.bits() == 0
    }

    /// How many slots are busy.
    pub fn count(self) -> u32 {
        self.bits().count_ones()
    }

    /// The first busy slot at or after `from`.
    pub fn next_busy(self, from: u32) -> Option<u32> {
        let rest = self.bits() & !below(from);
        (rest != 0).then(|| rest.trailing_zeros())
    }

    /// The first free slot at or after `from`.
    pub fn next_free(self, from: u32) -> Option<u32> {
        let rest = !self.bits() & below(WIDTH) & !below(from);
        (rest != 0).then(|| rest.trailing_zeros())
    }

    fn bits(self) -> u128 {
        let mut bytes = [0; 16];
        if let Some(low) = bytes.first_chunk_mut::<BYTES>() {
            *low = self.0;
        }
        u128::from_le_bytes(bytes)
    }

    fn of(bits: u128) -> Self {
        bits.to_le_bytes().first_chunk::<BYTES>().copied().map_or_else(Self::default, Self)
    }
}

/// All bits below `end`.
fn below(end: u32) -> u128 {
    if end >= WIDTH { (1 << WIDTH) - 1 } else { (1 << end) - 1 }
}
