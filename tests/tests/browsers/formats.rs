//! The files of other tools: each format is exported and imported again with all that it carries, and
//! the page says beforehand what it loses.

use postil_core::format::{File, Loss, postil};
use postil_core::model::{Annotation, Cluster, Document, Project, Relation};
use postil_core::state::State;
use postil_e2e::marks::{exported, mark, seen_saved};
use postil_e2e::{Page, browser_tests, control};
use postil_formats::{FORMATS, Options, format, pack};
use serde_json::{Value, json};

browser_tests!(Chromium:
    every_format_goes_out_and_comes_back,
    losses_are_told_before_the_download,
    a_list_of_formats_is_walked_by_keys,
    a_found_project_is_previewed_and_added,
    tables_replace_the_project,
    an_untouched_project_is_replaced_at_once,
    nothing_is_lost_when_the_formats_do_not_come
);

/// Marks in two articles, made by hand, with a link and a cluster over both.
async fn work(page: &Page) -> Project {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    page.press("2").await;
    mark(page, "taken at the highest level", "c").await;
    page.press("Escape j").await;
    page.until("document.querySelector('[data-text]').textContent.includes('HomeForeign')")
        .await;
    mark(page, "Vladimir Putin", "e").await;
    page.press("1 n").await;
    page.type_text("A note.").await;
    page.press("Escape").await;
    seen_saved(page).await;
    let mut project = exported(page).await;
    let id = |at: usize| project.annotations[at].id.clone();
    let relation =
        json!({ "id": "r", "type": "said-by", "from": id(1), "to": { "annotation": id(0) } });
    let cluster = json!({ "id": "k", "name": "Russia", "members": [id(0), id(2)] });
    let relation: Relation = serde_json::from_value(relation).expect("a relation");
    project.relations.push(relation);
    let cluster: Cluster = serde_json::from_value(cluster).expect("a cluster");
    project.clusters.push(cluster);
    let own = postil::write(&project).files.remove(0);
    no_errors(&page.import(&own.name, &own.bytes).await);
    exported(page).await
}

/// The layer or label and the covered text of every mark, sorted.
fn spans(project: &Project) -> Vec<(String, String)> {
    let opened = State::open(project.clone()).expect("the project opens");
    let span = |a: &Annotation| (a.label.clone(), opened.quote(a));
    let mut spans: Vec<_> = opened.annotations().map(span).collect();
    spans.sort();
    spans
}

