//! Workers read large files: the page answers meanwhile, and reading can be cancelled.

use postil_core::format::File;
use postil_core::model::{Annotation, Document, DocumentMeta, Fragment, Header, Project};
use postil_e2e::{Page, browser_tests, control};
use postil_formats::{Options, format};
use serde::Deserialize;
use serde_json::Value;

browser_tests!(Chromium:
    fifty_megabytes_come_in_while_the_page_answers,
    what_is_cancelled_leaves_nothing,
    what_is_wrong_in_a_large_file_is_named,
    what_is_large_goes_out_while_the_page_answers
);
browser_tests!(Chromium, Firefox: what_is_large_is_kept);
browser_tests!(Firefox, WebKit: a_large_file_comes_in);

/// A project as Postil JSONL, with 20 marks in each document.
fn lines(documents: usize) -> Vec<u8> {
    let sentence = "The ministry’s spokesman said on Tuesday 🇦🇫 that the decision had been taken at the highest level. ";
    let mut project = Project {
        header: Header::new("Large"),
        ..Project::default()
    };
    for number in 0..documents {
        let text = format!("Report {number}\n{}", sentence.repeat(42));
        let first = text.chars().take_while(|c| *c != '\n').count() + 1;
        let length = sentence.chars().count();
        let id = format!("d{number:05}");
        for mark in 0..20 {
            let start = first + mark * 2 * length + 4;
            project.annotations.push(Annotation {
                note: "Which ministry?".to_owned(),
                author: "anna".to_owned(),
                created: "2024-12-18T09:00:00.000Z".to_owned(),
                modified: "2024-12-18T09:00:00.000Z".to_owned(),
                ..Annotation::new(
                    format!("a{number:05}-{mark:02}").into(),
                    id.as_str().into(),
                    "entity.organization",
                    vec![Fragment {
                        quote: "ministry’s spokesman".to_owned(),
                        ..Fragment::new(start..start + 20)
                    }],
                )
            });
        }
        project.documents.push(Document::new(
            DocumentMeta::new(id.into(), format!("Report {number}")),
            text,
        ));
    }
    let jsonl = format("jsonl").expect("the format");
    jsonl
        .write(&project, &Options::default())
        .files
        .remove(0)
        .bytes
}

