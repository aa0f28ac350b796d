//! Texts without annotations: web pages, Word documents, tables with a text in each row, archives and
//! folders of these, and pasted text.

use postil_core::format::File;
use postil_core::model::{Document, Project};
use postil_e2e::marks::exported;
use postil_e2e::{Page, browser_tests, control};
use postil_formats::pack;
use serde_json::json;

browser_tests!(Chromium, Firefox: pages_and_word_documents_become_articles, a_column_of_a_table_is_chosen);
browser_tests!(Chromium:
    an_archive_is_shown_before_it_is_added,
    old_encodings_are_guessed_and_chosen,
    a_folder_is_chosen,
    a_folder_is_dropped,
    what_is_pasted_is_proposed,
    what_is_broken_or_hostile_is_named
);

const HTML: &str = "<!DOCTYPE html><html lang=ps><head><title>A &amp; page</title>\
    <meta property='article:published_time' content='2024-12-18T10:00:00Z'>\
    <style>p { color: red }</style><script>document.title = 'no'</script></head>\
    <body><h1>Head</h1><p>Кабул 👍🏽\n text.<p>Second<br>line.<script>no</script></body></html>";
const HTML_TEXT: &str = "Head\n\nКабул 👍🏽 text.\n\nSecond\nline.";

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> File {
    File {
        name: name.to_owned(),
        mime: "",
        bytes: bytes.into(),
    }
}

/// A Word document, which is an archive.
fn docx(body: &str) -> Vec<u8> {
    let types = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
        <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" \
        ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let files = vec![
        file("[Content_Types].xml", types),
        file("word/document.xml", text),
    ];
    pack("", files).bytes
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn document<'a>(project: &'a Project, id: &str) -> &'a Document {
    let found = project.documents.iter().find(|d| d.meta.id.as_str() == id);
    found.unwrap_or_else(|| panic!("there is no article {id}"))
}

async fn counts(page: &Page, articles: usize) {
    page.until(&format!("postil.project().documents.length === {articles}"))
        .await;
}

async fn pages_and_word_documents_become_articles(page: &mut Page) {
    page.open().await;
    let word = docx(&[paragraph("A “title”, 🇦🇫"), paragraph("Second.")].concat());
    let files: [(&str, &[u8]); 2] = [("page.html", HTML.as_bytes()), ("word.docx", &word)];
    page.drop_texts(&files).await;
    counts(page, 7).await;
    let project = exported(page).await;
    let html = document(&project, "page");
    assert_eq!(html.text, HTML_TEXT);
    assert_eq!(html.meta.title, "A & page");
    assert_eq!(html.meta.language, "ps");
    assert_eq!(html.meta.published.date, "2024-12-18");
    let word = document(&project, "word");
    assert_eq!(word.text, "A “title”, 🇦🇫\nSecond.");
    assert_eq!(word.meta.title, "A “title”, 🇦🇫");
    page.press("Ctrl+Z").await;
    counts(page, 5).await;
}

/// A table whose texts are in another column than the page guesses.
const TABLE: &str = "nr,headline,text,full\n\
    1,One,short 🐝,\"The whole of the first.\nIts second line.\"\n\
    2,Two,short,The whole of the second.\n\
    3,Three,,\n";

