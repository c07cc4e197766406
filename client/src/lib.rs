//! The typed client of the api.
