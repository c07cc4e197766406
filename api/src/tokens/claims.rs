//! What stands in a token, and what has to be true before it is believed. No I/O and no clock.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use shared::ids::SessionId;
use uuid::Uuid;

use super::app_claims::AppClaims;
use super::key::Key;
use super::{Bearer, Holder};
use crate::problem::Failure;

/// How long a token is good, seconds.
pub const LIFE_SECONDS: i64 = 600;
/// By how much the clocks of two nodes may differ, seconds.
const LEEWAY_SECONDS: i64 = 5;
/// The type of an access token (RFC 9068, section 2.1): nothing else we might ever sign is one.
const TYPE: &str = "at+jwt";

/// The claims of a token (RFC 9068, section 2.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who has signed it: the public address of this server.
    pub iss: String,
    /// Whom it is for: the api below that address.
    pub aud: String,
    /// Whose it is: the id of a person, or of an account of the staff.
    pub sub: Uuid,
    /// The sign-in it came from.
    pub sid: SessionId,
    /// What it is good for, words with spaces between them.
    pub scope: String,
    /// When it was made, seconds since 1970.
    pub iat: i64,
    /// From when on it is good.
    pub nbf: i64,
    /// When it ends.
    pub exp: i64,
    /// Its own id.
    pub jti: Uuid,
}

/// Either of the two: what one has to have, the other has not.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Either {
    Person(Claims),
    App(AppClaims),
}

/// Why a token is not believed. Whoever sent it hears one sentence for all of them.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// It is not written as a token is, or its header says something else than ours do.
    #[error("not a token of ours")]
    Malformed,
    /// No key has this name.
    #[error("the key is unknown")]
    UnknownKey,
    /// Signature, issuer, audience or a claim is wrong.
    #[error("the token is not believed")]
    Refused(#[from] jsonwebtoken::errors::Error),
    /// It ended, or does not hold yet, or claims to hold for longer than any does.
    #[error("the time of the token is not now")]
    Untimely,
    /// There is no key to sign with.
    #[error("no key can sign")]
    NoKey,
    /// The keys could not be read.
    #[error("the keys can't be read")]
    Keys(#[source] Failure),
}

impl Claims {
    /// For somebody, from now on.
    pub(super) fn new(
        issuer: &str,
        audience: &str,
        bearer: Bearer,
        scope: &str,
        jti: Uuid,
        now: DateTime<Utc>,
    ) -> Self {
        let iat = now.timestamp();
        Self {
            iss: issuer.to_owned(),
            aud: audience.to_owned(),
            sub: bearer.subject,
            sid: bearer.session,
            scope: scope.to_owned(),
            iat,
            nbf: iat,
            exp: iat.saturating_add(LIFE_SECONDS),
            jti,
        }
    }

    /// Whether it holds at an instant.
    fn holds(&self, now: DateTime<Utc>) -> bool {
        hold((self.iat, self.nbf, self.exp), now)
    }
}

/// Whether a token that was made, begins and ends at these seconds holds at an instant.
fn hold((iat, nbf, exp): (i64, i64, i64), now: DateTime<Utc>) -> bool {
    let leeway = TimeDelta::seconds(LEEWAY_SECONDS);
    let (earliest, latest) = ((now + leeway).timestamp(), (now - leeway).timestamp());
    let short = (0..=LIFE_SECONDS).contains(&exp.saturating_sub(iat));
    short && nbf <= earliest && iat <= earliest && exp > latest
}

/// Signs claims.
pub(super) fn encode(claims: &impl Serialize, key: &Key) -> Result<String, TokenError> {
    let encoding = key.encoding.as_ref().ok_or(TokenError::NoKey)?;
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key.kid());
    Ok(jsonwebtoken::encode(&header, claims, encoding)?)
}

/// The name of the key a token says it was signed with, if its header is one that we write.
pub(super) fn kid(token: &str) -> Result<String, TokenError> {
    let header = jsonwebtoken::decode_header(token)?;
    // Nothing else we sign has this type, and what a header calls critical we do not know (RFC 7515, 4.1.11).
    let ours = header.alg == Algorithm::EdDSA && header.typ.as_deref() == Some(TYPE) && header.crit.is_none();
    header.kid.filter(|_| ours).ok_or(TokenError::Malformed)
}

