//! What both sides of the wire mean: addresses, ids, problems, slots, opening hours, occupancy, bookings,
//! advice hours and appointments, desks, contingents, venues, plans, furniture, people, staff, what they did,
//! apps and their webhooks, offers, the feeds that offers come from, boards, the waiting list; prose, and instants as text.
//!
//! Pure and wasm-clean: no I/O, no clock, no randomness. Whoever needs to know what time it is
//! hands in `now`. The api and the browser call the same functions, so a form can never promise
//! what the server refuses.

mod absent;
pub mod addresses;
pub mod advice;
pub mod appointments;
pub mod apps;
pub mod audit;
pub mod boards;
pub mod bookings;
pub mod contingents;
pub mod desks;
pub mod embeds;
pub mod feeds;
pub mod flyers;
pub mod furniture;
pub mod ids;
pub mod instants;
pub mod lang;
pub mod occupancy;
pub mod offers;
pub mod opening;
pub mod order;
pub mod people;
pub mod plans;
pub mod problem;
pub mod prose;
pub mod slots;
pub mod staff;
pub mod venues;
pub mod waiting;
pub mod webhooks;
pub mod zones;
