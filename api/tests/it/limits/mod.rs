//! Limits by the kind of caller, as the whole app keeps them, and how much may be held without proof.

mod callers;
mod holds;
