//! Offers on paper, read by poppler as anybody's reader would: pages, size, tags, language, order, links.

use std::io::Write;
use std::process::{Command, Stdio};

use client::{Answer, Method, Request};
use shared::problem::ProblemKind;

use crate::harness::{House, Plan, flyers_program, header, json, problem};

/// What a program of poppler says about a PDF.
pub(crate) fn poppler(program: &str, options: &[&str], pdf: &[u8]) -> String {
    let mut reader = Command::new(program);
    let reader = reader.args(options).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut reader = reader.spawn().unwrap_or_else(|error| panic!("{program}, of poppler-utils: {error}"));
    let mut input = reader.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let fed = std::thread::spawn(move || input.write_all(&pdf));
    let said = reader.wait_with_output().unwrap();
    fed.join().unwrap().unwrap();
    assert!(said.status.success(), "{program} can't read it");
    // Titles of headings it prints as they are, and not all of that is UTF-8.
    String::from_utf8_lossy(&said.stdout).into_owned()
}

/// A flyer as a reader sees it.
pub(super) struct Read {
    /// `pdfinfo`.
    info: String,
    /// What it says about itself (XMP).
    meta: String,
    /// The tagged text, which is what is read aloud.
    pub(super) tags: String,
    /// Its links.
    pub(super) links: String,
    /// Everything that stands there, in one line.
    pub(super) text: String,
}

pub(super) async fn fetch(house: &House, path: &str) -> Answer {
    let answer = house.get(&format!("/api/v1/offers{path}")).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(header(&answer, "content-type"), "application/pdf");
    answer
}

