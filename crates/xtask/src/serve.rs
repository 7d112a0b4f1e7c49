//! `cargo xtask serve`: the page on this machine, for looking at it.
//!
//! A server of files for one person, reachable from this machine only. Not for publishing: `dist/`
//! goes to any static web server.

use crate::setup::{self, Purpose};
use crate::site::Site;
use crate::{Outcome, build, options, process, workspace};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The longest request line and headers that are read.
const LONGEST_REQUEST: u64 = 16 * 1024;

/// Builds the page, then serves it until the program is stopped.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let (mut port, mut open) = (8080, false);
    for (name, value) in options(arguments, &[("--port", true), ("--open", true)])? {
        match (name, value) {
            ("--port", Some(number)) => {
                port = number
                    .parse()
                    .map_err(|_| format!("`--port {number}` is not a port; use a number from 1 to 65535."))?;
            }
            (_, Some("yes")) => open = true,
            (_, Some("no")) => open = false,
            _ => return Err("`--open` takes `yes` or `no`.".to_owned()),
        }
    }
    // Before the build: nobody should wait three minutes to read that the port is taken.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| format!("Port {port} cannot be used ({error}); choose another one with `--port`."))?;
    setup::install(Purpose::Page)?;
    build::build(&Site::default())?;
    let address =
        listener.local_addr().map_err(|error| format!("The port cannot be used ({error}); choose another one."))?;
    println!("serve: http://{address}/ (Ctrl+C stops it)");
    if open {
        open_in_browser(&format!("http://{address}/"));
    }
    let root = workspace::dist();
    for stream in listener.incoming().flatten() {
        let root = root.clone();
        // A browser that goes away in the middle is nothing to report.
        std::thread::spawn(move || answer(&stream, &root).ok());
    }
    Err("The server stopped; run the command again.".to_owned())
}

fn open_in_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if !process::succeeds(process::command(opener).arg(address)) {
        println!("serve: no browser could be opened; open the address yourself");
    }
}

/// Reads one request and answers it.
fn answer(stream: &TcpStream, root: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.take(LONGEST_REQUEST));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    // The headers are read to the end, so that closing does not reset the connection.
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if !matches!(method, "GET" | "HEAD") {
        return send(stream, "405 Method Not Allowed", "text/plain", b"", true);
    }
    let file = file_for(root, target).and_then(|path| Some((kind(&path), fs::read(path).ok()?)));
    let head_only = method == "HEAD";
    match file {
        Some((kind, bytes)) => send(stream, "200 OK", kind, &bytes, head_only),
        None => send(stream, "404 Not Found", "text/plain", b"404", head_only),
    }
}

fn send(mut stream: &TcpStream, status: &str, kind: &str, body: &[u8], head_only: bool) -> std::io::Result<()> {
    let length = body.len();
    // no-cache: who serves on this machine is about to change something. Other sites may read what is here: without that,
    // a page that embeds the estimate cannot check the digest of the loader.
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\n\
         Access-Control-Allow-Origin: *\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    if !head_only {
        stream.write_all(body)?;
    }
    stream.flush()
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
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let pair = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&pair).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The content type that a file's name stands for.
fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json; charset=utf-8",
        Some("webmanifest") => "application/manifest+json; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{answer, file_for, kind};
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::path::{Path, PathBuf};

    #[test]
    fn targets_stay_below_the_root() {
        let root = Path::new("/nowhere");
        let found = |target| file_for(root, target);
        assert_eq!(found("/a.js?x=1"), Some(PathBuf::from("/nowhere/a.js")));
        assert_eq!(found("/%E3%81%82"), Some(PathBuf::from("/nowhere/あ")));
        for outside in ["/../a", "/%2e%2e/a", "/a/..%2f..", "a", "/%zz", "/..\\a", "/c:"] {
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
    fn one_request_over_a_socket() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let client = std::thread::spawn(move || {
            let mut stream = TcpStream::connect(address).expect("a connection");
            stream.write_all(b"HEAD /serve.rs HTTP/1.1\r\nHost: a\r\n\r\n").expect("a request");
            let mut reply = String::new();
            stream.read_to_string(&mut reply).expect("a reply");
            reply
        });
        let (stream, _) = listener.accept().expect("a client");
        answer(&stream, &root).expect("an answer");
        drop(stream);
        let reply = client.join().expect("a reply");
        assert!(reply.starts_with("HTTP/1.1 200 OK\r\n"), "{reply}");
        assert!(reply.contains("\r\nAccess-Control-Allow-Origin: *\r\n"), "{reply}");
        assert!(reply.ends_with("\r\n\r\n"), "{reply}");
    }
}
