//! What is broken on purpose, and when it counts as mended.
//!
//! What always holds: one fault at a time, each with an end. It is mended when what was killed is gone and both nodes
//! say that all is well, so that the checker knows to the moment when trouble may still be seen.

use super::nodes::Nodes;
use crate::cluster;
use crate::rivals::chance::Chance;
use crate::rivals::house::House;
use anyhow::{Context as _, Result, bail};
use nix::sys::signal::Signal;
use std::time::{Duration, Instant};

/// How long what was killed may take to be gone, and to be there again.
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// `kill -9` of a node; the first leaves its Postgres behind.
    NodeKilled(usize),
    BothNodesKilled,
    /// Nodes, Postgres and every connection at the same moment.
    PowerCut,
    /// `pg_ctl stop -m fast`, and the node starts it again.
    PostgresStopped,
    /// `pg_ctl stop -m immediate`: no checkpoint, it recovers from its log.
    PostgresAborted,
    PostgresKilled,
    /// One process that serves a connection; Postgres throws out all others and recovers.
    BackendKilled,
    /// Every connection to the database is ended by an administrator.
    BackendsEnded,
    /// Every connection of visitors to a node.
    Cut(usize),
    /// Answers of a node break off half-way.
    Torn(usize),
}

impl Fault {
    pub(crate) const ALL: [Self; 13] = [
        Self::NodeKilled(0),
        Self::NodeKilled(1),
        Self::BothNodesKilled,
        Self::PowerCut,
        Self::PostgresStopped,
        Self::PostgresAborted,
        Self::PostgresKilled,
        Self::BackendKilled,
        Self::BackendsEnded,
        Self::Cut(0),
        Self::Cut(1),
        Self::Torn(0),
        Self::Torn(1),
    ];

    /// Breaks it and waits until all is well.
    pub(crate) fn happen(self, nodes: &mut Nodes, house: &House, chance: &mut Chance) -> Result<()> {
        let since = house.steady();
        match self {
            Self::NodeKilled(number) => {
                nodes.kill(number)?;
                nodes.revive(number, house)?;
            }
            Self::BothNodesKilled | Self::PowerCut => {
                let dead = if self == Self::PowerCut { everything(nodes)? } else { Vec::new() };
                send(&dead, Signal::SIGKILL);
                nodes.kill(0)?;
                nodes.kill(1)?;
                gone(&dead)?;
                nodes.revive(0, house)?;
                nodes.revive(1, house)?;
            }
            Self::PostgresStopped => postmaster(nodes, Signal::SIGINT)?,
            Self::PostgresAborted => postmaster(nodes, Signal::SIGQUIT)?,
            Self::PostgresKilled => postmaster(nodes, Signal::SIGKILL)?,
            Self::BackendKilled => {
                let all = cluster::children(running(nodes)?);
                let backends = cluster::backends(running(nodes)?);
                let victim = backends.get(chance.below(backends.len())).context("somebody is connected")?;
                cluster::send(*victim, Signal::SIGKILL);
                gone(&all)?;
            }
            Self::BackendsEnded => {
                let backends = cluster::backends(running(nodes)?);
                send(&backends, Signal::SIGTERM);
                gone(&backends)?;
            }
            Self::Cut(number) => nodes.proxy(number).cut(),
            Self::Torn(number) => {
                nodes.proxy(number).tear(1 + chance.below(4));
                let patience = Instant::now() + Duration::from_millis(500);
                while nodes.proxy(number).still_to_tear() > 0 && Instant::now() < patience {
                    std::thread::sleep(Duration::from_millis(2));
                }
                nodes.proxy(number).tear(0);
            }
        }
        nodes.recovered()?;
        house.broke(format!("{self:?}"), since);
        Ok(())
    }
}

fn send(pids: &[u32], signal: Signal) {
    for pid in pids {
        cluster::send(*pid, signal);
    }
}

fn running(nodes: &Nodes) -> Result<u32> {
    let patience = Instant::now() + PATIENCE;
    while Instant::now() < patience {
        if let Some(pid) = cluster::postmaster(nodes.data_dir()) {
            return Ok(pid);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    bail!("Postgres did not come back within a minute; its log is in {}", super::nodes::logs().display())
}

/// The postmaster and all its processes.
fn everything(nodes: &Nodes) -> Result<Vec<u32>> {
    let postmaster = running(nodes)?;
    Ok([vec![postmaster], cluster::children(postmaster)].concat())
}

/// Ends the postmaster and waits for the next one.
fn postmaster(nodes: &Nodes, signal: Signal) -> Result<()> {
    let all = everything(nodes)?;
    cluster::send(all[0], signal);
    gone(&all)?;
    running(nodes).map(drop)
}

/// A number may be given to another process at once, so what counts is that it is no Postgres any more.
fn gone(pids: &[u32]) -> Result<()> {
    let lives = |pid: &u32| {
        let title = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&title).contains("postgres")
    };
    let patience = Instant::now() + PATIENCE;
    while pids.iter().any(lives) {
        if Instant::now() > patience {
            bail!("a process of Postgres did not end within a minute");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}
