//! What was worked out for a board, until something about it has changed.
//!
//! Every screen asks each second. What always holds: the board itself is read from its row each time, so an emergency
//! waits for nothing; all else is thrown away with the venue's next revision, its next quarter of an hour, the next
//! minute, and any change of the board.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use shared::boards::Board;
use shared::ids::BoardId;
use shared::zones::Zone;

use super::gathered::gathered;
use super::panels::{Markup, drawn, lines};
use super::{files, plan};
use crate::app::App;
use crate::boards::store;
use crate::calendar::VenueCalendar;
use crate::embeds::hall::Hall;
use crate::embeds::kept::current;
use crate::lang::Lang;
use crate::problem::Failure;
use crate::wire::tag_of;

/// A board, ready to be shown.
#[derive(Debug)]
pub(super) struct Told {
    key: String,
    pub(super) tag: String,
    pub(super) body: Vec<u8>,
    pub(super) board: Board,
    pub(super) panels: Vec<Markup>,
    pub(super) zone: Zone,
    pub(super) time_zone: String,
    /// What stands below it.
    pub(super) house: String,
    pub(super) demo: bool,
}

/// What is kept on this node: as much as there are boards and languages.
#[derive(Debug, Default)]
pub struct Kept {
    told: Mutex<HashMap<(BoardId, Lang), Arc<Told>>>,
}

/// What a screen is told.
#[derive(Serialize)]
struct Data<'a> {
    /// A screen that was loaded from another build loads itself anew.
    program: &'static str,
    board: &'a str,
    orientation: &'static str,
    state: &'static str,
    free: u32,
    desks: u32,
    /// What each desk is, by its code.
    marks: BTreeMap<&'a str, &'static str>,
    emergency: Option<Shown<'a>>,
    panels: Vec<PanelTold<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    text_de: &'a str,
    text_en: &'a str,
}

#[derive(Serialize)]
struct PanelTold<'a> {
    id: usize,
    kind: &'static str,
    seconds: u16,
    weekdays: &'a [u8],
    from: u16,
    to: u16,
    html: &'a str,
}

impl Kept {
    /// The board that an address names, as it is now.
    pub(super) async fn told(&self, app: &App, slug: &str, lang: Lang) -> Result<Arc<Told>, Failure> {
        let unknown = || Failure::not_found().detail("No board has this name.");
        if slug.contains('\0') {
            // Postgres has no text with a zero byte, not even to compare with.
            return Err(unknown());
        }
        let mut conn = app.db.conn().await?;
        let (venue, board) = store::called(&mut conn, slug).await?.ok_or_else(unknown)?;
        drop(conn);
        let venue = app.calendars.by_id(venue).ok_or_else(unknown)?;
        current(app, &venue).await?;
        let now = app.clock.now();
        let minute = now.timestamp().div_euclid(60);
        let key = format!("{} {} {minute}", board.revision, venue.version(now));
        let place = (board.id, lang);
        let known = self.lock().get(&place).filter(|told| told.key == key).map(Arc::clone);
        if let Some(known) = known {
            return Ok(known);
        }
        let gathered = gathered(app, &venue, lang, &board.playlist, now).await?;
        let panels = drawn(lang, &board.playlist, &gathered)?;
        let told = Arc::new(told(&venue, board, panels, &gathered.hall, key)?);
        self.lock().insert(place, Arc::clone(&told));
        Ok(told)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(BoardId, Lang), Arc<Told>>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn told(
    venue: &VenueCalendar,
    mut board: Board,
    panels: Vec<Markup>,
    hall: &Hall,
    key: String,
) -> Result<Told, Failure> {
    // A line where nothing stands takes room that is wanted.
    if let Some(shown) = &mut board.emergency {
        for text in [&mut shown.text_de, &mut shown.text_en] {
            *text = lines(text).join("\n");
        }
    }
    let told = board.playlist.iter().zip(&panels).enumerate().map(|(id, (panel, markup))| PanelTold {
        id,
        kind: panel.kind.name(),
        seconds: panel.seconds,
        weekdays: &panel.weekdays,
        from: panel.from,
        to: panel.to,
        html: &markup.0,
    });
    let data = Data {
        program: files::program(),
        board: &board.slug,
        orientation: board.orientation.name(),
        state: hall.state.name(),
        free: hall.free,
        desks: hall.desks,
        marks: hall.marks.iter().map(|(code, state)| (code.as_str(), plan::name(*state))).collect(),
        emergency: board.emergency.as_ref().map(|shown| Shown { text_de: &shown.text_de, text_en: &shown.text_en }),
        panels: told.collect(),
    };
    let body = serde_json::to_vec(&data).map_err(Failure::internal)?;
    let facts = &venue.facts.venue;
    Ok(Told {
        key,
        // Weak: it is the same however it is compressed.
        tag: format!("W/{}", tag_of(&body)),
        body,
        panels,
        zone: venue.facts.schedule.zone.clone(),
        time_zone: facts.time_zone.clone(),
        house: facts.name.clone(),
        demo: facts.demo,
        board,
    })
}
