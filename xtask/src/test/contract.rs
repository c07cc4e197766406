//! The contract: openapi.yaml is what the code says, is well made, and the running server keeps it, whatever breaks.

use super::callers::{Caller, House};
use super::rust;
use crate::command::{Run, say};
use crate::server::{self, Database, Plan, Server};
use crate::{openapi, place, tools, torture};
use anyhow::Result;

const LINT_CONFIG: &str = "xtask/tools/lint/redocly.yaml";

pub(crate) fn drift() -> Result<()> {
    openapi::compare(&rust::api_binary()?)
}

pub(crate) fn lint() -> Result<()> {
    Run::new(tools::npm::redocly()?)
        .args(["lint", "openapi.yaml", "--config", LINT_CONFIG])
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .or_else("openapi.yaml is generated: mend the utoipa attributes in the code, then `cargo xtask openapi`")
        .go()
}

/// Sandbox mode, without rate limits, on data of its own, once as each of those who may call. The same seed every time: a failure can be repeated.
pub(crate) fn schemathesis() -> Result<()> {
    tools::postgres::ensure()?;
    let program = tools::python::program("schemathesis")?;
    let binary = rust::api_binary()?;
    let data_dir = server::temporary_data_dir("contract")?;
    let log = place::target().join("contract-server.log");
    let env = [("RATHAUS_SANDBOX", "1"), ("RATHAUS_LIMITS", "off")];
    let plan = Plan {
        binary: &binary,
        data_dir: &data_dir,
        port: server::free_port()?,
        database: Database::Own,
        env: &env,
        log: Some(&log),
    };
    let running = Server::start(&plan)?;
    let house = House { binary: &binary, data_dir: &data_dir, address: running.address() };
    let outcome = Caller::ALL.into_iter().try_for_each(|caller| {
        say(&format!("as {}", caller.name()));
        house.reset()?;
        let header = caller.sign(&house)?;
        Run::new(&program)
            .args(["run", "openapi.yaml", "--url", &house.address])
            .args(header.iter().flat_map(|header| ["--header", header]))
            .args(caller.choice())
            .env("PYTHONUNBUFFERED", "1")
            .or_else(format!(
                "each failure above ends with a curl line that repeats it; the server's log is {}",
                log.display()
            ))
            .go()
    });
    drop(running);
    if data_dir.exists() {
        std::fs::remove_dir_all(&data_dir)?;
    }
    outcome
}

/// The program that the tests have built: what it promises does not depend on how fast it is.
pub(crate) fn torture() -> Result<()> {
    torture::short(&rust::api_binary()?)
}
