//! A brotli and a gzip twin beside every file that gets smaller by it.

use super::files_below;
use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// Pictures and fonts are compressed already.
const KINDS: [&str; 10] = ["css", "html", "js", "json", "md", "svg", "txt", "wasm", "webmanifest", "xml"];

pub(crate) fn beside_each_file(dir: &Path) -> Result<()> {
    for file in files_below(dir)? {
        let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if !KINDS.contains(&kind) {
            continue;
        }
        let content = fs::read(&file)?;
        for (suffix, small) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
            if small.len() < content.len() {
                fs::write(file.with_extension(format!("{kind}.{suffix}")), small)?;
            }
        }
    }
    Ok(())
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut small, &parameters)?;
    Ok(small)
}

pub(crate) fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
