//! From a record to bytes: typst lays the sheet out, and its own check of PDF/UA-1 has the last word.

mod desk;

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use shared::flyers::{DaySheet, DeskCodes, Flyer, FlyerFormat, MOST_ROWS, Record};
use typst::diag::SourceDiagnostic;
use typst::text::Font;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::house;
use crate::view::View;
use desk::{CODES, DAY, Desk, fonts};

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The address is longer than a QR code can be.
    #[error("the address can't be a QR code: {0}")]
    Code(#[from] qrcode::types::QrError),
    /// What is to be shown can't be told to the sheet.
    #[error("the sheet can't be told what to show: {0}")]
    View(#[from] serde_json::Error),
    /// The fonts or sheets that belong to the program are not whole.
    #[error("the program is not whole: {0}")]
    Broken(&'static str),
    /// The sheet could not be laid out.
    #[error("the sheet can't be laid out: {0}")]
    Layout(String),
    /// The text went over the paper.
    #[error("{pages} pages instead of {wanted}")]
    Pages {
        /// As many there would be.
        pages: usize,
        /// As many there are to be.
        wanted: usize,
    },
    /// A sheet of the house with nothing on it, or more than anybody would print.
    #[error("{0} rows")]
    Rows(usize),
    /// The PDF would not conform to PDF/UA-1.
    #[error("the PDF would not be accessible: {0}")]
    Standard(String),
}

/// Makes the PDF of whatever a record is of.
pub fn print_any(record: &Record) -> Result<Vec<u8>, PrintError> {
    match record {
        Record::Flyer(flyer) => print(flyer),
        Record::DeskCodes(codes) => desk_codes(codes),
        Record::DaySheet(day) => day_sheet(day),
    }
}

/// Cards for desks.
fn desk_codes(record: &DeskCodes) -> Result<Vec<u8>, PrintError> {
    let rows = record.desks.len();
    if rows == 0 || rows > MOST_ROWS {
        return Err(PrintError::Rows(rows));
    }
    let fonts = fonts()?;
    let view = house::codes(record, &lacking(&fonts));
    let pictures = record.desks.iter().enumerate().map(|(place, desk)| Ok((house::picture(place), code(&desk.url)?)));
    let pictures = pictures.collect::<Result<Vec<_>, PrintError>>()?;
    let view = serde_json::to_vec(&view)?;
    laid_out(None, &Desk::of_house(fonts, CODES, view, pictures)?)
}

/// Who comes today.
fn day_sheet(record: &DaySheet) -> Result<Vec<u8>, PrintError> {
    if record.bookings.len() > MOST_ROWS {
        return Err(PrintError::Rows(record.bookings.len()));
    }
    let fonts = fonts()?;
    let view = serde_json::to_vec(&house::day(record, &lacking(&fonts)))?;
    laid_out(None, &Desk::of_house(fonts, DAY, view, Vec::new())?)
}

/// Which letters can't be printed.
fn lacking(fonts: &[Font]) -> impl Fn(char) -> bool {
    move |letter| !fonts.iter().all(|font| font.info().coverage.contains(u32::from(letter)))
}

/// Makes the PDF of a flyer.
pub fn print(flyer: &Flyer) -> Result<Vec<u8>, PrintError> {
    let fonts = fonts()?;
    let view = View::of(flyer, &lacking(&fonts));
    let code = code(&view.url)?;
    let pages = match flyer.format {
        FlyerFormat::A5 => 1,
        FlyerFormat::A4Folded => 2,
    };
    laid_out(Some(pages), &Desk::new(fonts, serde_json::to_vec(&view)?, code)?)
}

/// The code that leads to an address.
fn code(url: &str) -> Result<String, PrintError> {
    let code = QrCode::with_error_correction_level(url.as_bytes(), EcLevel::M)?;
    Ok(code.render::<svg::Color<'_>>().min_dimensions(160, 160).quiet_zone(false).build())
}

/// The PDF, if it has as many pages as wanted; of as many as it takes where none are.
fn laid_out(wanted: Option<usize>, desk: &Desk) -> Result<Vec<u8>, PrintError> {
    let document: PagedDocument = typst::compile(desk).output.map_err(|faults| PrintError::Layout(told(&faults)))?;
    let pages = document.pages().len();
    if let Some(wanted) = wanted.filter(|wanted| *wanted != pages) {
        return Err(PrintError::Pages { pages, wanted });
    }
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|fault| PrintError::Standard(fault.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|faults| PrintError::Standard(told(&faults)))
}

/// What typst says, in one line.
fn told(faults: &[SourceDiagnostic]) -> String {
    faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_could_hear_is_an_error_and_no_pdf() {
        let silent = "#set document(title: \"x\")\n#image(\"waves.svg\")";
        let desk = Desk::of_sheet(fonts().unwrap(), silent.to_owned()).unwrap();
        let refused = laid_out(Some(1), &desk).unwrap_err();
        assert!(matches!(&refused, PrintError::Standard(why) if why.contains("alt")), "{refused}");
        let untitled = Desk::of_sheet(fonts().unwrap(), "Text".to_owned()).unwrap();
        assert!(matches!(laid_out(Some(1), &untitled), Err(PrintError::Standard(_))));
    }

    #[test]
    fn a_page_too_many_is_an_error() {
        let desk = Desk::of_sheet(fonts().unwrap(), "a\n#pagebreak()\nb".to_owned()).unwrap();
        assert!(matches!(laid_out(Some(1), &desk), Err(PrintError::Pages { pages: 2, wanted: 1 })));
    }

    #[test]
    fn a_sheet_that_is_none_is_an_error() {
        let desk = Desk::of_sheet(fonts().unwrap(), "#nothing".to_owned()).unwrap();
        assert!(matches!(laid_out(Some(1), &desk), Err(PrintError::Layout(why)) if why.contains("nothing")));
    }
}
