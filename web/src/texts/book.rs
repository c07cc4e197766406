//! The words of the booking page.
