//! The bundle of the pages of who works here.

fn main() {
    web::staff();
}
