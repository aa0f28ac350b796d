//! Everything in a stranger's file is text wherever it is shown: nothing runs, links, loads, or breaks
//! the page.

mod strings;
mod watch;

use postil_e2e::marks::mark;
use postil_e2e::{Engine, Page, browser_tests, control, quote};
use serde_json::{Value, json};
use std::path::Path;
use strings::{STRINGS, all, hostile, large};
use watch::{harmless, unharmed, watch};

browser_tests!(Chromium, Firefox:
    a_hostile_project_is_text_on_every_screen,
    what_comes_in_beside_a_hostile_project_is_text,
    a_report_of_it_is_text,
    what_shows_nothing_is_made_visible,
    a_megabyte_of_direction_marks_leaves_the_page_answering,
    half_a_character_is_refused_or_replaced,
    thousands_of_labels_are_listed_in_part,
);

/// Checks that a dialog has just opened and is harmless.
async fn opened(page: &Page, place: &str) {
    page.until("document.querySelector('dialog[open]')").await;
    unharmed(page, place).await;
}

async fn closed(page: &Page) {
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
}

/// Opens a dialog by its name among the commands.
async fn open_by_name(page: &Page, command: &str) {
    page.press("Ctrl+K").await;
    opened(page, "commands").await;
    page.choose_by_name(command).await;
    unharmed(page, command).await;
}

/// As narrow as a window gets in both browsers, or a phone where the browser can be one.
async fn narrow(page: &Page) {
    let width = match page.engine() {
        Engine::Chromium => 390,
        Engine::Firefox | Engine::WebKit => 500,
    };
    page.resize(width, 844).await;
}

/// Goes through the dialogs that open over any article.
async fn dialogs(page: &Page) {
    page.press("/").await;
    opened(page, "search").await;
    page.type_text("img").await;
    unharmed(page, "search for markup").await;
    closed(page).await;
    page.press("?").await;
    opened(page, "keys").await;
    closed(page).await;
    for command in [
        "Article details",
        "Add articles",
        "Backups of the project",
        "Projects in this browser",
    ] {
        open_by_name(page, command).await;
        closed(page).await;
    }
    page.press("Ctrl+K").await;
    opened(page, "commands").await;
    page.type_text("Shared copy").await;
    page.press("Enter").await;
    page.until("document.querySelector('dialog[open].shared-copy')")
        .await;
    unharmed(page, "shared copy").await;
    closed(page).await;
    page.press("Ctrl+E").await;
    opened(page, "export").await;
    let formats: Vec<String> = page
        .eval(
            "const formats = document.querySelectorAll('.format input');
            return [...formats].map(format => format.value);",
        )
        .await;
    assert!(formats.len() > 10, "{formats:?}");
    for format in formats {
        page.eval::<()>(&format!(
            "document.querySelector('.format input[value={format}]').click();"
        ))
        .await;
        page.until("document.querySelector('.dialog-foot [aria-disabled=false]')")
            .await;
        harmless(page, &format!("export as {format}")).await;
    }
    closed(page).await;
}

/// Drops a file from the disk.
async fn drop(page: &Page, name: &str, file: &[u8]) {
    page.drop_from_disk("[data-article]", name, file).await;
}

/// Imports a hostile project by hand, with names of a given size.
async fn take_in(page: &Page, large: &str) -> Value {
    page.open().await;
    page.kept().await;
    watch(page).await;
    page.annotate("000", 0, 5, "entity").await;
    let file = hostile(page.project().await, large);
    drop(page, NAME, file.to_string().as_bytes()).await;
    page.until("document.querySelector('dialog[open] .preview')")
        .await;
    harmless(page, "preview").await;
    page.screenshot(&format!("hostile-preview-{}", page.engine()))
        .await;
    page.import_as("Replace this project").await;
    // Requesting the whole project would keep the page busy.
    page.until("document.querySelectorAll('.article-row').length === 6")
        .await;
    file
}

/// Names of hostile files.
const NAME: &str = "<img src=x onerror='window.harmed=1'>\u{202E}nosj.postil.json";

async fn a_hostile_project_is_text_on_every_screen(page: &mut Page) {
    take_in(page, &large()).await;
    page.until("!document.querySelector('dialog[open]')").await;
    harmless(page, "taken in").await;
    page.click(quote("Foreign Ministry")).await;
    page.press("Escape k").await;
    page.until("document.querySelector('[data-block] [data-unseen]')")
        .await;
    unharmed(page, "article").await;
    page.screenshot(&format!("hostile-article-{}", page.engine()))
        .await;
    marks(page).await;
    page.screenshot(&format!("hostile-inspector-{}", page.engine()))
        .await;
    revision(page).await;
    dialogs(page).await;
    narrow(page).await;
    unharmed(page, "narrow").await;
    for drawer in ["Articles", "Mark and list"] {
        page.click(control(drawer)).await;
        unharmed(page, drawer).await;
        page.screenshot(&format!("hostile-{drawer}-{}", page.engine()))
            .await;
        page.press("Escape").await;
    }
    page.click("[data-block]").await;
    dialogs(page).await;
    page.saved().await;
    page.reopen().await;
    watch(page).await;
    harmless(page, "opened again").await;
}

