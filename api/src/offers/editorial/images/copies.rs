//! A file somebody sent as copies we can show: decoded under limits, turned upright, resized, written as WebP.
//!
//! Pure. The limits are checked on what the file says of itself, before anything is unpacked: a few kilobytes can
//! claim to be a picture of a billion pixels.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// Widths of the copies, pixels. A picture is never made larger than it is.
const WIDTHS: [u32; 4] = [320, 640, 1280, 1920];
/// Longest side that is read, pixels.
const LONGEST_SIDE: u32 = 12_000;
/// Most pixels that are read: more than telephones take.
const MOST_PIXELS: u64 = 60_000_000;
/// Most memory for reading one, bytes.
const MOST_MEMORY: u64 = 400 * 1024 * 1024;
/// Smallest side that is of use to anybody, pixels.
const SHORTEST_SIDE: u32 = 16;
/// Quality of the copies, of 100: no difference is seen on a photograph.
const QUALITY: f32 = 80.0;

/// What may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `image/jpeg`
    Jpeg,
    /// `image/png`
    Png,
    /// `image/webp`
    Webp,
}

/// Why a file is no picture for us. Says what is wrong, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unusable {
    /// It begins like none of the three.
    #[error("is not a JPEG, PNG or WebP file, whatever its name says")]
    Unknown,
    /// It is another of the three.
    #[error("is not of the kind that Content-Type says")]
    OtherKind,
    /// It says of itself that it is too large, or too small.
    #[error("should have sides from 16 to 12000 pixels and at most 60 million pixels")]
    Size,
    /// It can't be read to its end.
    #[error("is damaged and can't be read")]
    Damaged,
}

/// One copy.
#[derive(Debug)]
pub(super) struct Copy {
    /// Its width, pixels.
    pub(super) width: u32,
    /// Its height, pixels.
    pub(super) height: u32,
    /// WebP.
    pub(super) bytes: Vec<u8>,
}

impl Kind {
    /// The kind a content type says.
    pub(super) fn of(content_type: &str) -> Option<Self> {
        match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "image/jpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            "image/webp" => Some(Self::Webp),
            _ => None,
        }
    }

    const fn format(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::Webp => ImageFormat::WebP,
        }
    }
}

/// The copies of a picture, the smallest first.
pub(super) fn copies(file: &[u8], kind: Kind) -> Result<Vec<Copy>, Unusable> {
    let picture = decoded(file, kind)?;
    let (width, height) = (picture.width(), picture.height());
    let largest = WIDTHS.into_iter().max().unwrap_or(width).min(width);
    let widths = WIDTHS.into_iter().filter(|smaller| *smaller < largest).chain([largest]);
    widths
        .map(|copy| {
            let scaled = (u64::from(height) * u64::from(copy) + u64::from(width) / 2) / u64::from(width);
            let tall = u32::try_from(scaled).unwrap_or(height).max(1);
            let resized =
                if copy == width { picture.clone() } else { picture.resize_exact(copy, tall, FilterType::Triangle) };
            written(&resized)
        })
        .collect()
}

fn decoded(file: &[u8], kind: Kind) -> Result<DynamicImage, Unusable> {
    let known = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    let format = image::guess_format(file).ok().filter(|format| known.contains(format)).ok_or(Unusable::Unknown)?;
    if format != kind.format() {
        return Err(Unusable::OtherKind);
    }
    if kind == Kind::Jpeg && !ends(file) {
        return Err(Unusable::Damaged);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| reason(&error))?;
    let (width, height) = decoder.dimensions();
    if width.min(height) < SHORTEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unusable::Size);
    }
    let turned = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    if let Some(turned) = turned {
        picture.apply_orientation(turned);
    }
    // Eight bits a colour, and transparency only where there is some: what WebP knows.
    Ok(if picture.color().has_alpha() { picture.to_rgba8().into() } else { picture.to_rgb8().into() })
}

