//! Who mentions what, and who says what, read cell by cell, and gone through by keys.

use postil_e2e::{Page, browser_tests, control, story};
use serde_json::{Value, json};

browser_tests!(
    Chromium, Firefox, WebKit:
    coverage_has_the_mentions_of_the_example,
    arrow_keys_go_from_mention_to_mention
);
browser_tests!(
    Chromium:
    coverage_is_sorted_and_searched,
    reprints_are_bracketed_and_counted_once,
    only_what_is_in_sight_is_in_the_page,
    sayings_have_the_tiles_of_the_example,
    all_claims_are_listed_by_source,
    a_phone_has_lists,
    empty_tables_say_what_to_do
);

/// The texts of the cells of the row in which a button has this name, without what is there for the eye alone.
async fn row(page: &Page, table: &str, name: &str) -> Vec<String> {
    let body = "const [table, name] = args;
        const row = [...document.querySelectorAll(`${table} tbody tr`)]
            .find(row => row.querySelector('.cluster-name')?.innerText.trim() === name);
        return [...(row?.querySelectorAll('td') ?? [])].map(cell => cell.innerText.trim());";
    page.call(body, json!([table, name])).await
}

/// The names in a table, from above.
async fn names(page: &Page, css: &str) -> Vec<String> {
    let body = "return [...document.querySelectorAll(args[0])].map(name => name.innerText.trim());";
    page.call(body, json!([css])).await
}

async fn coverage_has_the_mentions_of_the_example(page: &mut Page) {
    story::open(page, 1).await;
    page.until("document.querySelector('.coverage-table .count-tile')")
        .await;
    let outlets = names(page, ".coverage-table .of-article b").await;
    assert_eq!(outlets, ["002", "004", "000", "001", "003"]);
    find(page, "putin").await;
    let putin = row(page, ".coverage-table", "Vladimir Putin").await;
    assert_eq!(putin, ["–", "3", "3", "3", "1"]);
    let blank: String = page
        .eval("return document.querySelector('.coverage-table .none').title;")
        .await;
    assert!(blank.starts_with("not mentioned in 002 "), "{blank}");
    let title = "Kazakhstan takes the Taliban off its own list (late 2023)";
    find(page, "off its own list").await;
    let kazakhstan = row(page, ".coverage-table", title).await;
    assert_eq!(kazakhstan, ["–", "–", "–", "1", "2"]);
    let said = page.text(".coverage-table tbody th").await;
    assert!(said.contains("2 articles"), "{said}");
    let lead = page.text(".story-head").await;
    assert!(lead.contains("in 5 articles"), "{lead}");
}

/// Types words into the field that finds a cluster.
async fn find(page: &Page, words: &str) {
    page.click(".story-find").await;
    page.press("Ctrl+a Delete").await;
    page.type_text(words).await;
    let found = format!(
        "[...document.querySelectorAll('.cluster-name')].length > 0
            && [...document.querySelectorAll('.cluster-name')]
                .every(name => name.innerText.toLowerCase().includes('{words}'))"
    );
    page.until(&found).await;
}

async fn arrow_keys_go_from_mention_to_mention(page: &mut Page) {
    story::open(page, 1).await;
    find(page, "shoigu").await;
    page.eval::<()>("document.querySelector('.cluster-name').focus();")
        .await;
    // 004, 000 and 001 leave him out: the arrow passes them.
    page.press("ArrowRight").await;
    page.until(
        "document.activeElement.matches('.count-tile') && document.activeElement.innerText === '7'",
    )
    .await;
    page.until(
        "document.querySelector('.story-quote mark')?.innerText === 'the Russian Defense Minister'",
    )
    .await;
    page.press("ArrowRight").await;
    page.until("document.activeElement.innerText === '1'").await;
    let mark: String = page
        .eval("return document.activeElement.dataset.mark;")
        .await;
    page.press("Enter").await;
    page.until("!document.querySelector('.story') && document.querySelector('[data-article]')")
        .await;
    page.press("0").await;
    let back = format!("document.activeElement.dataset.mark === '{mark}'");
    page.until(&back).await;
    page.press("ArrowLeft ArrowLeft").await;
    page.until("document.activeElement.matches('.cluster-name')")
        .await;
    page.press("Enter").await;
    page.until("document.querySelector('.dossier-view')").await;
    page.until("location.hash.includes('view=dossier') && location.hash.includes('cluster=')")
        .await;
}

