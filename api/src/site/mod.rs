//! The web app's files, what people read in them before the app has taken its place (`pages`), and the few plain
//! pages the api writes itself.
//!
//! `cargo xtask web` makes the files; this serves them, so that one program is the whole house. What
//! always holds:
//!
//! - Nothing outside the web folder can be read: its files are listed once, a request only looks up a
//!   name in that list.
//! - Every page carries the content-security policy ([`html::CONTENT_SECURITY_POLICY`]); none has a
//!   script or a style of its own.
//! - Names below `/assets/` hold their content's hash and may be kept for a year; pages are
//!   asked for again each time.
//! - A path the app does not know gets the app with status 404, so people see its not-found page and
//!   machines the truth.
//!
//! To wire it: put a [`Site`] into the app's data, call [`configure`], and let the default service
//! answer GET and HEAD outside `/api/` with [`serve`].

mod answer;
mod files;
pub mod html;
mod pages;
mod problems;
mod routes;
mod sitemap;
mod texts;
mod well_known;

pub(crate) use answer::accepts;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Data, ServiceConfig, block, get, resource};
use actix_web::{HttpRequest, HttpResponse};
use shared::problem::ProblemKind;
use tracing::{info, warn};

use crate::problem::Failure;
use files::Files;

/// The app's files as they are now.
#[derive(Debug)]
pub struct Site {
    dir: Option<PathBuf>,
    files: RwLock<Arc<Files>>,
}

impl Site {
    /// Reads the folder; one that is missing or empty is not an error, the pages then say what to do.
    pub fn new(dir: Option<&Path>) -> Self {
        let files = dir.map(load).unwrap_or_default();
        Self { dir: dir.map(Path::to_path_buf), files: RwLock::new(Arc::new(files)) }
    }

