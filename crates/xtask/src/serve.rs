//! `cargo xtask serve`: the page on this machine, for looking at it.
//!
//! A server of files for one person, reachable from this machine only. Not for publishing: `dist/` goes to any static web
//! server.

use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::{Outcome, build, process, progress, workspace};
use anyhow::{anyhow, bail};
use std::fs::File;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use tiny_http::{Header, Method, Request, Response, Server};

#[derive(clap::Args)]
pub(crate) struct Options {
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open it in a browser
    #[arg(long, default_value = "no", value_parser = ["yes", "no"])]
    open: String,
}

/// Builds the page, then serves it until the program is stopped.
pub(crate) fn command(options: &Options) -> Outcome {
    let port = options.port;
    // Before the build: nobody should wait three minutes to read that the port is taken.
    let server = Server::http((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| anyhow!("Port {port} cannot be used ({error}); choose another one with `--port`."))?;
    setup::install(Purpose::Page)?;
    build::build(&Site::default())?;
    let address = format!("http://{}/", server.server_addr());
    progress::say("serve", &format!("{address} (Ctrl+C stops it)"));
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if options.open == "yes" && !process::succeeds(process::command(opener).arg(&address)) {
        println!("serve: no browser could be opened; open the address yourself");
    }
    for request in server.incoming_requests() {
        // A browser that goes away in the middle is nothing to report.
        std::thread::spawn(|| answer(request, &workspace::dist()).ok());
    }
    bail!("The server stopped; run the command again.")
}

/// Answers a request with a file of a folder.
fn answer(request: Request, root: &Path) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let found = file_for(root, request.url()).and_then(|path| Some((File::open(&path).ok()?, path)));
    let Some((file, path)) = found else {
        return request.respond(Response::from_string("404").with_status_code(404));
    };
    let mut response = Response::from_file(file);
    // no-cache: who serves on this machine is about to change something. Other sites may read what is here: without that,
    // a page that embeds the estimate cannot check the digest of the loader.
    for (name, value) in [
        ("Content-Type", kind(&path)),
        ("Cache-Control", "no-cache"),
        ("Access-Control-Allow-Origin", "*"),
        ("X-Content-Type-Options", "nosniff"),
    ] {
        response.add_header(Header::from_bytes(name, value).map_err(|()| std::io::ErrorKind::InvalidData)?);
    }
    request.respond(response)
}

/// The file for a request target: below `root` or nothing.
fn file_for(root: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let path = decoded(path.strip_prefix('/')?)?;
    let mut file = root.to_path_buf();
    for part in path.split('/') {
        if part == ".." || part.contains(['\\', '\0', ':']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    Some(file)
}

/// Undoes percent-encoding; nothing if it is broken or not UTF-8.
fn decoded(path: &str) -> Option<String> {
    let mut parts = path.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

/// The content type that a file's name stands for, among those that a page has.
fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{answer, file_for, kind};
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::path::{Path, PathBuf};

    #[test]
    fn targets_stay_below_the_root() {
        let root = Path::new("/nowhere");
        let found = |target| file_for(root, target);
        assert_eq!(found("/a.js?x=1"), Some(PathBuf::from("/nowhere/a.js")));
        assert_eq!(found("/%E3%81%82"), Some(PathBuf::from("/nowhere/あ")));
        for outside in ["/../a", "/%2e%2e/a", "/a/..%2f..", "a", "/%zz", "/%+1", "/%4", "/..\\a", "/c:"] {
            assert_eq!(found(outside), None, "{outside}");
        }
        // An empty part must not start again at the top of the disk.
        assert_eq!(found("//etc/passwd"), Some(PathBuf::from("/nowhere/etc/passwd")));
    }

    #[test]
    fn wasm_can_be_compiled_while_it_arrives() {
        assert_eq!(kind(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(kind(Path::new("a.html")), "text/html; charset=utf-8");
    }

    #[test]
    fn requests_over_a_socket() {
        let server = tiny_http::Server::http("127.0.0.1:0").expect("a port");
        let address = server.server_addr().to_ip().expect("an address");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for (asked, status) in
            [("HEAD /serve.rs", "200 OK"), ("GET /no.rs", "404 Not Found"), ("PUT /serve.rs", "405 ")]
        {
            let mut stream = TcpStream::connect(address).expect("a connection");
            write!(stream, "{asked} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").expect("a request");
            answer(server.recv().expect("a request"), &root).expect("an answer");
            let mut reply = String::new();
            stream.read_to_string(&mut reply).expect("a reply");
            assert!(reply.starts_with(&format!("HTTP/1.1 {status}")), "{reply}");
            if status == "200 OK" {
                assert!(reply.contains("\r\nAccess-Control-Allow-Origin: *\r\n"), "{reply}");
                assert!(reply.ends_with("\r\n\r\n"), "{reply}");
            }
        }
    }
}