pub(super) async fn read(house: &House, path: &str) -> Read {
    let pdf = fetch(house, path).await.body;
    let text = poppler("pdftotext", &["-enc", "UTF-8", "-", "-"], &pdf);
    Read {
        info: poppler("pdfinfo", &["-"], &pdf),
        meta: poppler("pdfinfo", &["-meta", "-"], &pdf),
        tags: poppler("pdfinfo", &["-struct-text", "-"], &pdf),
        links: poppler("pdfinfo", &["-url", "-"], &pdf),
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

impl Read {
    /// A line of `pdfinfo`.
    pub(super) fn says(&self, name: &str) -> &str {
        let line = self.info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap_or_else(|| panic!("{name} in {}", self.info)).trim()
    }

    /// What PDF/UA asks of every document, as far as a reader that is no checker can tell.
    pub(super) fn is_accessible(&self, title: &str, lang: &str) {
        assert_eq!((self.says("Title"), self.says("Tagged")), (title, "yes"));
        assert!(self.meta.contains("<pdfuaid:part>1</pdfuaid:part>"), "{}", self.meta);
        assert!(self.meta.contains(&format!("<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li>")), "{}", self.meta);
        assert_eq!(self.tags.matches("H1 ").count(), 1, "{}", self.tags);
        assert!(self.tags.contains("Figure"), "the code has a place in the text:\n{}", self.tags);
    }

    /// That these are read in this order.
    pub(super) fn reads(&self, words: &[&str]) {
        let mut rest = self.tags.as_str();
        for word in words {
            let (_, after) = rest.split_once(word).unwrap_or_else(|| panic!("`{word}` is next in\n{}", self.tags));
            rest = after;
        }
    }
}

/// Millimetres of a page, as `pdfinfo` has them in points.
fn size(flyer: &Read) -> (u32, u32) {
    let said = flyer.says("Page size").split(' ').filter_map(|word| word.parse::<f64>().ok());
    let sides: Vec<u32> = said.map(|points| format!("{:.0}", points * 25.4 / 72.0).parse().unwrap()).collect();
    (sides[0], sides[1])
}

#[tokio::test]
async fn an_offer_is_one_side_of_a5() {
    let house = House::open().await;
    let flyer = read(&house, "/feriencard/flyer.pdf").await;
    assert_eq!((flyer.says("Pages"), size(&flyer)), ("1", (148, 210)));
    flyer.is_accessible("FerienCard", "de");
    flyer.reads(&[
        "Für Familien, Kinder",
        "FerienCard",
        "Über 500 Veranstaltungen",
        "Preis",
        "9 €",
        "mit AktivPass",
        "0 €",
        "Rund 150 Veranstalter*innen",
        "Büchereien",
        "Wer zuständig ist",
        "Persönlich fragen",
        "Montags, mittwochs und freitags, ",
        "Infopunkt im Saal, Trammplatz 2",
        "Stand 2020. Bitte prüfen Sie",
        "Alles aktuell im Netz",
        "gedruckt am 24.11.2026",
    ]);
    assert!(flyer.links.contains("http://rathaus.test/offers/feriencard"), "{}", flyer.links);
    assert!(flyer.text.contains("rathaus.test/offers/feriencard"), "{}", flyer.text);
    assert!(flyer.links.contains("https://www.die-feriencard-hannover.de"), "{}", flyer.links);
    let hidden = ["null", "Wann", "Wo Stadt"];
    assert!(hidden.iter().all(|word| !flyer.text.contains(word)), "what is not known is left out: {}", flyer.text);
}

#[tokio::test]
async fn the_same_offer_folds_and_speaks_english() {
    let house = House::open().await;
    let flyer = read(&house, "/feriencard/flyer.pdf?lang=en&format=a4_folded").await;
    assert_eq!((flyer.says("Pages"), size(&flyer)), ("2", (297, 210)));
    flyer.is_accessible("FerienCard", "en");
    flyer.reads(&[
        "FerienCard",
        "More than 500 events",
        "Rathaus Co-Working Hannover",
        "Who is responsible",
        "Info point",
        "Phone 0511 168-0",
        "Two step-free doors",
        "As of 2020. Please check",
        "printed on 24 November 2026",
        "What it is about",
        "About 150 organisers",
        "Price",
        "with AktivPass",
        "Ask in person",
        "Mondays, Wednesdays and Fridays, ",
    ]);
    assert!(flyer.links.contains("http://rathaus.test/en/offers/feriencard"), "{}", flyer.links);
}

#[tokio::test]
async fn an_invention_says_so_and_an_event_says_when() {
    let house = House::open().await;
    let event = read(&house, "/repair-cafe/flyer.pdf").await;
    event.reads(&["Wann", "Wo", "Neues Rathaus", "Trammplatz 2", "Beispiel: Dieses Angebot ist erfunden."]);
    assert!(event.text.contains(" bis ") && event.text.contains("Uhr"), "{}", event.text);
    let off = read(&house, "/adventssingen/flyer.pdf?lang=en").await;
    assert!(off.text.contains("This is cancelled."), "{}", off.text);
}

#[tokio::test]
async fn what_has_no_text_in_a_language_says_so_and_is_read_in_its_own() {
    let house = House::open().await;
    house.sql("DELETE FROM offer_texts WHERE lang = 'en' AND title = 'FerienCard'").await;
    let flyer = read(&house, "/feriencard/flyer.pdf?lang=en").await;
    flyer.is_accessible("FerienCard", "en");
    flyer.reads(&["Über 500 Veranstaltungen", "Price", "There is no English text yet."]);
}

#[tokio::test]
async fn every_offer_there_is_fits() {
    let house = House::open().await;
    let longest = house.sql(
        "SELECT DISTINCT offers.slug FROM offers JOIN offer_texts ON offer_texts.offer_id = offers.id \
         WHERE offer_texts.lang IN ('de', 'en') AND offers.state = 'published' \
         AND length(body) >= (SELECT percentile_disc(0.96) WITHIN GROUP (ORDER BY length(body)) FROM offer_texts)",
    );
    let longest = longest.await;
    assert!(longest.len() >= 2, "{longest:?}");
    for row in longest {
        let slug = row[0].clone().unwrap();
        for (query, pages) in [("", "1"), ("?lang=en&format=a4_folded", "2")] {
            let pdf = fetch(&house, &format!("/{slug}/flyer.pdf{query}")).await.body;
            assert!(poppler("pdfinfo", &["-"], &pdf).contains(&format!("Pages:           {pages}\n")), "{slug}");
        }
    }
    house.sql("UPDATE offer_texts SET title = repeat('Wort ', 400), body = repeat(E'Satz um Satz. \\n\\n- Punkt\\n', 2000)").await;
    let absurd = read(&house, "/feriencard/flyer.pdf").await;
    assert_eq!(absurd.says("Pages"), "1");
    absurd.reads(&["Wort Wort", "Satz um Satz.", "Mehr steht im Netz.", "Alles aktuell im Netz", "gedruckt am"]);
}

#[tokio::test]
async fn a_collection_has_as_many_as_fit_and_says_how_many_more() {
    let house = House::open().await;
    let all = super::list(&house, "kind=support&limit=1").await["total"].as_u64().unwrap();
    let flyer = read(&house, "/flyer.pdf?kind=support").await;
    assert_eq!((flyer.says("Pages"), size(&flyer)), ("1", (148, 210)));
    flyer.is_accessible("Unterstützung", "de");
    let first = super::list(&house, "kind=support&limit=1").await;
    flyer.reads(&[
        "Unterstützung",
        &format!("{all} Angebote"),
        first["items"][0]["title"].as_str().unwrap(),
        "Alles aktuell",
    ]);
    let shown = flyer.tags.matches("H2 ").count() - 1;
    assert!(shown >= 5, "{}", flyer.tags);
    assert_eq!(u64::try_from(shown).unwrap() < all, flyer.text.contains("im Netz."), "{}", flyer.text);
    assert!(flyer.links.contains("http://rathaus.test/offers?kind=support"), "{}", flyer.links);
    let folded = read(&house, "/flyer.pdf?kind=support&format=a4_folded&lang=en").await;
    assert_eq!(folded.says("Pages"), "2");
    folded.is_accessible("Support", "en");
    assert!(folded.tags.matches("H2 ").count() > shown, "{}", folded.tags);
    let words = read(&house, "/flyer.pdf?q=museum").await;
    words.is_accessible("Zu „museum“", "de");
    let none = house.get("/api/v1/offers/flyer.pdf?q=qqqqq").await;
    problem(&none, ProblemKind::NotFound);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let house = House::open().await;
    problem(&house.get("/api/v1/offers/nothing/flyer.pdf").await, ProblemKind::NotFound);
    for path in ["feriencard/flyer.pdf", "flyer.pdf"] {
        for query in ["format=a3", "format=", "lang=uk", "lang=DE", "lang=", "colour=red", "lang=de&lang=en"] {
            let answer = house.get(&format!("/api/v1/offers/{path}?{query}")).await;
            problem(&answer, ProblemKind::InvalidRequest);
        }
    }
    problem(&house.get("/api/v1/offers/flyer.pdf?kind=wizardry").await, ProblemKind::InvalidRequest);
}

#[tokio::test]
async fn a_flyer_that_is_known_already_is_not_sent_again() {
    let house = House::open().await;
    let answer = fetch(&house, "/feriencard/flyer.pdf").await;
    assert_eq!(header(&answer, "content-disposition"), "inline; filename=\"feriencard.pdf\"");
    let tag = header(&answer, "etag");
    let again =
        Request::new(Method::GET, "/api/v1/offers/feriencard/flyer.pdf".to_owned()).header("If-None-Match", tag);
    assert_eq!(house.send(again).await.status, 304);
    house.sql("UPDATE offer_texts SET title = 'Ferienkarte' WHERE title = 'FerienCard'").await;
    let changed = fetch(&house, "/feriencard/flyer.pdf").await;
    assert_ne!(header(&changed, "etag"), tag);
}

/// A house with another program for flyers.
async fn with_program(program: &str) -> House {
    let settings = vec!["--flyers".to_owned(), program.to_owned()];
    House::with(Plan { settings, ..Plan::default() }).await
}

#[tokio::test]
async fn without_the_program_everything_else_works() {
    let house = with_program("/nowhere/rathaus-flyers").await;
    let answer = house.get("/api/v1/offers/feriencard/flyer.pdf").await;
    problem(&answer, ProblemKind::Unavailable);
    assert_eq!(header(&answer, "retry-after"), "300");
    let detail = json(&answer)["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("program that prints them is missing") && !detail.contains("nowhere"), "{detail}");
    assert_eq!(house.get("/api/v1/offers/feriencard").await.status, 200);
}

#[tokio::test]
async fn a_program_that_fails_is_our_fault_and_tells_nobody_why() {
    // One takes the record for commands and complains about it, one says nothing, one repeats what it was told.
    for program in ["/bin/sh", "/bin/false", "/bin/true", "/bin/cat"] {
        let house = with_program(program).await;
        let answer = house.get("/api/v1/offers/feriencard/flyer.pdf").await;
        problem(&answer, ProblemKind::Internal);
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(!body.contains("sh:") && !body.contains("FerienCard"), "{body}");
    }
}

#[tokio::test]
async fn the_same_flyer_is_printed_once() {
    let folder = std::env::temp_dir().join(format!("rathaus-flyers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let program = folder.join("rathaus-flyers");
    drop(std::fs::remove_file(&program));
    std::os::unix::fs::symlink(flyers_program(), &program).unwrap();
    let house = with_program(program.to_str().unwrap()).await;
    let first = fetch(&house, "/feriencard/flyer.pdf").await;
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(fetch(&house, "/feriencard/flyer.pdf").await.body, first.body);
    problem(&house.get("/api/v1/offers/feriencard/flyer.pdf?lang=en").await, ProblemKind::Unavailable);
}
