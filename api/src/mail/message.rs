//! A message, and how it is written (RFC 5322, MIME, RFC 6047 for the calendar part).

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use uuid::Uuid;

use crate::mail::SendError;

/// A calendar object that mail programs offer to take over.
#[derive(Debug, Clone)]
pub struct CalendarPart {
    /// The iTIP method (RFC 5546) of the object, such as `REQUEST` or `CANCEL`.
    pub method: String,
    /// The iCalendar object, with the same `METHOD`.
    pub ics: String,
}

/// One mail to one person.
#[derive(Clone)]
pub struct Message {
    /// The address.
    pub to: String,
    /// Its language, as a BCP 47 tag.
    pub locale: String,
    /// The subject, one line.
    pub subject: String,
    /// The same content twice: as text …
    pub text: String,
    /// … and as HTML.
    pub html: String,
    /// A calendar object to go with it.
    pub calendar: Option<CalendarPart>,
    /// Becomes the `Message-ID`: the same mail sent twice is recognisable.
    pub message_id: Uuid,
    /// Becomes the `Date`: when the mail was written, not when a server was reached at last.
    pub written_at: DateTime<Utc>,
}

impl std::fmt::Debug for Message {
    /// A message in a log would be a person in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}

impl Message {
    /// The message as lettre sends it.
    pub(super) fn compose(&self, from: &Mailbox) -> Result<lettre::Message, SendError> {
        let to: Address = self.to.parse().map_err(|_quotes_it| SendError::Address)?;
        let mut parts = MultiPart::alternative()
            .singlepart(SinglePart::plain(self.text.clone()))
            .singlepart(SinglePart::html(self.html.clone()));
        if let Some(calendar) = &self.calendar {
            let kind = format!("text/calendar; charset=utf-8; method={}", calendar.method);
            let kind = ContentType::parse(&kind).map_err(|_quotes_it| SendError::Malformed)?;
            parts = parts.singlepart(SinglePart::builder().header(kind).body(calendar.ics.clone()));
        }
        lettre::Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&self.subject))
            .date(SystemTime::from(self.written_at))
            .message_id(Some(format!("<{}@{}>", self.message_id, from.email.domain())))
            .raw_header(raw("Auto-Submitted", "auto-generated"))
            .raw_header(raw("Content-Language", &self.locale))
            .multipart(parts)
            .map_err(|_quotes_it| SendError::Malformed)
    }
}

/// RFC 3834: so that no out-of-office reply comes back.
fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), one_line(value))
}

/// A line break in a header would begin another header.
fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail_parser::{MessageParser, MimeHeaders};

    fn message() -> Message {
        Message {
            to: "kim@example.org".to_owned(),
            locale: "de".to_owned(),
            subject: "Ihr Platz A1 am Dienstag – bestätigt".to_owned(),
            text: "Grüße aus dem Rathaus\nhttps://example.org/booking/1#s=abc\n".to_owned(),
            html: "<p>Grüße aus dem Rathaus</p>".to_owned(),
            calendar: Some(CalendarPart {
                method: "REQUEST".to_owned(),
                ics: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Plätze\r\nEND:VCALENDAR\r\n".to_owned(),
            }),
            message_id: Uuid::from_u128(7),
            written_at: DateTime::from_timestamp(1_795_512_345, 0).unwrap(),
        }
    }

    fn sent(message: &Message) -> Vec<u8> {
        message.compose(&"Rathaus Co-Working <coworking@example.org>".parse().unwrap()).unwrap().formatted()
    }

    #[test]
    fn a_message_reads_back_as_it_was_written() {
        let message = message();
        let raw = sent(&message);
        assert!(raw.iter().all(u8::is_ascii), "every server takes it");
        let read = MessageParser::default().parse(&raw).unwrap();
        assert_eq!(read.subject(), Some(message.subject.as_str()));
        assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), message.text);
        assert_eq!(read.body_html(0).unwrap(), message.html);
        assert_eq!(read.message_id(), Some("00000000-0000-0000-0000-000000000007@example.org"));
        assert_eq!(read.date().unwrap().to_timestamp(), 1_795_512_345);
        assert_eq!(read.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
        assert_eq!(read.header_raw("Content-Language").unwrap().trim(), "de");
        let calendar = read.parts.iter().find(|part| part.is_content_type("text", "calendar")).unwrap();
        assert_eq!(calendar.content_type().unwrap().attribute("method"), Some("REQUEST"));
        assert_eq!(calendar.text_contents(), Some(message.calendar.unwrap().ics.as_str()));
    }

    #[test]
    fn no_subject_and_no_address_adds_a_header() {
        let mut evil = message();
        evil.subject = "Hallo\r\nBcc: all@example.org".to_owned();
        let raw = sent(&evil);
        let read = MessageParser::default().parse(&raw).unwrap();
        assert!(read.bcc().is_none());
        evil.to = "kim@example.org\r\nBcc: all@example.org".to_owned();
        let from: Mailbox = "a@example.org".parse().unwrap();
        assert!(matches!(evil.compose(&from), Err(SendError::Address)));
    }

    #[test]
    fn a_message_does_not_show_its_content() {
        let shown = format!("{:?}", message());
        assert!(!shown.contains("kim") && !shown.contains("A1"), "{shown}");
    }
}
