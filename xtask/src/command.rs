//! Running other programs: one builder, so that every failure names the command and what to do about it.

use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// One program to run in the foreground.
pub(crate) struct Run {
    command: Command,
    advice: String,
}

impl Run {
    /// A program run in the repository's top folder, without what `cargo run` added to our own environment: build
    /// scripts that watch those variables would otherwise be built again and again.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.current_dir(crate::place::root());
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "LD_LIBRARY_PATH" {
                command.env_remove(&name);
            }
        }
        Self { command, advice: String::new() }
    }

    pub(crate) fn cargo(args: &[&str]) -> Self {
        Self::new("cargo").args(args)
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// What a person should do when it fails.
    pub(crate) fn or_else(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// Runs it with its output shown.
    pub(crate) fn go(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| self.could_not_start())?;
        if status.success() { Ok(()) } else { bail!("{}", self.failed(&status.to_string())) }
    }

    /// Runs it in silence; what it printed is shown only when it fails.
    pub(crate) fn quietly(mut self) -> Result<()> {
        let output = self.command.stdin(Stdio::null()).output().with_context(|| self.could_not_start())?;
        if output.status.success() {
            return Ok(());
        }
        eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        bail!("{}", self.failed(&output.status.to_string()))
    }

    /// Runs it and returns what it wrote to standard output; complaints are shown as they come.
    pub(crate) fn text(mut self) -> Result<String> {
        let output = self.command.stderr(Stdio::inherit()).output().with_context(|| self.could_not_start())?;
        if !output.status.success() {
            eprint!("{}", String::from_utf8_lossy(&output.stdout));
            bail!("{}", self.failed(&output.status.to_string()));
        }
        String::from_utf8(output.stdout).with_context(|| format!("{} printed something that is no text", self.name()))
    }

    /// Whether it runs and ends well; nothing is shown.
    pub(crate) fn works(mut self) -> bool {
        let quiet = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    }

    pub(crate) fn into_command(self) -> Command {
        self.command
    }

    fn name(&self) -> String {
        self.command.get_program().to_string_lossy().into_owned()
    }

    fn line(&self) -> String {
        let words = std::iter::once(self.command.get_program()).chain(self.command.get_args());
        words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
    }

    fn failed(&self, status: &str) -> String {
        format!("`{}` failed ({status}).{}", self.line(), self.next())
    }

    fn could_not_start(&self) -> String {
        format!("`{}` could not be started.{}", self.line(), self.next())
    }

    fn next(&self) -> String {
        if self.advice.is_empty() { String::new() } else { format!("\n  What to do: {}", self.advice) }
    }
}

/// The first program of that name on the path.
pub(crate) fn on_path(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

/// Says what happens next, where it may take longer than a few seconds.
pub(crate) fn say(text: &str) {
    eprintln!("── {text}");
}
