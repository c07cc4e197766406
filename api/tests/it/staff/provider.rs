//! A provider of sign-ins as `OpenID` Connect describes it, small enough to lie on purpose.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use actix_web::dev::ServerHandle;
use actix_web::web::{self, Data, Form};
use actix_web::{App, HttpResponse, HttpServer};
use api::secrets::base64url;
use base64::Engine as _;
use ed25519_dalek::SigningKey;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What stands before the 32 bytes of a private Ed25519 key in PKCS #8 (RFC 8410, section 7).
const PKCS8: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
/// What it knows us by.
pub(super) const CLIENT: &str = "rathaus";

/// What it will say next.
#[derive(Debug, Clone, Default)]
pub(super) struct Says {
    /// The claims of the ID token.
    pub(super) claims: Value,
    /// The challenge of whoever has asked for the code.
    pub(super) challenge: String,
    /// Which of its keys signs: the one it tells, or another.
    pub(super) other_key: bool,
    /// The algorithm and type in the header; `EdDSA` if empty.
    pub(super) header: Option<Header>,
}

/// A provider on a free port.
pub(super) struct Provider {
    /// How it calls itself.
    pub(super) issuer: String,
    says: Arc<Mutex<Says>>,
    handle: ServerHandle,
    thread: Option<thread::JoinHandle<()>>,
}

impl Provider {
    /// One that runs.
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let says = Arc::new(Mutex::new(Says::default()));
        let data = Data::new((issuer.clone(), Arc::clone(&says)));
        let (tell, told) = std::sync::mpsc::channel();
        let serve = async move {
            let app = move || {
                App::new()
                    .app_data(data.clone())
                    .route("/.well-known/openid-configuration", web::get().to(configuration))
                    .route("/jwks", web::get().to(keys))
                    .route("/token", web::post().to(token))
            };
            let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run();
            tell.send(server.handle()).unwrap();
            server.await.unwrap();
        };
        let thread = thread::spawn(move || actix_web::rt::System::new().block_on(serve));
        Self { issuer, says, handle: told.recv().unwrap(), thread: Some(thread) }
    }

    /// What it says from now on.
    pub(super) fn says(&self, says: Says) {
        *self.says.lock().unwrap() = says;
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let (handle, thread) = (self.handle.clone(), self.thread.take());
        let stop = move || {
            actix_web::rt::System::new().block_on(handle.stop(false));
            thread.map(thread::JoinHandle::join)
        };
        drop(thread::spawn(stop).join());
    }
}

type Shared = Data<(String, Arc<Mutex<Says>>)>;

async fn configuration(shared: Shared) -> HttpResponse {
    let issuer = &shared.0;
    HttpResponse::Ok().json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

fn key(other: bool) -> SigningKey {
    SigningKey::from_bytes(&[if other { 8 } else { 7 }; 32])
}

async fn keys() -> HttpResponse {
    let x = base64url(&key(false).verifying_key().to_bytes());
    HttpResponse::Ok()
        .json(json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": "k", "x": x }] }))
}

async fn token(shared: Shared, form: Form<Vec<(String, String)>>) -> HttpResponse {
    let sent =
        |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let says = shared.1.lock().unwrap().clone();
    let challenge =
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(sent("code_verifier").as_bytes()));
    if sent("code") != "right" || challenge != says.challenge {
        return HttpResponse::BadRequest().json(json!({ "error": "invalid_grant" }));
    }
    let mut header = says.header.unwrap_or_else(|| Header::new(Algorithm::EdDSA));
    header.kid = Some("k".to_owned());
    let signing = match header.alg {
        Algorithm::EdDSA => EncodingKey::from_ed_der(&[PKCS8.as_slice(), &key(says.other_key).to_bytes()].concat()),
        // The confusion of algorithms: HMAC keyed with what everybody may know.
        _ => EncodingKey::from_secret(&key(false).verifying_key().to_bytes()),
    };
    let id_token = jsonwebtoken::encode(&header, &says.claims, &signing).unwrap();
    HttpResponse::Ok().json(json!({ "access_token": "a", "token_type": "Bearer", "id_token": id_token }))
}
