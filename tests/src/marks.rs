//! Marks: making them, and comparing what the page shows with what the exported file says.

use crate::page::Page;
use crate::place::quote;
use postil_core::format::postil;
use postil_core::model::{Annotation, Document, Project};
use postil_core::text::sha256;
use serde_json::json;

/// Selects a quote with the mouse and presses the key of a layer, and waits for the mark.
pub async fn mark(page: &Page, text: &str, key: &str) {
    let before = marks(page).await.len();
    page.press("Escape Escape").await;
    page.select(quote(text)).await;
    page.press(key).await;
    page.until(&format!(
        "postil.project().annotations.length === {}",
        before + 1
    ))
    .await;
}

/// Waits until the page has announced exactly these words.
pub async fn said(page: &Page, words: &str) {
    page.until(&format!(
        "document.querySelector('[role=status].announcement')?.textContent === {}",
        json!(words)
    ))
    .await;
}

/// Waits until the page has announced words with these among them.
pub async fn announces(page: &Page, words: &str) {
    page.until(&format!(
        "document.querySelector('[role=status].announcement')?.textContent.includes({})",
        json!(words)
    ))
    .await;
}

/// Waits until there are so many relations, and compares them in the order of their words: the type, the value,
/// and the words of the marks at both ends.
pub async fn expect_relations(page: &Page, expected: &[(&str, &str, &str, &str)]) {
    page.until(&format!(
        "(postil.project().relations ?? []).length === {}",
        expected.len()
    ))
    .await;
    let found: Vec<(String, String, String, String)> = page
        .eval(
            "const { annotations, relations = [] } = postil.project();
            const words = id => annotations.find(it => it.id === id)?.fragments[0].quote;
            return relations
                .map(it => [it.type, it.value ?? '', words(it.from), words(it.to.annotation)])
                .sort();",
        )
        .await;
    let found: Vec<_> = found
        .iter()
        .map(|(kind, value, from, to)| (&**kind, &**value, &**from, &**to))
        .collect();
    assert_eq!(found, expected);
}

/// Waits until every change is durable and the page says so.
pub async fn seen_saved(page: &Page) {
    page.saved().await;
    page.until("document.querySelector('[data-saved]').innerText.trim() === 'Saved'")
        .await;
}

const MARKS: &str = "
    const marks = () => postil.project().annotations
        .map(({ label, fragments }) => [label, fragments.map(f => f.quote).join(' … ')])
        .sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);";

/// The label and the text of every mark, sorted; fragments are joined by ` … `.
pub async fn marks(page: &Page) -> Vec<(String, String)> {
    page.eval(&format!("{MARKS} return marks();")).await
}

/// Waits until the marks are these, and checks each against the exported text and the drawn marks.
pub async fn expect_marks(page: &Page, expected: &[(&str, &str)]) {
    let mut expected = expected.to_vec();
    expected.sort_by_key(|(label, text)| json!([label, text]).to_string());
    let script = format!(
        "{MARKS}
        const end = performance.now() + 60_000;
        const frame = () => new Promise(resolve => {{
            requestAnimationFrame(resolve);
            setTimeout(resolve, 100);
        }});
        while (JSON.stringify(marks()) !== JSON.stringify(args) && performance.now() < end) {{
            await frame();
        }}
        return marks();"
    );
    let found: Vec<(String, String)> = page.call(&script, json!(expected)).await;
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(l, t)| (l.as_str(), t.as_str()))
        .collect();
    assert_eq!(found, expected);
    let project = exported(page).await;
    check_drawn(page, &project).await;
}

/// Reloads the page, and checks that these marks are there again: see [`expect_marks`].
pub async fn expect_kept(page: &Page, expected: &[(&str, &str)]) {
    page.reopen().await;
    expect_marks(page, expected).await;
}

/// The project in its exported file, read as another program would.
pub async fn exported(page: &Page) -> Project {
    read(&page.export("postil").await.bytes)
}

/// Reads a project file, and checks every hash and every quote in it by counting code points.
pub fn read(bytes: &[u8]) -> Project {
    let (project, remarks) = postil::read(bytes).expect("the exported file can be read");
    assert_eq!(remarks, [], "the exported file needs no remarks");
    for document in &project.documents {
        assert_eq!(sha256(&document.text), document.sha256);
    }
    for annotation in &project.annotations {
        let document = document_of(&project, annotation);
        for fragment in &annotation.fragments {
            assert!(fragment.start < fragment.end);
            let found: String = document
                .text
                .chars()
                .skip(fragment.start)
                .take(fragment.end - fragment.start)
                .collect();
            assert_eq!(found, fragment.quote, "the quote of {annotation:?}");
        }
    }
    project
}

/// The document of a mark.
pub fn document_of<'a>(project: &'a Project, annotation: &Annotation) -> &'a Document {
    let mut documents = project.documents.iter();
    documents
        .find(|document| document.meta.id == annotation.document)
        .expect("the document of the mark")
}

/// The only mark with this text.
pub fn only<'a>(project: &'a Project, text: &str) -> &'a Annotation {
    let found: Vec<&Annotation> = project
        .annotations
        .iter()
        .filter(|annotation| annotation.fragments[0].quote == text)
        .collect();
    assert_eq!(found.len(), 1, "marks on “{text}”");
    found[0]
}

/// The text of all runs of one mark. Painting may take a frame.
const DRAWN: &str = "
    const drawn = () => [...document.querySelectorAll('[data-text] span.m')]
        .filter(run => run.dataset.marks.split(' ').includes(args))
        .map(run => run.textContent).join('');
    for (let i = 0; i < 60 && drawn() === ''; i++) await new Promise(requestAnimationFrame);
    return drawn();";

/// Checks that every mark of the shown article is drawn over its text and nothing else.
async fn check_drawn(page: &Page, project: &Project) {
    page.settled().await;
    let shown: String = page
        .eval("return [...document.querySelectorAll('[data-text] p')].map(p => p.textContent).join('\\n');")
        .await;
    let shown = project.documents.iter().find(|d| d.text == shown);
    let shown = shown.expect("the shown article is one of the project");
    for annotation in &project.annotations {
        if annotation.document != shown.meta.id {
            continue;
        }
        let expected: String = annotation
            .fragments
            .iter()
            .flat_map(|fragment| fragment.quote.chars())
            .filter(|c| *c != '\n')
            .collect();
        let drawn: String = page.call(DRAWN, json!(annotation.id)).await;
        assert_eq!(drawn, expected, "what is drawn for {annotation:?}");
    }
}

/// The title of the selected mark and its text, as the inspector shows them.
pub async fn selected(page: &Page) -> Option<(String, String)> {
    page.settled().await;
    page.eval(
        "const title = document.querySelector('.inspector .mark-title b');
        const quotes = [...document.querySelectorAll('.inspector .mark-quote')];
        return title && [title.textContent, quotes.map(q => q.textContent).join(' … ')];",
    )
    .await
}

/// Waits until the Undo button says that it would undo this; `None`: nothing.
pub async fn expect_undo(page: &Page, name: Option<&str>) {
    let label = name.map_or("Nothing to undo".to_owned(), |name| format!("Undo: {name}"));
    page.until(&format!(
        "[...document.querySelectorAll('.topbar button')].some(b => b.ariaLabel === {})",
        json!(label)
    ))
    .await;
}