async fn a_column_of_a_table_is_chosen(page: &mut Page) {
    page.open().await;
    page.drop_files("[data-article]", &[("some.csv", TABLE.as_bytes())])
        .await;
    page.until("document.querySelector('dialog[open] .first-rows')")
        .await;
    assert_eq!(page.count("dialog[open] .first-rows tbody tr").await, 3);
    let heads = page.text("dialog[open] .first-rows thead").await;
    assert_eq!(
        heads.split_whitespace().collect::<Vec<_>>(),
        ["Title", "Text"]
    );
    page.choose_to_add().await;
    page.until("document.querySelector('dialog[open] .solid').innerText === 'Add 2 articles'")
        .await;
    assert!(
        page.text("dialog[open] .first-rows tbody")
            .await
            .contains("short 🐝")
    );
    // Another column holds the text.
    choose(page, "Text", "full").await;
    page.until("document.querySelector('dialog[open] .first-rows tbody').innerText.includes('whole of the first')")
        .await;
    choose(page, "Address", "nr").await;
    choose(page, "Address", "Not stated").await;
    page.screenshot("table").await;
    assert_eq!(
        exported(page).await.documents.len(),
        5,
        "nothing before it is asked"
    );
    page.click(control("Add 2 articles")).await;
    counts(page, 7).await;
    let project = exported(page).await;
    let [.., first, second] = project.documents.as_slice() else {
        panic!("there are articles");
    };
    assert_eq!(first.text, "The whole of the first.\nIts second line.");
    assert_eq!(first.meta.title, "One");
    assert_eq!(second.meta.title, "Two");
    // Columns that nobody chose are kept with the text.
    assert_eq!(
        first.meta.extra["columns"],
        json!({"nr": "1", "text": "short 🐝"})
    );
    let said = page.text("dialog[open] .problems").await;
    assert!(
        said.contains("some.csv: rows without text, left out: 1"),
        "{said}"
    );
    page.press("Escape Ctrl+Z").await;
    counts(page, 5).await;

    // JSON lines are a table as well, with no header to choose.
    let lines =
        "{\"url\": \"https://example.org/1\", \"body\": \"One text.\", \"when\": \"2024-01-02\"}\n";
    page.drop_files("[data-article]", &[("some.jsonl", lines.as_bytes())])
        .await;
    page.until("document.querySelector('dialog[open] .first-rows')")
        .await;
    assert_eq!(page.count("dialog[open] input[type=checkbox]").await, 0);
    page.choose_to_add().await;
    page.click(control("Add 1 article")).await;
    counts(page, 6).await;
    let project = exported(page).await;
    let new = document(&project, "some");
    assert_eq!(new.text, "One text.");
    assert_eq!(new.meta.url, "https://example.org/1");
    assert_eq!(new.meta.published.date, "2024-01-02");
}

/// Chooses a column by keyboard: goes to the list and types its name.
async fn choose(page: &Page, label: &str, column: &str) {
    let script = "
        const [label, column] = args;
        const field = [...document.querySelectorAll('dialog[open] .field')]
            .find(field => field.querySelector('span').textContent === label);
        const list = field.querySelector('select');
        list.value = [...list.options].find(option => option.text === column).value;
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    page.call::<()>(script, json!([label, column])).await;
}

/// Six texts in folders, one of them a Word document, and a table.
fn several() -> Vec<File> {
    vec![
        file("a/one.txt", "The first text.\r\nIts second line."),
        file("a/two.md", "# The second text"),
        file("b/page.html", HTML),
        file("b/word.docx", docx(&paragraph("A document."))),
        file("b/three.txt", "The third text."),
        file("four.txt", "The fourth text."),
        file(
            "rows.tsv",
            "title\ttext\nFive\tThe fifth text, which is in a table.\n",
        ),
        file(".DS_Store", "no"),
    ]
}

fn added(project: &Project) {
    assert_eq!(
        document(project, "one").text,
        "The first text.\nIts second line."
    );
    assert_eq!(document(project, "two").text, "# The second text");
    assert_eq!(document(project, "page").text, HTML_TEXT);
    assert_eq!(document(project, "word").text, "A document.");
    assert_eq!(document(project, "rows").meta.title, "Five");
    assert_eq!(project.documents.len(), 12);
}

async fn add_all(page: &Page) {
    page.until("document.querySelector('dialog[open] .found-texts')")
        .await;
    let listed = page.text("dialog[open] .found-texts").await;
    assert!(
        listed.contains("one.txt") && listed.contains("The first text."),
        "{listed}"
    );
    assert_eq!(
        exported(page).await.documents.len(),
        5,
        "nothing before it is asked"
    );
    page.choose_to_add().await;
    page.click(control("Add 7 articles")).await;
    counts(page, 12).await;
    added(&exported(page).await);
}

