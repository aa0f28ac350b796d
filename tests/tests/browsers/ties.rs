//! The relations of the selected mark as lines, and relations that are dragged from mark to mark.

use postil_e2e::marks::{expect_relations, said};
use postil_e2e::{Page, browser_tests, quote};
use serde_json::{Value, json};

browser_tests!(Chromium, Firefox:
    lines_lead_to_the_other_ends,
    lines_lead_to_another_pane,
    the_one_type_that_fits_is_made,
    one_of_several_types_is_chosen,
    a_drag_leads_to_another_pane,
);

browser_tests!(Chromium:
    lines_are_for_the_eye_alone,
    many_relations_are_counted,
    a_drag_scrolls_at_the_edge,
    a_finger_drags_too,
    nothing_is_dragged_where_nothing_may_change,
);

const ACTIVE: &str = ".pane.active";

/// Makes marks of one article by their words, and selects the last.
async fn marked(page: &Page, marks: &[(&str, &str)]) {
    for (words, keys) in marks {
        page.press("Escape Escape").await;
        page.select(quote(*words).within(ACTIVE)).await;
        let many: usize = page
            .eval("return postil.project().annotations.length;")
            .await;
        page.press(keys).await;
        page.until(&format!("postil.project().annotations.length > {many}"))
            .await;
    }
}

/// Adds relations by script: a type, and the words at both ends.
async fn related(page: &Page, relations: &[(&str, &str, &str)]) {
    let mut project = page.project().await;
    let id = |words: &str| {
        let all = project["annotations"].as_array().expect("a list");
        let mark = all
            .iter()
            .find(|it| it["fragments"][0]["quote"] == words)
            .unwrap_or_else(|| panic!("{words} is marked"));
        mark["id"].clone()
    };
    let relations: Vec<Value> = relations
        .iter()
        .enumerate()
        .map(|(at, (kind, from, to))| {
            json!({
                "id": format!("r-{at}"),
                "type": kind,
                "from": id(from),
                "to": { "annotation": id(to) },
            })
        })
        .collect();
    project["relations"] = Value::Array(relations);
    page.load(&project).await;
}

/// What the lines over a pane reach: for each, its two ends, in pixels of the window.
const LINES: &str = "
    const lines = pane => {
        const line = pane.querySelector('.ties:not([hidden]) .tie-line');
        const box = line?.ownerSVGElement.getBoundingClientRect();
        const numbers = way => way.match(/[-0-9.]+/g).map(Number);
        const at = (x, y) => [x + box.left, y + box.top];
        return (line?.getAttribute('d') ?? '').split('M').filter(Boolean).map(way => {
            const all = numbers(way);
            return [at(all[0], all[1]), at(all.at(-2), all.at(-1))];
        });
    };
    const mark = words => {
        const id = postil.project().annotations.find(it => it.fragments[0].quote === words).id;
        return document.querySelector(`[data-marks~='${id}']`).getClientRects()[0];
    };
    const meets = ([x, y], words) => {
        const box = mark(words);
        return x >= box.left - 1 && x <= box.right + 1 && Math.abs(y - box.top) < 12;
    };
    const names = pane => [...pane.querySelectorAll('.ties:not([hidden]) [data-words]')]
        .map(it => it.dataset.words);
";

/// Waits until something holds of [`LINES`].
async fn until(page: &Page, what: &str) {
    page.until(&format!("(() => {{ {LINES} return {what}; }})()"))
        .await;
}

