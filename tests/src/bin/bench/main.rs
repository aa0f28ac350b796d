//! The benchmark: uses Postil and its references in a real browser. `cargo xtask bench` builds what it
//! needs and runs it. `docs/performance.md` says what it measures and how.

mod codebook;
mod columns;
mod core;
mod corpus;
mod figures;
mod gestures;
mod journal;
mod machine;
mod memory;
mod options;
mod panes;
mod postil;
mod probe;
mod project;
mod reference;
mod report;
mod rows;
mod spans;
mod start;
mod statistics;
mod story;
mod text;

use codebook::{CodebookCorpus, CodebookSize};
use corpus::{Corpus, Size};
use figures::{Figures, Subject};
use futures_util::FutureExt;
use options::Options;
use postil_e2e::{Engine, Page};
use project::{ProjectCorpus, ProjectSize};
use report::Report;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs};
use tokio::time::timeout;

/// The fewest changes of each kind that are measured, over all runs.
const CHANGES: usize = 40;
/// The most runs of the peer: at the largest size one takes minutes.
const PEER_RUNS: usize = 3;
/// The environment variable that names the folder with the peer's files.
const PEER: &str = "POSTIL_RECOGITO";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let options = Options::parse(env::args().skip(1))?;
    let peer = env::var_os(PEER).ok_or_else(|| {
        format!("{PEER} must name the files of the peer; `cargo xtask bench` installs them")
    })?;
    let peer = PathBuf::from(peer);
    let core = match &options.core {
        Some(file) => core::parse(&read(file)?)?,
        None => Vec::new(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the benchmark cannot run: {error}"))?;
    let measured = runtime.block_on(measure(&options, &peer, core))?;
    let report = measured.report.markdown()
        + &project::table(&measured.projects)
        + &codebook::table(&measured.codebooks)
        + &panes::table(&measured.panes)
        + &story::table(&measured.stories);
    println!("\n{report}");
    if options.write {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance.md");
        let page = report::put_into(&read(&file)?, &report)?;
        fs::write(&file, page).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// All that was measured.
struct Measured {
    report: Report,
    projects: Vec<(ProjectSize, Figures)>,
    codebooks: Vec<(CodebookSize, Figures)>,
    panes: Vec<(Size, panes::Measured)>,
    stories: Vec<(usize, Figures)>,
}

async fn measure(
    options: &Options,
    peer: &Path,
    core: Vec<core::CoreFigure>,
) -> Result<Measured, String> {
    let mut start = Figures::default();
    let page = browser(peer).await;
    let machine = machine::describe(&page).await;
    eprintln!("{machine}");
    start::measure(&page, options.runs, &mut start).await;
    drop(page);
    let mut sizes = Vec::new();
    for &size in &options.sizes {
        match Corpus::generate(size) {
            Ok(corpus) => sizes.push((size, one_size(options, peer, &corpus).await)),
            Err(reason) if options.all => eprintln!("passed over: {reason}"),
            Err(reason) => return Err(reason),
        }
    }
    let mut projects = Vec::new();
    for &size in &options.projects {
        let corpus = ProjectCorpus::generate(size)?;
        projects.push((size, one_project(options, peer, &corpus).await));
    }
    let mut codebooks = Vec::new();
    for &size in &options.codebooks {
        let corpus = CodebookCorpus::generate(size)?;
        codebooks.push((size, one_codebook(options, peer, &corpus).await));
    }
    let mut panes = Vec::new();
    for &size in &options.panes {
        panes.push((size, one_row_of_panes(options, peer, size).await?));
    }
    let mut stories = Vec::new();
    for &articles in &options.stories {
        stories.push((articles, one_story(options, peer, articles).await));
    }
    let report = Report {
        machine,
        runs: (options.runs, options.runs.min(PEER_RUNS)),
        sizes,
        start,
        core,
    };
    Ok(Measured {
        report,
        projects,
        codebooks,
        panes,
        stories,
    })
}

/// Measures everything at one size. Every run has its own browser with an empty profile.
async fn one_size(options: &Options, peer: &Path, corpus: &Corpus) -> Figures {
    let mut figures = Figures::default();
    let Size { characters, spans } = corpus.size;
    let (project, reference) = (corpus.project_file(), corpus.reference_file());
    for who in Subject::ALL {
        let is_peer = matches!(who, Subject::Spans | Subject::Highlights);
        let runs = if is_peer {
            options.runs.min(PEER_RUNS)
        } else {
            options.runs
        };
        // A smoke run need not be long.
        let changes = if options.runs == 1 {
            8
        } else {
            CHANGES.div_ceil(runs)
        };
        for run in 1..=runs {
            let clock = Instant::now();
            let page = browser(peer).await;
            page.site()
                .put("/bench-data/project.postil.json", project.clone());
            page.site()
                .put("/bench-data/corpus.json", reference.clone());
            let measured = async {
                if who == Subject::Postil {
                    postil::measure(&page, corpus, changes, &mut figures).await;
                    true
                } else {
                    reference::measure(&page, who, corpus, changes, &mut figures).await
                }
            };
            let keeps_up = watched(&page, measured).await;
            if !keeps_up {
                eprintln!("{characters} × {spans}, {}: given up", who.title());
                break;
            }
            let name = format!("bench-{who:?}-{characters}x{spans}").to_lowercase();
            page.screenshot(&name).await;
            let (who, seconds) = (who.title(), clock.elapsed().as_secs());
            eprintln!("{characters} × {spans}, {who}, run {run} of {runs}: {seconds} s");
        }
    }
    figures
}

/// Measures a project of many articles.
async fn one_project(options: &Options, peer: &Path, corpus: &ProjectCorpus) -> Figures {
    let mut figures = Figures::default();
    let ProjectSize { articles, marks } = corpus.size;
    let runs = Runs {
        name: format!("project-{articles}x{marks}"),
        file: corpus.project_file(),
    };
    let measure = async |page: &Page| project::measure(page, corpus, &mut figures).await;
    runs.each(options, peer, measure).await;
    figures
}

/// Measures a large codebook.
async fn one_codebook(options: &Options, peer: &Path, corpus: &CodebookCorpus) -> Figures {
    let mut figures = Figures::default();
    let CodebookSize { labels, marks } = corpus.size;
    let runs = Runs {
        name: format!("codebook-{labels}x{marks}"),
        file: corpus.project_file(),
    };
    let measure = async |page: &Page| codebook::measure(page, &mut figures).await;
    runs.each(options, peer, measure).await;
    figures
}

/// Measures the views of a story.
async fn one_story(options: &Options, peer: &Path, articles: usize) -> Figures {
    let mut figures = Figures::default();
    let runs = Runs {
        name: format!("story-{articles}"),
        file: story::project_file(articles),
    };
    let measure = async |page: &Page| story::measure(page, &mut figures).await;
    runs.each(options, peer, measure).await;
    figures
}

/// Measures long articles side by side.
async fn one_row_of_panes(
    options: &Options,
    peer: &Path,
    size: Size,
) -> Result<panes::Measured, String> {
    let mut measured = panes::Measured::default();
    let Size { characters, spans } = size;
    let all = ProjectSize {
        articles: panes::PANES,
        marks: panes::PANES * spans,
    };
    let runs = Runs {
        name: format!("panes-{characters}x{spans}"),
        file: ProjectCorpus::of_length(all, characters)?.project_file(),
    };
    let measure = async |page: &Page| panes::measure(page, &mut measured).await;
    runs.each(options, peer, measure).await;
    Ok(measured)
}

/// Runs on one project file.
struct Runs {
    name: String,
    file: Vec<u8>,
}

impl Runs {
    /// Measures as often as the options say. Every run has its own browser with an empty profile.
    async fn each(self, options: &Options, peer: &Path, mut measure: impl AsyncFnMut(&Page)) {
        let Self { name, file } = self;
        for run in 1..=options.runs {
            let clock = Instant::now();
            let page = browser(peer).await;
            page.site()
                .put("/bench-data/project.postil.json", file.clone());
            watched(&page, measure(&page)).await;
            page.screenshot(&format!("bench-{name}")).await;
            let (runs, seconds) = (options.runs, clock.elapsed().as_secs());
            eprintln!("{name}, run {run} of {runs}: {seconds} s");
        }
    }
}

/// Does something in a page, and saves a picture of it if that fails.
async fn watched<T>(page: &Page, work: impl Future<Output = T>) -> T {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(done) => done,
        Err(panic) => {
            let look = async {
                for message in page.take_console().await {
                    eprintln!("console: {message}");
                }
                let file = page.screenshot("bench-failed").await;
                eprintln!("screenshot: {}", file.display());
            };
            // The browser may be in any state.
            let look = timeout(
                Duration::from_secs(20),
                AssertUnwindSafe(look).catch_unwind(),
            );
            let _ = look.await;
            resume_unwind(panic)
        }
    }
}

async fn browser(peer: &Path) -> Page {
    let page = Page::start(Engine::Chromium).await;
    page.site().mount("bench", "bench-pages");
    page.site().mount("recogito", peer);
    memory::watch(&page).await;
    probe::install(&page).await;
    page
}
