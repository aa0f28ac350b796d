//! The codebook, written faster than it is drawn, and by keys.

use postil_e2e::codebook::{add, choose, done, fill, open, pick, row, take};
use postil_e2e::marks::exported;
use postil_e2e::{Page, browser_tests, control, quote};

browser_tests!(Chromium, Firefox:
    what_is_typed_right_after_a_press_is_in_the_new_field,
    lists_of_names_are_seen_and_chosen_by_keys,
);

browser_tests!(Chromium:
    a_default_is_one_that_new_marks_can_have,
    a_name_is_kept_by_escape,
    the_focus_stays_with_what_is_shown,
    a_key_is_the_one_that_a_letter_is_on,
    it_opens_by_its_key_before_there_is_an_article,
);

async fn it_opens_by_its_key_before_there_is_an_article(page: &mut Page) {
    page.open().await;
    page.eval::<()>(
        "const empty = { ...postil.project(), documents: [], annotations: [] };
        postil.load(empty);",
    )
    .await;
    page.until("!document.querySelector('.article-row')").await;
    page.press("e o").await;
    page.until("document.querySelector('.outline-row')").await;
}

/// Focuses the button of that name.
async fn focus(page: &Page, name: &str) {
    page.until(&format!(
        "[...document.querySelectorAll('dialog[open] button')].some(button => {{
            if ((button.ariaLabel ?? button.innerText).trim() !== {name:?}) return false;
            button.focus();
            return true;
        }})"
    ))
    .await;
}

async fn what_is_typed_right_after_a_press_is_in_the_new_field(page: &mut Page) {
    page.open().await;
    open(page).await;
    focus(page, "Add to the codebook").await;
    page.type_text("\n").await;
    page.until("document.activeElement.role === 'menuitem'")
        .await;
    page.type_text("\nCourt case").await;
    focus(page, "Add to the codebook").await;
    page.type_text("\n").await;
    page.until("document.activeElement.innerText === 'Layer'")
        .await;
    page.press("ArrowDown").await;
    page.type_text("\nJudge of a high court").await;
    focus(page, "Add an example").await;
    page.type_text("\nthe presiding judge").await;
    page.press("Tab").await;
    page.type_text("by office").await;
    add(page, "Attribute of Court case", "Stage").await;
    pick(page, "Kind", "One of").await;
    focus(page, "Add a value").await;
    page.type_text("\nfirst instance\nappeal\nsupreme court")
        .await;
    done(page).await;
    let project = exported(page).await;
    let layer = project.schema.layers.last().expect("a layer");
    let [label] = layer.labels.as_slice() else {
        panic!("{:?}", layer.labels);
    };
    let [example] = label.examples.as_slice() else {
        panic!("{:?}", label.examples);
    };
    let [stage] = layer.attributes.as_slice() else {
        panic!("{:?}", layer.attributes);
    };
    assert_eq!(
        [&layer.title, &label.title, &label.name],
        [
            "Court case",
            "Judge of a high court",
            "judge-of-a-high-court"
        ]
    );
    assert_eq!(
        [&example.text, &example.note],
        ["the presiding judge", "by office"]
    );
    assert_eq!(stage.values, ["first instance", "appeal", "supreme court"]);
    let others = project.schema.layers.iter();
    assert_eq!(others.filter(|other| other.form == layer.form).count(), 2);
}

async fn lists_of_names_are_seen_and_chosen_by_keys(page: &mut Page) {
    page.open().await;
    open(page).await;
    choose(page, "entity@mention").await;
    let list = "document.querySelector('[aria-label=\"For: add\"]')";
    page.until(&format!("{list}?.getBoundingClientRect().width > 100"))
        .await;
    pick(page, "For: add", "Pl").await;
    page.until(&format!("{list}.selectedOptions[0].text === 'Place'"))
        .await;
    assert_eq!(page.count(".name-chip").await, 0);
    page.press("Enter").await;
    page.until("document.querySelector('.name-chip')?.innerText.includes('Place')")
        .await;
    // What the keys have found is added where the field is left as well.
    pick(page, "For: add", "Me").await;
    page.press("Tab").await;
    page.until("document.querySelectorAll('.name-chip').length === 2")
        .await;
    done(page).await;
    let project = exported(page).await;
    assert_eq!(
        project.schema.layers[0].attributes[0].labels,
        ["place", "media"]
    );
}