async fn lines_lead_to_the_other_ends(page: &mut Page) {
    page.open().await;
    marked(
        page,
        &[("Zamir Kabulov", "e 1"), ("July", "e 6"), ("remarks", "v")],
    )
    .await;
    // Nothing is drawn where there is no relation.
    until(page, "lines(document).length === 0").await;
    page.press("u").await;
    said(page, "Role, time: July?").await;
    page.press("Enter").await;
    let one = "lines(document).length === 1
        && meets(lines(document)[0][0], 'remarks') && meets(lines(document)[0][1], 'July')
        && names(document).join() === 'Role, time'";
    until(page, one).await;
    page.press("u Enter").await;
    let two = "lines(document).length === 2
        && lines(document).every(line => meets(line[0], 'remarks'))
        && ['July', 'Zamir Kabulov'].every(words => lines(document).some(line => meets(line[1], words)))";
    until(page, two).await;
    // What leads here is drawn too, and says so.
    page.click(quote("July")).await;
    until(
        page,
        "lines(document).length === 1 && names(document).join() === '← Role, time'",
    )
    .await;
    // Undo takes them along, and redo brings them back.
    page.press("Ctrl+Z").await;
    page.press("Ctrl+Z").await;
    until(page, "lines(document).length === 0").await;
    page.press("Ctrl+Shift+Z").await;
    page.click(quote("remarks")).await;
    until(page, one).await;
    // They go along when the article is scrolled or the window is another.
    page.eval::<()>("document.querySelector('.scroll').scrollTop += 40;")
        .await;
    until(page, one).await;
    page.resize(1100, 900).await;
    page.settled().await;
    until(page, one).await;
    // Off and on, and kept in this browser.
    page.press("Shift+M").await;
    said(page, "Relations are not shown as lines.").await;
    until(page, "lines(document).length === 0").await;
    page.saved().await;
    page.reopen().await;
    page.click(quote("remarks")).await;
    page.settled().await;
    until(page, "lines(document).length === 0").await;
    page.press("Shift+M").await;
    until(page, one).await;
    // An end out of sight: the line runs to the edge, with its words.
    page.press("Ctrl+Shift+Z").await;
    page.click(quote("remarks")).await;
    until(page, two).await;
    page.resize(1100, 420).await;
    page.eval::<()>(
        "const scroll = document.querySelector('.scroll');
        const end = document.querySelector('.m.selected').getBoundingClientRect();
        scroll.scrollTop += end.top - scroll.getBoundingClientRect().top - 12;",
    )
    .await;
    until(
        page,
        "lines(document).length === 2 && names(document).includes('Role, agent: Zamir Kabulov')
        && lines(document).some(line => Math.abs(
            line[1][1] - document.querySelector('.scroll').getBoundingClientRect().top) < 2)",
    )
    .await;
    page.press("Escape Escape").await;
    until(page, "lines(document).length === 0").await;
}

async fn lines_lead_to_another_pane(page: &mut Page) {
    page.resize(1800, 900).await;
    page.open().await;
    marked(page, &[("remarks", "v"), ("Taliban", "e 3")]).await;
    page.press("+").await;
    page.until("document.querySelectorAll('.pane .text [data-block]').length > 2")
        .await;
    page.settled().await;
    marked(page, &[("parliament", "e 2")]).await;
    related(
        page,
        &[
            ("role", "remarks", "parliament"),
            ("role", "remarks", "Taliban"),
        ],
    )
    .await;
    page.settled().await;
    page.click(quote("remarks").within(".pane:first-child"))
        .await;
    let both = "(([left, right]) =>
        lines(left).length === 2 && lines(right).length === 1
        && lines(left).every(line => meets(line[0], 'remarks'))
        && meets(lines(right)[0][1], 'parliament')
        && names(right).join() === 'Role' && names(left).join() === 'Role')
        ([...document.querySelectorAll('.pane')])";
    until(page, both).await;
    // From the other side.
    page.click(quote("parliament").within(".pane:last-child"))
        .await;
    let back = "(([left, right]) =>
        lines(left).length === 1 && lines(right).length === 1
        && meets(lines(left)[0][0], 'parliament') && meets(lines(left)[0][1], 'remarks')
        && names(left).join() === '← Role')
        ([...document.querySelectorAll('.pane')])";
    until(page, back).await;
    // Without that pane, the line runs to the edge, with the words of the other end and their article.
    page.press("<").await;
    page.until("document.querySelector('.pane:first-child').matches('.active')")
        .await;
    page.press("-").await;
    page.until("document.querySelectorAll('.pane').length === 1")
        .await;
    page.click(quote("parliament")).await;
    until(
        page,
        "lines(document).length === 1 && names(document).some(words => /^← Role: remarks \\(Daryo\\)$/.test(words))",
    )
    .await;
    // And all that follows the desk still does, though the pane is gone that was there first.
    has_port(page).await;
    page.mouse()
        .go(PORT)
        .down()
        .to(quote("Diplomatic Ties"))
        .perform()
        .await;
    page.until("document.querySelector('.article.tying')").await;
    page.press("Escape").await;
    page.until("!document.querySelector('.article.tying')")
        .await;
    page.mouse()
        .go(quote("Diplomatic Ties"))
        .up()
        .perform()
        .await;
}

async fn lines_are_for_the_eye_alone(page: &mut Page) {
    page.open().await;
    marked(page, &[("July", "e 6"), ("remarks", "v")]).await;
    page.press("u Enter").await;
    until(page, "lines(document).length === 1").await;
    let (hidden, passing): (bool, bool) = page
        .eval(
            "const ties = document.querySelector('.ties');
            return [
                ties.getAttribute('aria-hidden') === 'true' && ties.textContent === '',
                getComputedStyle(ties).pointerEvents === 'none',
            ];",
        )
        .await;
    assert!(hidden && passing);
}