async fn coverage_is_sorted_and_searched(page: &mut Page) {
    story::open(page, 1).await;
    page.click(control("Name")).await;
    let first = "document.querySelector('.cluster-name')?.innerText.trim()";
    page.until(&format!("{first} === 'a few other regional countries'"))
        .await;
    page.click(control("First mention")).await;
    page.until(&format!(
        "{first} === 'Russia considers taking the Taliban off its list'"
    ))
    .await;
    // The order outlives the view and the page.
    page.reload().await;
    page.until(&format!(
        "{first} === 'Russia considers taking the Taliban off its list'"
    ))
    .await;
    page.click(control("Spread")).await;
    page.until("document.querySelector('.coverage-table .spread')?.innerText === '5 articles'")
        .await;
    page.click(".story-toggle input").await;
    page.until("document.querySelector('.coverage-table .spread')?.innerText === '4 articles'")
        .await;
    page.click(control("Propose clusters")).await;
    page.until("document.querySelector('dialog[open], [role=dialog]')")
        .await;
}

/// Puts a project with the codebook of the open one in the place of that.
async fn load(page: &Page, mut project: Value) {
    project["schema"] = page.project().await["schema"].take();
    page.load(&project).await;
}

/// A project of `articles` texts of which each mentions some of `clusters` things.
fn large(articles: usize, clusters: usize) -> Value {
    let text = "word ".repeat(clusters);
    let mut annotations = Vec::new();
    let mut members = vec![Vec::new(); clusters];
    for article in 0..articles {
        for (cluster, members) in members.iter_mut().enumerate() {
            if (article + cluster) % 3 == 0 {
                let id = format!("m{article}x{cluster}");
                annotations.push(json!({
                    "id": id, "document": format!("d{article}"), "label": "entity.person",
                    "fragments": [{ "start": cluster * 5, "end": cluster * 5 + 4 }],
                }));
                members.push(id);
            }
        }
    }
    let documents = (0..articles).map(|article| {
        json!({
            "id": format!("d{article}"), "title": format!("Text {article}"),
            "outlet": format!("Paper {article}"), "text": format!("{text}{article}"),
        })
    });
    let clusters = members.iter().enumerate().map(|(at, members)| {
        json!({ "id": format!("c{at}"), "name": format!("Thing {at:04}"), "members": members })
    });
    json!({
        "format": "postil", "version": 1, "offset_unit": "code point", "name": "large",
        "documents": documents.collect::<Vec<_>>(), "annotations": annotations,
        "clusters": clusters.collect::<Vec<_>>(),
    })
}

async fn reprints_are_bracketed_and_counted_once(page: &mut Page) {
    page.open().await;
    let text = "The ministry said on Monday that the bridge over the river will be closed for repairs until the \
                end of the coming winter, and that ferries will run instead of it from early morning to midnight.";
    let documents = [
        ("a", "2024-01-01", text),
        ("b", "2024-01-02", text),
        (
            "c",
            "2024-01-03",
            "A ministry has said that it closes a bridge.",
        ),
    ];
    let documents = documents.map(|(id, date, text)| {
        json!({ "id": id, "title": id, "outlet": id, "published": { "date": date }, "text": text })
    });
    let marks = [("m0", "a", 4), ("m1", "b", 4), ("m2", "c", 2)];
    let marks = marks.map(|(id, document, start)| {
        json!({
            "id": id, "document": document, "label": "entity.organization",
            "fragments": [{ "start": start, "end": start + 8 }],
        })
    });
    let project = json!({
        "format": "postil", "version": 1, "offset_unit": "code point", "name": "reprints", "documents": documents, "annotations": marks,
        "clusters": [{ "id": "c0", "name": "The ministry", "members": ["m0", "m1", "m2"] }],
    });
    load(page, project).await;
    story::show(page, 1).await;
    page.until(
        "document.querySelector('.coverage-table .spread')?.innerText === '3 articles, 2 accounts'",
    )
    .await;
    let bracket: Vec<Value> = page
        .eval(
            "return [...document.querySelectorAll('.coverage-table .bracket')]
                .map(cell => [cell.colSpan, cell.innerText.trim()]);",
        )
        .await;
    assert_eq!(bracket, [json!([2, "one text"])]);
}