async fn an_archive_is_shown_before_it_is_added(page: &mut Page) {
    page.open().await;
    let archive = pack("texts", several());
    page.drop_files("[data-article]", &[("texts.zip", &archive.bytes)])
        .await;
    page.until("document.querySelector('dialog[open] .found-texts')")
        .await;
    page.screenshot("texts").await;
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    assert_eq!(
        exported(page).await.documents.len(),
        5,
        "nothing after Escape"
    );
    page.drop_files("[data-article]", &[("texts.zip", &archive.bytes)])
        .await;
    add_all(page).await;
    page.press("Ctrl+Z").await;
    counts(page, 5).await;
}

/// Writes the texts into a folder on this machine.
fn folder(page: &Page) -> String {
    let files = several();
    let files: Vec<(&str, &[u8])> = (files.iter())
        .map(|file| (file.name.as_str(), file.bytes.as_slice()))
        .collect();
    page.lay("texts", &files)
}

async fn a_folder_is_chosen(page: &mut Page) {
    page.open().await;
    // A test cannot reach the browser's file chooser, but the field that opens it.
    page.call::<()>(
        "HTMLInputElement.prototype.click = function () {
            this.id = 'asked';
            document.body.append(this);
        };",
        json!([]),
    )
    .await;
    page.click(control("Add articles")).await;
    page.click(control("a folder")).await;
    page.until("document.querySelector('#asked')").await;
    page.upload_path("#asked", &folder(page)).await;
    add_all(page).await;
}

async fn a_folder_is_dropped(page: &mut Page) {
    page.open().await;
    let folder = folder(page);
    let (x, y) = (600, 400);
    for kind in ["dragEnter", "dragOver", "drop"] {
        let drag = json!({
            "type": kind, "x": x, "y": y,
            "data": { "items": [], "files": [folder], "dragOperationsMask": 1 },
        });
        page.devtools("Input.dispatchDragEvent", drag).await;
    }
    add_all(page).await;
}

/// Pastes one thing in several types, as an application puts it on the clipboard.
async fn paste(page: &Page, kinds: &[(&str, &str)]) {
    let script = "
        const clipboardData = new DataTransfer();
        for (const [kind, text] of args[0]) {
            clipboardData.setData(kind, text);
        }
        (document.activeElement ?? document.body).dispatchEvent(
            new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));";
    page.call::<()>(script, json!([kinds])).await;
}

/// Cyrillic letters in windows-1251.
fn cyrillic(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => (c as u32 - 'А' as u32 + 0xC0) as u8,
        c => c as u8,
    };
    text.chars().map(byte).collect()
}

const LIFTED: &str = "Россия исключила Талибан из списка террористических организаций.";

async fn old_encodings_are_guessed_and_chosen(page: &mut Page) {
    page.open().await;
    let table = cyrillic(&format!("title,text\nОдин,Итак: {LIFTED}\n"));
    let packed = vec![
        file("c.txt", cyrillic("Москва и Кабул")),
        file("d.txt", "A text in Unicode."),
    ];
    let packed = pack("", packed);
    page.drop_files(
        "[data-article]",
        &[
            ("a.txt", &cyrillic(LIFTED)),
            ("b.csv", &table),
            ("c.zip", &packed.bytes),
        ],
    )
    .await;
    let samples = "[...document.querySelectorAll('.encodings .samples')].map(it => it.innerText)";
    page.until(&format!("{samples}.length === 3")).await;
    // What was in an archive is listed last.
    let said: Vec<String> = page.eval(&format!("return {samples};")).await;
    assert!(
        said[0].contains("Россия исключила") && said[2].contains("Москва"),
        "{said:?}"
    );
    page.settled().await;
    page.screenshot("encodings").await;

    // Another one shows what it would make of the text.
    choose(page, "a.txt", "Russian (KOI8-R)").await;
    page.until(&format!("{samples}[0].includes('пНЯЯХЪ')"))
        .await;
    choose(page, "a.txt", "Cyrillic (Windows)").await;
    page.until(&format!("{samples}[0].includes('Россия')"))
        .await;
    page.choose_to_add().await;
    page.click(control("Add 4 articles")).await;
    counts(page, 9).await;
    let project = exported(page).await;
    assert_eq!(document(&project, "a").text, LIFTED);
    assert_eq!(document(&project, "c").text, "Москва и Кабул");
    assert!(
        project
            .documents
            .iter()
            .any(|it| it.text == format!("Итак: {LIFTED}"))
    );

    // A script cannot be asked; it is told.
    let found = page.import("e.txt", &cyrillic("Ещё один")[..3]).await;
    assert_eq!(found[0]["severity"], "warning", "{found:?}");
}

