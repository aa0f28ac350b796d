//! Revising the text of an article: marks move along, or wait for a place.

use postil_core::model::Project;
use postil_e2e::marks::{expect_undo, exported, mark, marks, seen_saved};
use postil_e2e::{Media, Page, browser_tests, control, quote};

browser_tests!(Chromium:
    marks_go_along_and_what_is_uncertain_is_settled_by_hand,
    a_place_that_is_proposed_is_taken_by_keys,
    a_file_is_the_new_text_and_the_same_text_is_told,
    one_article_goes_out_without_the_unplaced_marks_of_another,
    changed_words_are_listed_and_looked_at
);

const FORMER: &str = "The Foreign Ministry spoke on Tuesday afternoon. Vladimir Putin called them \
    allies in the fight. Then it was over for the day.";
const NEW: &str = "A title. The Foreign Ministry spoke on Tuesday afternoon. Dmitry Medvedev, when \
    he was asked about it, said nothing. Then it was over for the day.";

/// An article of its own with three marks.
async fn begin(page: &Page, text: &str) {
    page.open().await;
    command(page, "add articles").await;
    page.until("document.activeElement.tagName === 'TEXTAREA'")
        .await;
    page.type_text(text).await;
    page.click(control("Add article")).await;
    page.until(
        "!document.querySelector('dialog[open]') && postil.project().documents.length === 6",
    )
    .await;
    for (words, key) in [
        ("Foreign Ministry", "e"),
        ("Vladimir Putin", "e"),
        ("it was over", "c"),
    ] {
        mark(page, words, key).await;
    }
    page.press("Escape").await;
    seen_saved(page).await;
}

async fn command(page: &Page, words: &str) {
    page.press("Ctrl+K").await;
    page.type_text(words).await;
    page.press("Enter").await;
}

/// Opens the dialog, and replaces the text in it.
async fn compare(page: &Page, text: &str) {
    command(page, "revise").await;
    page.until("document.activeElement.closest('dialog[open]') && document.activeElement.tagName === 'TEXTAREA'")
        .await;
    page.press("Ctrl+A").await;
    page.type_text(text).await;
    page.click(control("Compare")).await;
    page.until("document.querySelector('.revision dl, #revise-refused:not([hidden])')")
        .await;
}

async fn revise(page: &Page, text: &str) {
    compare(page, text).await;
    page.click(control("Revise")).await;
    page.until("document.querySelector('dialog[open] .places')")
        .await;
}

fn text_of(project: &Project) -> &str {
    project
        .documents
        .last()
        .map_or("", |document| &document.text)
}

/// What the dialog says before the revision.
const FACTS: &str = "
    return [...document.querySelectorAll('.revision dd')].map(fact => fact.textContent);";

async fn marks_go_along_and_what_is_uncertain_is_settled_by_hand(page: &mut Page) {
    begin(page, FORMER).await;
    let before = exported(page).await;
    compare(page, NEW).await;
    let facts: Vec<String> = page.eval(FACTS).await;
    let expected = [
        "12 words added, 8 words removed",
        "2 marks, each at least 86 % certain",
        "None",
        "1 mark, to place by hand or delete",
    ];
    assert_eq!(facts, expected);
    page.screenshot("revise-preview").await;
    assert_eq!(exported(page).await, before, "nothing before it is asked");
    page.click(control("Revise")).await;
    page.until("document.querySelector('dialog[open] .places .was')")
        .await;
    page.screenshot("revise-places").await;
    let was = page.text(".places .was").await;
    assert!(
        was.contains("Vladimir Putin") && was.contains("called them"),
        "{was}"
    );
    let revised = exported(page).await;
    assert_eq!(text_of(&revised), NEW);
    let own: Vec<_> = marks(page)
        .await
        .into_iter()
        .map(|(_, quote)| quote)
        .collect();
    assert_eq!(own, ["it was over", "Foreign Ministry"]);
    page.until("document.querySelector('[data-text]').innerText.includes('Medvedev')")
        .await;

    // The mark still waits for a place after a reload.
    page.press("Escape").await;
    seen_saved(page).await;
    page.reload().await;
    page.ready().await;
    page.until("document.querySelector('.statusbar .link')?.textContent === '1 unplaced mark'")
        .await;
    assert_eq!(exported(page).await, revised);
    page.click(control("1 unplaced mark")).await;
    page.click(control("Select its place in the text")).await;
    page.until("!document.querySelector('dialog[open]')").await;
    page.select(quote("Dmitry Medvedev")).await;
    page.click(control("1 unplaced mark")).await;
    page.until("document.querySelector('.by-hand .quote')?.textContent === 'Dmitry Medvedev'")
        .await;
    page.screenshot("revise-by-hand").await;
    page.click(".by-hand .button").await;
    page.until("!document.querySelector('dialog[open]')").await;
    let placed = exported(page).await;
    assert!(placed.header.unsettled().is_empty());
    let own = |project: &Project, id: &str| {
        let mut own = project.annotations.iter().filter(|a| a.id.as_str() == id);
        own.next().cloned()
    };
    let id = before.annotations[1].id.as_str();
    let (was, is) = (own(&before, id), own(&placed, id));
    let (was, is) = (was.expect("it was there"), is.expect("it is there"));
    assert_eq!((&was.label, &was.created), (&is.label, &is.created));
    assert_eq!(is.fragments[0].quote, "Dmitry Medvedev");

    // Each is one step of undo, also after a reload.
    expect_undo(page, Some("place entity")).await;
    seen_saved(page).await;
    page.reload().await;
    page.ready().await;
    page.press("Ctrl+Z").await;
    page.until("postil.project().annotations.length === 2")
        .await;
    assert_eq!(exported(page).await, revised);
    page.press("Ctrl+Z").await;
    page.until("postil.project().annotations.length === 3")
        .await;
    page.until("document.querySelector('[data-text]').innerText.includes('Vladimir')")
        .await;
    assert_eq!(exported(page).await, before);
}

