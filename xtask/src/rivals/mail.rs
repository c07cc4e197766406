//! A mail server on loopback that takes every mail and keeps the codes in them, for rivals that confirm.
//!
//! Knows as much of SMTP (RFC 5321) as a sender without encryption and without a password needs.

use anyhow::Result;
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Codes by the id of their booking. The server behind it ends with the process.
#[derive(Clone)]
pub(crate) struct Codes {
    known: Arc<Mutex<HashMap<String, String>>>,
    url: String,
}

impl Codes {
    /// Opens the server.
    pub(crate) fn open() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let url = format!("smtp://{}", listener.local_addr()?);
        let codes = Self { known: Arc::default(), url };
        let known = Arc::clone(&codes.known);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let known = Arc::clone(&known);
                // Whoever hangs up in the middle sends it again.
                std::thread::spawn(move || drop(take_mails(stream, &known)));
            }
        });
        Ok(codes)
    }

    /// What `RATHAUS_SMTP_URL` is to be.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn of(&self, booking: &str) -> Option<String> {
        self.known.lock().expect("nobody panics with it").get(booking).cloned()
    }
}

fn take_mails(stream: TcpStream, known: &Mutex<HashMap<String, String>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let say = |reader: &mut BufReader<TcpStream>, text: &str| reader.get_mut().write_all(text.as_bytes());
    say(&mut reader, "220 rivals\r\n")?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        let word = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        line.clear();
        match word.as_str() {
            "EHLO" => say(&mut reader, "250-rivals\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")?,
            "QUIT" => return say(&mut reader, "221 bye\r\n"),
            "DATA" => {
                say(&mut reader, "354 go on\r\n")?;
                let mail = content(&mut reader)?;
                if let Some((booking, code)) = code_in(&mail) {
                    known.lock().expect("nobody panics with it").insert(booking, code);
                }
                say(&mut reader, "250 kept\r\n")?;
            }
            _ => say(&mut reader, "250 ok\r\n")?,
        }
    }
    Ok(())
}

/// Up to the line with nothing but a dot.
fn content(reader: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut mail = Vec::new();
    while !mail.ends_with(b"\r\n.\r\n") {
        if reader.read_until(b'\n', &mut mail)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(String::from_utf8_lossy(&mail).into_owned())
}

/// The booking's id from the link to its page, and the code its subject begins with.
fn code_in(mail: &str) -> Option<(String, String)> {
    // Long lines are broken for the way (RFC 2045, quoted-printable).
    let whole = mail.replace("=\r\n", "");
    let subject = whole.lines().find_map(|line| line.strip_prefix("Subject: "))?;
    let code: String = subject.chars().take_while(char::is_ascii_digit).collect();
    let booking = whole.split("/booking/").nth(1)?.get(..36)?;
    (code.len() == 6).then(|| (booking.to_owned(), code))
}

#[cfg(test)]
mod tests {
    use super::code_in;

    #[test]
    fn booking_and_code_are_found_across_broken_lines() {
        let mail = "To: kim@example.org\r\nSubject: 012345 is your code for desk A1\r\n\r\nhttp://localhost/en/book=\r\n\
            ing/0190aaaa-0000-7000-8000-00000000=\r\n0001#s=3Dabc&c=3D012345\r\n.\r\n";
        let found = code_in(mail);
        assert_eq!(found, Some(("0190aaaa-0000-7000-8000-000000000001".to_owned(), "012345".to_owned())));
        assert_eq!(code_in("Subject: Booked: desk A1\r\n\r\n/booking/0190aaaa-0000-7000-8000-000000000001\r\n"), None);
    }
}
