//! Mails through a real SMTP server, read by a second program.

mod outbox;
mod server;

use api::mail::{CalendarPart, Mailer, Message, SendError};
use chrono::DateTime;
use server::Server;
pub(crate) use server::python;
use uuid::Uuid;

const FROM: &str = "Rathaus Co-Working <coworking@example.org>";
const ICS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rathaus//test\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n\
    UID:1@example.org\r\nDTSTAMP:20261122T120000Z\r\nDTSTART:20261124T080000Z\r\nSUMMARY:Platz A1 für Sie\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

fn message(to: &str) -> Message {
    Message {
        to: to.to_owned(),
        locale: "de".to_owned(),
        subject: "Gebucht: Platz A1, Dienstag – 9:00 bis 12:00 Uhr, in der Leseecke am großen Fenster".to_owned(),
        text: "Grüße!\nhttps://example.org/booking/1#s=abc&c=123456\n".to_owned(),
        html: "<p>Grüße! <a href=\"https://example.org/booking/1#s=abc\">Buchung</a></p>".to_owned(),
        calendar: Some(CalendarPart { method: "REQUEST".to_owned(), ics: ICS.to_owned() }),
        message_id: Uuid::from_u128(42),
        written_at: DateTime::from_timestamp(1_795_512_345, 0).unwrap(),
    }
}

fn mailer(server: &Server) -> Mailer {
    Mailer::new(Some(&server.url()), FROM, &std::env::temp_dir()).unwrap()
}

#[tokio::test]
async fn another_program_reads_what_was_written() {
    let mut server = Server::start();
    let sent = message("kim@example.org");
    mailer(&server).send(&sent).await.unwrap();
    let mail = server.mail();
    assert_eq!(mail["to"], serde_json::json!(["kim@example.org"]));
    let headers = &mail["headers"];
    assert_eq!(headers["subject"], sent.subject);
    assert_eq!(headers["from"], FROM);
    assert_eq!(headers["auto-submitted"], "auto-generated");
    assert_eq!(headers["content-language"], "de");
    assert_eq!(headers["message-id"], format!("<{}@example.org>", sent.message_id));
    assert_eq!(headers["date"], "Tue, 24 Nov 2026 09:25:45 +0000");
    assert!(headers["content-type"].as_str().unwrap().starts_with("multipart/alternative"));
    let parts = mail["parts"].as_array().unwrap();
    let kinds: Vec<_> = parts.iter().map(|part| part["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["text/plain", "text/html", "text/calendar"], "the richest last, as RFC 2046 wants it");
    assert_eq!(parts[0]["text"].as_str().unwrap().replace("\r\n", "\n"), sent.text);
    assert_eq!(parts[1]["text"].as_str().unwrap().trim(), sent.html);
    assert_eq!(parts[2]["method"], "REQUEST");
    assert_eq!(mail["events"], serde_json::json!(["Platz A1 für Sie"]));
}

#[tokio::test]
async fn a_refusal_is_told_without_the_address() {
    let server = Server::start();
    let unknown = mailer(&server).send(&message("unknown@example.org")).await.unwrap_err();
    assert!(matches!(unknown, SendError::Refused(550)) && unknown.is_final(), "{unknown:?}");
    let busy = mailer(&server).send(&message("busy@example.org")).await.unwrap_err();
    assert!(matches!(busy, SendError::Reply(451)) && !busy.is_final(), "{busy:?}");
    for error in [unknown, busy] {
        assert!(!format!("{error} {error:?}").contains("example.org"), "{error:?}");
    }
}

#[tokio::test]
async fn a_wrong_password_and_a_server_that_is_gone_may_be_tried_again() {
    let server = Server::start();
    let wrong = server.url().replace("geheim", "falsch");
    let wrong = Mailer::new(Some(&wrong), FROM, &std::env::temp_dir()).unwrap();
    let refused = wrong.send(&message("kim@example.org")).await.unwrap_err();
    assert!(matches!(refused, SendError::Reply(535)) && !refused.is_final(), "{refused:?}");
    let gone = mailer(&server);
    drop(server);
    let unreachable = gone.send(&message("kim@example.org")).await.unwrap_err();
    assert!(matches!(unreachable, SendError::Unreachable(_)) && !unreachable.is_final(), "{unreachable:?}");
}
