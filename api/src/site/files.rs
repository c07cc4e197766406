//! The files of the web folder, listed and read once.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use actix_web::web::Bytes;
use sha2::{Digest, Sha256};

/// Larger files stay on the disk: only builds for developers have them.
const MEMORY_LIMIT: u64 = 4 << 20;

/// Where names say their content.
const HASHED: &str = "/assets/";

/// One version of the web folder.
#[derive(Debug, Default)]
pub(super) struct Files {
    by_path: HashMap<String, File>,
    /// What [`stamp`] said when they were read.
    pub(super) stamp: Option<SystemTime>,
}

/// A file and its compressed twins.
#[derive(Debug)]
pub(super) struct File {
    pub(super) plain: Content,
    pub(super) br: Option<Content>,
    pub(super) gzip: Option<Content>,
    pub(super) mime: String,
    pub(super) cache: &'static str,
    /// Hash of the plain content, in hex.
    pub(super) hash: String,
    pub(super) modified: SystemTime,
    pub(super) is_page: bool,
}

/// Bytes at hand, or where they are.
#[derive(Debug)]
pub(super) enum Content {
    Held(Bytes),
    OnDisk(PathBuf),
}

/// Changes whenever the app is built anew.
pub(super) fn stamp(dir: &Path) -> Option<SystemTime> {
    fs::metadata(dir.join("index.html")).and_then(|page| page.modified()).ok()
}

impl Files {
    pub(super) fn load(dir: &Path) -> io::Result<Self> {
        let stamp = stamp(dir);
        let mut by_path = HashMap::new();
        read_folder(dir, "", &mut by_path)?;
        Ok(Self { by_path, stamp })
    }

    pub(super) fn len(&self) -> usize {
        self.by_path.len()
    }

    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.by_path.get(path)
    }
}

/// Files that begin with a dot, and links, are not for the world.
fn read_folder(dir: &Path, path: &str, into: &mut HashMap<String, File>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{path}/{name}");
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            read_folder(&entry.path(), &path, into)?;
        } else if kind.is_file() && !is_twin(&entry.path()) {
            into.insert(path.clone(), File::read(&entry.path(), &path)?);
        }
    }
    Ok(())
}

/// A compressed twin is served in the place of its file, never by its own name.
fn is_twin(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "br" || extension == "gz")
        && file.with_extension("").is_file()
}

impl File {
    fn read(file: &Path, path: &str) -> io::Result<Self> {
        let content = fs::read(file)?;
        let hash = Sha256::digest(&content).iter().take(10).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let is_page = file.extension().is_some_and(|extension| extension == "html");
        let twin = |suffix: &str| {
            let mut twin = file.as_os_str().to_owned();
            twin.push(suffix);
            let twin = PathBuf::from(twin);
            twin.is_file().then(|| Content::read(&twin)).transpose()
        };
        let (br, gzip) = (twin(".br")?, twin(".gz")?);
        // Nearly everybody asks for the small twins; the name has the content's hash, so the disk can't have another.
        let seldom = path.starts_with(HASHED) && br.is_some() && gzip.is_some();
        let plain = if seldom { Content::OnDisk(file.to_path_buf()) } else { Content::of(content, file) };
        Ok(Self {
            br,
            gzip,
            mime: mime(file),
            cache: cache(path, is_page),
            hash,
            modified: whole_seconds(fs::metadata(file)?.modified()?),
            is_page,
            plain,
        })
    }
}

impl Content {
    fn read(file: &Path) -> io::Result<Self> {
        Ok(Self::of(fs::read(file)?, file))
    }

    fn of(content: Vec<u8>, file: &Path) -> Self {
        if u64::try_from(content.len()).is_ok_and(|length| length <= MEMORY_LIMIT) {
            Self::Held(Bytes::from(content))
        } else {
            Self::OnDisk(file.to_path_buf())
        }
    }
}

/// As HTTP writes instants; with fractions a file would always be newer than what was told about it.
fn whole_seconds(at: SystemTime) -> SystemTime {
    at.duration_since(UNIX_EPOCH).map_or(at, |since| UNIX_EPOCH + Duration::from_secs(since.as_secs()))
}

/// The list knows most; these it knows differently, or without their encoding.
fn mime(file: &Path) -> String {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("wasm") => "application/wasm".to_owned(),
        Some("webmanifest") => "application/manifest+json".to_owned(),
        Some("js" | "mjs") => "text/javascript; charset=utf-8".to_owned(),
        Some("svg") => "image/svg+xml; charset=utf-8".to_owned(),
        _ => {
            let guess = mime_guess::from_path(file).first_or_octet_stream();
            if guess.type_() == mime_guess::mime::TEXT { format!("{guess}; charset=utf-8") } else { guess.to_string() }
        }
    }
}

fn cache(path: &str, is_page: bool) -> &'static str {
    if path.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else if path.starts_with("/fonts/") {
        "public, max-age=2592000"
    } else if is_page {
        "no-cache"
    } else {
        "public, max-age=3600"
    }
}
