//! What a node tells those who run it.

use crate::harness::{House, at};

#[tokio::test]
async fn metrics_are_numbers_about_the_node_and_about_nobody() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00").await;
    house.get("/api/v1/nowhere").await;
    house.pass(at("2026-11-24T08:15")).await;
    let told = house.app.metrics.tell(&house.app).await.unwrap();
    let number = |name: &str| -> f64 {
        let line = told.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {told}"));
        line.rsplit(' ').next().unwrap().parse().unwrap()
    };
    assert_eq!(number("rathaus_jobs_moved_total").to_bits(), 1_f64.to_bits());
    assert!(number("rathaus_jobs_lag_seconds_sum") < 1.0, "done at its instant");
    assert!(
        number("rathaus_answers_total{class=\"2xx\"}") >= 1.0 && number("rathaus_answers_total{class=\"4xx\"}") >= 1.0
    );
    assert_eq!(number("rathaus_revision{venue=\"neues-rathaus\"}").to_bits(), 2_f64.to_bits());
    assert_eq!(number("rathaus_outbox_waiting").to_bits(), 1_f64.to_bits());
    for private in ["kim@", taken.booking.id.to_string().as_str(), taken.booking.code.as_str()] {
        assert!(!told.contains(private), "{private}: {told}");
    }
}
