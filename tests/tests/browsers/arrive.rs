//! What comes in a second time, together, or into a project that nobody has touched; and that the numbers
//! told before and after are those of what happens.

use postil_core::edit;
use postil_core::format::postil;
use postil_core::model::{Document, DocumentMeta, Project, Schema};
use postil_core::state::State;
use postil_e2e::marks::{exported, mark};
use postil_e2e::{Page, browser_tests, control, quote};
use serde_json::{Value, json};

browser_tests!(Chromium:
    a_project_that_comes_again_changes_nothing,
    marks_and_texts_of_one_drop_are_one_step,
    files_together_are_counted_as_they_will_be,
    a_text_opens_as_a_project_of_its_own,
    texts_that_are_here_are_named_beforehand,
    what_was_left_out_is_downloaded_as_it_is_narrowed,
    the_cluster_and_the_speaker_of_a_typed_name_are_chosen,
    an_article_without_a_title_goes_by_its_first_words,
    gershayim_begin_no_quotation
);

const FORMER: &str = "One two three four.";
const REVISED: &str = "Nothing is left of it, but four.";

/// A project of some marks in a text that was called `10450` and revised: one stays, two wait for a place.
fn revised() -> Project {
    let marks = [(0, 3), (4, 7), (14, 18)];
    let marks: Vec<Value> = (marks.iter().enumerate())
        .map(|(number, (start, end))| {
            json!({
                "id": format!("a{number}"), "document": "10450", "label": "entity",
                "author": "ann", "fragments": [{ "start": start, "end": end }],
            })
        })
        .collect();
    let mut project = Project {
        schema: Schema::bundled(),
        documents: vec![Document::new(
            DocumentMeta::new("10450".into(), "One"),
            FORMER,
        )],
        annotations: serde_json::from_value(json!(marks)).expect("annotations"),
        ..Project::default()
    };
    project.header.name = "Revised".to_owned();
    let mut state = State::open(project).expect("it opens");
    let revision = edit::revise(&state, &"10450".into(), REVISED).expect("another text");
    state.apply(&revision.transaction).expect("it fits");
    state.to_project()
}

async fn said_of(page: &Page, way: &str) -> String {
    let line = format!("document.querySelector('dialog[open] #way-{way}')");
    page.until(&format!("{line} && {line}.textContent !== 'Comparing …'"))
        .await;
    page.text(&format!("#way-{way}")).await
}

async fn says(page: &Page, words: &str) {
    page.until(&format!(
        "document.querySelector('.announcement').textContent.includes({})",
        json!(words)
    ))
    .await;
}

async fn a_project_that_comes_again_changes_nothing(page: &mut Page) {
    page.open().await;
    page.drop_texts(&[("10450.txt", FORMER.as_bytes())]).await;
    let file = postil::write(&revised()).files.remove(0);
    let dropped = [(file.name.as_str(), file.bytes.as_slice())];
    page.drop_files("[data-article]", &dropped).await;
    let found = page.found().await;
    assert_eq!(found[0][2..4], ["1", "3"], "one with a place, two without");
    let new = said_of(page, "Add").await;
    assert!(
        new.contains("1 article, 1 mark, 2 marks to place."),
        "{new}"
    );
    page.import_as("Add to this project").await;
    page.until("postil.project().annotations?.length === 1")
        .await;
    let once = exported(page).await;

    page.drop_files("[data-article]", &dropped).await;
    assert_eq!(said_of(page, "Add").await, "All of it is here already.");
    let focused: String = page.eval("return document.activeElement.innerText;").await;
    assert_eq!(focused, "Add");
    page.press("Enter").await;
    says(page, "is here already").await;
    assert_eq!(exported(page).await, once);

    // The whole project as a copy of itself.
    let own = postil::write(&once).files.remove(0);
    page.drop_files("[data-article]", &[(&own.name, &own.bytes)])
        .await;
    let merged = said_of(page, "Merge").await;
    assert!(merged.ends_with("No conflicts."), "{merged}");
    page.import_as("Merge with this project").await;
    says(page, "is here already").await;
    assert_eq!(exported(page).await, once);
}

async fn marks_and_texts_of_one_drop_are_one_step(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    let before = exported(page).await;
    let file = postil::write(&revised()).files.remove(0);
    let dropped: [(&str, &[u8]); 3] = [
        (&file.name, &file.bytes),
        ("new.txt", b"A new text."),
        ("again.txt", before.documents[0].text.as_bytes()),
    ];
    page.drop_files("[data-article]", &dropped).await;
    said_of(page, "Add").await;
    let facts = page.text("dialog .preview > .quiet").await;
    assert_eq!(
        facts,
        "2 texts beside it. Of these here already: again.txt."
    );
    page.import_as("Add to this project").await;
    page.until("postil.project().documents.length === 7").await;
    says(
        page,
        "Added “Revised”: 2 articles, 1 mark. Here already: again.txt.",
    )
    .await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.press("Ctrl+Z").await;
    page.until("postil.project().documents.length === 5").await;
    assert_eq!(exported(page).await, before, "one step of undo");
}

