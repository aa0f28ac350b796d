//! A static file server on the loopback interface that records its requests, and a proxy that lets
//! nothing through.

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::collections::HashMap;
use std::env;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// A request to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `GET`, and so on.
    pub method: String,
    /// The path with its query, such as `/app.js?x=1`.
    pub path: String,
    /// The status the server answered with.
    pub status: u16,
}

/// Serves the files of one folder, as a static host would: no header but the content type, no
/// rewriting, 404 for the rest.
///
/// The browser also uses this server as its proxy, which refuses and records requests for other
/// machines. (Chromium and Firefox reach loopback addresses directly; WebKit asks the proxy for them
/// too, and crashes if told not to.)
#[derive(Debug)]
pub struct Site {
    port: u16,
    state: Arc<Mutex<State>>,
    server: AbortHandle,
}

#[derive(Debug)]
struct State {
    root: PathBuf,
    /// Further folders, by the first part of the path below which they are served.
    mounts: HashMap<String, PathBuf>,
    /// Files that are not on the disk, by their paths, or by their addresses on another host.
    files: HashMap<String, Bytes>,
    /// Whether browsers may cache files that carry a hash in their names.
    cached: bool,
    asked: Vec<Asked>,
    outside: Vec<String>,
    /// Files with this ending are not found.
    missing: Option<String>,
    /// Files with this ending get extra bytes at their end.
    spoilt: Option<String>,
    /// Whether the server drops every connection.
    down: bool,
}

impl Site {
    /// Starts serving the built page: `POSTIL_DIST`, or `dist/` at the root of the repository.
    pub(crate) async fn start() -> Self {
        let root = env::var_os("POSTIL_DIST").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist"),
            PathBuf::from,
        );
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a free port on the loopback interface");
        let port = listener.local_addr().expect("a bound address").port();
        let state = Arc::new(Mutex::new(State {
            root,
            mounts: HashMap::new(),
            files: HashMap::new(),
            cached: false,
            asked: Vec::new(),
            outside: Vec::new(),
            missing: None,
            spoilt: None,
            down: false,
        }));
        let server = tokio::spawn(serve(listener, port, Arc::clone(&state))).abort_handle();
        Self {
            port,
            state,
            server,
        }
    }

    /// Serves another folder from now on, at the same origin. A relative path counts from the
    /// folder of the test package.
    pub fn serve(&self, folder: impl AsRef<Path>) {
        lock(&self.state).root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    }

    /// From now on, files whose path has this ending are not found; with `None`, all are.
    pub fn lose(&self, ending: Option<&str>) {
        lock(&self.state).missing = ending.map(str::to_owned);
    }

    /// From now on, files whose path has this ending get an extra line: scripts one at their beginning
    /// that sets `spoiled`, others an empty one at their end. With `None`, none does.
    pub fn spoil(&self, ending: Option<&str>) {
        lock(&self.state).spoilt = ending.map(str::to_owned);
    }

    /// From now on, drops every connection, open ones too, as if there were no server.
    pub fn go_down(&self) {
        lock(&self.state).down = true;
    }

    /// Serves another folder beside the page, below `/name/`. A relative path counts from the
    /// folder of the test package.
    pub fn mount(&self, name: &str, folder: impl AsRef<Path>) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        lock(&self.state).mounts.insert(name.to_owned(), folder);
    }

    /// Serves bytes at a path that begins with a slash, or at the address of a page on a host that does
    /// not exist. Its ending decides the content type.
    pub fn put(&self, path: &str, bytes: impl Into<Bytes>) {
        lock(&self.state)
            .files
            .insert(path.to_owned(), bytes.into());
    }

    /// Lets browsers cache everything but HTML, as `docs/guide.md` tells a host to.
    pub fn let_cache(&self) {
        lock(&self.state).cached = true;
    }

    /// The origin, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// `host:port`.
    pub(crate) fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The requests to this server so far, in order.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.state).asked.clone()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        lock(&self.state).asked.clear();
    }

    /// The browser's requests to other machines since the last call: `GET http://…`, `CONNECT host:443`.
    pub(crate) fn take_outside(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.state).outside)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, port: u16, state: Arc<Mutex<State>>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            let answer = service_fn(move |request| {
                let mut state = lock(&state);
                let answer = if state.down {
                    Err(io::Error::from(io::ErrorKind::ConnectionReset))
                } else {
                    Ok(answer(&request, port, &mut state))
                };
                async move { answer }
            });
            // A browser may drop a connection halfway.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), answer)
                .await;
        });
    }
}

