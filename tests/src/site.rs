//! A static file server on the loopback interface that remembers what was asked of it, and a proxy
//! that lets nothing through.

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::env;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// What a browser asked the server for.
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
/// The browser is also given this server as its proxy. What it asks the proxy to fetch from another
/// machine is refused, and remembered. (Chromium and Firefox reach loopback addresses directly;
/// WebKit asks the proxy for them too, and crashes if told not to.)
#[derive(Debug)]
pub struct Site {
    port: u16,
    state: Arc<Mutex<State>>,
    server: AbortHandle,
}

#[derive(Debug)]
struct State {
    root: PathBuf,
    asked: Vec<Asked>,
    outside: Vec<String>,
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
            asked: Vec::new(),
            outside: Vec::new(),
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

    /// The origin, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// `host:port`.
    pub(crate) fn authority(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What was asked of this server so far, in order.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.state).asked.clone()
    }

    /// Forgets what was asked so far.
    pub fn forget(&self) {
        lock(&self.state).asked.clear();
    }

    /// What the browser tried to ask of other machines since the last call of this:
    /// `GET http://…`, `CONNECT host:443`.
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
                let answer = answer(&request, port, &mut lock(&state));
                async move { Ok::<_, Infallible>(answer) }
            });
            // A browser that drops a connection halfway is no concern of the server.
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
    if request.method() == Method::CONNECT || !own {
        state.outside.push(format!("{} {uri}", request.method()));
        return respond(StatusCode::FORBIDDEN, "text/plain", Vec::new());
    }
    let response = match read(&state.root, uri.path()) {
        Some((content_type, body)) => respond(StatusCode::OK, content_type, body),
        None => respond(StatusCode::NOT_FOUND, "text/plain", b"not found".to_vec()),
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

fn respond(status: StatusCode, content_type: &str, body: Vec<u8>) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, content_type)
        .header(CACHE_CONTROL, "no-cache")
        .body(Full::new(Bytes::from(body)))
        .expect("a response of fixed headers")
}

/// The content type and the bytes of the file a path names, if it lies inside the folder.
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
