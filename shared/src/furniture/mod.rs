//! Furniture: the pieces of the inventory, where they come from and what shape they are in.

use serde::{Deserialize, Deserializer, Serialize};

use crate::ids::FurnitureId;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name on the wire and in the database.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

words! {
    /// What a piece is.
    FurnitureKind {
        /// A desk for one.
        Desk = "desk",
        /// A table for several.
        Table = "table",
        /// A chair.
        Chair = "chair",
        /// A high stool.
        Stool = "stool",
        /// An armchair.
        Armchair = "armchair",
        /// A sofa.
        Sofa = "sofa",
        /// A booth for telephone calls.
        PhoneBooth = "phone_booth",
        /// Lockers, shelves, racks.
        Storage = "storage",
        /// A panel of an exhibition, or to divide the hall.
        Panel = "panel",
        /// A plinth of an exhibition.
        Plinth = "plinth",
        /// A lamp.
        Lamp = "lamp",
        /// A plant.
        Plant = "plant",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What shape a piece is in.
    FurnitureCondition {
        /// As bought.
        New = "new",
        /// Used, without faults.
        Good = "good",
        /// Used, and it shows.
        Worn = "worn",
        /// Has to be repaired, or is being repaired.
        Repair = "repair",
        /// No longer in use.
        Retired = "retired",
    }
}

/// A piece as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FurniturePiece {
    /// The code on it, unique within the venue.
    pub code: String,
    /// What it is.
    pub kind: FurnitureKind,
    /// Where it comes from.
    pub origin: String,
    /// What shape it is in.
    pub condition: FurnitureCondition,
    /// The desk it belongs to.
    pub desk_code: Option<String>,
}

/// A piece as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FurnitureItem {
    /// Its id.
    pub id: FurnitureId,
    /// The code on it, unique within the venue.
    pub code: String,
    /// What it is.
    pub kind: FurnitureKind,
    /// Where it comes from.
    pub origin: String,
    /// What shape it is in.
    pub condition: FurnitureCondition,
    /// A remark in German.
    pub note_de: Option<String>,
    /// The same in English.
    pub note_en: Option<String>,
    /// The desk it belongs to.
    pub desk_code: Option<String>,
    /// Counts its changes, from 1.
    pub revision: i64,
}

/// A new piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewFurniture {
    /// The code on it: capital letters, digits and hyphens, at most 20.
    pub code: String,
    /// What it is.
    pub kind: FurnitureKind,
    /// Where it comes from, at most 120 characters.
    pub origin: String,
    /// What shape it is in.
    pub condition: FurnitureCondition,
    /// A remark in German, at most 300 characters; both languages or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_de: Option<String>,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_en: Option<String>,
    /// The desk it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_code: Option<String>,
}

/// What is to be different about a piece: what is left out stays, `null` clears.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FurnitureChange {
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FurnitureKind>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// What shape it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<FurnitureCondition>,
    /// A remark in German.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub note_de: Option<Option<String>>,
    /// The same in English.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub note_en: Option<Option<String>>,
    /// The desk it belongs to.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub desk_code: Option<Option<String>>,
}

/// A field that is there, be it `null` or not.
#[expect(clippy::option_option, reason = "left out and null are two things (RFC 7396)")]
fn given<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_here_and_on_the_wire() {
        for kind in FurnitureKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("json"), kind.name());
            assert_eq!(FurnitureKind::from_name(kind.name()), Some(*kind));
        }
        for condition in FurnitureCondition::ALL {
            assert_eq!(serde_json::to_value(condition).expect("json"), condition.name());
        }
    }

    #[test]
    fn left_out_stays_and_null_clears() {
        let change: FurnitureChange = serde_json::from_str(r#"{"desk_code":null,"note_de":"Kratzer"}"#).expect("json");
        assert_eq!((change.desk_code, change.note_en), (Some(None), None));
        assert_eq!(change.note_de, Some(Some("Kratzer".to_owned())));
        assert!(serde_json::from_str::<FurnitureChange>(r#"{"code":"M1"}"#).is_err());
        assert!(serde_json::from_str::<FurnitureChange>(r#"{"condition":"broken"}"#).is_err());
    }
}