fn answer(request: &Request<Incoming>, port: u16, state: &mut State) -> Response<Full<Bytes>> {
    let uri = request.uri();
    let own = uri.authority().is_none_or(|authority| {
        authority.host() == "127.0.0.1" && authority.port_u16() == Some(port)
    });
    if let Some(page) = state.files.get(&uri.to_string()).filter(|_| !own) {
        return respond(StatusCode::OK, "text/html", FRESH, page.clone());
    }
    if request.method() == Method::CONNECT || !own {
        state.outside.push(format!("{} {uri}", request.method()));
        return respond(StatusCode::FORBIDDEN, "text/plain", FRESH, Bytes::new());
    }
    let lost = state.missing.as_deref();
    let mut found = if lost.is_some_and(|ending| uri.path().ends_with(ending)) {
        None
    } else {
        find(state, uri.path())
    };
    let spoilt = state.spoilt.as_deref();
    if spoilt.is_some_and(|ending| uri.path().ends_with(ending)) {
        found = found.map(|(content_type, body)| {
            let spoilt = if content_type.starts_with("text/javascript") {
                [SPOILS, &body].concat()
            } else {
                [&body, &b"\n"[..]].concat()
            };
            (content_type, spoilt.into())
        });
    }
    let response = match found {
        Some((content_type, body)) => {
            let kept = state.cached && !content_type.starts_with("text/html");
            let cache = if kept { KEPT } else { FRESH };
            respond(StatusCode::OK, content_type, cache, body)
        }
        None => {
            let body = Bytes::from_static(b"not found");
            respond(StatusCode::NOT_FOUND, "text/plain", FRESH, body)
        }
    };
    state.asked.push(Asked {
        method: request.method().to_string(),
        path: uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string),
        status: response.status().as_u16(),
    });
    response
}

/// The first line of a spoilt script.
const SPOILS: &[u8] = b"self.spoiled = true;\n";
/// Requested again at every visit.
const FRESH: &str = "no-cache";
/// Cached for good.
const KEPT: &str = "public, max-age=31536000, immutable";

fn respond(
    status: StatusCode,
    content_type: &str,
    cache: &str,
    body: Bytes,
) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, content_type)
        .header(CACHE_CONTROL, cache)
        .body(Full::new(body))
        .expect("a response of fixed headers")
}

/// The content type and the bytes at a path: bytes that were put there, else a file of a mounted
/// folder, else one of the page.
fn find(state: &State, path: &str) -> Option<(&'static str, Bytes)> {
    if let Some(bytes) = state.files.get(path) {
        return Some((content_type(Path::new(path)), bytes.clone()));
    }
    let mounted = path
        .trim_start_matches('/')
        .split_once('/')
        .and_then(|(name, rest)| Some((state.mounts.get(name)?, rest)));
    let (root, path) = mounted.unwrap_or((&state.root, path));
    let (content_type, body) = read(root, path)?;
    Some((content_type, Bytes::from(body)))
}

/// The content type and the bytes of the file at a path, if it is inside the folder.
fn read(root: &Path, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let relative = Path::new(path.trim_start_matches('/'));
    if !relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let mut file = root.join(relative);
    if file.is_dir() {
        file.push("index.html");
    }
    let body = std::fs::read(&file).ok()?;
    Some((content_type(&file), body))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
