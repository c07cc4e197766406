//! From the crate `web` to a WASM module a bundle, and its JavaScript.

use super::{BUNDLES, Bundle, files_below, imports, remove};
use crate::command::{Run, say};
use crate::{place, tools};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// What today's compiler may emit and all browsers of the last years understand.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A built module: a folder with `app.js`, `app_bg.wasm` and perhaps `snippets/`.
pub(crate) struct Module {
    pub(crate) bundle: &'static Bundle,
    pub(crate) dir: PathBuf,
}

impl Module {
    pub(crate) fn js(&self) -> PathBuf {
        self.dir.join("app.js")
    }

    pub(crate) fn wasm(&self) -> PathBuf {
        self.dir.join("app_bg.wasm")
    }

    /// JavaScript that crates bring along, as paths below the folder.
    pub(crate) fn snippets(&self) -> Result<Vec<PathBuf>> {
        let dir = self.dir.join("snippets");
        if dir.is_dir() { files_below(&dir) } else { Ok(Vec::new()) }
    }
}

pub(crate) fn build(dev: bool) -> Result<Vec<Module>> {
    tools::wasm_target::ensure()?;
    let optimiser = if dev { None } else { Some(tools::npm::wasm_opt()?) };
    let folder = cargo(dev)?;
    remove(&place::target().join("web-module"))?;
    let mut modules = Vec::new();
    for bundle in &BUNDLES {
        let module = bindgen(&folder, bundle, dev)?;
        if let Some(optimiser) = &optimiser {
            optimise(optimiser, &module.wasm())?;
        }
        modules.push(module);
    }
    Ok(modules)
}

fn cargo(dev: bool) -> Result<PathBuf> {
    let profile = if dev { "dev" } else { "wasm" };
    let mut run = Run::cargo(&["build", "--package", "web", "--bins", "--target", TARGET, "--profile", profile]);
    if !dev {
        // Messages of panics carry the paths of sources; short ones are smaller, and tell nothing about this machine.
        run = run.arg("--config").arg(short_paths());
    }
    run.or_else(
        "the compiler's message above says where; `cargo check -p web --target wasm32-unknown-unknown` shows it again",
    )
    .go()?;
    let folder = if dev { "debug" } else { "wasm" };
    Ok(place::target().join(TARGET).join(folder))
}

fn short_paths() -> String {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let sources = cargo_home.join("registry/src");
    // Below it, one folder a registry; the last matching rule counts.
    let registries = fs::read_dir(&sources).map(|found| found.flatten().map(|entry| entry.path()).collect::<Vec<_>>());
    let flags: Vec<_> = std::iter::once(place::root())
        .chain(registries.unwrap_or_default())
        .map(|path| format!("\"--remap-path-prefix={}=\"", path.display()))
        .collect();
    // Half of the usual stack: whatever lies behind it has shorter addresses, all over the code.
    let stack = "\"-Clink-arg=-zstack-size=524288\"";
    format!("target.{TARGET}.rustflags=[{},{stack}]", flags.join(","))
}

fn bindgen(folder: &Path, bundle: &'static Bundle, dev: bool) -> Result<Module> {
    say(&format!("{}: generating the JavaScript around it (wasm-bindgen)", bundle.name));
    let dir = place::target().join("web-module").join(bundle.name);
    let advice = "wasm-bindgen failed.\n  What to do: the versions of wasm-bindgen in web/Cargo.toml and of \
                  wasm-bindgen-cli-support in xtask/Cargo.toml must be the same";
    let mut output = Bindgen::new()
        .input_path(folder.join(bundle.name).with_extension("wasm"))
        .out_name("app")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .keep_debug(dev)
        .remove_name_section(!dev)
        .remove_producers_section(true)
        .generate_output()
        .context(advice)?;
    let renamed = if dev { Vec::new() } else { imports::shorten(&mut output) };
    output.emit(&dir).context(advice)?;
    let module = Module { bundle, dir };
    let script = imports::rename(&fs::read_to_string(module.js())?, &renamed)?;
    fs::write(module.js(), script)?;
    Ok(module)
}

fn optimise(optimiser: &Path, wasm: &Path) -> Result<()> {
    say("making it small (wasm-opt -Oz)");
    let start = Instant::now();
    let small = wasm.with_extension("small");
    Run::new(optimiser)
        .args(FEATURES)
        // Two rounds with the code taken apart and put together anew between them: 1.5 % less. The lowest
        // kilobyte is the end of the stack, which nothing addresses by a number.
        .args([
            "-Oz",
            "--flatten",
            "--rereloop",
            "-Oz",
            "-Oz",
            "--low-memory-unused",
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
            "-o",
        ])
        .arg(&small)
        .arg(wasm)
        .or_else("its message above names the reason; remove target/tools/npm to install wasm-opt anew")
        .go()?;
    let sizes = (fs::metadata(wasm)?.len() / 1000, fs::metadata(&small)?.len() / 1000);
    say(&format!("{} kB → {} kB in {:.0} s", sizes.0, sizes.1, start.elapsed().as_secs_f32()));
    Ok(fs::rename(small, wasm)?)
}
