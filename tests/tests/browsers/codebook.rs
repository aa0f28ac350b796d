//! The codebook, changed in the page in the middle of work.

use postil_e2e::codebook::{add, choose, done, fill, open, parts, pick, row, titled};
use postil_e2e::marks::{expect_marks, exported, mark, said};
use postil_e2e::{Page, browser_tests, control, quote};

browser_tests!(Chromium, Firefox:
    a_layer_is_made_by_mouse_and_used,
    a_codebook_is_built_by_keys_alone,
    marks_follow_a_name,
    what_is_in_use_is_kept_or_moved,
    every_template_can_be_used,
);

browser_tests!(Chromium:
    labels_are_merged_and_split,
    parts_are_put_in_order,
    values_follow_and_are_checked,
    versions_are_compared_and_gone_back_to,
    guidelines_are_written_and_read,
    a_codebook_goes_to_another_project,
    another_tab_follows,
);

async fn a_layer_is_made_by_mouse_and_used(page: &mut Page) {
    page.open().await;
    open(page).await;
    add(page, "Layer", "Mood").await;
    fill(page, "Key", "y").await;
    page.click(control("Dashed line")).await;
    fill(page, "Colour", "#7a1fa2").await;
    add(page, "Label in Mood", "Angry").await;
    page.until("document.querySelector('.sample').innerText.includes('Angry')")
        .await;
    done(page).await;
    page.select(quote("Sergey Lavrov")).await;
    page.press("y 1").await;
    let project = exported(page).await;
    let layer = project.schema.layers.last().expect("a layer");
    assert_eq!(
        (layer.name.as_str(), layer.title.as_str()),
        ("mood", "Mood")
    );
    assert_eq!(layer.key, Some('y'));
    let made = project.annotations.last().expect("a mark");
    assert_eq!(
        made.label,
        format!("{}.{}", layer.name, layer.labels[0].name)
    );
    let line: String = page
        .eval("return getComputedStyle(document.querySelector('.m.own-dash')).getPropertyValue('--own-dash')")
        .await;
    assert_eq!(line.trim(), "#7a1fa2");
}

async fn a_codebook_is_built_by_keys_alone(page: &mut Page) {
    page.open().await;
    page.press("o").await;
    page.until("document.querySelector('.outline-row')").await;
    // To the list, down to the second part, and into its fields.
    page.until("document.activeElement.closest('dialog')").await;
    let to = async |css: &str| {
        for _ in 0..40 {
            let is_there: bool = page
                .eval(&format!("return document.activeElement.matches({css:?})"))
                .await;
            if is_there {
                return;
            }
            page.press("Tab").await;
        }
        panic!("Tab does not lead to {css}");
    };
    to("[aria-label='Add to the codebook']").await;
    page.press("Enter Enter").await;
    page.until("document.activeElement.value === 'New layer'")
        .await;
    page.type_text("Place").await;
    page.press("Tab Tab Tab").await;
    page.type_text("w").await;
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.click(quote("Moscow").start()).await;
    page.press("Escape ArrowRight w").await;
    let project = exported(page).await;
    let layer = project.schema.layers.last().expect("a layer");
    assert_eq!((layer.title.as_str(), layer.key), ("Place", Some('w')));
    assert!(
        project
            .annotations
            .iter()
            .any(|mark| mark.label == layer.name)
    );
}

async fn marks_follow_a_name(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1").await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
    open(page).await;
    choose(page, "entity.person").await;
    fill(page, "Name", "human").await;
    page.press("Tab").await;
    fill(page, "Title", "Human").await;
    done(page).await;
    expect_marks(page, &[("entity.human", "Zamir Kabulov")]).await;
    page.reopen().await;
    expect_marks(page, &[("entity.human", "Zamir Kabulov")]).await;
    // A name that is taken is refused, and stays.
    open(page).await;
    choose(page, "entity.human").await;
    fill(page, "Name", "place").await;
    page.press("Enter").await;
    page.until(
        "document.querySelector('.trouble')?.innerText.includes('another one of that name')",
    )
    .await;
    page.until("[...document.querySelectorAll('.codebook-part input')].some(field => field.value === 'human')")
        .await;
}

