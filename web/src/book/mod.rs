//! Booking a desk: time, people and wishes above; plan, desk panel and list below. All of it reads
//! one [`Hall`], so plan and list can never disagree.
//!
//! Every state is computed here from one answer about the whole day: moving the time asks nothing
//! of the server. What the visitor chose stands in the address, so a link or a reload keeps it.

mod address;
mod bookbar;
mod busy;
mod change;
mod choice;
mod day;
mod desk_day;
mod full;
mod hall;
mod histogram;
mod list;
pub(crate) mod load;
mod next_free;
mod notices;
mod outcome;
mod page;
mod panel;
mod planbox;
mod planned;
mod query;
mod reserve;
mod series;
mod times;
mod wait;
mod wishes;

pub(crate) use address::rule_words;
pub(crate) use busy::bars_of;
pub(crate) use choice::is_code;
pub(crate) use day::{Day, mark_of, period as interval_slots};
pub(crate) use histogram::quiet_picture;
pub(crate) use page::BookPage;
pub(crate) use reserve::schedule;
pub(crate) use times::running_or_next;
pub(crate) use wishes::feature_icon;