/// Records the times from frame to frame, and every task over 50 milliseconds.
const PROBE: &str = "
    const probe = window.probe = { gaps: [], tasks: [], on: true };
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) probe.tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    let last = performance.now();
    const frame = now => {
        probe.gaps.push(performance.now() - last);
        last = performance.now();
        if (probe.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);";

#[derive(Debug, Deserialize)]
struct Probe {
    /// The times from frame to frame, in milliseconds.
    gaps: Vec<f64>,
    /// Tasks over 50 milliseconds.
    tasks: Vec<f64>,
}

impl Probe {
    async fn read(page: &Page) -> Self {
        let script = "const { gaps, tasks } = window.probe;
            Object.assign(window.probe, { gaps: [], tasks: [] });
            return { gaps, tasks };";
        let mut probe: Self = page.eval(script).await;
        probe.gaps.sort_by(f64::total_cmp);
        probe
    }

    fn worst(&self) -> f64 {
        self.gaps.last().copied().unwrap_or_default()
    }

    fn percentile(&self, part: f64) -> f64 {
        let at = (self.gaps.len() as f64 * part) as usize;
        self.gaps.get(at).copied().unwrap_or_default()
    }

    /// Checks that the work came in many small pieces: done at once, it leaves one long gap without a
    /// frame. The total time depends on the machine and is not checked.
    fn is_gradual(&self) {
        let whole: f64 = self.gaps.iter().sum();
        assert!(
            self.gaps.len() > 5 && self.worst() < whole / 3.0,
            "{self:?}"
        );
    }

    fn say(&self, what: &str) {
        println!(
            "{what}: {} frames, half within {:.0} ms, 95 % within {:.0} ms, the longest {:.0} ms; tasks over 50 ms: {:.0?}",
            self.gaps.len(),
            self.percentile(0.5),
            self.percentile(0.95),
            self.worst(),
            self.tasks
        );
    }
}

const PREVIEW: &str = "document.querySelector('dialog[open] .preview')";

async fn fifty_megabytes_come_in_while_the_page_answers(page: &mut Page) {
    page.open().await;
    let bytes = lines(5_000);
    assert!(
        (48_000_000..=52_000_000).contains(&bytes.len()),
        "{}",
        bytes.len()
    );
    page.eval::<()>(PROBE).await;
    page.drop_from_disk("[data-article]", "large.jsonl", &bytes)
        .await;
    Probe::read(page).await.say("before");
    page.until("document.querySelector('dialog[open] progress[value]')")
        .await;
    page.screenshot("large-reading").await;
    page.until(PREVIEW).await;
    let reading = Probe::read(page).await;
    reading.say("reading");
    assert_eq!(page.found().await[0][2..4], ["5000", "100000"]);
    page.import_as("Replace this project").await;
    page.until("document.querySelector('.announcement').textContent.includes('100000 marks')")
        .await;
    let taking = Probe::read(page).await;
    taking.say("taking in");
    page.saved().await;
    Probe::read(page).await.say("saving");
    let counts: Vec<usize> = page
        .eval(
            "const { documents, annotations } = postil.project();
            return [documents.length, annotations.length];",
        )
        .await;
    assert_eq!(counts, [5_000, 100_000]);
    reading.is_gradual();
    taking.is_gradual();
}

async fn what_is_cancelled_leaves_nothing(page: &mut Page) {
    page.open().await;
    let before = page.project().await;
    let bytes = lines(1_500);
    for by_key in [false, true] {
        page.drop_from_disk("[data-article]", "large.jsonl", &bytes)
            .await;
        page.until("document.querySelector('dialog[open] progress[value]')")
            .await;
        if by_key {
            page.press("Escape").await
        } else {
            page.click(control("Cancel")).await
        }
        page.until("!document.querySelector('dialog[open]')").await;
        page.until(
            "document.querySelector('.announcement').textContent.includes('Nothing was imported')",
        )
        .await;
        assert_eq!(page.project().await, before);
    }
    // Nothing comes later either: the same again, to the end.
    page.drop_from_disk("[data-article]", "large.jsonl", &bytes)
        .await;
    page.until(PREVIEW).await;
    assert_eq!(page.found().await[0][3], "30000");
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    assert_eq!(page.project().await, before);
}

async fn what_is_wrong_in_a_large_file_is_named(page: &mut Page) {
    page.open().await;
    let before = page.project().await;
    let mut bytes = lines(100);
    let at = bytes.len() - 200;
    bytes[at] = 0xFF;
    page.drop_from_disk("[data-article]", "broken.jsonl", &bytes)
        .await;
    page.until("document.querySelector('dialog[open] .problems li')")
        .await;
    let said = page.text("dialog[open] .problems").await;
    assert!(said.contains(&format!("broken.jsonl, byte {at}")), "{said}");
    assert_eq!(page.project().await, before);
}

/// In another tool's format, and in Postil's own, which can be cancelled.
async fn what_is_large_goes_out_while_the_page_answers(page: &mut Page) {
    page.open().await;
    page.import("large.jsonl", &lines(300)).await;
    page.saved().await;
    page.eval::<()>(PROBE).await;
    page.press("Ctrl+E").await;
    page.click(control("Postil JSONL")).await;
    page.until("document.querySelector('.report code')?.textContent.endsWith('.jsonl')")
        .await;
    let writing = Probe::read(page).await;
    writing.say("writing");
    let file = page
        .download(async || page.click(control("Download")).await)
        .await;
    let files = [File {
        name: file.name,
        mime: "",
        bytes: file.bytes,
    }];
    let jsonl = format("jsonl").expect("the format");
    let (read, _) = jsonl.read(&files).expect("what was written can be read");
    let whole = postil_e2e::marks::exported(page).await;
    assert_eq!(read.annotations, whole.annotations);
    assert_eq!(read.documents, whole.documents);
    writing.is_gradual();

    Probe::read(page).await;
    page.press("Ctrl+K").await;
    page.type_text("Download the project").await;
    page.until("document.querySelectorAll('.choice').length === 1")
        .await;
    let own = page.download(async || page.press("Enter").await).await;
    let downloading = Probe::read(page).await;
    downloading.say("downloading");
    assert_eq!(own.bytes, page.export("postil").await.bytes);
    downloading.is_gradual();
}

/// Drops a project with `documents` documents, and replaces the open one by it.
async fn take_in(page: &Page, documents: usize) {
    page.drop_from_disk("[data-article]", "large.jsonl", &lines(documents))
        .await;
    page.until(PREVIEW).await;
    assert_eq!(page.found().await[0][3], (20 * documents).to_string());
    page.import_as("Replace this project").await;
    page.until(&format!(
        "postil.project().documents.length === {documents}"
    ))
    .await;
}

/// An entry too large for one record is kept, and reaches other tabs.
async fn what_is_large_is_kept(page: &mut Page) {
    page.open().await;
    page.saved().await;
    let first = page.tab().await;
    let second = page.open_tab().await;
    page.open().await;
    page.switch_to(&first).await;
    take_in(page, 300).await;
    page.saved().await;
    let whole = page.project().await;
    let marks = "postil.project().annotations.length === 6000";
    page.switch_to(&second).await;
    page.until(marks).await;
    assert_eq!(page.project().await, whole);
    page.switch_to(&first).await;
    page.reopen().await;
    page.until(marks).await;
    assert_eq!(page.project().await, whole);
}

/// The other engines have a worker too, which reads what the page would.
async fn a_large_file_comes_in(page: &mut Page) {
    page.open().await;
    take_in(page, 100).await;
    let project: Value = page.project().await;
    assert_eq!(project["annotations"].as_array().map(Vec::len), Some(2000));
}
