//! The screen of the demo, at the entrance: everything a board can show, at the times it is for.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use shared::boards::{Board, Orientation, Panel, PanelKind};
use shared::ids::{BoardId, VenueId};

use super::SeedError;
use crate::boards::store::{self, SaveError};
use crate::ids::Ids;

/// Writes it down.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let at = now.fixed_offset();
    let board = Board {
        id: BoardId(ids.uuid(now)),
        slug: "eingang".to_owned(),
        name: "Am Eingang".to_owned(),
        orientation: Orientation::Landscape,
        playlist: playlist(),
        emergency: None,
        revision: 1,
        created_at: at,
        changed_at: at,
    };
    store::insert(conn, venue, &board).await.map_err(|error| match error {
        SaveError::Database(error) => SeedError::Database(error),
        SaveError::Unwritable(error) => SeedError::File(error),
        SaveError::SlugInUse => SeedError::Dangling("a board that is there already".to_owned()),
    })
}

fn playlist() -> Vec<Panel> {
    let weekdays = vec![1, 2, 3, 4, 5];
    let office =
        |kind, seconds| Panel { weekdays: weekdays.clone(), from: 420, to: 1140, ..Panel::always(kind, seconds) };
    vec![
        Panel::always(PanelKind::Hall, 30),
        Panel::always(PanelKind::Events, 15),
        office(PanelKind::Advice, 15),
        Panel::always(PanelKind::Exhibition, 15),
        Panel::always(PanelKind::Offers, 15),
        office(PanelKind::Jobs, 15),
        Panel {
            text_de: "Bitte nehmen Sie Ihre Sachen mit, wenn Sie gehen.\nFundsachen liegen am Infopunkt.".to_owned(),
            text_en: "Please take your things with you when you leave.\nLost property is at the info point.".to_owned(),
            ..Panel::always(PanelKind::Notice, 10)
        },
    ]
}