/// Goes through the marks of the hostile article and their details.
async fn marks(page: &Page) {
    for _ in 0..3 {
        // Each click picks the next larger mark.
        page.click("[data-block]").await;
        unharmed(page, "inspector").await;
        for (key, dialog) in [("l", "link"), ("t", "labels"), ("p", "mark everywhere")] {
            page.press(key).await;
            opened(page, dialog).await;
            closed(page).await;
        }
    }
    page.press("Escape").await;
}

/// Goes through the dialogs about a text that is revised: the words before and after are the file's.
async fn revision(page: &Page) {
    open_by_name(page, "Reworded marks").await;
    page.until("document.querySelector('dialog[open] .rewording del')")
        .await;
    harmless(page, "reworded marks").await;
    page.screenshot(&format!("hostile-reworded-{}", page.engine()))
        .await;
    closed(page).await;
    open_by_name(page, "Revise the text").await;
    page.until("document.activeElement.tagName === 'TEXTAREA'")
        .await;
    page.press("Ctrl+Home ArrowRight ArrowRight ArrowRight ArrowRight")
        .await;
    page.type_text("<b>").await;
    page.click(control("Compare")).await;
    page.until("document.querySelector('dialog[open] .rewordings ins')")
        .await;
    unharmed(page, "revision").await;
    page.screenshot(&format!("hostile-revision-{}", page.engine()))
        .await;
    page.click(control("Cancel")).await;
    page.until("!document.querySelector('dialog[open]')").await;
}

async fn what_comes_in_beside_a_hostile_project_is_text(page: &mut Page) {
    let mut file = take_in(page, &large()).await;

    // A copy of it that differs.
    for field in ["note", "label"] {
        let other = format!("{} again", large());
        file["annotations"][0][field] = json!(other);
    }
    file["annotations"][0]["modified"] = json!("2030-01-01T00:00:00.000Z");
    drop(page, NAME, file.to_string().as_bytes()).await;
    page.until("document.querySelector('dialog[open] #way-Merge')")
        .await;
    harmless(page, "preview of a copy").await;
    page.import_as("Merge with this project").await;
    page.until("document.querySelectorAll('dialog[open] .conflict').length >= 2")
        .await;
    harmless(page, "conflicts").await;
    page.screenshot(&format!("hostile-conflicts-{}", page.engine()))
        .await;
    narrow(page).await;
    unharmed(page, "conflicts, narrow").await;
    page.resize(1280, 800).await;
    closed(page).await;

    // A file that is not a project and has many problems.
    file["annotations"][0]["document"] = json!(large());
    drop(page, NAME, file.to_string().as_bytes()).await;
    page.until("document.querySelector('dialog[open] .problems li')")
        .await;
    unharmed(page, "problems").await;
    page.screenshot(&format!("hostile-problems-{}", page.engine()))
        .await;
    closed(page).await;

    // Tables with hostile columns, and texts.
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let text = |text: &str| text.replace('\0', " ");
    let columns = [large(), all(), "text".to_owned()].map(|column| cell(&text(&column)));
    let rows = STRINGS.map(|string| [string, string, string].map(|it| cell(&text(it))).join(","));
    let table = format!("{}\n{}\n", columns.join(","), rows.join("\n"));
    let table_name = NAME.replace(".postil.json", ".csv");
    drop(page, &table_name, table.as_bytes()).await;
    page.until("document.querySelector('dialog[open] .table-choice')")
        .await;
    unharmed(page, "columns of a table").await;
    page.screenshot(&format!("hostile-columns-{}", page.engine()))
        .await;
    closed(page).await;
    if page.engine() == Engine::Chromium {
        // In Firefox a script cannot write to the clipboard.
        paste(page, &text(&large())).await;
    }

    // Copies among the projects of the browser.
    open_by_name(page, "Projects in this browser").await;
    page.click(".shelf .menu-button, .shelf [aria-haspopup]")
        .await;
    page.click(control("Duplicate")).await;
    page.until("document.querySelectorAll('.shelf > li').length >= 2")
        .await;
    harmless(page, "a copy among the projects").await;
    page.screenshot(&format!("hostile-projects-{}", page.engine()))
        .await;
    page.click(".shelf [aria-haspopup]").await;
    page.click(control("Rename")).await;
    page.until("document.querySelector('.shelf input')").await;
    unharmed(page, "renaming").await;
    closed(page).await;
    open_by_name(page, "Backups of the project").await;
    page.click(control("Back up now")).await;
    page.until("document.querySelector('.shelf > li')").await;
    harmless(page, "a backup").await;
    closed(page).await;
}