async fn only_what_is_in_sight_is_in_the_page(page: &mut Page) {
    page.open().await;
    load(page, large(60, 400)).await;
    story::show(page, 1).await;
    page.until("document.querySelector('.coverage-table .count-tile')")
        .await;
    let elements = page.count(".story-body *").await;
    assert!(elements < 1_500, "{elements} elements");
    let rows = "document.querySelector('.coverage-table').getAttribute('aria-rowcount')";
    page.until(&format!("{rows} === '401'")).await;
    page.eval::<()>("document.querySelector('.cluster-name').focus();")
        .await;
    for row in 3..=42 {
        page.press("ArrowDown").await;
        page.until(&format!(
            "document.activeElement.closest('tr')?.ariaRowIndex === '{row}'"
        ))
        .await;
    }
    // A third of the articles mention it: the third, the sixth, and so on.
    for column in (4..=61).step_by(3) {
        page.press("ArrowRight").await;
        page.until(&format!(
            "document.activeElement.closest('td')?.ariaColIndex === '{column}'"
        ))
        .await;
    }
    // The head and the names stay beside what has the focus.
    let is_free: bool = page
        .eval(
            "const rect = document.activeElement.getBoundingClientRect();
            const middle = [rect.left + rect.width / 2, rect.top + rect.height / 2];
            return document.activeElement.contains(document.elementFromPoint(...middle));",
        )
        .await;
    assert!(is_free, "the focus is covered");
    let elements = page.count(".story-body *").await;
    assert!(elements < 1_500, "{elements} elements");
}

/// The tiles in the cell of a source and a claim: the article, the form, and the certainty where it is shown.
async fn tiles(page: &Page, source: &str, claim: &str) -> Vec<[String; 3]> {
    let body = "const [source, claim] = args;
        const heads = [...document.querySelectorAll('.sayings-table thead th')];
        const at = heads.findIndex(head => head.title === claim);
        const row = [...document.querySelectorAll('.sayings-table tbody tr')]
            .find(row => row.querySelector('.source-name').innerText.trim() === source);
        return [...row.children[at].querySelectorAll('.saying-of')].map(tile => {
            const button = tile.querySelector('button');
            const form = [...button.classList].find(name => !['stop', 'saying'].includes(name));
            return [button.innerText.trim(), form, tile.querySelector('.doubt')?.innerText ?? ''];
        });";
    page.call(body, json!([source, claim])).await
}

async fn sayings_have_the_tiles_of_the_example(page: &mut Page) {
    story::open(page, 2).await;
    page.until("document.querySelectorAll('.sayings-table thead .claim').length === 11")
        .await;
    let allies = "The Taliban are allies against terrorism";
    let tile = |article: &str, form: &str| [article, form, ""].map(str::to_owned);
    assert_eq!(
        tiles(page, "Vladimir Putin", allies).await,
        [
            tile("000", "indirect"),
            tile("001", "mixed"),
            tile("003", "direct")
        ]
    );
    assert_eq!(
        tiles(page, "Sergey Lavrov", allies).await,
        [tile("001", "mixed")]
    );
    assert!(tiles(page, "The writers", allies).await.is_empty());
    assert_eq!(
        tiles(page, "The writers", "Russia designated the Taliban in 2003").await,
        [tile("002", "stated"), tile("000", "stated")]
    );
    let head = format!(".sayings-table th[title='{allies}']");
    assert!(page.text(&head).await.contains("3 accounts"));
    page.click("[data-cluster].source-name").await;
    page.until("document.querySelector('.dossier-view')").await;
}

