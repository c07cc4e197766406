//! Visitors who sign in: codes, sessions, tokens, and what is theirs.

mod codes;
mod erasure;
mod logs;
mod mine;
mod sessions;
mod tokens;
mod traces;
mod verified;
