//! The venue this app is about: the first one the api lists. Nothing here knows its name.

use std::sync::Arc;

use crate::view::prelude::*;
use chrono::DateTime;
use client::Error;
use shared::venues::{Label, Venue};
use shared::zones::{OffsetSpan, Zone};

use crate::act::Tell;
use crate::lang::{Lang, pick};
use crate::session::use_client;
use crate::ui::notice::{Failed, Loading};

/// The venue, loaded once; `None` inside while there is none to show.
pub(crate) type VenueResource = Resource<Result<Arc<Venue>, Error>>;

/// Starts loading the venue; once, by the app.
pub(crate) fn provide() {
    let client = use_client();
    let venue = Resource::new(move || {
        let reply = client.venues();
        async move {
            let page = reply.await?;
            // An api without a venue is not ready yet; to a visitor it is the same as being away.
            let first = page.items.into_iter().next();
            first.map(Arc::new).ok_or(Error::Unexpected { status: 404 })
        }
    });
    provide_context(venue);
}

/// The venue as a resource, for what shows something before it is there.
pub(crate) fn use_venue() -> Option<VenueResource> {
    use_context()
}

/// The venue, if it is there by now; tracks.
pub(crate) fn current(resource: Option<VenueResource>) -> Option<Arc<Venue>> {
    resource?.get()?.ok()
}

/// The venue's time zone; the device's own until the venue is known; tracks.
pub(crate) fn here(resource: Option<VenueResource>) -> Zone {
    current(resource).map_or_else(of_the_device, |venue| venue.utc_offsets.clone())
}

/// The offset the device has now, as the only one there is.
fn of_the_device() -> Zone {
    let behind = js_sys::Date::new_0().get_timezone_offset();
    // Minutes of a day are whole and few.
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "there is no other way from f64")]
    let offset_seconds = (behind * -60.0) as i32;
    Zone::new(vec![OffsetSpan { from: DateTime::UNIX_EPOCH, offset_seconds }])
}

/// Renders its children once the venue is there; a skeleton before, words and a retry on failure.
#[component]
pub(crate) fn WithVenue(
    /// What to show, given the venue: `<WithVenue let:venue>`.
    children: Box<dyn Tell<Arc<Venue>, View>>,
) -> impl IntoView {
    let resource = use_venue();
    move || match resource.and_then(VenueResource::get) {
        None => view! { <Loading/> },
        Some(Ok(venue)) => children.tell(venue),
        Some(Err(error)) => {
            let again = Callback::new(move |()| {
                if let Some(resource) = resource {
                    resource.refetch();
                }
            });
            view! { <Failed error=error retry=again/> }
        }
    }
}

/// The name of a key in one of the venue's lists; an unknown key names itself.
pub(crate) fn label<'a>(labels: &'a [Label], key: &'a str, lang: Lang) -> &'a str {
    labels.iter().find(|label| label.key == key).map_or(key, |label| pick(lang, &label.label_de, &label.label_en))
}