async fn many_relations_are_counted(page: &mut Page) {
    page.open().await;
    marked(page, &[("July", "e 6"), ("remarks", "v")]).await;
    let mut project = page.project().await;
    let all = project["annotations"].as_array().expect("a list").clone();
    let labelled = |label: &str| {
        let found = all.iter().find(|mark| mark["label"] == label);
        found.expect("it is marked").clone()
    };
    let (date, event) = (labelled("entity.date"), labelled("event")["id"].clone());
    let length = project["documents"][0]["text"]
        .as_str()
        .map(|text| text.chars().count());
    let length = length.expect("a text");
    let mut annotations = all.clone();
    let mut relations = Vec::new();
    for at in 0..2_000 {
        let mut mark = date.clone();
        let start = at % (length - 2);
        mark["id"] = json!(format!("many-{at}"));
        mark["label"] = json!("entity.number");
        mark["fragments"] = json!([{ "start": start, "end": start + 1 }]);
        annotations.push(mark);
        relations.push(json!({
            "id": format!("r-{at}"), "type": "role", "value": "agent",
            "from": event, "to": { "annotation": format!("many-{at}") },
        }));
    }
    project["annotations"] = json!(annotations);
    project["relations"] = json!(relations);
    page.load(&project).await;
    page.settled().await;
    page.click(quote("remarks")).await;
    while !page
        .eval::<bool>(
            "return document.querySelector('.inspector .mark-quote')?.textContent === 'remarks';",
        )
        .await
    {
        page.press("Alt+ArrowUp").await;
        page.settled().await;
    }
    until(
        page,
        "lines(document).length > 5 && lines(document).length < 80
        && names(document).some(words => /^[0-9]+ more relations$/.test(words))",
    )
    .await;
}

const PORT: &str = ".pane.active .port:not([hidden])";

async fn has_port(page: &Page) {
    page.until(&format!("document.querySelector('{PORT}')"))
        .await;
}

/// Whether the types are listed, and the list covers neither of two marks.
fn is_listed_beside(one: &str, other: &str) -> String {
    format!(
        "(() => {{ {LINES}
            const list = document.querySelector('.tie-choice:not([hidden])')?.getBoundingClientRect();
            const apart = box => box.right <= list.left || box.left >= list.right
                || box.bottom <= list.top || box.top >= list.bottom;
            return list && apart(mark({one:?})) && apart(mark({other:?}));
        }})()"
    )
}

async fn the_one_type_that_fits_is_made(page: &mut Page) {
    page.open().await;
    marked(page, &[("July", "e 6"), ("Zamir Kabulov", "e 1")]).await;
    has_port(page).await;
    page.mouse().drag(PORT, quote("July")).perform().await;
    let near = ("near", "", "Zamir Kabulov", "July");
    expect_relations(page, &[near]).await;
    said(page, "Near: July.").await;
    // One step of undo; and nothing stays dimmed.
    page.until("!document.querySelector('.article.tying, .tie-choice')")
        .await;
    page.press("Ctrl+Z").await;
    expect_relations(page, &[]).await;
    page.press("Ctrl+Shift+Z").await;
    expect_relations(page, &[near]).await;
    // A press beside the letters still selects text, and the dot alone makes nothing.
    page.select(quote("President Vladimir Putin")).await;
    expect_relations(page, &[near]).await;
    page.press("Escape Escape").await;
    page.click(quote("July")).await;
    has_port(page).await;
    page.mouse().click(PORT).perform().await;
    said(page, "Drag the dot to another mark to relate the two.").await;
    expect_relations(page, &[near]).await;
}

