//! Claims in their wordings, and claims that differ: what the cards say, and what people settle.

use postil_e2e::{Page, browser_tests, marks, story};
use serde_json::{Value, json};

browser_tests!(Chromium: wordings_are_compared_with_the_first);
browser_tests!(Chromium: claims_are_found_by_name_and_opened_in_their_articles);
browser_tests!(Chromium: claims_say_what_they_lack);
browser_tests!(Chromium: tensions_have_both_claims_with_both_dates);
browser_tests!(Chromium, Firefox: pairs_are_settled_by_keys);
browser_tests!(Chromium: what_is_no_tension_is_set_aside);
browser_tests!(Chromium: pairs_are_settled_by_buttons_and_stay_in_place);
browser_tests!(Chromium: the_codebook_gets_what_settling_needs);
browser_tests!(Chromium: cards_fit_a_phone);

const CLAIMS: usize = 4;
const TENSIONS: usize = 5;

/// What each wording of the card with this name says: its article, its date, its words, what is new, what is left
/// out, what hedges, and how it is said.
async fn wordings(page: &Page, name: &str) -> Vec<[String; 7]> {
    page.until(&format!(
        "[...document.querySelectorAll('.claim-name')].some(it => it.textContent === {})",
        json!(name)
    ))
    .await;
    page.call(
        "const named = [...document.querySelectorAll('.claim-card')]
            .find(it => it.querySelector('.claim-name').textContent === args[0]);
        return [...named.querySelectorAll('.wording')].map(it => {
            const all = css => [...it.querySelectorAll(css)].map(it => it.textContent.trim());
            const words = it.querySelector('.wording-words').cloneNode(true);
            words.querySelectorAll('.gone').forEach(it => it.remove());
            return [all('.clip')[0], all('.wording-from > span')[0], words.textContent,
                all('ins').join('|'), all('del').join('|'), all('.hedge').join('|'),
                all('.wording-how > span').join(' · ')];
        });",
        json!([name]),
    )
    .await
}

async fn wordings_are_compared_with_the_first(page: &mut Page) {
    page.resize(1280, 3000).await;
    story::open(page, CLAIMS).await;
    let name = "The West should take responsibility for the reconstruction of Afghanistan";
    let found = wordings(page, name).await;
    assert_eq!(
        [&found[1][3], &found[1][4]],
        ["powers|Afghanistan’s|war", ""]
    );
    // What is left out is shown on demand.
    page.click(".story-head .story-toggle:last-of-type").await;
    page.until("document.querySelector('.claim-card del')?.checkVisibility()")
        .await;
    let found = wordings(page, name).await;
    assert_eq!(found.len(), 2);
    let [first, second] = [&found[0], &found[1]];
    assert_eq!(first[..2], ["000 Daryo", "from Jul 2024"]);
    assert_eq!([&first[3], &first[4]], ["", ""]);
    assert_eq!(second[1], "18 Dec 2024");
    assert_eq!(
        second[2],
        "Western powers to take responsibility for Afghanistan’s post-war reconstruction"
    );
    assert_eq!(second[3], "powers|Afghanistan’s|war");
    assert_eq!(second[4], "nations|the country’s|conflict");
    let name = "Russia considers taking the Taliban off its list";
    let found = wordings(page, name).await;
    let speakers: Vec<&str> = found.iter().map(|it| it[6].as_str()).collect();
    assert!(speakers[0].starts_with("article’s voice"), "{speakers:?}");
    let ministry = "Russian Federation’s Ministry of Foreign Affairs";
    assert!(speakers[1].contains(ministry), "{speakers:?}");
    let lead = page.text(".claims .story-lead").await;
    assert!(
        lead.starts_with("14 claims in two wordings or more"),
        "{lead}"
    );
}

async fn claims_are_found_by_name_and_opened_in_their_articles(page: &mut Page) {
    page.resize(1280, 3000).await;
    story::open(page, CLAIMS).await;
    page.until("document.querySelectorAll('.claim-card').length === 14")
        .await;
    page.click(".claims .story-find").await;
    page.type_text("west should").await;
    page.until("document.querySelectorAll('.claim-card').length === 1")
        .await;
    page.click(".claim-line").await;
    page.until("document.activeElement.dataset.mark === 'm094'")
        .await;
    page.press("ArrowDown").await;
    page.until("document.activeElement.dataset.mark === 'm246'")
        .await;
    page.until(
        "document.querySelector('.story-quote mark').textContent.startsWith('Western powers')",
    )
    .await;
    page.press("Enter").await;
    page.until("!document.querySelector('.story')").await;
    let selected = marks::selected(page).await;
    let words = selected.map(|(_, words)| words).unwrap_or_default();
    assert!(words.starts_with("Western powers"), "{words}");
}

