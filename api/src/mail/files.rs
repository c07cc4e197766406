//! Mails that were written to files, where no mail server is set up: somebody's own go when she is forgotten.
//!
//! Also where mails are sent by now: the folder may be left from before.

use std::fs;
use std::io;
use std::path::Path;

use actix_web::web;
use mail_parser::MessageParser;

use crate::problem::Failure;

/// Removes every mail to an address, whichever case it is written in.
pub(crate) async fn burn(data_dir: &Path, email: &str) -> Result<(), Failure> {
    let (folder, email) = (data_dir.join("mail"), email.to_lowercase());
    web::block(move || remove(&folder, &email)).await.map_err(Failure::internal)?.map_err(Failure::internal)
}

fn remove(folder: &Path, email: &str) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        // Half a mail (`.part`) of a node that has died says as much as a whole one.
        if !is_mail(&path) || !is_to(&fs::read(&path)?, email) {
            continue;
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn is_mail(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "eml" || ending == "part")
}

fn is_to(raw: &[u8], email: &str) -> bool {
    let mail = MessageParser::default().parse(raw);
    let addresses = mail.as_ref().and_then(|mail| mail.to()).map(mail_parser::Address::iter);
    addresses.is_some_and(|mut all| all.any(|one| one.address().is_some_and(|own| own.to_lowercase() == email)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_to_whom_it_says_in_any_case_and_to_nobody_else() {
        let raw = b"From: <a@example.org>\r\nTo: Kim <Kim@Example.org>\r\nSubject: toni@example.org\r\n\r\ntoni@example.org\r\n";
        assert!(is_to(raw, "kim@example.org"));
        for other in ["toni@example.org", "a@example.org", "im@example.org"] {
            assert!(!is_to(raw, other), "{other}");
        }
        assert!(!is_to(b"\xff", "kim@example.org"));
    }

    #[test]
    fn without_a_folder_there_is_nothing_to_do() {
        assert!(remove(Path::new("/nowhere/mail"), "kim@example.org").is_ok());
    }
}