async fn a_place_that_is_proposed_is_taken_by_keys(page: &mut Page) {
    begin(page, FORMER).await;
    let between = NEW.replace(
        "Dmitry Medvedev, when he was asked about it, said nothing",
        "Much later, at home, Vladimir Putin himself was silent",
    );
    let twice = format!("{between} Vladimir Putin left before.");
    revise(page, &twice).await;
    page.until("document.querySelectorAll('.places .option').length === 2")
        .await;
    page.screenshot("revise-candidates").await;
    page.prefer(Media {
        dark: true,
        ..Media::default()
    })
    .await;
    page.screenshot("revise-candidates-dark").await;
    page.resize(420, 720).await;
    page.screenshot("revise-candidates-narrow").await;
    page.resize(1280, 800).await;
    page.eval::<()>("document.querySelector('.places .option').focus();")
        .await;
    page.press("ArrowDown").await;
    page.until("document.activeElement.matches('.places .option:nth-child(2)')")
        .await;
    let words = page.text(".places .option:nth-child(2)").await;
    page.press("Enter").await;
    page.until("!document.querySelector('dialog[open]')").await;
    let project = exported(page).await;
    assert_eq!(project.annotations.len(), 3);
    assert!(words.contains("% certain"), "{words}");
    expect_undo(page, Some("place entity")).await;
    page.press("Ctrl+Z").await;
    page.until("document.querySelector('.statusbar .link')?.textContent === '1 unplaced mark'")
        .await;
    page.click(control("1 unplaced mark")).await;
    page.click(control("Delete the mark")).await;
    page.until("!document.querySelector('dialog[open]')").await;
    assert_eq!(exported(page).await.annotations.len(), 2);
    expect_undo(page, Some("remove entity")).await;
}

async fn a_file_is_the_new_text_and_the_same_text_is_told(page: &mut Page) {
    begin(page, FORMER).await;
    compare(page, FORMER).await;
    let said = page.text("#revise-refused").await;
    assert_eq!(said, "This is the current text.");
    let html = format!("<title>T</title><p>{FORMER}<p>Второй абзац 🐝.");
    page.upload(
        "dialog[open] input[type=file]",
        &[("new.html", html.as_bytes())],
    )
    .await;
    page.until("document.querySelector('dialog[open] textarea').value.includes('🐝')")
        .await;
    page.click(control("Compare")).await;
    page.until("document.querySelector('.revision dl')").await;
    page.click(control("Revise")).await;
    page.until("!document.querySelector('dialog[open]')").await;
    let project = exported(page).await;
    assert_eq!(text_of(&project), format!("{FORMER}\n\nВторой абзац 🐝."));
    assert_eq!(project.annotations.len(), 3);
    assert!(project.header.unsettled().is_empty());
}

/// Marks the first words of an article of its own, with a note, and takes them out of its text.
async fn lose_a_mark(page: &Page, words: &str) {
    command(page, "add articles").await;
    page.until("document.activeElement.tagName === 'TEXTAREA'")
        .await;
    page.type_text(&format!(
        "{words} left town. Nothing else was known on that day."
    ))
    .await;
    let many: usize = page.eval("return postil.project().documents.length;").await;
    page.click(control("Add article")).await;
    page.until(&format!(
        "!document.querySelector('dialog[open]') && postil.project().documents.length === {}",
        many + 1
    ))
    .await;
    mark(page, words, "e").await;
    page.press("Escape").await;
    revise(
        page,
        "Nothing else was known on that day. Then came the night.",
    )
    .await;
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
}