async fn one_of_several_types_is_chosen(page: &mut Page) {
    page.open().await;
    marked(
        page,
        &[("Zamir Kabulov", "e 1"), ("July", "e 6"), ("remarks", "v")],
    )
    .await;
    has_port(page).await;
    // While it is dragged: where it can end, what fits there, and the line to the pointer.
    page.mouse()
        .go(PORT)
        .down()
        .to(quote("July"))
        .perform()
        .await;
    page.until("document.querySelectorAll('.m.possible').length === 2")
        .await;
    page.until(
        "[...document.querySelectorAll('.tie-choice.passing button')]
            .map(it => it.innerText.replace(/\\s+/g, ' ').trim()).join() === 'U Role,A Near'",
    )
    .await;
    page.until(&is_listed_beside("remarks", "July")).await;
    until(
        page,
        "lines(document).length === 1 && meets(lines(document)[0][0], 'remarks')",
    )
    .await;
    expect_relations(page, &[]).await;
    // Let go: a letter chooses.
    page.mouse().go(quote("July")).up().perform().await;
    page.until("document.querySelector('.tie-choice:not(.passing)')")
        .await;
    page.until(&is_listed_beside("remarks", "July")).await;
    expect_relations(page, &[]).await;
    page.press("u").await;
    let role = ("role", "time", "remarks", "July");
    expect_relations(page, &[role]).await;
    said(page, "Role, time: July.").await;
    page.until("!document.querySelector('.article.tying, .tie-choice')")
        .await;
    // Esc gives it up, before and after it is let go.
    page.mouse()
        .drag(PORT, quote("Zamir Kabulov"))
        .perform()
        .await;
    page.until("document.querySelector('.tie-choice:not(.passing)')")
        .await;
    page.press("Escape").await;
    page.until("!document.querySelector('.article.tying, .tie-choice')")
        .await;
    said(page, "No relation made.").await;
    page.mouse()
        .go(PORT)
        .down()
        .to(quote("Zamir Kabulov"))
        .perform()
        .await;
    page.until("document.querySelector('.tie-choice.passing')")
        .await;
    page.press("Escape").await;
    page.until("!document.querySelector('.article.tying, .tie-choice')")
        .await;
    page.mouse().go(quote("Zamir Kabulov")).up().perform().await;
    expect_relations(page, &[role]).await;
    // Beside all marks it is given up as well.
    page.mouse()
        .drag(PORT, quote("Afghanistan").start())
        .perform()
        .await;
    page.until("!document.querySelector('.article.tying')")
        .await;
    expect_relations(page, &[role]).await;
    // A click chooses.
    page.mouse()
        .drag(PORT, quote("Zamir Kabulov"))
        .perform()
        .await;
    page.click(".tie-choice:not(.passing) button:first-of-type")
        .await;
    let second = ("role", "agent", "remarks", "Zamir Kabulov");
    expect_relations(page, &[second, role]).await;
    page.press("Ctrl+Z").await;
    expect_relations(page, &[role]).await;
}

async fn a_drag_leads_to_another_pane(page: &mut Page) {
    page.resize(1800, 900).await;
    page.open().await;
    marked(page, &[("remarks", "v")]).await;
    page.press("+").await;
    page.until("document.querySelectorAll('.pane .text [data-block]').length > 2")
        .await;
    page.settled().await;
    marked(page, &[("parliament", "e 2")]).await;
    page.click(quote("remarks").within(".pane:first-child"))
        .await;
    has_port(page).await;
    page.mouse()
        .drag(PORT, quote("parliament").within(".pane:last-child"))
        .perform()
        .await;
    page.until("document.querySelector('.tie-choice:not(.passing)')")
        .await;
    page.press("u").await;
    expect_relations(page, &[("role", "agent", "remarks", "parliament")]).await;
    // The pane that it began in is still the active one.
    page.until("document.querySelector('.pane:first-child').matches('.active')")
        .await;
    let both = "(([left, right]) => lines(left).length === 1 && lines(right).length === 1
        && meets(lines(right)[0][1], 'parliament'))([...document.querySelectorAll('.pane')])";
    until(page, both).await;
}

async fn a_drag_scrolls_at_the_edge(page: &mut Page) {
    page.resize(1200, 500).await;
    page.open().await;
    marked(page, &[("Foreign Ministry", "e 2")]).await;
    has_port(page).await;
    let before: f64 = page
        .eval("return document.querySelector('.scroll').scrollTop;")
        .await;
    page.mouse()
        .go(PORT)
        .down()
        .to(".statusbar")
        .perform()
        .await;
    page.until(&format!(
        "document.querySelector('.scroll').scrollTop > {before} + 100"
    ))
    .await;
    page.press("Escape").await;
    page.until("!document.querySelector('.article.tying')")
        .await;
    page.mouse().go(".statusbar").up().perform().await;
    expect_relations(page, &[]).await;
}

async fn a_finger_drags_too(page: &mut Page) {
    page.phone(390, 844).await;
    page.open().await;
    marked(page, &[("Ministry", "e 2"), ("decision", "e 8")]).await;
    has_port(page).await;
    // It has the size that a finger needs.
    let side: f64 = page
        .eval(&format!(
            "const port = document.querySelector('{PORT}');
            const around = getComputedStyle(port, '::after');
            return Math.min(parseFloat(around.width), parseFloat(around.height));"
        ))
        .await;
    assert!(side >= 24.0, "{side}");
    page.finger().drag(PORT, quote("Ministry")).perform().await;
    expect_relations(page, &[("near", "", "decision", "Ministry")]).await;
}

async fn nothing_is_dragged_where_nothing_may_change(page: &mut Page) {
    page.open().await;
    marked(page, &[("July", "e 6"), ("Zamir Kabulov", "e 1")]).await;
    has_port(page).await;
    page.saved().await;
    page.open_tab().await;
    page.open().await;
    page.until("document.querySelector('[data-saved]').innerText.trim() === 'Read only'")
        .await;
    page.click(quote("Zamir Kabulov")).await;
    page.until("document.querySelector('.inspector .mark-quote')?.textContent === 'Zamir Kabulov'")
        .await;
    page.settled().await;
    assert_eq!(page.count(".port:not([hidden])").await, 0);
}
