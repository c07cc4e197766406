//! The program as it is called: a record in, a PDF out.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::record::{collection, offer};
use shared::flyers::{Flyer, FlyerFormat, FlyerLanguage, Record, Subject};

fn run(record: &[u8]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rathaus-flyers"));
    let mut program = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    program.stdin.take().unwrap().write_all(record).unwrap();
    program.wait_with_output().unwrap()
}

/// How many pages a PDF says it has.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let (_, after) = text.split_once("/Count ").expect("a PDF counts its pages");
    after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[test]
fn a_record_becomes_a_pdf_and_the_same_one_again() {
    let record = Record::Flyer(Box::new(offer(FlyerFormat::A5, FlyerLanguage::De)));
    let record = serde_json::to_vec(&record).unwrap();
    let (one, again) = (run(&record), run(&record));
    assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
    assert!(one.stdout.starts_with(b"%PDF-1.7"));
    assert_eq!(one.stdout, again.stdout, "the same record is the same sheet");
}

#[test]
fn what_is_no_record_is_refused_in_one_line() {
    for nonsense in ["", "{}", "[1", "\"FerienCard\""] {
        let answer = run(nonsense.as_bytes());
        assert!(!answer.status.success() && answer.stdout.is_empty(), "{nonsense}");
        assert_eq!(String::from_utf8_lossy(&answer.stderr).lines().count(), 1, "{nonsense}");
    }
}

/// Every text of an offer, replaced.
fn saying(mut flyer: Flyer, text: &str) -> Flyer {
    let offers: Vec<_> = match &mut flyer.subject {
        Subject::Offer(one) => vec![&mut **one],
        Subject::Collection { offers, .. } => offers.iter_mut().collect(),
    };
    for one in offers {
        let offer = &mut one.offer.offer;
        for field in [&mut offer.title, &mut offer.summary, &mut offer.body, &mut offer.price.text] {
            text.clone_into(field);
        }
        let place = offer.place.as_mut().unwrap();
        text.clone_into(&mut place.name);
        for field in [&mut place.street, &mut place.postcode, &mut place.city] {
            *field = Some(text.to_owned());
        }
        let contact = offer.contact.as_mut().unwrap();
        for field in [&mut contact.office, &mut contact.phone, &mut contact.email, &mut contact.website] {
            *field = Some(text.to_owned());
        }
        for pass in &mut offer.passes {
            text.clone_into(&mut pass.label);
            text.clone_into(&mut pass.price_text);
        }
        offer.recurring.as_mut().unwrap().room = Some(text.to_owned());
    }
    flyer
}

#[test]
fn whatever_a_text_says_the_sheet_has_its_pages_and_no_more() {
    let words = "Das ist ein Satz mit einigen Wörtern. ".repeat(500);
    let list = "- ein Punkt einer Liste, die nicht enden will\n".repeat(400);
    let absurd = [
        words.as_str(),
        list.as_str(),
        &"W".repeat(20_000),
        &"\n\n**Kopf**\n\n".repeat(200),
        "\u{1f600}\u{202e}\u{0}\u{feff}漢字 #import \"x\" $x$ *a* <b> \\u{41} #panic()",
        "",
    ];
    for text in absurd {
        for (format, wanted) in [(FlyerFormat::A5, 1), (FlyerFormat::A4Folded, 2)] {
            for flyer in [offer(format, FlyerLanguage::En), collection(format, 16)] {
                let pdf = flyers::print(&saying(flyer, text)).unwrap_or_else(|why| panic!("{format:?}: {why}"));
                assert_eq!(pages(&pdf), wanted, "{format:?}: {}", text.chars().take(40).collect::<String>());
            }
        }
    }
}

#[test]
fn an_address_no_code_can_hold_is_an_error() {
    let mut flyer = offer(FlyerFormat::A5, FlyerLanguage::De);
    if let Subject::Offer(one) = &mut flyer.subject {
        one.url = format!("https://example.org/{}", "x".repeat(5000));
    }
    assert!(matches!(flyers::print(&flyer), Err(flyers::PrintError::Code(_))));
}
