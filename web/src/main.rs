//! The bundle of the visitor's pages.

fn main() {
    web::visitor();
}
