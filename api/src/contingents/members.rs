//! Who belongs to a group: invited by staff, or vouched for by the city's own sign-in (rule 6). Whoever is
//! named by an address proves it with the code of a booking, or by signing in, as everybody does.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::bookings::Locale;
use shared::contingents::{Contingent, NewMember};
use shared::ids::{ContingentId, VenueId};
use shared::staff::Right;

use super::change::MOST_MEMBERS;
use super::list::{parse, tag, unknown};
use super::store;
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::bookings::check_email;
use crate::bookings::store::{Mail, lock_house, post as post_mail};
use crate::mail::letter;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::{after_change, record_change};
use crate::wire::Body;

/// For how long it is believed what the provider has said of somebody, days.
const BELIEVED_DAYS: i64 = 30;

/// Takes somebody into a group and tells them by mail. Whoever is in it already is told again.
#[utoipa::path(tag = "staff", request_body = NewMember, params(
    ("id" = ContingentId, Path, description = "Id of the contingent"),
), responses((status = 200, body = Contingent, headers(("ETag" = String, description = "Revision of the contingent")))))]
#[post("/contingents/{id}/invitations")]
pub(crate) async fn invite_member(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<NewMember>,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageHall)?;
    let (id, new, now) = (parse(&path)?, body.value, app.clock.now());
    check_email(&new.email)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let mut conn = app.db.conn().await?;
    let changed = conn.transaction(async |conn| {
        lock_house(conn, staff.venue).await?;
        let mut group = store::find(conn, staff.venue, id).await?.ok_or_else(unknown)?;
        let known = group.members.iter().any(|member| member.eq_ignore_ascii_case(&new.email));
        if !known {
            if group.members.len() >= MOST_MEMBERS {
                return Err(Failure::invalid("/email", format!("the group has {MOST_MEMBERS} members already")));
            }
            store::add_member(conn, staff.venue, id, &new.email).await?;
            group.members.push(new.email.clone());
            group.revision += 1;
            audit::record(conn, &app, Deed::of(&staff, Action::ContingentChanged, id).with("invited", 1)).await?;
        }
        let mail = mail(&app.public_url, &venue.facts.venue.name, &group, &new);
        post_mail(conn, staff.venue, app.ids.uuid(now), mail, now).await?;
        record_change(conn, staff.venue, now).await?;
        Ok::<_, Failure>(group)
    });
    let group = changed.await?;
    drop(conn);
    after_change(&app, staff.venue).await?;
    app.mail.notify_one();
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag(&group))).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(group))
}

fn mail(public_url: &str, venue: &str, group: &Contingent, new: &NewMember) -> Mail {
    let locale = new.locale.unwrap_or_default();
    let (subject, lines) = match locale {
        Locale::De => (
            format!("Plätze für „{}“", group.label_de),
            vec![
                format!("Sie gehören jetzt zur Gruppe „{}“. Für sie sind Plätze freigehalten:", group.label_de),
                group.desk_codes.join(", "),
                "Buchen Sie mit dieser E-Mail-Adresse, dann können Sie sie nehmen:".to_owned(),
                format!("{public_url}/book"),
                "Sie möchten nicht dazugehören? Sagen Sie es der Verwaltung, oder löschen Sie hier alles über Sie:"
                    .to_owned(),
                format!("{public_url}/me"),
            ],
        ),
        Locale::En => (
            format!("Desks for “{}”", group.label_en),
            vec![
                format!("You belong to the group “{}” now. Desks are kept for it:", group.label_en),
                group.desk_codes.join(", "),
                "Book with this e-mail address and you can have them:".to_owned(),
                format!("{public_url}/en/book"),
                "You do not want to belong to it? Tell the administration, or delete everything about you here:"
                    .to_owned(),
                format!("{public_url}/en/me"),
            ],
        ),
    };
    letter::for_visitor(public_url, new.email.clone(), locale, subject, &lines, venue)
}

/// Makes somebody a member wherever one of these values does, and nowhere else where only the provider has said
/// so before. Says at which venues that is; their facts are others now.
pub(crate) async fn vouch(
    app: &App,
    conn: &mut AsyncPgConnection,
    email: &str,
    values: &[String],
    now: DateTime<Utc>,
) -> Result<Vec<VenueId>, Failure> {
    let mut venues = app.calendars.ids();
    // One order of locks, whoever takes them.
    venues.sort();
    let mut joined = Vec::new();
    for venue in venues {
        if !store::concerns(conn, venue, email, values).await? {
            continue;
        }
        lock_house(conn, venue).await?;
        store::part(conn, venue, email, values).await?;
        if store::join(conn, venue, email, values, now + TimeDelta::days(BELIEVED_DAYS)).await? {
            joined.push(venue);
        }
        record_change(conn, venue, now).await?;
    }
    Ok(joined)
}