    fn files(&self) -> Arc<Files> {
        Arc::clone(&self.files.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The files, read again if the app was built anew since. `cargo xtask web` puts the whole folder
    /// in place at once, so one look at its page tells.
    async fn current(&self) -> Arc<Files> {
        let files = self.files();
        let Some(dir) = self.dir.clone() else { return files };
        if files::stamp(&dir) == files.stamp {
            return files;
        }
        let Ok(fresh) = block(move || Arc::new(load(&dir))).await else { return files };
        info!(files = fresh.len(), "the app was built anew, serving it");
        *self.files.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
        fresh
    }
}

fn load(dir: &Path) -> Files {
    Files::load(dir).unwrap_or_else(|error| {
        if error.kind() != std::io::ErrorKind::NotFound {
            warn!(%error, dir = %dir.display(), "the web folder can't be read");
        }
        Files::default()
    })
}

/// The plain pages.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(resource("/problems").route(get().to(problems::list)))
        .service(resource("/problems/{slug}").route(get().to(problems::page)))
        .service(resource("/robots.txt").route(get().to(well_known::robots)))
        .service(resource(sitemap::PATH).route(get().to(sitemap::sitemap)))
        .service(resource("/.well-known/security.txt").route(get().to(well_known::security)))
        .service(resource(html::STYLE_PATH).route(get().to(html::style)));
}

/// A file of the app, or its page.
pub async fn serve(request: HttpRequest, site: Data<Site>) -> Result<HttpResponse, Failure> {
    let path = request.path();
    if request.method() != Method::GET {
        let there = site.current().await.get(path).is_some() || routes::page(path).is_some();
        let only_read = || Failure::new(ProblemKind::MethodNotAllowed).header(ALLOW, HeaderValue::from_static("GET"));
        return Err(if there { only_read() } else { Failure::not_found() });
    }
    if let Some(file) = site.files().get(path) {
        return answer::file(&request, file, StatusCode::OK).await;
    }
    // Only now is a look at the disk worth its while: a page, or a file of a newer build.
    let files = site.current().await;
    if let Some(file) = files.get(path) {
        return answer::file(&request, file, StatusCode::OK).await;
    }
    if routes::looks_like_a_file(path) {
        return Err(Failure::not_found());
    }
    let (status, page) = match routes::page(path) {
        Some(page) => (StatusCode::OK, page),
        None => (StatusCode::NOT_FOUND, routes::VISITOR),
    };
    match files.get(page) {
        Some(page) => match pages::filled(&request, &files, page, status).await {
            Some(filled) => Ok(filled),
            None => answer::file(&request, page, status).await,
        },
        None => Ok(html::missing_app()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header;
    use actix_web::test::TestRequest;
    use std::fs;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let dir = std::env::temp_dir().join(format!("rathaus-site-{name}-{}", std::process::id()));
            fs::create_dir_all(dir.join("assets")).unwrap();
            fs::write(dir.join("index.html"), "<!doctype html>app").unwrap();
            fs::write(dir.join("offers.html"), "<!doctype html>offers").unwrap();
            fs::write(dir.join("assets/app-1.wasm"), "plain").unwrap();
            fs::write(dir.join("assets/app-1.wasm.br"), "br").unwrap();
            fs::write(dir.join("assets/app-1.wasm.gz"), "gz").unwrap();
            fs::write(dir.join("manifest.webmanifest"), "{}").unwrap();
            fs::write(dir.join(".stamp"), "secret").unwrap();
            Self(dir)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    async fn ask(site: &Data<Site>, path: &str, headers: &[(&str, &str)]) -> Result<HttpResponse, Failure> {
        let mut request = TestRequest::get().uri(path);
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        serve(request.to_http_request(), Data::clone(site)).await
    }

    fn header<'a>(answer: &'a HttpResponse, name: &str) -> &'a str {
        answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[actix_web::test]
    async fn assets_are_kept_for_a_year_in_the_best_encoding() {
        let folder = Folder::new("assets");
        let site = Data::new(Site::new(Some(&folder.0)));
        for (accepted, encoding) in
            [("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0, br;q=0", "gzip"), ("*", "br"), ("identity", ""), ("", "")]
        {
            let answer = ask(&site, "/assets/app-1.wasm", &[("accept-encoding", accepted)]).await.unwrap();
            assert_eq!(header(&answer, "content-encoding"), encoding, "{accepted}");
            assert_eq!(header(&answer, "content-type"), "application/wasm");
            assert_eq!(header(&answer, "cache-control"), "public, max-age=31536000, immutable");
            assert_eq!(header(&answer, "vary"), "Accept-Encoding");
        }
    }

    #[actix_web::test]
    async fn what_another_build_has_taken_away_is_missed_and_no_error() {
        let folder = Folder::new("gone");
        let site = Data::new(Site::new(Some(&folder.0)));
        fs::remove_dir_all(folder.0.join("assets")).unwrap();
        let small = ask(&site, "/assets/app-1.wasm", &[("accept-encoding", "br")]).await.unwrap();
        assert_eq!(small.status(), StatusCode::OK, "kept in memory");
        let failure = ask(&site, "/assets/app-1.wasm", &[]).await.unwrap_err();
        assert_eq!(failure.kind(), ProblemKind::NotFound);
    }

    #[actix_web::test]
    async fn a_known_state_is_not_sent_again() {
        let folder = Folder::new("etag");
        let site = Data::new(Site::new(Some(&folder.0)));
        let br = [("accept-encoding", "br")];
        let first = ask(&site, "/assets/app-1.wasm", &br).await.unwrap();
        let tag = header(&first, "etag").to_owned();
        let other = ask(&site, "/assets/app-1.wasm", &[]).await.unwrap();
        assert_ne!(tag, header(&other, "etag"), "each encoding is a representation of its own");
        for condition in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            let headers = [br[0], ("if-none-match", condition.as_str())];
            let again = ask(&site, "/assets/app-1.wasm", &headers).await.unwrap();
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{condition}");
            assert_eq!(header(&again, "etag"), tag);
        }
        let since = header(&first, "last-modified").to_owned();
        let again = ask(&site, "/assets/app-1.wasm", &[("if-modified-since", since.as_str())]).await.unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }

    #[actix_web::test]
    async fn routes_get_the_page_and_unknown_ones_the_page_with_404() {
        let folder = Folder::new("routes");
        let site = Data::new(Site::new(Some(&folder.0)));
        for (path, status) in [("/", 200), ("/en/offers/ferien-card", 200), ("/nothing", 404), ("/assets/", 404)] {
            let answer = ask(&site, path, &[]).await.unwrap();
            assert_eq!(answer.status().as_u16(), status, "{path}");
            assert_eq!(header(&answer, "cache-control"), "no-cache");
            assert_eq!(header(&answer, "content-security-policy"), html::CONTENT_SECURITY_POLICY);
        }
        for path in ["/.stamp", "/../Cargo.toml", "/..%2f..%2fetc/passwd.txt", "/assets/app-1.wasm.br", "/x.js"] {
            assert!(ask(&site, path, &[]).await.is_err(), "{path}");
        }
        let manifest = ask(&site, "/manifest.webmanifest", &[]).await.unwrap();
        assert_eq!(header(&manifest, "content-type"), "application/manifest+json");
    }

    #[actix_web::test]
    async fn a_new_build_is_served_without_a_restart_and_a_missing_one_explained() {
        let folder = Folder::new("reload");
        let site = Data::new(Site::new(Some(&folder.0.join("later"))));
        let missing = ask(&site, "/", &[]).await.unwrap();
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
        assert_eq!(missing.headers().get(header::CONTENT_TYPE).unwrap(), "text/html; charset=utf-8");
        fs::create_dir(folder.0.join("later")).unwrap();
        fs::write(folder.0.join("later/index.html"), "new").unwrap();
        assert_eq!(ask(&site, "/", &[]).await.unwrap().status(), StatusCode::OK);
    }
}