/// Whether a JPEG file has its end: the decoder paints what is missing grey and says nothing. A mark of a scan or of the
/// end stands in no scan's data, where the byte before would be written with a zero.
fn ends(file: &[u8]) -> bool {
    let last = |mark: [u8; 2]| file.windows(2).rposition(|bytes| bytes == mark);
    last([0xff, 0xd9]).is_some_and(|end| last([0xff, 0xda]).is_some_and(|scan| scan < end))
}

fn reason(error: &image::ImageError) -> Unusable {
    match error {
        image::ImageError::Limits(_) => Unusable::Size,
        _ => Unusable::Damaged,
    }
}

fn written(picture: &DynamicImage) -> Result<Copy, Unusable> {
    let (width, height) = (picture.width(), picture.height());
    let bytes = picture.as_bytes();
    let encoder = if picture.color().has_alpha() {
        webp::Encoder::from_rgba(bytes, width, height)
    } else {
        webp::Encoder::from_rgb(bytes, width, height)
    };
    let bytes = encoder.encode_simple(false, QUALITY).map_err(|_encoder| Unusable::Damaged)?.to_vec();
    Ok(Copy { width, height, bytes })
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let picture = RgbImage::from_fn(width, height, |x, y| image::Rgb([u8::from(x > y) * 200, 90, 30]));
        picture.write_to(&mut file, ImageFormat::Png).expect("a file");
        file.into_inner()
    }

    /// The size a PNG says it has, with a good checksum and nothing behind it.
    fn claiming(width: u32, height: u32) -> Vec<u8> {
        let mut file = png(16, 16);
        file[16..20].copy_from_slice(&width.to_be_bytes());
        file[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc(&file[12..29]);
        file[29..33].copy_from_slice(&sum.to_be_bytes());
        file
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
        })
    }

    #[test]
    fn a_picture_has_the_usual_widths_up_to_its_own() {
        let sizes = |width, height| {
            let copies = copies(&png(width, height), Kind::Png).expect("copies");
            for copy in &copies {
                let read = image::load_from_memory_with_format(&copy.bytes, ImageFormat::WebP).expect("a WebP file");
                assert_eq!((read.width(), read.height()), (copy.width, copy.height));
            }
            copies.iter().map(|copy| (copy.width, copy.height)).collect::<Vec<_>>()
        };
        assert_eq!(sizes(200, 100), [(200, 100)]);
        assert_eq!(sizes(320, 160), [(320, 160)]);
        assert_eq!(sizes(700, 350), [(320, 160), (640, 320), (700, 350)]);
    }

    #[test]
    fn what_is_no_picture_or_says_something_else_is_refused() {
        let unusable = |file: &[u8], kind| copies(file, kind).expect_err("a refusal");
        assert_eq!(unusable(b"Guten Tag", Kind::Png), Unusable::Unknown);
        assert_eq!(unusable(b"<svg xmlns='http://www.w3.org/2000/svg'/>", Kind::Png), Unusable::Unknown);
        assert_eq!(unusable(b"GIF89a\x01\x00\x01\x00", Kind::Png), Unusable::Unknown);
        assert_eq!(unusable(&png(32, 32), Kind::Jpeg), Unusable::OtherKind);
        assert_eq!(unusable(&png(15, 32), Kind::Png), Unusable::Size);
        let whole = png(64, 64);
        assert_eq!(unusable(&whole[..whole.len() / 2], Kind::Png), Unusable::Damaged);
    }

    #[test]
    fn a_file_that_would_unpack_to_gigabytes_is_refused_by_what_it_says() {
        for (width, height) in [(50_000, 50_000), (12_000, 12_000), (13_000, 16), (u32::MAX >> 1, u32::MAX >> 1)] {
            let file = claiming(width, height);
            assert!(file.len() < 2000);
            let refused = copies(&file, Kind::Png).expect_err("a refusal");
            assert_eq!(refused, Unusable::Size, "{width} x {height}");
        }
    }
}