async fn a_default_is_one_that_new_marks_can_have(page: &mut Page) {
    page.open().await;
    open(page).await;
    choose(page, "entity@mention").await;
    let default = async || {
        page.settled().await;
        let project = exported(page).await;
        project.schema.layers[0].attributes[0].default.clone()
    };
    take(page, "Default", "pronoun").await;
    assert_eq!(default().await, Some("pronoun".into()));
    page.click(control("Remove pronoun")).await;
    assert_eq!(default().await, None);
    take(page, "Default", "name").await;
    take(page, "Kind", "Number").await;
    assert_eq!(default().await, None);
    take(page, "Kind", "Any of several values").await;
    fill(page, "Default", "name, nome").await;
    page.press("Tab").await;
    page.until("document.querySelector('.trouble')?.innerText.includes('none of its values')")
        .await;
    assert_eq!(default().await, None);
    // One that is for a label only comes with the label, whatever the mark was before.
    take(page, "Kind", "One of several values").await;
    take(page, "Default", "name").await;
    take(page, "For: add", "Place").await;
    page.until("document.querySelector('.name-chip')").await;
    done(page).await;
    page.select(quote("Moscow")).await;
    page.press("e 4").await;
    let project = exported(page).await;
    let made = project.annotations.last().expect("a mark");
    assert_eq!(made.label, "entity.place");
    assert_eq!(made.attributes.get("mention"), Some(&"name".into()));
}

async fn a_name_is_kept_by_escape(page: &mut Page) {
    page.open().await;
    open(page).await;
    choose(page, "entity.place").await;
    fill(page, "Name", "location").await;
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    let project = exported(page).await;
    assert_eq!(project.schema.layers[0].labels[3].name, "location");
}

async fn the_focus_stays_with_what_is_shown(page: &mut Page) {
    page.open().await;
    open(page).await;
    choose(page, "entity.place").await;
    focus(page, "Merge…").await;
    page.press("Enter").await;
    page.until("document.activeElement.closest('.plan')").await;
    focus(page, "Cancel").await;
    page.press("Enter").await;
    page.until("document.activeElement.innerText.trim() === 'Merge…'")
        .await;
    page.press("Enter").await;
    pick(page, "Into", "Entity: Org").await;
    focus(page, "Merge").await;
    page.press("Enter").await;
    let is_focused =
        |part: &str| format!("document.activeElement.matches({:?})", row(part).as_str());
    page.until(&is_focused("entity.organization")).await;
    focus(page, "Remove").await;
    page.press("Enter").await;
    page.until(&is_focused("entity")).await;
    page.click(control("Start from…")).await;
    page.click(".templates .option:nth-of-type(8) input").await;
    page.click(".start-what .option:nth-of-type(2) input").await;
    page.click(control("Replace the codebook")).await;
    page.until(&is_focused("mark")).await;
}

async fn a_key_is_the_one_that_a_letter_is_on(page: &mut Page) {
    page.open().await;
    open(page).await;
    choose(page, "entity.place").await;
    let key = async || {
        page.settled().await;
        exported(page).await.schema.layers[0].labels[3].key
    };
    fill(page, "Key", "b").await;
    assert_eq!(key().await, Some('b'));
    // A sign that is no key leaves it.
    page.press("7").await;
    assert_eq!(key().await, Some('b'));
    page.eval::<()>(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {
            key: 'п', code: 'KeyG', bubbles: true, cancelable: true,
        }))",
    )
    .await;
    assert_eq!(key().await, Some('g'));
    page.press("Backspace").await;
    assert_eq!(key().await, None);
}
