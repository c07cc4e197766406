//! The browser tests in `web/e2e`: Playwright drives the system's Chromium against the real api and the real app.
//!
//! They get `RATHAUS_BIN` (the api's program), `RATHAUS_WEB_DIR` (the finished app) and `RATHAUS_CHROMIUM`, and start
//! their servers themselves.

use super::rust;
use crate::command::Run;
use crate::{place, tools, web};
use anyhow::{Result, bail};

pub(crate) fn browser() -> Result<()> {
    let dir = place::root().join("web/e2e");
    if !dir.join("package-lock.json").is_file() {
        bail!("web/e2e has no package-lock.json: the browser tests are missing.");
    }
    let chromium = tools::browser::ensure()?;
    tools::postgres::ensure()?;
    tools::npm::ci(&dir)?;
    let binary = rust::api_binary()?;
    let app = web::build(&web::Options::new(false))?;
    Run::new("npx")
        .args(["--no-install", "playwright", "test"])
        .dir(&dir)
        .env(tools::browser::VARIABLE, chromium)
        .env("RATHAUS_BIN", binary)
        .env("RATHAUS_WEB_DIR", app)
        .or_else("the failed tests are named above; `npx playwright test -g NAME` in web/e2e repeats one, with screenshots in target/e2e")
        .go()
}