async fn what_is_in_use_is_kept_or_moved(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1").await;
    open(page).await;
    choose(page, "entity.person").await;
    page.until("document.querySelector('.uses').innerText.includes('1 mark in 1 article')")
        .await;
    page.click(control("Remove")).await;
    page.click(control("Remove it")).await;
    said(page, "Removed: person.").await;
    expect_marks(page, &[("entity.person", "Zamir Kabulov")]).await;
    assert!(!parts(page).await.contains(&"entity.person".to_owned()));
    choose(page, "entity").await;
    page.press("Ctrl+z").await;
    titled(page, "entity.person", "Person").await;
    choose(page, "entity.person").await;
    page.click(control("Remove")).await;
    pick(page, "What becomes of them", "Give them: Entity: Org").await;
    page.click(control("Remove it")).await;
    let project = exported(page).await;
    assert_ne!(project.annotations[0].label, "entity.person");
    let schema = &project.schema;
    assert!(schema.label(&project.annotations[0].label).is_some());
}

async fn every_template_can_be_used(page: &mut Page) {
    page.open().await;
    open(page).await;
    page.click(control("Start from…")).await;
    let templates = page.count(".templates input[type=radio]").await;
    assert!(templates >= 7, "{templates}");
    done(page).await;
    for at in 0..templates {
        open(page).await;
        page.click(control("Start from…")).await;
        page.click(format!(".templates .option:nth-of-type({}) input", at + 1).as_str())
            .await;
        page.click(".start-what .option:nth-of-type(2) input").await;
        page.click(control("Replace the codebook")).await;
        page.until("document.querySelector('.outline-row')").await;
        done(page).await;
        let project = exported(page).await;
        let layer = project
            .schema
            .layers
            .first()
            .expect("a template has a layer");
        let key = layer.key.expect("it has a key").to_string();
        page.select(quote("Sergey Lavrov")).await;
        page.press(&key).await;
        let project = exported(page).await;
        let made = project
            .annotations
            .iter()
            .filter(|mark| mark.label.starts_with(&layer.name));
        assert_eq!(made.count(), 1, "{}", layer.name);
        page.press("Backspace").await;
    }
}

async fn labels_are_merged_and_split(page: &mut Page) {
    page.open().await;
    for name in ["Zamir Kabulov", "Sergey Lavrov"] {
        mark(page, name, "e").await;
        page.press("1").await;
    }
    open(page).await;
    choose(page, "entity.person").await;
    page.click(control("Split…")).await;
    fill(page, "New label", "Minister").await;
    let at: usize = page
        .eval("return [...document.querySelectorAll('.tick-row')].findIndex(row => row.innerText.includes('Lavrov'))")
        .await;
    page.click(format!(".split-marks li:nth-child({}) .tick-row", at + 1).as_str())
        .await;
    page.click(control("Split off 1 mark")).await;
    said(page, "1 mark moved to the new label.").await;
    let both = [
        ("entity.person", "Zamir Kabulov"),
        ("entity.minister", "Sergey Lavrov"),
    ];
    expect_marks(page, &both).await;
    choose(page, "entity.minister").await;
    page.click(control("Merge…")).await;
    pick(page, "Into", "Entity: Per").await;
    page.click(control("Merge")).await;
    said(page, "Merged into Person.").await;
    let people = [
        ("entity.person", "Zamir Kabulov"),
        ("entity.person", "Sergey Lavrov"),
    ];
    expect_marks(page, &people).await;
}

async fn parts_are_put_in_order(page: &mut Page) {
    page.open().await;
    open(page).await;
    let before = parts(page).await;
    page.click(row(&before[2]).as_str()).await;
    page.press("Alt+ArrowUp").await;
    let after = parts(page).await;
    assert_eq!([&after[1], &after[2]], [&before[2], &before[1]]);
    // The same by hand: the first label below the third.
    page.mouse()
        .drag(row(&after[1]).as_str(), row(&after[4]).as_str())
        .perform()
        .await;
    let last = parts(page).await;
    let at = last.iter().position(|part| *part == after[1]);
    assert!(at.is_some_and(|at| at >= 3), "{last:?}");
    page.press("Ctrl+z Ctrl+z").await;
    page.settled().await;
    assert_eq!(parts(page).await, before);
}