async fn one_article_goes_out_without_the_unplaced_marks_of_another(page: &mut Page) {
    page.open().await;
    lose_a_mark(page, "Dmitry Medvedev").await;
    lose_a_mark(page, "Zamir Kabulov").await;
    page.until("document.querySelector('.statusbar .link')?.textContent === '2 unplaced marks'")
        .await;
    let before = exported(page).await;
    let file = page
        .download(async || {
            page.press("Ctrl+E").await;
            page.until("document.querySelector('dialog[open]')").await;
            page.click("dialog[open] .option:nth-of-type(2)").await;
            page.click(control("Download")).await;
        })
        .await;
    let part = String::from_utf8_lossy(&file.bytes);
    assert!(part.contains("Zamir Kabulov"), "its own unplaced mark");
    assert!(!part.contains("Medvedev"), "that of another: {part}");

    // Merged back, nothing is doubled.
    page.drop_files("[data-article]", &[(&file.name, &file.bytes)])
        .await;
    page.until("document.querySelector('dialog[open] #way-Merge')")
        .await;
    page.until("document.querySelector('#way-Merge').textContent !== 'Comparing …'")
        .await;
    let said = page.text("#way-Merge").await;
    assert_eq!(said, "Nothing new. No conflicts.");
    page.import_as("Merge with this project").await;
    page.until("document.querySelector('.announcement').textContent.includes('here already')")
        .await;
    assert_eq!(exported(page).await, before);
}

const PEOPLE: &str = "In the square, about 4,200 people waited for two hours before the doors of \
    the hall were opened. Nobody left, the mayor said on Tuesday.";

async fn changed_words_are_listed_and_looked_at(page: &mut Page) {
    page.open().await;
    command(page, "add articles").await;
    page.until("document.activeElement.tagName === 'TEXTAREA'")
        .await;
    page.type_text(PEOPLE).await;
    page.click(control("Add article")).await;
    page.until(
        "!document.querySelector('dialog[open]') && postil.project().documents.length === 6",
    )
    .await;
    mark(page, "4,200 people", "e").await;
    mark(page, "waited for two hours before the doors", "v").await;
    mark(page, "mayor", "e").await;
    page.press("Escape").await;
    seen_saved(page).await;
    let before = exported(page).await;
    let new = PEOPLE
        .replace("4,200", "4,350")
        .replace("two hours", "one hour");
    compare(page, &new).await;
    let listed: Vec<Vec<String>> = page
        .eval(
            "return [...document.querySelectorAll('.rewordings li')]
                .map(line => [...line.querySelectorAll('del, ins')].map(e => e.textContent));",
        )
        .await;
    assert_eq!(
        listed,
        [
            ["4,200 people", "4,350 people"],
            [
                "waited for two hours before the doors",
                "waited for one hour before the doors"
            ],
        ]
    );
    let facts: Vec<String> = page.eval(FACTS).await;
    assert_eq!(facts[2], "2 marks of these, for you to look at");
    page.screenshot("revise-changed-words").await;
    page.click(control("Revise")).await;
    page.until("document.querySelectorAll('dialog[open] .rewording').length === 2")
        .await;
    page.screenshot("revise-reworded").await;
    let revised = exported(page).await;
    assert_eq!(
        revised.annotations.len(),
        3,
        "the marks stay on the new words"
    );
    let said = page.text(".announcement").await;
    assert!(said.contains("2 with changed words"), "{said}");

    // They wait after a reload; one is kept and one deleted by keys.
    page.press("Escape").await;
    seen_saved(page).await;
    page.reload().await;
    page.ready().await;
    page.until("document.querySelector('.statusbar .link')?.textContent === '2 reworded marks'")
        .await;
    command(page, "reworded").await;
    page.until("document.querySelectorAll('dialog[open] .rewording').length === 2")
        .await;
    page.eval::<()>("document.querySelector('.rewording .by-hand button').focus();")
        .await;
    page.press("ArrowDown ArrowRight").await;
    let focused: String = page.eval("return document.activeElement.ariaLabel;").await;
    assert_eq!(
        focused,
        "Delete the mark on “waited for one hour before the doors”"
    );
    page.press("Enter").await;
    page.until("document.querySelectorAll('dialog[open] .rewording').length === 1")
        .await;
    page.until("document.activeElement.ariaLabel === 'Keep the mark on “4,350 people”'")
        .await;
    page.press("Enter").await;
    page.until("!document.querySelector('dialog[open]')").await;
    let settled = exported(page).await;
    assert!(settled.header.unsettled().is_empty());
    assert_eq!(settled.annotations.len(), 2);
    expect_undo(page, Some("keep entity")).await;
    page.press("Ctrl+Z Ctrl+Z").await;
    page.until("document.querySelector('.statusbar .link')?.textContent === '2 reworded marks'")
        .await;
    assert_eq!(exported(page).await, revised);
    page.press("Ctrl+Z").await;
    page.until("!document.querySelector('.statusbar .link')")
        .await;
    assert_eq!(exported(page).await, before, "revising is one step");
}
