//! Sources outside become offers: read on a schedule, followed when they change, never believed when they break.

mod calendars;
mod formats;
mod hands;
mod hostile;
mod manage;
mod source;

use api::feeds::worker;
use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::feeds::{Feed, FeedPreview, FeedRun};
use shared::staff::Role;
use shared::venues::Page;

use crate::harness::{House, Plan};
use source::Source;

/// A house beside a server that has feeds, and an editor.
struct Desk {
    house: House,
    source: Source,
    key: String,
}

impl Desk {
    async fn open() -> Self {
        let source = Source::open();
        let settings = ["--feed-timeout-ms", "3000"].map(str::to_owned).to_vec();
        let house = House::with(Plan { outgoing: vec![source.place()], settings, ..Plan::default() }).await;
        let key = house.key(Role::Editor).await;
        Self { house, source, key }
    }

    /// Terms for what is at a path.
    fn terms(&self, path: &str, format: &str, kind: &str) -> Value {
        json!({ "name": format!("Quelle {path}"), "url": self.source.url(path), "format": format, "every_minutes": 60,
            "mapping": { "kind": kind, "category": "sports", "audience": ["all"],
                "place": { "name": "Sporthalle", "city": "Hannover" } },
            "office": "Fachbereich Sport", "email": "sport@example.org", "publish": true })
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let request = Request::new(method, format!("/api/v1/staff/feeds{path}")).bearer(&self.key);
        self.house.send(if let Some(body) = body { request.json(body).unwrap() } else { request }).await
    }

    async fn add(&self, terms: &Value) -> Feed {
        let answer = self.ask(Method::POST, "", Some(terms)).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        answer.json().unwrap()
    }

    async fn show(&self, feed: &Feed) -> Feed {
        self.ask(Method::GET, &format!("/{}", feed.id), None).await.json().unwrap()
    }

    async fn preview(&self, feed: &Feed) -> FeedPreview {
        let answer = self.ask(Method::POST, &format!("/{}/preview", feed.id), None).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        answer.json().unwrap()
    }

    /// Has somebody look now.
    async fn fetch(&self, feed: &Feed) -> FeedRun {
        self.fetch_as(feed, &json!({})).await
    }

    async fn fetch_as(&self, feed: &Feed, how: &Value) -> FeedRun {
        let answer = self.ask(Method::POST, &format!("/{}/fetch", feed.id), Some(how)).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        self.tick();
        answer.json().unwrap()
    }

    async fn runs(&self, feed: &Feed) -> Vec<FeedRun> {
        let page: Page<FeedRun> = self.ask(Method::GET, &format!("/{}/runs", feed.id), None).await.json().unwrap();
        page.items
    }

    /// Reads what is due.
    async fn work(&self) {
        worker::read_due(&self.house.app).await.unwrap();
    }

    /// What happens in one instant has no order.
    fn tick(&self) {
        self.house.app.clock.set(self.house.app.clock.now() + chrono::TimeDelta::seconds(1));
    }

    /// The titles of sports that the public sees and that have these words, sorted.
    async fn titles(&self, words: &str) -> Vec<String> {
        let list = crate::harness::json(
            &self.house.get(&format!("/api/v1/offers?limit=200&{}", crate::offers::asking(words))).await,
        );
        let items = list["items"].as_array().unwrap().iter().filter(|item| item["category"] == "sports");
        let mut titles: Vec<String> = items.map(|item| item["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        titles
    }

    /// The slug of the offer with this title.
    async fn slug(&self, title: &str) -> String {
        let query =
            format!("SELECT slug FROM offers o JOIN offer_texts t ON t.offer_id = o.id WHERE t.title = '{title}'");
        self.house.one(&query).await
    }

    /// The dates of an offer that the public sees: when each begins, and its state.
    async fn dates(&self, slug: &str) -> Vec<(String, String)> {
        let offer = crate::harness::json(&self.house.get(&format!("/api/v1/offers/{slug}")).await);
        let dates = offer["dates"].as_array().unwrap_or_else(|| panic!("{slug}: {offer}"));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        dates.iter().map(|date| (text(&date["from"]), text(&date["state"]))).collect()
    }
}

/// Counts of a look: added, changed, removed, held, unchanged.
fn counts(run: &FeedRun) -> [u32; 5] {
    [run.added, run.changed, run.removed, run.held, run.unchanged]
}

/// Events of a calendar file.
fn calendar(events: &[String]) -> String {
    let head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Liga//DE\n";
    format!("{head}{}END:VCALENDAR\n", events.concat()).replace('\n', "\r\n")
}

/// A match of an hour and a half at the first of a month.
fn game(number: u32, title: &str) -> String {
    format!(
        "BEGIN:VEVENT\nUID:spiel-{number}@liga\nSUMMARY:{title}\nDTSTART;TZID=Europe/Berlin:2027{number:02}01T190000\n\
         DTEND;TZID=Europe/Berlin:2027{number:02}01T203000\nEND:VEVENT\n"
    )
}

/// Some of them.
fn games(numbers: impl Iterator<Item = u32>) -> String {
    calendar(&numbers.map(|number| game(number, &format!("Heimspiel {number}"))).collect::<Vec<_>>())
}