/// Pastes a text that could become an article.
async fn paste(page: &Page, text: &str) {
    page.call::<()>(
        "const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', args[0]);
        document.body.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));",
        json!([text]),
    )
    .await;
    opened(page, "a pasted text").await;
    closed(page).await;
}

/// What a page by itself was made to do, and what it shows.
const SHOWN: &str = "
    const made = document.querySelectorAll('script, img, svg, iframe, a, [onclick], [onfocus]');
    return [String(window.harmed), String(({}).harmed), made.length,
        document.body.textContent.replace(/[ \\t\\n]+/g, ' '), document.title];";

async fn a_report_of_it_is_text(page: &mut Page) {
    take_in(page, &all()).await;
    let report = page.export("html").await;
    let report = String::from_utf8(report.bytes).expect("a page is text");
    let end = report.find("<style>").expect("it has a style");
    let policy = report.find("<meta http-equiv").expect("it has a policy");
    // Nothing may depend on the policy, which not every viewer enforces.
    let bare = format!(
        "{}<meta charset=\"utf-8\">{}",
        &report[..policy],
        &report[end..]
    );
    let folder = page.lay(
        "reports",
        &[
            ("report.html", report.as_bytes()),
            ("bare.html", bare.as_bytes()),
        ],
    );
    for name in ["report.html", "bare.html"] {
        page.visit_file(&Path::new(&folder).join(name)).await;
        let (harmed, inherited, made, shown, title): (String, String, usize, String, String) =
            page.eval(SHOWN).await;
        assert_eq!(
            (harmed.as_str(), inherited.as_str(), made),
            ("undefined", "undefined", 0)
        );
        for string in STRINGS {
            let wanted: String = string
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            let wanted = wanted.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(shown.contains(&wanted), "{name} does not show {wanted}");
        }
        assert!(title.starts_with(STRINGS[0]), "{name} is called {title}");
    }
    page.screenshot(&format!("hostile-report-{}", page.engine()))
        .await;
}

async fn what_shows_nothing_is_made_visible(page: &mut Page) {
    page.open().await;
    let text = "Pay \u{202E}001\u{202C} to a\u{200B}b, 👨\u{200D}👩 and می\u{200C}خواهم.";
    page.drop_texts(&[("turned.txt", text.as_bytes())]).await;
    page.until("document.querySelectorAll('[data-block] [data-unseen]').length === 3")
        .await;
    let flags: Vec<(String, f64, String)> = page
        .eval(
            "return [...document.querySelectorAll('[data-unseen]')].map(it => [
                it.dataset.unseen,
                it.getBoundingClientRect().width,
                it.textContent]);",
        )
        .await;
    let expected = [
        ("RLO", "\u{202E}"),
        ("PDF", "\u{202C}"),
        ("ZWSP", "\u{200B}"),
    ];
    for ((content, width, character), (flag, own)) in flags.iter().zip(expected) {
        assert_eq!((content.as_str(), character.as_str()), (flag, own));
        assert!(*width < 1.0, "{flag} moves the text by {width}");
    }
    let whole: String = page
        .eval("return [...document.querySelectorAll('[data-block]')].map(b => b.textContent).join('');")
        .await;
    assert_eq!(whole.trim_end(), text, "the text is what it was");
    page.screenshot(&format!("unseen-{}", page.engine())).await;

    // Offsets do not move: a mark over them has the right quote.
    let start = text
        .chars()
        .position(|c| c == '\u{202E}')
        .expect("it is there");
    let document: String = page
        .eval("return postil.project().documents.at(-1).id;")
        .await;
    let wide = u32::try_from(start).expect("a small number");
    page.annotate(&document, wide, wide + 5, "entity").await;
    page.until("document.querySelector('.m[data-unseen]')")
        .await;
    let covered: String = page
        .eval("return postil.project().annotations.at(-1).fragments[0].quote;")
        .await;
    assert_eq!(covered, "\u{202E}001\u{202C}");
    page.select(quote("and")).await;
    let selected = page.selection().await.expect("a selection");
    let chars: Vec<char> = text.chars().collect();
    let said: String = chars[selected.start as usize..selected.end as usize]
        .iter()
        .collect();
    assert_eq!(said, "and");
}

