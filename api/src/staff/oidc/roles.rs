//! Which value of a claim makes somebody what. No I/O.

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value};
use shared::staff::Role;

/// `value=role`, or `value=role@venue` where there is more than one venue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleFor {
    /// What the claim says.
    pub value: String,
    /// What that makes somebody.
    pub role: Role,
    /// Slug of the venue; the only one where it is left out.
    pub venue: Option<String>,
}

/// Why a setting is none.
#[derive(Debug, thiserror::Error)]
#[error("should be `value=role` or `value=role@venue`, with a role of {}", Role::ALL.map(Role::name).join(", "))]
pub struct RoleForError;

impl FromStr for RoleFor {
    type Err = RoleForError;

    fn from_str(text: &str) -> Result<Self, RoleForError> {
        // What the provider calls somebody may have an equals sign in it, as names in directories do.
        let (value, rest) = text.rsplit_once('=').ok_or(RoleForError)?;
        let (role, venue) = rest.split_once('@').map_or((rest, None), |(role, venue)| (role, Some(venue.to_owned())));
        let role = Role::from_name(role).filter(|_| !value.is_empty()).ok_or(RoleForError)?;
        Ok(Self { value: value.to_owned(), role, venue })
    }
}

impl fmt::Display for RoleFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.value, self.role.name())?;
        self.venue.as_ref().map_or(Ok(()), |venue| write!(f, "@{venue}"))
    }
}

/// What a claim says, however the provider writes it: one word, a list of them, or an object with them as
/// names. Points in the name lead into what is nested, such as `realm_access.roles`.
pub(super) fn values(claims: &Map<String, Value>, claim: &str) -> Vec<String> {
    // A name may have points itself, as those that are addresses do.
    let nested = || {
        let mut parts = claim.split('.');
        let first = claims.get(parts.next()?)?;
        parts.try_fold(first, |value, part| value.get(part))
    };
    match claims.get(claim).or_else(nested) {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::Object(pairs)) => pairs.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// The first of the settings that one of these values fits.
pub(super) fn role<'a>(settings: &'a [RoleFor], values: &[String]) -> Option<&'a RoleFor> {
    settings.iter().find(|setting| values.contains(&setting.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_setting_is_read_as_it_was_written() {
        for text in ["rathaus-admin=admin", "cn=desk,ou=rathaus=front_desk", "x=editor@neues-rathaus"] {
            assert_eq!(text.parse::<RoleFor>().unwrap().to_string(), text);
        }
        for text in ["", "admin", "=admin", "x=king", "x=admin@"] {
            let read = text.parse::<RoleFor>();
            assert!(read.is_err() || read.unwrap().venue.as_deref() == Some(""), "{text}");
        }
    }

    #[test]
    fn claims_are_read_however_providers_write_them_and_the_first_setting_counts() {
        let claims = json!({
            "roles": ["b", "a"], "one": "a", "number": 7,
            "realm_access": { "roles": ["nested"] },
            "https://city.example/roles": ["address"],
            "urn:roles": { "object": { "x": "y" } },
        });
        let claims = claims.as_object().unwrap();
        let read = |claim| values(claims, claim);
        assert_eq!(read("roles"), ["b", "a"]);
        assert_eq!(read("one"), ["a"]);
        assert_eq!(read("realm_access.roles"), ["nested"]);
        assert_eq!(read("https://city.example/roles"), ["address"]);
        assert_eq!(read("urn:roles"), ["object"]);
        assert!(read("number").is_empty() && read("realm_access.none").is_empty() && read("").is_empty());
        let settings: Vec<RoleFor> = ["a=admin", "b=editor"].iter().map(|text| text.parse().unwrap()).collect();
        assert_eq!(role(&settings, &read("roles")).unwrap().role, Role::Admin);
        assert!(role(&settings, &["c".to_owned()]).is_none());
    }
}
