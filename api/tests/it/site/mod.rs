//! What people without script, search engines and other programs read: pages, the sitemap, robots.txt. Each page is read
//! by a parser that is not ours (`reader.py`).

mod hostile;
mod pages;
mod places;
mod words;

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::faults::program::Folder;
use crate::harness::{House, Plan, header, told_by_python};

/// The pages that load a bundle.
const SHELLS: [&str; 4] = ["index.html", "offers.html", "account.html", "staff.html"];

/// A house that serves the app's pages as they are built, without the app itself. It goes before its folder.
pub(crate) struct Site {
    pub(crate) house: House,
    _folder: Folder,
}

impl Site {
    /// One with this name.
    async fn open(name: &str) -> Self {
        Self::with(name, &[]).await
    }

    /// One with more settings.
    async fn with(name: &str, settings: &[&str]) -> Self {
        let folder = Folder::new(name);
        let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web");
        let page = fs::read_to_string(web.join("index.html")).unwrap();
        let page = page.replace("{{", "/assets/").replace("}}", ".js");
        fs::create_dir_all(folder.0.join("legal")).unwrap();
        for shell in SHELLS {
            fs::write(folder.0.join(shell), &page).unwrap();
        }
        for text in fs::read_dir(web.join("static/legal")).unwrap() {
            let text = text.unwrap();
            fs::copy(text.path(), folder.0.join("legal").join(text.file_name())).unwrap();
        }
        let mut all = vec!["--web-dir".to_owned(), folder.0.to_str().unwrap().to_owned()];
        all.extend(settings.iter().map(|&word| word.to_owned()));
        let house = House::with(Plan { settings: all, ..Plan::default() }).await;
        Self { house, _folder: folder }
    }

    /// The page of a path as another program reads it, with the status it came with.
    async fn page(&self, path: &str, status: u16) -> Value {
        self.pages(&[path], status).await.remove(0)
    }

    /// Many of them.
    async fn pages<P: AsRef<str>>(&self, paths: &[P], status: u16) -> Vec<Value> {
        let mut found = Vec::new();
        for path in paths {
            let answer = self.house.get(path.as_ref()).await;
            assert_eq!(answer.status, status, "{}", path.as_ref());
            assert_eq!(header(&answer, "content-type"), "text/html; charset=utf-8");
            found.push(Value::from(String::from_utf8(answer.body).unwrap()));
        }
        read(&Value::from(found)).await
    }
}

/// What pages say, as another program reads them.
pub(crate) async fn read(pages: &Value) -> Vec<Value> {
    let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/site/reader.py");
    let read = told_by_python(&[reader.to_str().unwrap()], &serde_json::to_vec(pages).unwrap()).await;
    serde_json::from_slice(&read).unwrap()
}

/// The texts of a list.
fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

/// The blocks of linked data of a type.
fn linked<'a>(page: &'a Value, kind: &str) -> Vec<&'a Value> {
    page["linked"].as_array().unwrap().iter().filter(|block| block["@type"] == kind).collect()
}
