//! Other programs that read what we write: Python, as the suite has set it up.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::mail::python;

/// What Python prints when it is called with these words and given a text. It is waited for on a thread of its own:
/// who waits here would not hear that the server has closed a connection meanwhile, and send the next request into it.
pub(crate) async fn told_by_python(words: &[&str], text: &[u8]) -> Vec<u8> {
    let mut program = Command::new(python());
    program.args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
    let text = text.to_vec();
    let answer = tokio::task::spawn_blocking(move || {
        let mut program = program.spawn().unwrap();
        let mut into = program.stdin.take().unwrap();
        // It may answer before it has read everything.
        let writing = std::thread::spawn(move || into.write_all(&text).unwrap());
        let output = program.wait_with_output().unwrap();
        writing.join().unwrap();
        assert!(output.status.success(), "another program cannot read it; its last words are above");
        output.stdout
    });
    answer.await.unwrap()
}