async fn all_claims_are_listed_by_source(page: &mut Page) {
    story::open(page, 2).await;
    page.click(control("All claims")).await;
    page.until("document.querySelector('.sayings-list')").await;
    let lead = page.text(".story-head").await;
    assert!(lead.contains("99 claims"), "{lead}");
    let sources = page.count(".sayings-list .source").await;
    let made = "The decision to take the Taliban off the list has been made";
    let ministry = "Russian Federation’s Ministry of Foreign Affairs";
    for (source, form) in [("Zamir Kabulov", "indirect"), (ministry, "mixed")] {
        let classes: String = page
            .call(
                "const [source, claim] = args;
                const group = [...document.querySelectorAll('.sayings-list tbody')]
                    .find(group => group.querySelector('.source-name').innerText.trim() === source);
                const row = [...group.querySelectorAll('tr:not(.source)')]
                    .find(row => row.querySelector('.claim').innerText.trim() === claim);
                return row.querySelector('.saying').className;",
                json!([source, made]),
            )
            .await;
        assert!(classes.ends_with(form), "{source}: {classes}");
    }
    // All that a tile stands for, in words.
    let tile = "document.querySelector('.saying.mixed[data-mark=m004]')";
    let said: String = page
        .eval(&format!("return {tile}.getAttribute('aria-label');"))
        .await;
    assert_eq!(
        said,
        "000 Daryo, from Jul 2024: mixed, certain, “taken at the highest level”"
    );
    page.eval::<()>(&format!("{tile}.focus();")).await;
    page.until(
        "document.querySelector('.story-quote')?.innerText.includes('taken at the highest level')",
    )
    .await;
    // What is not certain says so.
    page.until(
        "[...document.querySelectorAll('.doubt')].some(word => word.innerText === 'probable')",
    )
    .await;
    page.click(".story-toggle input").await;
    page.until(&format!(
        "document.querySelectorAll('.sayings-list .source').length < {sources}"
    ))
    .await;
    let counts = names(page, ".sayings-list .said-count").await;
    assert!(!counts.iter().any(|count| count == "1 claim"), "{counts:?}");
    // The choice outlives the view.
    page.click(".story-tabs button:first-child").await;
    page.until("document.querySelector('.coverage-table')")
        .await;
    page.press("2").await;
    page.until("document.querySelector('.sayings-list')").await;
}

async fn a_phone_has_lists(page: &mut Page) {
    story::open(page, 2).await;
    page.phone(390, 844).await;
    page.until("document.querySelector('.sayings-list')").await;
    let wide: f64 = page
        .eval("return document.querySelector('.story-body').scrollWidth;")
        .await;
    assert!(wide <= 390.0, "{wide} px");
    let small: Vec<String> = page
        .eval(
            "return [...document.querySelectorAll('.sayings-list button')]
                .filter(button => button.getBoundingClientRect().height < 43.5)
                .map(button => button.innerText);",
        )
        .await;
    assert!(small.is_empty(), "too low: {small:?}");
}

async fn empty_tables_say_what_to_do(page: &mut Page) {
    page.open().await;
    story::show(page, 1).await;
    page.until(
        "document.querySelector('.story-empty')?.innerText.includes('No article has a mark yet')",
    )
    .await;
    page.press("2").await;
    page.until(
        "document.querySelector('.story-empty')?.innerText.includes('link each to who says it')",
    )
    .await;
    page.click(control("Go to the articles")).await;
    page.until("!document.querySelector('.story')").await;
}
