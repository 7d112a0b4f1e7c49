//! `cargo xtask serve`: the page on this machine, for looking at it, reachable from here only. Not for publishing: `dist/`
//! goes to any static web server. Vite serves (crates/xtask/node/serve.mjs).

use crate::site::Site;
use crate::{Outcome, build, process, setup, workspace};
use anyhow::anyhow;
use std::net::{Ipv4Addr, TcpListener};

/// Builds the page, then serves it until the program is stopped.
pub(crate) fn command(port: u16, open: &str) -> Outcome {
    // Before the build: nobody should wait three minutes to read that the port is taken.
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| anyhow!("Port {port} cannot be used ({error}); choose another one with `--port`."))?;
    setup::page()?;
    build::build(&Site::default())?;
    let mut node = process::node("crates/xtask/node/serve.mjs");
    node.arg(workspace::dist()).args([&port.to_string(), open]);
    process::run(&mut node, "The server stopped; run the command again.")
}
