//! The bundle of the pages of somebody who signs in.

fn main() {
    web::account();
}