async fn values_follow_and_are_checked(page: &mut Page) {
    page.open().await;
    open(page).await;
    choose(page, "entity").await;
    add(page, "Attribute of Entity", "Mood").await;
    pick(page, "Kind", "One of").await;
    page.click(control("Add a value")).await;
    page.until("document.activeElement.ariaLabel === 'Value 1'")
        .await;
    page.type_text("calm").await;
    page.press("Enter").await;
    page.until("document.activeElement.ariaLabel === 'Value 2'")
        .await;
    page.type_text("angry").await;
    pick(page, "Default", "calm").await;
    done(page).await;
    mark(page, "Zamir Kabulov", "e").await;
    let project = exported(page).await;
    let mood = project.annotations[0].attributes.get("mood");
    assert_eq!(mood.and_then(|value| value.as_str()), Some("calm"));
    open(page).await;
    choose(page, "entity@mood").await;
    fill(page, "Value 1", "quiet").await;
    done(page).await;
    let project = exported(page).await;
    let mood = project.annotations[0].attributes.get("mood");
    assert_eq!(mood.and_then(|value| value.as_str()), Some("quiet"));
}

async fn versions_are_compared_and_gone_back_to(page: &mut Page) {
    page.open().await;
    open(page).await;
    choose(page, "entity.person").await;
    fill(page, "Title", "Human").await;
    page.click(control("Versions")).await;
    page.until("document.querySelectorAll('.version').length === 2")
        .await;
    page.until("document.querySelector('.differences li')?.innerText.includes('Person → Human')")
        .await;
    page.click(control("Go back to it")).await;
    page.until("document.querySelectorAll('.version').length >= 2")
        .await;
    page.click(control("Labels and links")).await;
    titled(page, "entity.person", "Person").await;
}

async fn guidelines_are_written_and_read(page: &mut Page) {
    page.open().await;
    open(page).await;
    page.click(control("Guidelines")).await;
    page.click(control("Guidelines of the project, in Markdown"))
        .await;
    page.press("Ctrl+a").await;
    page.type_text("# Names\nMark the **whole** name. <script>alert(1)</script>")
        .await;
    page.until("document.querySelector('.guidelines-read strong')?.innerText === 'whole'")
        .await;
    assert_eq!(page.count(".guidelines-read script").await, 0);
    page.click(control("Read the rules")).await;
    page.until("document.querySelector('.reading-page h3')?.innerText === 'Names'")
        .await;
    done(page).await;
    let project = exported(page).await;
    assert!(
        project.header.guidelines.starts_with("# Names"),
        "{}",
        project.header.guidelines
    );
}

async fn a_codebook_goes_to_another_project(page: &mut Page) {
    page.open().await;
    open(page).await;
    add(page, "Layer", "Mood").await;
    page.settled().await;
    let saved = page
        .download(async || {
            page.click(control("Download the codebook")).await;
            page.click(control("For another project (JSON)")).await;
        })
        .await;
    page.click(".codebook-bar [aria-label^='Undo']").await;
    page.click(".codebook-bar [aria-label^='Undo']").await;
    page.until("postil.project().schema.layers.length === 3")
        .await;
    page.click(control("Start from…")).await;
    page.upload(".from-file input", &[("codebook.json", &saved.bytes)])
        .await;
    page.until("document.querySelector('.change')?.innerText.startsWith('Adds 1 part')")
        .await;
    page.click(".start-what .option input").await;
    page.click(control("Add to the codebook")).await;
    page.until("postil.project().schema.layers.some(layer => layer.name === 'mood')")
        .await;
    // What is no codebook is refused, with a reason.
    page.click(control("Start from…")).await;
    page.upload(".from-file input", &[("list.json", b"[1, 2]")])
        .await;
    page.until("document.querySelector('.start .trouble')?.innerText.includes('list.json')")
        .await;
}

async fn another_tab_follows(page: &mut Page) {
    page.open().await;
    mark(page, "Zamir Kabulov", "e").await;
    page.press("1").await;
    page.saved().await;
    let first = page.tab().await;
    let second = page.open_tab().await;
    page.open().await;
    open(page).await;
    page.switch_to(&first).await;
    open(page).await;
    choose(page, "entity.person").await;
    fill(page, "Title", "Human").await;
    page.press("Tab").await;
    page.settled().await;
    page.switch_to(&second).await;
    titled(page, "entity.person", "Human").await;
}
