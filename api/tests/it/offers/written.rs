//! Writing a whole offer: what goes in comes back, and nothing of it stays when it goes.

use api::db::Db;
use api::ids::Ids;
use api::offers::{Written, content, remove, write};
use shared::ids::{OfferId, VenueId};
use shared::offers::{OfferContent, OfferState};
use shared::zones::Zone;
use uuid::Uuid;

use super::{list, slugs};
use crate::harness::{House, json};

/// The way to the tables, as a feed has it.
struct Desk {
    db: Db,
    ids: Ids,
    venue: VenueId,
    zone: Zone,
}

impl Desk {
    fn of(house: &House) -> Self {
        let facts = house.venue().facts.clone();
        // Not the node's own pool: a connection lives on the runtime that has opened it.
        let db = Db::new(house.database.url(), 1).unwrap();
        Self { db, ids: Ids::random().unwrap(), venue: facts.venue.id, zone: facts.schedule.zone.clone() }
    }

    async fn read(&self, id: OfferId) -> Option<OfferContent> {
        content(&mut self.db.conn().await.unwrap(), self.venue, &self.zone, id).await.unwrap()
    }

    async fn write(&self, house: &House, id: OfferId, slug: &str, state: OfferState, content: &OfferContent) {
        let written = Written { id, slug, state, sort: None, content };
        let mut conn = self.db.conn().await.unwrap();
        write(&mut conn, &self.ids, self.venue, &self.zone, written, house.app.clock.now()).await.unwrap();
    }
}

async fn id_of(house: &House, slug: &str) -> OfferId {
    OfferId(house.one(&format!("SELECT id FROM offers WHERE slug = '{slug}'")).await.parse().unwrap())
}

#[tokio::test]
async fn every_offer_comes_back_as_it_was_written() {
    let house = House::open().await;
    let desk = Desk::of(&house);
    let all = house.sql("SELECT id, slug FROM offers").await;
    assert!(all.len() >= 60);
    for row in all {
        let (id, slug) = (OfferId(row[0].clone().unwrap().parse().unwrap()), row[1].clone().unwrap());
        let before = desk.read(id).await.unwrap();
        assert_eq!(before.check(), [], "{slug}");
        desk.write(&house, id, &slug, OfferState::Published, &before).await;
        assert_eq!(desk.read(id).await.unwrap(), before, "{slug}");
    }
}

#[tokio::test]
async fn writing_again_keeps_place_dates_and_the_names_of_schedules() {
    let house = House::open().await;
    let desk = Desk::of(&house);
    let kept = "SELECT string_agg(concat_ws(' ', o.sort, o.published_at, o.slug, s.id, s.derived), '|' ORDER BY s.id)
        FROM offers o JOIN offer_schedules s ON s.offer_id = o.id";
    let dates =
        "SELECT md5(string_agg(concat_ws(' ', schedule_id, starts, during, state), '|' ORDER BY schedule_id, starts))
        FROM offer_dates";
    let (before, dates_before) = (house.one(kept).await, house.one(dates).await);
    let order = slugs(&list(&house, "limit=200").await);
    for slug in ["repair-cafe", "vorlesestunde-im-advent", "sprechstunde-aktivpass", "stadt-im-fluss"] {
        let id = id_of(&house, slug).await;
        let content = desk.read(id).await.unwrap();
        desk.write(&house, id, slug, OfferState::Published, &content).await;
    }
    assert_eq!((house.one(kept).await, house.one(dates).await), (before, dates_before));
    assert_eq!(slugs(&list(&house, "limit=200").await), order);
}

#[tokio::test]
async fn a_new_offer_is_found_once_it_is_published_and_gone_when_it_is_removed() {
    let house = House::open().await;
    let desk = Desk::of(&house);
    let content: OfferContent = serde_json::from_value(serde_json::json!({
        "kind": "event", "category": "music", "example": true,
        "schedules": [{ "starts": "2026-12-01T18:00:00", "minutes": 60, "rrule": "FREQ=WEEKLY;COUNT=3",
            "exceptions": [{ "starts": "2026-12-08T18:00:00", "outcome": "cancelled" }] }],
        "texts": { "de": { "title": "Xylofonabend", "summary": "Es klingt.", "body": "Kommen Sie." } },
    }))
    .unwrap();
    let id = OfferId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));
    desk.write(&house, id, "xylofonabend", OfferState::Draft, &content).await;
    assert_eq!(slugs(&list(&house, "q=xylofonabend").await), [""; 0]);
    desk.write(&house, id, "xylofonabend", OfferState::Published, &content).await;
    assert_eq!(slugs(&list(&house, "q=xylofonabend").await), ["xylofonabend"]);
    let offer = json(&house.get("/api/v1/offers/xylofonabend").await);
    let states: Vec<&str> =
        offer["dates"].as_array().unwrap().iter().map(|date| date["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["scheduled", "cancelled", "scheduled"]);
    assert!(remove(&mut desk.db.conn().await.unwrap(), desk.venue, id).await.unwrap());
    assert!(!remove(&mut desk.db.conn().await.unwrap(), desk.venue, id).await.unwrap());
    assert_eq!(desk.read(id).await, None);
    for table in ["offer_texts", "offer_details", "offer_schedules", "offer_dates", "offer_index"] {
        assert_eq!(house.one(&format!("SELECT count(*) FROM {table} WHERE offer_id = '{id}'")).await, "0", "{table}");
    }
}

#[tokio::test]
async fn an_offer_cannot_take_the_schedule_of_another() {
    let house = House::open().await;
    let desk = Desk::of(&house);
    let (one, other) = (id_of(&house, "repair-cafe").await, id_of(&house, "vorlesestunde-im-advent").await);
    let (theirs, mut content) = (desk.read(one).await.unwrap(), desk.read(other).await.unwrap());
    content.schedules[0].id = theirs.schedules[0].id;
    desk.write(&house, other, "vorlesestunde-im-advent", OfferState::Published, &content).await;
    assert_eq!(desk.read(one).await.unwrap(), theirs);
    assert_ne!(desk.read(other).await.unwrap().schedules[0].id, theirs.schedules[0].id);
}