async fn a_megabyte_of_direction_marks_leaves_the_page_answering(page: &mut Page) {
    page.open().await;
    watch(page).await;
    for (name, pair) in [
        ("marks", "\u{200E}\u{200F}"),
        ("isolates", "\u{2067}\u{2066}"),
    ] {
        let count = 1_000_000 / pair.len();
        let shown = format!(
            "document.querySelector('[data-text]').textContent === '{pair}'.repeat({count})"
        );
        page.eval::<()>(&format!(
            "const bytes = new TextEncoder().encode('{pair}'.repeat({count}));
            await postil.importFile('{name}.txt', bytes);"
        ))
        .await;
        page.until(&shown).await;
        unharmed(page, name).await;
        page.click("[data-article]").await;
        page.press("Ctrl+End").await;
        unharmed(page, "their end").await;
    }
}

async fn half_a_character_is_refused_or_replaced(page: &mut Page) {
    page.open().await;
    let before = page.project().await;
    // In a file: JSON strings that are not valid text.
    for half in [r"\ud800", r"\udfff", r"\ud800x", r"\udc00\ud800"] {
        let file = before
            .to_string()
            .replacen("\"name\":\"", &format!("\"name\":\"{half}"), 1);
        page.drop_files("[data-article]", &[("half.json", file.as_bytes())])
            .await;
        page.until("document.querySelector('dialog[open] .problems li')")
            .await;
        let said = page.text("dialog[open] .problems").await;
        assert!(
            said.contains("half.json, line 1, column ") && said.contains("surrogate"),
            "{half}: {said}"
        );
        closed(page).await;
        assert_eq!(page.project().await, before);
    }

    // From a script and from a field: strings of the browser may hold half a surrogate pair.
    page.eval::<()>("postil.load({ ...postil.project(), name: 'a\\ud800b' });")
        .await;
    assert_eq!(page.project().await["name"], "a\u{FFFD}b");
    page.eval::<()>(
        "const field = document.querySelector('.project-name');
        field.focus();
        field.value = 'c\\udc00d';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.blur();",
    )
    .await;
    page.until("postil.project().name === 'c\\ufffdd'").await;
    page.until("document.querySelector('.project-name').value === 'c\\ufffdd'")
        .await;
    page.saved().await;
    page.reopen().await;
    assert_eq!(page.project().await["name"], "c\u{FFFD}d");
}

/// Imports the bundled project with a schema of many things.
const MANY: &str = "
    const project = postil.project();
    const [layer] = project.schema.layers;
    const many = make => Array.from({ length: 10000 }, (_, at) => make(at));
    if (args === 'labels') layer.labels = many(at => ({ name: `l${at}`, title: `Label ${at}` }));
    if (args === 'layers') {
        project.schema.layers.push(...many(at => ({ name: `y${at}`, title: `Layer ${at}` })));
    }
    if (args === 'values') {
        layer.attributes = [
            { name: 'a', title: 'Attribute', type: 'choice', values: many(at => `Value ${at}`) },
        ];
    }
    const bytes = new TextEncoder().encode(JSON.stringify(project));
    return postil.importFile('many.postil.json', bytes);";

/// Checks that the page has a bounded number of elements.
async fn bounded(page: &Page, place: &str) {
    page.settled().await;
    let elements = page.count("*").await;
    assert!(elements < 4000, "{elements} elements: {place}");
}

async fn thousands_of_labels_are_listed_in_part(page: &mut Page) {
    page.open().await;
    for kind in ["labels", "layers", "values"] {
        let said: Value = page.call(MANY, json!(kind)).await;
        // There is a warning where it is the schema that has so many.
        let warned = said[0]["severity"] == "warning" && said[1].is_null();
        assert_eq!(warned, kind != "values", "{kind}: {said}");
        mark(page, "Foreign Ministry", "e").await;
        page.until("document.querySelector('.inspector select')")
            .await;
        bounded(page, kind).await;
        for (keys, place) in [
            ("t", "all labels"),
            ("Ctrl+K", "commands"),
            ("?", "keys"),
            ("p", "everywhere"),
        ] {
            page.press(keys).await;
            page.until("document.querySelector('dialog[open]')").await;
            bounded(page, &format!("{place}, {kind}")).await;
            closed(page).await;
        }
        if kind == "labels" {
            // The list of the browser leads to the one that has all of them.
            page.eval::<()>(
                "const select = document.querySelector('.inspector select');
                select.value = '';
                select.dispatchEvent(new Event('change', { bubbles: true }));",
            )
            .await;
            page.until("document.querySelector('dialog[open] input')")
                .await;
            page.type_text("Label 9999").await;
            page.press("Enter").await;
            page.until("postil.project().annotations[0].label === 'entity.l9999'")
                .await;
            page.until("document.querySelector('.inspector select').value === 'entity.l9999'")
                .await;
        }
        page.press("Ctrl+Z").await;
        if kind == "labels" {
            page.press("Ctrl+Z").await;
        }
        page.until("!postil.project().annotations.length").await;
        page.press("Ctrl+Z").await;
        page.until("postil.project().schema.layers.length === 3")
            .await;
    }
}
