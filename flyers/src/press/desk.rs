//! What typst may see: the sheets, one picture, the code, the view, two fonts. There is nothing else, no folder and no
//! clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::PrintError;

const REGULAR: &[u8] = include_bytes!("../../fonts/FiraSans-Regular.ttf");
const STRONG: &[u8] = include_bytes!("../../fonts/FiraSans-SemiBold.ttf");
const WAVES: &[u8] = include_bytes!("../../sheets/waves.svg");

/// The sheets, by the names they call each other.
const SHEETS: [(&str, &str); 4] = [
    ("pieces.typ", include_str!("../../sheets/pieces.typ")),
    ("a5.typ", include_str!("../../sheets/a5.typ")),
    ("folded.typ", include_str!("../../sheets/folded.typ")),
    ("house.typ", include_str!("../../sheets/house.typ")),
];
const MAIN: &str = include_str!("../../sheets/main.typ");
/// Sheets of the house, each a whole of its own.
pub(super) const CODES: &str = include_str!("../../sheets/codes.typ");
pub(super) const DAY: &str = include_str!("../../sheets/day.typ");

/// The fonts of the house.
pub(super) fn fonts() -> Result<Vec<Font>, PrintError> {
    let font = |data: &'static [u8]| Font::new(Bytes::new(data), 0).ok_or(PrintError::Broken("a font can't be read"));
    Ok(vec![font(REGULAR)?, font(STRONG)?])
}

/// One sheet to be laid out.
pub(super) struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: Source,
    sources: Vec<Source>,
    files: Vec<(FileId, Bytes)>,
}

impl Desk {
    /// The flyer with this view and this code.
    pub(super) fn new(fonts: Vec<Font>, view: Vec<u8>, code: String) -> Result<Self, PrintError> {
        Self::of_house(fonts, MAIN, view, vec![("code.svg".to_owned(), code)])
    }

    /// A sheet with its view and its pictures.
    pub(super) fn of_house(
        fonts: Vec<Font>,
        main: &str,
        view: Vec<u8>,
        pictures: Vec<(String, String)>,
    ) -> Result<Self, PrintError> {
        let mut desk = Self::of_sheet(fonts, main.to_owned())?;
        desk.files.push((named("view.json")?, Bytes::new(view)));
        for (name, picture) in pictures {
            desk.files.push((named(&name)?, Bytes::from_string(picture)));
        }
        Ok(desk)
    }

    /// Any sheet.
    pub(super) fn of_sheet(fonts: Vec<Font>, main: String) -> Result<Self, PrintError> {
        let sheet = |(name, text): (&str, &str)| Ok(Source::new(named(name)?, text.to_owned()));
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(named("main.typ")?, main),
            sources: SHEETS.into_iter().map(sheet).collect::<Result<_, PrintError>>()?,
            files: vec![(named("waves.svg")?, Bytes::new(WAVES))],
        })
    }
}

fn named(name: &str) -> Result<FileId, PrintError> {
    let path = VirtualPath::new(name).map_err(|_unnamed| PrintError::Broken("a sheet has no name"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn unknown(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut all = std::iter::once(&self.main).chain(&self.sources);
        all.find(|source| source.id() == id).cloned().ok_or_else(|| unknown(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone()).ok_or_else(|| unknown(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
