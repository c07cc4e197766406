//! The words of the start page.
