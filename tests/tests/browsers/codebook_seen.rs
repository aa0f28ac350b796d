//! What the screen of the codebook looks like and says to machines in each of its states: by day and by night,
//! in the system's own colors, and on a phone.

use postil_core::format::postil;
use postil_core::model::schema::{Label, Layer};
use postil_core::model::{Annotation, Document, DocumentMeta, Fragment, Header, Project, Schema};
use postil_e2e::codebook::{choose, done, fill, open, parts};
use postil_e2e::marks::mark;
use postil_e2e::{Media, Page, browser_tests, control};

// Only Chromium takes all of these preferences, and a width of 390 pixels.
browser_tests!(Chromium:
    each_state_can_be_seen_and_heard,
    long_and_foreign_codebooks_can_be_seen_and_heard,
);

const DAY: Media = Media {
    dark: false,
    forced_colors: false,
    reduced_motion: true,
};
const NIGHT: Media = Media { dark: true, ..DAY };
const FORCED: Media = Media {
    forced_colors: true,
    ..DAY
};

/// Saves pictures of the screen in its state, and lets axe look at it.
async fn look(page: &Page, state: &str) {
    for (kind, media, (width, height)) in [
        ("day", DAY, (1440, 900)),
        ("night", NIGHT, (1024, 768)),
        ("forced", FORCED, (1440, 900)),
        ("phone", DAY, (390, 844)),
    ] {
        page.prefer(media).await;
        page.resize(width, height).await;
        page.settled().await;
        page.screenshot(&format!("codebook-{state}-{kind}")).await;
        // What the system's own colors look like is up to the system.
        if !media.forced_colors {
            page.expect_accessible("dialog[open]", &[]).await;
        }
        let overflow: f64 = page
            .eval("const box = document.querySelector('dialog[open]'); return box.scrollWidth - box.clientWidth;")
            .await;
        assert!(
            overflow <= 1.0,
            "{state}-{kind} is wider than its place by {overflow} pixels"
        );
    }
    page.prefer(DAY).await;
    page.resize(1280, 800).await;
    page.settled().await;
}

async fn each_state_can_be_seen_and_heard(page: &mut Page) {
    page.open().await;
    for (words, key) in [
        ("Zamir Kabulov", "e"),
        ("Sergey Lavrov", "e"),
        ("seized power", "v"),
    ] {
        mark(page, words, key).await;
        page.press("1").await;
    }
    page.press("Escape Escape").await;
    open(page).await;
    // The focus begins where the work does.
    page.until("document.activeElement.matches('.outline-row[aria-current]')")
        .await;
    look(page, "layer").await;
    choose(page, "entity.person").await;
    fill(page, "Colour", "#ffd000").await;
    page.press("Tab").await;
    fill(page, "Rule", "One human being, e.g. **Zamir Kabulov**.").await;
    page.press("Tab").await;
    look(page, "label").await;
    page.click(control("Remove")).await;
    look(page, "remove").await;
    page.click(control("Split…")).await;
    look(page, "split").await;
    page.click(control("Merge…")).await;
    look(page, "merge").await;
    choose(page, "entity@mention").await;
    look(page, "attribute").await;
    choose(page, "→role").await;
    look(page, "link").await;
    page.click(control("Guidelines")).await;
    page.click(control("Guidelines of the project, in Markdown"))
        .await;
    page.type_text("# Names\nMark the **whole** name:\n- people\n- places\n\n> Not titles.")
        .await;
    look(page, "guidelines").await;
    page.click(control("Read the rules")).await;
    look(page, "reading").await;
    page.click(control("Versions")).await;
    page.until("document.querySelector('.differences li')")
        .await;
    look(page, "versions").await;
    page.click(control("Start from…")).await;
    page.upload(".from-file input", &[("list.json", b"[1, 2]")])
        .await;
    page.until("document.querySelector('.start .trouble')")
        .await;
    look(page, "wrong-file").await;
    page.click(".templates .option:nth-of-type(8) input").await;
    page.click(".start-what .option:nth-of-type(2) input").await;
    page.click(control("Replace the codebook")).await;
    page.until("document.querySelector('.outline-row')").await;
    choose(page, "mark").await;
    page.click(control("Remove")).await;
    page.until("document.querySelector('.codebook-part .empty')")
        .await;
    look(page, "empty").await;
    done(page).await;
    // The first thing in an empty codebook is to add to it.
    open_any(page).await;
    page.until("document.activeElement.matches('[aria-label=\"Add to the codebook\"]')")
        .await;
    page.press("Ctrl+z").await;
    page.until("document.querySelector('.outline-row')").await;
    done(page).await;
    page.saved().await;

    let _second = page.open_tab().await;
    page.open().await;
    page.until("document.querySelector('.banner, [data-read-only]') || true")
        .await;
    open(page).await;
    page.until("document.querySelector('fieldset.fields').disabled")
        .await;
    look(page, "read-only").await;
}

/// Opens the screen, whatever is in it.
async fn open_any(page: &Page) {
    page.open_by_name("Codebook").await;
    page.until("document.querySelector('.outline-foot')").await;
}

/// A codebook of five hundred labels, with words of several scripts and directions.
fn long() -> Project {
    let words = [
        "شخص",
        "אדם",
        "人物",
        "Person",
        "منظمة حكومية دولية",
        "Mitglied einer Gesellschaft mit beschränkter Haftung",
    ];
    let layer = |number: usize| Layer {
        labels: (0..100)
            .map(|at| Label {
                name: format!("l{at}"),
                title: format!("{} {at}", words[at % words.len()]),
                group: words[at / 20].to_owned(),
                description: format!("{}: كل من له اسم.", words[at % words.len()]),
                ..Label::default()
            })
            .collect(),
        name: format!("layer-{number}"),
        title: words[number].to_owned(),
        description: "القاعدة: علّم **الاسم كله**.".to_owned(),
        ..Layer::default()
    };
    let text = "قال سيرغي لافروف إن موسكو تعترف بالحكومة.";
    let fragment = Fragment {
        quote: text.chars().skip(4).take(5).collect(),
        ..Fragment::new(4..9)
    };
    Project {
        header: Header {
            guidelines: "# القواعد\n\nعلّم **الاسم كله**.".to_owned(),
            ..Header::new("طويل")
        },
        schema: Schema {
            layers: (0..5).map(layer).collect(),
            ..Schema::default()
        },
        documents: vec![Document::new(DocumentMeta::new("d".into(), "مقال"), text)],
        annotations: vec![Annotation::new(
            "m".into(),
            "d".into(),
            "layer-0.l0",
            vec![fragment],
        )],
        ..Project::default()
    }
}

async fn long_and_foreign_codebooks_can_be_seen_and_heard(page: &mut Page) {
    page.open().await;
    let file = postil::write(&long()).files.remove(0);
    assert_eq!(
        page.import(&file.name, &file.bytes).await,
        [] as [serde_json::Value; 0]
    );
    open(page).await;
    // Only the rows in sight are in the page.
    assert!(parts(page).await.len() < 60);
    look(page, "long").await;
    page.press("ArrowDown Enter").await;
    page.until("document.querySelector('.outline-row[data-part=\"layer-0.l0\"][aria-current]')")
        .await;
    look(page, "foreign").await;
    page.click(control("Read the rules")).await;
    look(page, "foreign-reading").await;
    page.click(control("Guidelines")).await;
    look(page, "foreign-guidelines").await;
}