async fn files_together_are_counted_as_they_will_be(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    let file = postil::write(&revised()).files.remove(0);
    let table = b"title,text\nOne,A text in a row.\nTwo,Another text in a row.\n";
    let dropped: [(&str, &[u8]); 3] = [
        ("a.postil.json", &file.bytes),
        ("b.postil.json", &file.bytes),
        ("c.csv", table),
    ];
    page.drop_files("[data-article]", &dropped).await;
    let found = page.found().await;
    assert_eq!(found[2][0], "Together");
    assert_eq!(found[2][2..4], ["1", "3"], "both are the same");
    let facts = page.text("dialog .preview > .quiet").await;
    assert_eq!(facts, "2 texts beside it.", "a header is no text");
}

async fn a_text_opens_as_a_project_of_its_own(page: &mut Page) {
    page.open().await;
    page.drop_files("[data-article]", &[("new.txt", b"A new text.\nIts end.")])
        .await;
    page.until("document.querySelector('dialog[open] .ways')")
        .await;
    let focused: String = page.eval("return document.activeElement.innerText;").await;
    assert_eq!(focused, "Open");
    page.screenshot("texts-of-their-own").await;
    page.press("Enter").await;
    page.until("window.postil?.project?.().documents.length === 1")
        .await;
    page.ready().await;
    let own = exported(page).await;
    assert_eq!(own.header.name, "A new text.");
    assert_eq!(own.documents[0].text, "A new text.\nIts end.");
    // It is nobody's sample: the next one joins it at once.
    page.drop_files("[data-article]", &[("next.txt", b"The next text.")])
        .await;
    page.until("postil.project().documents.length === 2").await;
    assert_eq!(page.count("dialog[open]").await, 0);
    page.open_by_name("Projects in this browser").await;
    let listed = page.text("dialog[open]").await;
    assert!(listed.contains("Bundled articles"), "{listed}");
}

async fn texts_that_are_here_are_named_beforehand(page: &mut Page) {
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    let known = exported(page).await.documents[0].text.clone();
    let new: Vec<String> = (0..6).map(|number| format!("Text {number}.")).collect();
    let names: Vec<String> = (0..6).map(|number| format!("{number}.txt")).collect();
    let mut files: Vec<(&str, &[u8])> = (names.iter().zip(&new))
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    files.push(("known.txt", known.as_bytes()));
    page.drop_files("[data-article]", &files).await;
    page.until("document.querySelector('dialog[open] .solid')?.innerText === 'Add 6 articles'")
        .await;
    let told = page.text("dialog[open] .preview").await;
    assert!(
        told.contains("Here already, and not added again: known.txt."),
        "{told}"
    );
    page.click("dialog[open] .solid").await;
    page.until("postil.project().documents.length === 11").await;
    says(page, "Added 6 articles. Here already: known.txt.").await;
    assert_eq!(page.count("dialog[open]").await, 0, "it is no problem");
}

async fn what_was_left_out_is_downloaded_as_it_is_narrowed(page: &mut Page) {
    page.open().await;
    let names: Vec<String> = (0..7).map(|number| format!("{number}.docx")).collect();
    let files: Vec<(&str, &[u8])> = (names.iter())
        .map(|name| (name.as_str(), b"no document".as_slice()))
        .collect();
    page.drop_files("[data-article]", &files).await;
    page.until("document.querySelectorAll('dialog[open] .problems li').length === 7")
        .await;
    page.click("dialog[open] .narrow input").await;
    page.type_text("3.docx").await;
    page.until("document.querySelectorAll('dialog[open] .problems li').length === 1")
        .await;
    let shown = page.text("dialog[open] .problems .kind").await;
    let list = page
        .download(async || page.click(control("Download the list (CSV)")).await)
        .await;
    let list = String::from_utf8(list.bytes).expect("UTF-8");
    let rows: Vec<&str> = list.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{list}");
    assert!(
        rows[0].starts_with(&format!("\"{shown}\",\"3.docx\"")),
        "{shown}: {list}"
    );
}

