//! The bundle of the info point.

fn main() {
    web::info_point();
}
