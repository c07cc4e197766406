//! The occupancy calendar: per desk and UTC day one bit for each 15-minute slot.
//!
//! A UTC day has 96 slots and fits a `u128`, so most questions about a day are one instruction.
//! The same type answers in the api (for a venue and its whole horizon) and in the browser (for
//! the day on the screen). What always holds: a set bit is a slot somebody has; days nobody ever
//! touched are free; no operation depends on the time zone.

mod calendar;
mod day;

pub use calendar::DeskCalendar;
pub use day::DayBits;