fn no_errors(found: &[Value]) {
    let errors: Vec<_> = found
        .iter()
        .filter(|it| it["severity"] == "error")
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

async fn every_format_goes_out_and_comes_back(page: &mut Page) {
    let before = work(page).await;
    assert_eq!(before.annotations.len(), 3);
    let options = Options::default();
    for format in FORMATS {
        let file = page.export(format.id).await;
        let written = format.write(&before, &options);
        let losses: Vec<Value> = written.losses.iter().map(value).collect();
        assert_eq!(file.losses, losses, "what {} loses", format.id);
        assert_eq!(file.bytes, pack("", written.files).bytes, "{}", format.id);
        if !format.reads() {
            continue;
        }
        no_errors(&page.import(&file.name, &file.bytes).await);
        let after = exported(page).await;
        let carried = format.carried(&before, &options);
        assert_eq!(spans(&after), spans(&carried), "the marks in {}", format.id);
        let counts = |p: &Project| (p.documents.len(), p.relations.len(), p.clusters.len());
        assert_eq!(counts(&after), counts(&carried), "counts in {}", format.id);
        page.eval::<()>("postil.undo();").await;
        assert_eq!(exported(page).await, before, "after {}", format.id);
    }
}

fn value(loss: &Loss) -> Value {
    json!({ "what": loss.what, "count": loss.count })
}

/// The paths that were requested since the last call.
fn asked(page: &Page) -> Vec<String> {
    let asked = page.site().asked();
    page.site().forget();
    asked.into_iter().map(|asked| asked.path).collect()
}

async fn export_dialog(page: &Page) {
    page.press("Escape Escape Ctrl+E").await;
    page.until("document.querySelector('dialog[open] .report .kept')")
        .await;
}

/// The losses, as the dialog lists them.
const SHOWN: &str = "
    return [...document.querySelectorAll('.losses li')].map(line => ({
        what: line.firstElementChild.textContent,
        count: Number(line.lastElementChild.textContent),
    }));";

async fn losses_are_told_before_the_download(page: &mut Page) {
    // The page requests what it does not have when it is needed.
    page.site().lose(Some("sw.js"));
    work(page).await;
    page.take_console().await;
    page.saved().await;
    asked(page);
    export_dialog(page).await;
    assert_eq!(page.text(".report .kept").await, "Everything is kept.");
    page.click("dialog[open] .option:nth-of-type(2)").await;
    page.click("dialog[open] .option:nth-of-type(1)").await;
    assert_eq!(
        asked(page),
        [] as [&str; 0],
        "the project file needs nothing"
    );

    page.click(control("CoNLL-2003")).await;
    page.until("document.querySelector('.losses li')").await;
    let paths = asked(page);
    let own = |path: &String| path.starts_with("/snippets/parts-") && path.contains("/formats");
    assert!(!paths.is_empty() && paths.iter().all(own), "{paths:?}");

    let shown: Vec<Value> = page.eval(SHOWN).await;
    let expected = page.export("conll").await;
    assert_eq!(shown, expected.losses);
    assert!(!shown.is_empty());
    let file = page
        .download(async || page.click(control("Download")).await)
        .await;
    assert_eq!((file.name, file.bytes), (expected.name, expected.bytes));

    // Several files make one archive with the project's name.
    export_dialog(page).await;
    page.click(control("CSV tables")).await;
    page.until("document.querySelector('.report code')?.textContent.endsWith('.zip')")
        .await;
    let expected = page.export("csv").await;
    let file = page
        .download(async || page.click(control("Download")).await)
        .await;
    assert_eq!(file.name, "Russia and the Taliban.csv.zip");
    assert_eq!(file.bytes, expected.bytes);
    assert_eq!(asked(page), [] as [&str; 0], "the formats are here");
}

async fn a_list_of_formats_is_walked_by_keys(page: &mut Page) {
    work(page).await;
    export_dialog(page).await;
    page.eval::<()>("document.querySelector('.format :checked').focus();")
        .await;
    let chosen = "return document.querySelector('.format :checked').value;";
    for format in FORMATS {
        page.press("ArrowDown").await;
        let id: String = page.eval(chosen).await;
        assert_eq!(id, format.id);
    }
    // The dialog ends up with the last choice, whatever was under way before.
    page.until("document.querySelector('.report code')?.textContent.endsWith('.html')")
        .await;
    page.click(control("CoNLL-2003")).await;
    page.until("document.querySelector('.precedence')").await;
    let order =
        "return [...document.querySelectorAll('.precedence li')].map(li => li.innerText.trim());";
    let layers: Vec<String> = page.eval(order).await;
    assert_eq!(layers, ["Entity", "Event", "Claim"]);
    page.click(control("Move Claim up")).await;
    page.press("Enter").await;
    let layers: Vec<String> = page.eval(order).await;
    assert_eq!(layers, ["Claim", "Entity", "Event"]);
    let label: String = page.eval("return document.activeElement.ariaLabel;").await;
    assert_eq!(label, "Move Claim up", "the focus stays");
}

/// A project of two articles, one of them already in the page: three marks, a link and a cluster.
fn found(project: &Project) -> Project {
    let mut found = Project {
        documents: vec![project.documents[0].clone()],
        ..Project::default()
    };
    let text = "Kabul and Moscow met. 👍 They agreed.";
    let other = json!({ "id": "other", "title": "Other", "text": text });
    let other: Document = serde_json::from_value(other).expect("a document");
    found.documents.push(other);
    let mark = |id: &str, document: &str, start: usize, end: usize| -> Annotation {
        let mark = json!({
            "id": id, "document": document, "label": "entity.place",
            "fragments": [{ "start": start, "end": end }],
        });
        serde_json::from_value(mark).expect("an annotation")
    };
    found.annotations = vec![
        mark("T1", "000", 0, 6),
        mark("T2", "other", 0, 5),
        mark("T3", "other", 24, 28),
    ];
    State::open(found).expect("it opens").to_project()
}

fn files(project: &Project, id: &str) -> Vec<File> {
    let format = format(id).expect("the format is there");
    format.write(project, &Options::default()).files
}

async fn a_found_project_is_previewed_and_added(page: &mut Page) {
    let before = work(page).await;
    let packed = pack("Found", files(&found(&before), "brat"));
    let name = "Found.brat.zip";
    page.drop_files("[data-article]", &[(name, &packed.bytes)])
        .await;
    let row = page.found().await.remove(0);
    assert_eq!(row[..4], [name, "brat standoff", "2", "3"]);
    let said = page.text("dialog .preview > .quiet").await;
    assert_eq!(said, "1 article already here.");
    assert_eq!(exported(page).await, before, "nothing before it is asked");
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    assert_eq!(exported(page).await, before, "nothing after Cancel");

    page.drop_files("[data-article]", &[(name, &packed.bytes)])
        .await;
    page.import_as("Add to this project").await;
    page.until("postil.project().annotations.length === 6")
        .await;
    let after = exported(page).await;
    assert_eq!(after.documents.len(), before.documents.len() + 1);
    let mut expected = [spans(&before), spans(&found(&before))].concat();
    expected.sort();
    assert_eq!(spans(&after), expected);
    assert_eq!(after.schema, before.schema, "nothing was missing in it");
    page.press("Ctrl+Z").await;
    page.until("postil.project().annotations.length === 3")
        .await;
    assert_eq!(exported(page).await, before, "one step of undo");
}

async fn tables_replace_the_project(page: &mut Page) {
    let before = work(page).await;
    let found = found(&before);
    let tables = files(&found, "csv");
    let tables: Vec<(&str, &[u8])> = (tables.iter())
        .map(|file| (file.name.as_str(), file.bytes.as_slice()))
        .collect();
    page.drop_files("[data-article]", &tables).await;
    let row = page.found().await.remove(0);
    assert_eq!(row[1..4], ["CSV tables", "2", "3"]);
    page.import_as("Replace this project").await;
    page.until("postil.project().documents.length === 2").await;
    assert_eq!(spans(&exported(page).await), spans(&found));
    page.press("Ctrl+Z").await;
    page.until("postil.project().documents.length === 5").await;
    assert_eq!(exported(page).await, before, "one step of undo");
}

async fn an_untouched_project_is_replaced_at_once(page: &mut Page) {
    page.open().await;
    let found = found(&exported(page).await);
    let own = postil::write(&found).files.remove(0);
    page.drop_files("[data-article]", &[("a.postil.json", &own.bytes)])
        .await;
    page.until("postil.project().documents.length === 2").await;
    // Now the project has work in it.
    page.drop_files("[data-article]", &[("a.postil.json", &own.bytes)])
        .await;
    assert_eq!(page.found().await[0][1], "Postil project");
    page.import_as("Add to this project").await;
    page.until("document.querySelector('.announcement').innerText.includes('here already')")
        .await;
    assert_eq!(exported(page).await.annotations.len(), 3);
}

async fn nothing_is_lost_when_the_formats_do_not_come(page: &mut Page) {
    page.site().lose(Some("formats.wasm"));
    let before = work(page).await;
    page.drop_files("[data-article]", &[("a.csv", b"id,text\n1,A\n")])
        .await;
    page.until("document.querySelector('dialog[open] .problems li')")
        .await;
    let said = page.text("dialog[open] .problems").await;
    assert!(
        said.contains("a.csv") && said.contains("could not be fetched"),
        "{said}"
    );
    export_dialog(page).await;
    page.click(control("TEI P5 standOff")).await;
    page.until("document.querySelector('.report .problem')")
        .await;
    page.click(control("Download")).await;
    assert_eq!(
        page.count("dialog[open]").await,
        1,
        "there is nothing to download"
    );
    page.take_console().await;
    page.site().lose(None);
    page.click(control("Try again")).await;
    page.until("document.querySelector('.report code')?.textContent.endsWith('.tei.xml')")
        .await;
    page.press("Escape").await;
    assert_eq!(exported(page).await, before);
}