/// The first article with marks on these words, and clusters of them, as an untouched project.
async fn linked(page: &Page, marks: &[(&str, &str)], clusters: &[(&str, &[usize])]) {
    let mut project = exported(page).await;
    let text = project.documents[0].text.clone();
    let id = |number: usize| format!("m{number}");
    let annotations: Vec<Value> = (marks.iter().enumerate())
        .map(|(number, (label, words))| {
            let at = text.find(words).unwrap_or_else(|| panic!("{words}"));
            let start = text[..at].chars().count();
            json!({
                "id": id(number), "document": project.documents[0].meta.id, "label": label,
                "fragments": [{ "start": start, "end": start + words.chars().count() }],
            })
        })
        .collect();
    let clusters: Vec<Value> = (clusters.iter())
        .map(|(name, members)| {
            let members: Vec<String> = members.iter().map(|it| id(*it)).collect();
            json!({ "id": name, "name": name, "members": members })
        })
        .collect();
    project.annotations = serde_json::from_value(json!(annotations)).expect("annotations");
    project.clusters = serde_json::from_value(json!(clusters)).expect("clusters");
    let project = State::open(project).expect("it opens").to_project();
    let file = postil::write(&project).files.remove(0);
    page.import(&file.name, &file.bytes).await;
    page.until(&format!(
        "document.querySelectorAll('.m').length >= {}",
        marks.len()
    ))
    .await;
}

async fn the_cluster_and_the_speaker_of_a_typed_name_are_chosen(page: &mut Page) {
    page.open().await;
    let marks = [
        ("claim", "while the decision has been made"),
        ("entity.organization", "President Vladimir Putin"),
        ("entity.person", "Zamir Kabulov"),
        ("entity.organization", "Foreign Ministry"),
        ("entity.media", "TASS"),
    ];
    let clusters: [(&str, &[usize]); 2] = [("faster ministries", &[1, 3]), ("Aster", &[2])];
    linked(page, &marks, &clusters).await;
    page.click(quote("TASS")).await;
    page.press("l").await;
    page.until("document.querySelector('dialog[open] .choice')")
        .await;
    page.type_text("aster").await;
    page.until("document.querySelector('dialog[open] .choice')?.innerText.includes('Aster')")
        .await;
    page.press("Enter").await;
    page.until("!document.querySelector('dialog[open]')").await;
    let home = "postil.project().clusters.find(it => it.members.includes('m4')).name";
    let home: String = page.eval(&format!("return {home};")).await;
    assert_eq!(home, "Aster");

    page.press("Escape Escape").await;
    page.click(quote("while the decision has been made")).await;
    page.press("s").await;
    page.until("document.querySelector('.tying-bar')").await;
    page.press("/").await;
    page.until("document.querySelector('dialog[open] .choice')")
        .await;
    page.type_text("zamir kabulov").await;
    page.until("document.querySelectorAll('dialog[open] .choice').length === 1")
        .await;
    page.press("Enter").await;
    page.until("postil.project().relations?.length === 1").await;
    let to: Value = page.eval("return postil.project().relations[0].to;").await;
    assert_eq!(to, json!({ "cluster": "Aster" }), "once, for its mention");
}

async fn an_article_without_a_title_goes_by_its_first_words(page: &mut Page) {
    page.open().await;
    let mut project = exported(page).await;
    let meta = DocumentMeta::new("untitled".into(), "");
    project
        .documents
        .push(Document::new(meta, "The first words of it.\nAnd others."));
    let file = postil::write(&project).files.remove(0);
    page.import(&file.name, &file.bytes).await;
    page.until("document.querySelectorAll('.article-row').length === 6")
        .await;
    page.click(quote("Foreign Ministry")).await;
    page.press("j j j j j").await;
    let name = "The first words of it.";
    says(page, name).await;
    assert_eq!(page.text(".document-head h1").await, name);
    page.press("Ctrl+E").await;
    page.until("document.querySelector('dialog[open] .options')")
        .await;
    let options = page.text("dialog[open]").await;
    assert!(options.contains(&format!("{name}, 0 marks")), "{options}");
}

async fn gershayim_begin_no_quotation(page: &mut Page) {
    page.open().await;
    let text = "שר הביטחון ישראל כ\"ץ נאם בכנס. \"אנחנו במלחמה מול הצד הפלסטיני\", אמר כ\"ץ.";
    page.drop_texts(&[("hebrew.txt", text.as_bytes())]).await;
    page.until("document.querySelector('[data-text]').textContent.startsWith('שר')")
        .await;
    let proposed = async |words: &str| {
        mark(page, words, "c").await;
        page.until(&format!(
            "document.querySelector('.inspector .mark-quote')?.textContent === {}",
            json!(words)
        ))
        .await;
        page.text(".inspector .proposal b").await
    };
    assert_eq!(proposed("אנחנו במלחמה מול הצד הפלסטיני").await, "direct");
    assert_eq!(proposed("נאם בכנס").await, "none");
}