/// What a token says, if this key has signed it for this audience and it holds now.
pub(super) fn decode(
    token: &str,
    key: &Key,
    issuer: &str,
    audience: &str,
    now: DateTime<Utc>,
) -> Result<Holder, TokenError> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[audience]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
    // The library asks the system's clock; ours is injected, and decides below.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    let claims = jsonwebtoken::decode::<Either>(token, &key.decoding, &validation)?.claims;
    match claims {
        Either::Person(claims) if claims.holds(now) => {
            Ok(Holder::Session(Bearer { subject: claims.sub, session: claims.sid }))
        }
        Either::App(claims) if hold((claims.iat, claims.nbf, claims.exp), now) => {
            Ok(Holder::App { id: claims.sub, scope: claims.scope })
        }
        _ => Err(TokenError::Untimely),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::{Secrets, base64url};
    use crate::tokens::key::public_half;
    use jsonwebtoken::EncodingKey;
    use serde_json::{Value, json};

    const ISSUER: &str = "https://rathaus.test";
    const AUDIENCE: &str = "https://rathaus.test/api/v1";

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_512_345, 0).unwrap()
    }

    fn key(server: u8) -> Key {
        let (id, secrets) = (Uuid::from_u128(7), Secrets::new([server; 32]));
        Key::known(id, public_half(id, &secrets), now(), &secrets)
    }

    fn bearer() -> Bearer {
        Bearer { subject: Uuid::from_u128(1), session: SessionId(Uuid::from_u128(2)) }
    }

    fn claims() -> Value {
        serde_json::to_value(Claims::new(ISSUER, AUDIENCE, bearer(), "me", Uuid::from_u128(3), now())).unwrap()
    }

    fn header(key: &Key) -> Value {
        json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": key.kid() })
    }

    /// Any header and any claims, signed well.
    fn signed(key: &Key, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| base64url(value.to_string().as_bytes());
        let message = format!("{}.{}", part(header), part(claims));
        let encoding = key.encoding.as_ref().unwrap();
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), encoding, Algorithm::EdDSA).unwrap();
        format!("{message}.{signature}")
    }

    fn believed(token: &str, at: DateTime<Utc>) -> Result<Bearer, TokenError> {
        let key = key(1);
        if kid(token)? != key.kid() {
            return Err(TokenError::UnknownKey);
        }
        match decode(token, &key, ISSUER, AUDIENCE, at)? {
            Holder::Session(bearer) => Ok(bearer),
            Holder::App { .. } => panic!("no app"),
        }
    }

    #[test]
    fn what_was_signed_is_believed_for_ten_minutes() {
        let made = Claims::new(ISSUER, AUDIENCE, bearer(), "me", Uuid::from_u128(3), now());
        let token = encode(&made, &key(1)).unwrap();
        let after = |seconds| believed(&token, now() + TimeDelta::seconds(seconds)).is_ok();
        assert_eq!(believed(&token, now()).unwrap(), bearer());
        assert!(after(-5) && after(600) && after(604), "a little leeway for the clocks of nodes");
        assert!(!after(-6) && !after(605) && !after(86_400));
    }

    #[test]
    fn a_token_that_differs_in_anything_is_refused() {
        let (key, good) = (key(1), claims());
        assert!(believed(&signed(&key, &header(&key), &good), now()).is_ok());
        for (name, value) in [
            ("iss", json!("https://evil.test")),
            ("iss", json!([ISSUER])),
            ("aud", json!("https://rathaus.test")),
            ("aud", json!([AUDIENCE, "x"])),
            ("sub", json!("kim")),
            ("sid", Value::Null),
            ("exp", json!(now().timestamp() + 86_400)),
            ("exp", json!("never")),
            ("nbf", json!(now().timestamp() + 60)),
            ("iat", json!(now().timestamp() - 7200)),
        ] {
            let mut other = good.clone();
            other[name] = value.clone();
            assert!(believed(&signed(&key, &header(&key), &other), now()).is_err(), "{name}: {value}");
            other.as_object_mut().unwrap().remove(name);
            assert!(believed(&signed(&key, &header(&key), &other), now()).is_err(), "without {name}");
        }
        for (name, value) in [
            ("typ", json!("JWT")),
            ("typ", Value::Null),
            ("kid", json!("0".repeat(32))),
            ("kid", Value::Null),
            ("crit", json!(["exp"])),
            ("alg", json!("none")),
            ("alg", json!("HS256")),
            ("alg", json!("ES256")),
        ] {
            let mut other = header(&key);
            other[name] = value.clone();
            assert!(believed(&signed(&key, &other, &good), now()).is_err(), "{name}: {value}");
        }
    }

    #[test]
    fn neither_another_key_nor_the_public_half_as_a_secret_nor_no_signature_is_believed() {
        let (own, other) = (key(1), key(2));
        assert!(believed(&signed(&other, &header(&own), &claims()), now()).is_err());
        let token = signed(&own, &header(&own), &claims());
        let (message, _) = token.rsplit_once('.').unwrap();
        for none in
            [format!("{message}."), message.to_owned(), format!("{message}.AAAA"), String::new(), "a.b.c".into()]
        {
            assert!(believed(&none, now()).is_err(), "{none}");
        }
        // The confusion of algorithms: HMAC keyed with what everybody may know.
        let mut header = Header::new(Algorithm::HS256);
        (header.typ, header.kid) = (Some(TYPE.to_owned()), Some(own.kid()));
        let secrets = [own.public.to_vec(), own.x().into_bytes()];
        for secret in secrets {
            let token = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(&secret)).unwrap();
            assert!(believed(&token, now()).is_err());
        }
    }
}
