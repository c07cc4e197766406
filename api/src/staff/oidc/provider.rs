//! Talking to the provider: what it says about itself, where to send people, and what a code is worth.

use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Oidc;
use super::attempt::Attempt;
use crate::app::App;
use crate::outgoing::{self, BodyError, SetupError};

/// How long it is believed what the provider says about itself; its keys turn.
const BELIEVED: Duration = Duration::from_mins(10);
/// As much as is read of an answer, bytes.
const MOST: usize = 512 * 1024;

/// With what an ID token may be signed.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Everything an ID token says beside what every one does.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct Extra {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for Extra {}

type Fields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type Client = openidconnect::Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Who somebody is, as the provider says.
#[derive(Debug)]
pub(super) struct Vouched {
    /// Its name for them; never given to somebody else.
    pub(super) subject: String,
    /// What to call them.
    pub(super) name: String,
    /// What they sign in with there.
    pub(super) login: String,
    /// An address it has seen them read mail at.
    pub(super) email: Option<String>,
    /// Everything else.
    pub(super) claims: Map<String, Value>,
}

/// Why somebody does not come back as anybody.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProviderError {
    /// It does not answer, or not as a provider does.
    #[error("the provider can't be used: {0}")]
    Unavailable(String),
    /// It answers, and what it says is not believed.
    #[error("what the provider says is not believed: {0}")]
    Refused(String),
}

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
enum CallError {
    #[error(transparent)]
    Setup(#[from] SetupError),
    #[error("the call failed")]
    Call(#[from] reqwest::Error),
    #[error(transparent)]
    Body(#[from] BodyError),
    #[error("the answer is none")]
    Answer(#[from] openidconnect::http::Error),
}

impl Oidc {
    /// Where to send somebody.
    pub(super) async fn address(&self, app: &App, attempt: &Attempt) -> Result<String, ProviderError> {
        let client = self.client(app, false).await?;
        let verifier = PkceCodeVerifier::new(attempt.verifier(app));
        let (state, nonce) = (attempt.state(app), attempt.nonce(app));
        let mut request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new(state),
            || Nonce::new(nonce),
        );
        for scope in self.scopes.iter().filter(|scope| *scope != "openid") {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        for acr in &self.acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        Ok(request.set_pkce_challenge(challenge).url().0.to_string())
    }

    /// What a code is worth. Keys that turned since we last looked are looked at once more.
    pub(super) async fn exchange(&self, app: &App, attempt: &Attempt, code: &str) -> Result<Vouched, ProviderError> {
        let client = self.client(app, false).await?;
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(unusable)?;
        let call = |request| call(app, request);
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier(app)));
        let tokens = request.request_async(&call).await.map_err(refused)?;
        match self.believed(&client, app, attempt, &tokens) {
            Err(ProviderError::Refused(_)) => {
                let client = self.client(app, true).await?;
                self.believed(&client, app, attempt, &tokens)
            }
            outcome => outcome,
        }
    }

    /// Who the ID token says that it is, once signature, issuer, audience, time and nonce are right.
    fn believed(
        &self,
        client: &Client,
        app: &App,
        attempt: &Attempt,
        tokens: &StandardTokenResponse<Fields, CoreTokenType>,
    ) -> Result<Vouched, ProviderError> {
        let token = tokens.id_token().ok_or_else(|| ProviderError::Refused("no ID token".to_owned()))?;
        // Not what the provider lists: a secret that both sides know proves nothing about who has signed.
        let verifier = client.id_token_verifier().set_allowed_algs(ALGORITHMS);
        let said = token.claims(&verifier, &Nonce::new(attempt.nonce(app))).map_err(refused)?;
        if let Some(told) = said.access_token_hash() {
            let key = token.signing_key(&verifier).map_err(refused)?;
            let algorithm = token.signing_alg().map_err(refused)?;
            let real = AccessTokenHash::from_token(tokens.access_token(), algorithm, key).map_err(refused)?;
            if real != *told {
                return Err(ProviderError::Refused("the access token is another one's".to_owned()));
            }
        }
        let way = said.auth_context_ref().map_or("", |acr| acr.as_str());
        if !self.acr.is_empty() && !self.acr.iter().any(|enough| enough == way) {
            return Err(ProviderError::Refused(format!("who it is was proven by {way:?}, and that is not enough")));
        }
        let subject = said.subject().as_str().to_owned();
        let email = said.email().map(|email| email.as_str().to_owned());
        let proven = email.clone().filter(|_| said.email_verified() == Some(true));
        let login = said.preferred_username().map(|name| name.as_str().to_owned()).or(email);
        let name = said.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
        let login = login.unwrap_or_else(|| subject.clone());
        // What colleagues read and the audit keeps: a name, and never an address.
        let name = name.or_else(|| Some(login.clone()).filter(|login| !login.contains('@')));
        let name = name.unwrap_or_else(|| "–".to_owned());
        Ok(Vouched { subject, name, login, email: proven, claims: said.additional_claims().all.clone() })
    }

    async fn client(&self, app: &App, anew: bool) -> Result<Client, ProviderError> {
        let metadata = self.metadata(app, anew).await?;
        let secret = self.client_secret.clone().map(ClientSecret::new);
        let redirect = RedirectUrl::new(self.redirect.clone()).map_err(unusable)?;
        let id = ClientId::new(self.client_id.clone());
        Ok(Client::from_provider_metadata(metadata, id, secret).set_redirect_uri(redirect))
    }

    async fn metadata(&self, app: &App, anew: bool) -> Result<CoreProviderMetadata, ProviderError> {
        if let Some((at, known)) = self.known.read().await.as_ref()
            && !anew
            && at.elapsed() < BELIEVED
        {
            return Ok(known.clone());
        }
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(unusable)?;
        let call = |request| call(app, request);
        let found = CoreProviderMetadata::discover_async(issuer, &call).await.map_err(unusable)?;
        *self.known.write().await = Some((Instant::now(), found.clone()));
        Ok(found)
    }
}

async fn call(app: &App, request: HttpRequest) -> Result<HttpResponse, CallError> {
    let answer = app.outgoing.configured()?.execute(request.try_into()?).await?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = outgoing::body(answer, MOST).await?;
    let mut told = openidconnect::http::Response::builder().status(status).body(body)?;
    *told.headers_mut() = headers;
    Ok(told)
}

fn unusable(error: impl std::error::Error) -> ProviderError {
    ProviderError::Unavailable(chain(&error))
}

fn refused(error: impl std::error::Error) -> ProviderError {
    ProviderError::Refused(chain(&error))
}

fn chain(error: &dyn std::error::Error) -> String {
    crate::edge::chain(error)
}
