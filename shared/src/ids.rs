//! One id type per noun, so that a desk's id can never be passed where a booking's is meant.
//!
//! On the wire each is a `UUIDv7` in its hyphenated form (RFC 9562).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// A building with a hall.
    VenueId
);
id!(
    /// The smallest thing that can be booked.
    DeskId
);
id!(
    /// Desks × a period, with a state.
    BookingId
);
id!(
    /// A wish on the waiting list.
    WaitingId
);
id!(
    /// An arrangement of desks, valid for a period.
    LayoutId
);
id!(
    /// Anything the city offers.
    OfferId
);
id!(
    /// A picture of an offer.
    OfferImageId
);
id!(
    /// Something outside that offers come from.
    FeedId
);
id!(
    /// A look at a feed.
    FeedRunId
);
id!(
    /// A layout, an exhibition or a closure that changes the hall for a while.
    PlanId
);
id!(
    /// A piece of furniture.
    FurnitureId
);
id!(
    /// A screen in the hall.
    BoardId
);
id!(
    /// Desks kept for a group.
    ContingentId
);
id!(
    /// Hours in which an office gives advice.
    AdviceHourId
);
id!(
    /// One person and a slot of advice hours.
    AppointmentId
);
id!(
    /// Somebody else's program.
    AppId
);
id!(
    /// A key of an app.
    AppKeyId
);
id!(
    /// Where an app wants to be told of its bookings.
    WebhookId
);
id!(
    /// A message to a webhook.
    DeliveryId
);
id!(
    /// A key of somebody on the staff.
    StaffKeyId
);
id!(
    /// The account of somebody on the staff.
    StaffId
);
id!(
    /// Somebody whose address was proven.
    PersonId
);
id!(
    /// Somebody's sign-in, on one device.
    SessionId
);
