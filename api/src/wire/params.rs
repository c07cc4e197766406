//! Query values.

use std::collections::BTreeMap;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::lang::Lang;
use crate::problem::Failure;

/// Query values, taken out one by one; what is left over at the end is refused.
#[derive(Debug)]
pub struct Params(Vec<(String, String)>);

impl FromRequest for Params {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::of(request))
    }
}

impl Params {
    /// The query values of a request.
    pub fn of(request: &HttpRequest) -> Result<Self, Failure> {
        Self::parse(request.query_string())
    }

    fn parse(query: &str) -> Result<Self, Failure> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let broken =
            pairs.iter().find(|(name, value)| [name, value].iter().any(|text| text.contains(['\u{fffd}', '\0'])));
        if let Some((name, _)) = broken {
            return Err(Failure::invalid(name.replace('\0', ""), "not valid UTF-8 text"));
        }
        Ok(Self(pairs))
    }

    /// Whether a name was given and has not been read yet.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// The value of a name, if given. Twice is once too often.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let mut found = None;
        while let Some(at) = self.0.iter().position(|(key, _)| key == name) {
            let (_, value) = self.0.swap_remove(at);
            if found.replace(value).is_some() {
                return Err(Failure::invalid(name, "given more than once"));
            }
        }
        Ok(found)
    }

    /// The values of a name, repeated or joined by commas.
    pub fn list(&mut self, name: &str) -> Vec<String> {
        let mut values = Vec::new();
        self.0.retain(|(key, value)| {
            if key != name {
                return true;
            }
            values.extend(value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
            false
        });
        values
    }

    /// The values of an object that is written `name[key]=value`, by their keys.
    pub fn under(&mut self, name: &str) -> Result<BTreeMap<String, String>, Failure> {
        let mut found = BTreeMap::new();
        let key = |text: &str| Some(text.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')?.to_owned());
        while let Some(at) = self.0.iter().position(|(text, _)| key(text).is_some()) {
            let (text, value) = self.0.swap_remove(at);
            if found.insert(key(&text).unwrap_or_default(), value).is_some() {
                return Err(Failure::invalid(text, "given more than once"));
            }
        }
        Ok(found)
    }

    /// A value that must be there.
    pub fn required(&mut self, name: &str) -> Result<String, Failure> {
        self.text(name)?.ok_or_else(|| Failure::invalid(name, "is required"))
    }

    /// A whole number within bounds.
    pub fn number(&mut self, name: &str, least: i64, most: i64) -> Result<Option<i64>, Failure> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let number = text.parse::<i64>().ok().filter(|number| (least..=most).contains(number));
        number
            .map(Some)
            .ok_or_else(|| Failure::invalid(name, format!("should be a whole number from {least} to {most}")))
    }

    /// An instant.
    pub fn instant(&mut self, name: &str) -> Result<Option<DateTime<Utc>>, Failure> {
        self.text(name)?.map(|text| instant(name, &text)).transpose()
    }

    /// A local date.
    pub fn date(&mut self, name: &str) -> Result<Option<NaiveDate>, Failure> {
        self.text(name)?.map(|text| date(name, &text)).transpose()
    }

    /// `lang`, German where nothing is said.
    pub fn lang(&mut self) -> Result<Lang, Failure> {
        match self.text("lang")?.as_deref() {
            None | Some("de") => Ok(Lang::De),
            Some("en") => Ok(Lang::En),
            Some(_) => Err(Failure::invalid("lang", "should be de or en")),
        }
    }

    /// `true` or `false`.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Failure> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        text.parse()
            .map(Some)
            .map_err(|_neither: std::str::ParseBoolError| Failure::invalid(name, "should be true or false"))
    }

    /// Refuses what nobody asked for: a typing error must not be ignored.
    pub fn end(self) -> Result<(), Failure> {
        match self.0.into_iter().next() {
            Some((name, _)) => Err(Failure::invalid(name, "is not known here")),
            None => Ok(()),
        }
    }
}

/// An RFC 3339 instant; a `+` that a form has turned into a space is forgiven.
pub fn instant(name: &str, text: &str) -> Result<DateTime<Utc>, Failure> {
    let sensible = |at: &DateTime<FixedOffset>| (1970..2200).contains(&chrono::Datelike::year(at));
    DateTime::parse_from_rfc3339(&text.replace(' ', "+"))
        .ok()
        .filter(sensible)
        .map(|at| at.to_utc())
        .ok_or_else(|| Failure::invalid(name, "should be an RFC 3339 instant such as 2026-11-24T09:00:00+01:00"))
}

/// An RFC 3339 local date.
pub fn date(name: &str, text: &str) -> Result<NaiveDate, Failure> {
    let wrong = || Failure::invalid(name, "should be a date such as 2026-11-24");
    if text.len() != 10 {
        return Err(wrong());
    }
    let sensible = |date: &NaiveDate| (1970..2200).contains(&chrono::Datelike::year(date));
    text.parse().ok().filter(sensible).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_values_are_refused_when_unknown_twice_or_wrong() {
        let mut params =
            Params::parse("from=2026-11-24T09:00:00+01:00&features=power,monitor&features=quiet&x=1").expect("a query");
        assert_eq!(
            params.instant("from").expect("an instant").map(|at| at.to_rfc3339()),
            Some("2026-11-24T08:00:00+00:00".into())
        );
        assert_eq!(params.list("features"), ["power", "monitor", "quiet"]);
        assert!(params.end().is_err());
        let mut params = Params::parse("alt[de]=Chor&alt%5Ben%5D=Choir&alt=x").expect("a query");
        let alt: Vec<(String, String)> = params.under("alt").expect("an object").into_iter().collect();
        assert_eq!(alt, [("de".into(), "Chor".into()), ("en".into(), "Choir".into())]);
        assert!(params.end().is_err());
        assert!(Params::parse("a[b]=1&a[b]=2").expect("a query").under("a").is_err());
        assert!(Params::parse("a=1&a=2").expect("a query").text("a").is_err());
        assert!(Params::parse("a=%ff").is_err());
        assert!(date("d", "2026-02-30").is_err());
        assert!(date("d", "2026-2-3").is_err());
    }
}