async fn what_is_pasted_is_proposed(page: &mut Page) {
    page.open().await;
    paste(page, &[("text/plain", "flat"), ("text/html", HTML)]).await;
    page.until("document.querySelector('dialog[open] textarea')?.value.startsWith('Head')")
        .await;
    let text: String = page
        .eval("return document.querySelector('dialog[open] textarea').value")
        .await;
    assert_eq!(text, HTML_TEXT);
    assert_eq!(
        exported(page).await.documents.len(),
        5,
        "it is only proposed"
    );
    page.click(control("Add article")).await;
    counts(page, 6).await;
    assert_eq!(exported(page).await.documents[5].text, HTML_TEXT);
    page.until("!document.querySelector('dialog[open]')").await;
    paste(page, &[("text/plain", "A plain text.\r\nIts end.")]).await;
    page.until("document.querySelector('dialog[open] textarea')?.value.startsWith('A plain')")
        .await;
    // A field takes the paste itself.
    paste(page, &[("text/plain", "another")]).await;
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    assert_eq!(exported(page).await.documents.len(), 6);
}

async fn what_is_broken_or_hostile_is_named(page: &mut Page) {
    page.open().await;
    let zip = |name: &str, bytes: Vec<u8>| {
        pack("", vec![file("a.txt", "A text."), file(name, bytes)]).bytes
    };
    let deep = "<w:p>".repeat(200);
    let dtd = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
    let external = pack("", vec![file("word/document.xml", dtd), file("b", "")]).bytes;
    let workbook = pack("", vec![file("xl/workbook.xml", "<a/>"), file("b", "")]).bytes;
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "bomb.zip",
            zip("bomb.txt", vec![b' '; 40 << 20]),
            "unpacks to more than",
        ),
        (
            "way.zip",
            zip("../../etc/way.txt", b"A".to_vec()),
            "leads outside the archive",
        ),
        (
            "cut.zip",
            zip("b.txt", b"A".to_vec())[..40].to_vec(),
            "not a ZIP archive that can be read",
        ),
        (
            "nested.zip",
            (0..3).fold(zip("b.txt", b"A".to_vec()), |inner, _| zip("in.zip", inner)),
            "unpack it first",
        ),
        ("deep.docx", docx(&deep), "levels"),
        ("external.docx", external, "DTD"),
        (
            "false.docx",
            b"A text.".to_vec(),
            "expected a Word document",
        ),
        ("empty.docx", docx("<w:p/>"), "there is no text"),
        ("work.zip", workbook, "a workbook of Excel"),
        (
            "blank.html",
            b"<script>a</script>".to_vec(),
            "there is no text",
        ),
        ("half.txt", b"caf\xE9\0".to_vec(), "byte 0xE9 at offset 3"),
        ("list.jsonl", b"{\"text\": \"A\"}\n[1]\n".to_vec(), "line 2"),
    ];
    for (name, bytes, words) in cases {
        page.drop_files("[data-article]", &[(name, &bytes)]).await;
        page.until("document.querySelector('dialog[open] .problems li')")
            .await;
        let said = page.text("dialog[open] .problems").await;
        // A file inside an archive goes by its own name.
        let place = if name == "nested.zip" { "in.zip" } else { name };
        assert!(
            said.contains(place) && said.contains(words),
            "{name}: {said}"
        );
        // Other files of the archive may be read; nothing of the broken one is.
        let project = exported(page).await;
        assert!(project.documents.len() <= 6, "{name}");
        page.press("Escape").await;
        page.until("!document.querySelector('dialog[open]')").await;
        if project.documents.len() > 5 {
            assert_eq!(document(&project, "a").text, "A text.");
            page.press("Ctrl+Z").await;
            counts(page, 5).await;
        }
    }
}