async fn claims_say_what_they_lack(page: &mut Page) {
    page.open().await;
    for (view, words) in [
        (CLAIMS, "No claim is marked yet."),
        (TENSIONS, "No claim is marked yet."),
    ] {
        story::show(page, view).await;
        let lead = page.text(".story-empty .story-lead").await;
        assert!(lead.starts_with(words), "{lead}");
    }
}

/// Opens the tensions of the worked example in a window that has room for all of them.
async fn open_tensions(page: &Page) {
    page.resize(1280, 3000).await;
    story::open(page, TENSIONS).await;
    page.until("document.querySelectorAll('.tension').length === 18")
        .await;
}

/// What the pair of two claims says: the sides of what differs, both dates of both claims, and what it is settled as.
async fn pair(page: &Page, key: &str) -> Value {
    page.until(&format!(
        "document.querySelector('.tension[data-pair=\"{key}\"]')"
    ))
    .await;
    page.call(
        "const row = document.querySelector(`.tension[data-pair='${args[0]}']`);
        const all = css => [...row.querySelectorAll(css)].map(it => it.textContent);
        return {
            sides: all('.tension-sides > span:not(.unseen)'),
            dates: all('.tension-dates > span'),
            settled: all('.outcome[aria-pressed=true]'),
            proposed: all('.tension-proposed'),
        };",
        json!([key]),
    )
    .await
}

async fn tensions_have_both_claims_with_both_dates(page: &mut Page) {
    open_tensions(page).await;
    let decision = pair(page, "m016 m311").await;
    assert_eq!(decision["sides"], json!(["has happened", "is to come"]));
    assert_eq!(
        decision["dates"],
        json!([
            "published from Jul 2024",
            "event undated",
            "published 18 Dec 2024",
            "event undated"
        ])
    );
    assert_eq!(decision["settled"], json!(["Only apparent"]));
    let toll = pair(page, "m450 m122").await;
    // What they differ in most comes first.
    assert_eq!([&toll["sides"][0], &toll["sides"][1]], ["over 130", "145"]);
    assert_eq!(toll["settled"], json!(["Update"]));
    assert_eq!(toll["dates"][3], "event Mar 2024");
    let counts = page.text(".tensions .segments").await;
    let counts: Vec<&str> = counts.split_whitespace().collect();
    let expected = "All 18 Proposed 5 Update 6 Only apparent 3 Real 1 Open 3";
    assert_eq!(counts.join(" "), expected);
}

/// The relations of the project that settle pairs, beyond those of the worked example.
async fn settled(page: &Page) -> Vec<Value> {
    page.eval(
        "return postil.project().relations
            .filter(it => it.type === 'contradicts' && it.created !== '2026-11-30T12:00:00.000Z')
            .map(({ type, value, from, to, note }) => [value, from, to.annotation, note ?? '']);",
    )
    .await
}

/// Focuses the first claim of the first proposed pair; the marks of both.
async fn at_a_proposal(page: &Page) -> (String, String) {
    page.until("document.querySelector('.tension.is-proposed')")
        .await;
    page.eval::<()>("document.querySelector('.tension.is-proposed .stop').focus();")
        .await;
    let key: String = page
        .eval("return document.querySelector('.tension.is-proposed').dataset.pair;")
        .await;
    let (one, other) = key.split_once(' ').expect("two marks");
    (one.to_owned(), other.to_owned())
}

async fn pairs_are_settled_by_keys(page: &mut Page) {
    open_tensions(page).await;
    let (one, other) = at_a_proposal(page).await;
    page.press("r").await;
    marks::said(page, "Settled: Real.").await;
    // The later claim is the one that contradicts.
    assert_eq!(settled(page).await, [json!(["real", other, one, ""])]);
    marks::expect_undo(page, Some("settle as “Real”")).await;
    page.press("o").await;
    marks::said(page, "Settled: Open.").await;
    assert_eq!(settled(page).await, [json!(["open", other, one, ""])]);
    page.press("Backspace").await;
    marks::said(page, "Taken back.").await;
    assert_eq!(settled(page).await, [] as [Value; 0]);
    page.press("n").await;
    page.focused(".tension textarea").await;
    page.type_text("Two days apart.\n").await;
    page.until("document.activeElement.matches('.tension.is-proposed .stop')")
        .await;
    // The note waits for what the pair is settled as: both are one step.
    page.press("u").await;
    marks::said(page, "Settled: Update.").await;
    let expected = [json!(["update", other, one, "Two days apart."])];
    assert_eq!(settled(page).await, expected);
    page.press("Ctrl+z").await;
    page.until("document.querySelectorAll('.tension.is-proposed').length === 5")
        .await;
    assert_eq!(settled(page).await, [] as [Value; 0]);
}

