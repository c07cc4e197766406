//! What must be in no log, whatever was broken.

use super::Violation;

const NEVER: [(&str, &str); 3] = [
    ("deadlock detected", "a deadlock in Postgres"),
    ("PANIC:", "Postgres panicked"),
    ("panicked at", "a node panicked"),
];

/// Looks through what Postgres and the nodes have written.
pub(crate) fn logs(text: &str) -> Vec<Violation> {
    let told = |line: &str| NEVER.iter().find(|(words, _)| line.contains(words)).map(|(_, rule)| *rule);
    text.lines().filter_map(|line| Some(Violation::new(told(line)?, line))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::kinds;
    use super::logs;

    #[test]
    fn deadlocks_and_panics_are_found_and_what_a_fault_brings_with_it_is_not() {
        let usual = "LOG:  terminating any other active server processes\nFATAL:  terminating connection\n";
        assert!(logs(usual).is_empty());
        let bad = "12:00 [7] ERROR:  deadlock detected\nthread 'main' panicked at src/x.rs:1\n[8] PANIC:  no\n";
        assert_eq!(
            kinds(&logs(&format!("{usual}{bad}"))),
            ["Postgres panicked", "a deadlock in Postgres", "a node panicked"]
        );
    }
}