async fn what_is_no_tension_is_set_aside(page: &mut Page) {
    open_tensions(page).await;
    let (one, other) = at_a_proposal(page).await;
    let pair = format!("document.querySelector('.tension[data-pair=\"{one} {other}\"]')");
    page.press("x").await;
    marks::said(page, "Set aside as no tension.").await;
    page.until(&format!("!{pair}")).await;
    page.until("document.activeElement.matches('.tension .stop')")
        .await;
    let kept = "return postil.project().rejected?.map(it => it.claims.join(' ')) ?? [];";
    let rejected: Vec<String> = page.eval(kept).await;
    assert_eq!(rejected, [format!("{one} {other}")]);
    // It is one step, and is listed apart.
    page.press("Ctrl+z").await;
    page.until(&pair).await;
    page.press("Ctrl+Shift+z").await;
    page.until(&format!("!{pair}")).await;
    page.click(".tensions .segments > :last-child").await;
    page.until(&format!(
        "document.querySelectorAll('.tension').length === 1 && {pair}"
    ))
    .await;
    assert_eq!(page.count(".tension-proposed").await, 0);
    page.click(postil_e2e::control("Take back")).await;
    marks::said(page, "Proposed again.").await;
    page.until("document.querySelector('.tensions .story-empty')")
        .await;
    assert_eq!(page.eval::<Vec<String>>(kept).await, [] as [String; 0]);
    marks::expect_undo(page, Some("propose again")).await;
    page.click(postil_e2e::control("Show all pairs")).await;
    page.until(&pair).await;
}

async fn pairs_are_settled_by_buttons_and_stay_in_place(page: &mut Page) {
    open_tensions(page).await;
    let order = "return [...document.querySelectorAll('.tension')].map(it => it.dataset.pair);";
    let before: Vec<String> = page.eval(order).await;
    page.click(".tension.is-proposed .outcome:nth-child(2)")
        .await;
    page.until("document.querySelectorAll('.tension.is-proposed').length === 4")
        .await;
    let after: Vec<String> = page.eval(order).await;
    assert_eq!(after, before);
    assert_eq!(settled(page).await[0][0], "only apparent");
    // Where only proposals are listed, the next one is at hand.
    page.click(".tensions .segments > :nth-child(2)").await;
    page.until("document.querySelectorAll('.tension').length === 4")
        .await;
    let (one, other) = at_a_proposal(page).await;
    page.press("a").await;
    page.until("document.querySelectorAll('.tension').length === 3")
        .await;
    page.until(&format!(
        "document.activeElement.matches('.tension:not([data-pair=\"{one} {other}\"]) .stop')"
    ))
    .await;
    for left in [2, 1, 0] {
        page.until("document.activeElement.matches('.tension .stop')")
            .await;
        page.press("a").await;
        page.until(&format!(
            "document.querySelectorAll('.tension').length === {left}"
        ))
        .await;
    }
    page.until("document.querySelector('.tensions .story-empty')")
        .await;
}

async fn the_codebook_gets_what_settling_needs(page: &mut Page) {
    open_tensions(page).await;
    page.eval::<()>(
        "const project = postil.project();
        project.schema.relations = project.schema.relations.filter(it => it.name !== 'contradicts');
        project.relations = project.relations.filter(it => it.type !== 'contradicts');
        postil.load(project);",
    )
    .await;
    page.saved().await;
    let listed = "return postil.project().schema.relations.find(it => it.name === 'contradicts')?.values ?? [];";
    at_a_proposal(page).await;
    page.press("a").await;
    marks::said(page, "Settled: Only apparent.").await;
    let values: Vec<String> = page.eval(listed).await;
    assert_eq!(values, ["update", "only apparent", "real", "open"]);
    page.press("Ctrl+z").await;
    page.until("postil.project().relations.every(it => it.type !== 'contradicts')")
        .await;
    let values: Vec<String> = page.eval(listed).await;
    assert_eq!(values, [""; 0]);
}

async fn cards_fit_a_phone(page: &mut Page) {
    story::open(page, CLAIMS).await;
    page.phone(390, 844).await;
    for view in [CLAIMS, TENSIONS] {
        story::show(page, view).await;
        page.until("document.querySelector('.wording')").await;
        page.until("document.querySelector('.story-body').scrollWidth <= innerWidth")
            .await;
    }
}
