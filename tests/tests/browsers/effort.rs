//! Links the story of the worked example again, by keys alone and by mouse, and counts what that takes.
//! `docs/effort.md` has the figures.

use postil_e2e::{Page, Place, browser_tests, control, point};
use serde_json::json;

browser_tests!(Chromium:
    a_story_is_linked_by_few_keys,
    a_story_is_linked_by_few_clicks,
);

/// The five articles marked whole, with their links.
const EXAMPLE: &str = include_str!("../../../articles/worked-example.json");

/// Loads the example without its clusters and relations, and counts keys and presses of the pointer from then on. Keeps in
/// `effort` what the links were.
const BEGIN: &str = r#"
    const project = JSON.parse(args);
    const marks = new Map(project.annotations.map(it => [it.id, it]));
    const clusterOf = new Map(project.clusters.flatMap(c => c.members.map(id => [id, c.id])));
    const quote = it => it.fragments.map(f => f.quote).join(' … ');
    window.effort = {
        keys: 0, presses: 0, marks, clusterOf, quote,
        names: new Map(project.clusters.map(c => [c.id, c.name])),
        // Of each article, in the order of the text.
        order: project.documents.map(d => project.annotations.filter(a => a.document === d.id)
            .sort((a, b) => a.fragments[0].start - b.fragments[0].start
                || b.fragments.at(-1).end - a.fragments.at(-1).end || (a.id < b.id ? -1 : 1))),
        speakers: new Map(),
        // The members of a cluster as it is now.
        now: () => new Map(postil.project().clusters.flatMap(c => c.members.map(id => [id, c]))),
        // The cluster that now has most of what the example has in one.
        like(example) {
            const counts = new Map();
            for (const [id, c] of this.now())
                if (clusterOf.get(id) === example) counts.set(c.id, (counts.get(c.id) ?? 0) + 1);
            const [best] = [...counts].sort((a, b) => b[1] - a[1]);
            return best && postil.project().clusters.find(c => c.id === best[0]);
        },
        // Whether a claim has this speaker, or another mention of him.
        isSaid(claim, speaker) {
            return postil.project().relations.some(r => r.type === 'said-by' && r.from === claim
                && (r.to.annotation ? this.same(r.to.annotation, speaker)
                    : postil.project().clusters.find(c => c.id === r.to.cluster).members.includes(speaker)));
        },
        // Whether two marks mean the same.
        same: (a, b) => a === b || clusterOf.has(a) && clusterOf.get(a) === clusterOf.get(b),
        selected() { return this.drawn('.m.selected'); },
        // The mark whose runs these are: of all over them, the one with their words.
        drawn(css) {
            const runs = [...document.querySelectorAll(`[data-text] ${css}`)];
            const lists = runs.map(run => run.dataset.marks.split(' '));
            const words = runs.map(run => run.textContent).join('');
            const all = (lists[0] ?? []).filter(id => lists.every(list => list.includes(id)));
            return all.sort((a, b) => Math.abs(quote(marks.get(a)).length - words.length)
                - Math.abs(quote(marks.get(b)).length - words.length))[0] ?? null;
        },
    };
    for (const r of project.relations)
        if (r.type === 'said-by' && r.to.annotation)
            effort.speakers.set(r.from, [...effort.speakers.get(r.from) ?? [], r.to.annotation]);
    const held = ['Control', 'Shift', 'Alt', 'Meta'];
    addEventListener('keydown', e => { if (!held.includes(e.key)) effort.keys += 1; }, true);
    addEventListener('pointerdown', () => { effort.presses += 1; }, true);
    project.clusters = [];
    project.relations = [];
    postil.load(project);
"#;

/// The things that are linked, as the example names them.
const THINGS: [&str; 7] = [
    "Taliban",
    "Zamir Kabulov",
    "Sergey Lavrov",
    "Vladimir Putin",
    "Russia designates the Taliban a terrorist organization (2003)",
    "The Taliban take power in Afghanistan (August 2021)",
    "Russia takes the Taliban off its list",
];

/// How far down the list somebody looks before typing.
const NEAR: i64 = 5;

/// The articles whose claims get their speakers.
const TOLD: [usize; 2] = [0, 2];

/// How many keys were pressed.
async fn count(page: &Page) -> f64 {
    page.eval("return effort.keys;").await
}

/// How often the pointer was pressed.
async fn presses(page: &Page) -> f64 {
    page.eval("return effort.presses;").await
}

async fn begin(page: &Page) -> Vec<String> {
    page.resize(1500, 900).await;
    page.open().await;
    page.call::<()>(BEGIN, json!(EXAMPLE)).await;
    page.until("document.querySelectorAll('.article-row').length === 5 && document.querySelector('[data-text] .m')")
        .await;
    page.eval::<()>("document.querySelector('[data-article]').focus();")
        .await;
    let things: Vec<String> = page
        .call(
            "return args.map(name => [...effort.names].find(it => it[1] === name)?.[0] ?? name);",
            json!(THINGS),
        )
        .await;
    for (thing, name) in things.iter().zip(THINGS) {
        assert_ne!(thing, name, "the example has a cluster of this name");
    }
    things
}

/// The members of these clusters of the example that are not with the others yet, article by article in the
/// order of the text: the article, the place of the mark in it, its id, its cluster.
async fn missing(page: &Page, things: &[String]) -> Vec<(usize, usize, String, String)> {
    page.call(
        "const now = effort.now();
        return effort.order.flatMap((marks, article) => marks.flatMap((it, at) => {
            const thing = effort.clusterOf.get(it.id);
            if (!args.includes(thing)) return [];
            const like = effort.like(thing);
            return like && now.get(it.id)?.id === like.id ? [] : [[article, at, it.id, thing]];
        }));",
        json!(things),
    )
    .await
}

/// How many memberships of these clusters are right, and how many clusters hold what the example keeps apart.
async fn linked(page: &Page, things: &[String]) -> (usize, usize) {
    page.call(
        "const all = postil.project().clusters;
        const right = args.map(thing => (effort.like(thing)?.members ?? [])
            .filter(id => effort.clusterOf.get(id) === thing).length);
        const mixed = all.filter(c => new Set(c.members.map(id => effort.clusterOf.get(id))).size > 1);
        return [right.reduce((a, b) => a + b, 0), mixed.length];",
        json!(things),
    )
    .await
}

/// Goes to a mark of the shown article by keys.
async fn go_to(page: &Page, article: usize, at: usize, id: &str) {
    let shown: usize = page
        .eval("return [...document.querySelectorAll('.article-row')].findIndex(it => it.matches('.current'));")
        .await;
    if article != shown {
        page.press(&"J ".repeat(article - shown).to_lowercase())
            .await;
        page.until(&format!(
            "document.querySelectorAll('.article-row')[{article}].matches('.current')"
        ))
        .await;
        page.settled().await;
    }
    let from: i64 = page
        .call(
            "return effort.order[args].findIndex(it => it.id === effort.selected());",
            json!(article),
        )
        .await;
    let steps = at as i64 - from;
    for _ in 0..steps.abs() {
        page.press(if steps > 0 { "." } else { "," }).await;
    }
    page.until(&format!("effort.selected() === {}", json!(id)))
        .await;
}

async fn a_story_is_linked_by_few_keys(page: &mut Page) {
    let things = begin(page).await;
    // What is proposed for the whole project is taken where it is right.
    let before = count(page).await;
    page.press("Ctrl+K").await;
    page.until("document.querySelector('dialog[open] .picker-field')")
        .await;
    page.type_text("propose cl").await;
    page.until("document.querySelector('.choice')?.innerText.includes('Propose clusters')")
        .await;
    page.press("Enter").await;
    page.until("document.querySelectorAll('dialog[open] .search-line [aria-expanded]').length > 3")
        .await;
    page.press("ArrowDown").await;
    page.until("document.activeElement.matches('.search-go[aria-expanded]')")
        .await;
    let mut last = String::new();
    loop {
        let (line, is_right): (String, bool) = page
            .call(
                "const line = document.activeElement;
                if (!line.matches('.search-go[aria-expanded]')) return ['', false];
                effort.line = line.textContent;
                const name = line.querySelector('.name').textContent;
                const many = Number(line.textContent.match(/(\\d+) mentions?/)?.[1]);
                const all = await postil.proposeClusters();
                const it = all.find(it => it.name === name && (!many || it.marks.length === many))
                    ?? all.find(it => it.name === name);
                const now = effort.now();
                const members = [...it?.marks ?? [], ...(it?.clusters ?? []).flatMap(id =>
                    postil.project().clusters.find(c => c.id === id)?.members ?? [])];
                const things = new Set(members.map(id => effort.clusterOf.get(id)));
                return [line.textContent + all.length, things.size === 1 && args.includes([...things][0])];",
                json!(things),
            )
            .await;
        if line.is_empty() || line == last {
            break;
        }
        last = line;
        page.press(if is_right { "Enter" } else { "ArrowDown" })
            .await;
        // The last one stays where it is.
        page.eval::<()>(
            "const line = () => document.activeElement.textContent;
            const before = effort.line;
            for (let frames = 0; frames < 60 && line() === before; frames += 1)
                await new Promise(requestAnimationFrame);",
        )
        .await;
    }
    page.press("Escape").await;
    page.until("!document.querySelector('dialog[open]')").await;
    let proposed = count(page).await - before;
    let (by_proposal, mixed) = linked(page, &things).await;
    assert_eq!(mixed, 0);

    // The others one by one, in reading.
    let mut keys = 0.0;
    let mut reading = 0.0;
    page.eval::<()>("document.querySelector('[data-article]').focus();")
        .await;
    let mut by_hand = 0;
    for (article, at, id, thing) in missing(page, &things).await {
        let is_there: bool = page
            .call(
                "return effort.now().get(args[0])?.id === (effort.like(args[1])?.id ?? '');",
                json!([id, thing]),
            )
            .await;
        if is_there {
            continue;
        }
        let start = count(page).await;
        go_to(page, article, at, &id).await;
        let there = count(page).await;
        reading += there - start;
        page.press("l").await;
        page.until("document.querySelector('dialog[open] .choice[aria-selected=true]')")
            .await;
        page.settled().await;
        choose(page, &thing).await;
        page.press("Enter").await;
        page.until(&format!("effort.now().has({})", json!(id)))
            .await;
        keys += count(page).await - there;
        by_hand += 1;
    }
    let (memberships, mixed) = linked(page, &things).await;
    let members: usize = page
        .call(
            "return [...effort.clusterOf.values()].filter(it => args.includes(it)).length;",
            json!(things),
        )
        .await;
    println!(
        "keys: {memberships} of {members} memberships, {mixed} mixed: {by_proposal} by {proposed} keys in proposals, \
         {by_hand} by {keys} keys one by one, and {reading} keys to get there"
    );
    assert!((proposed + keys) / memberships as f64 <= 3.0);
    assert!(
        memberships * 20 >= members * 19,
        "{memberships} of {members}"
    );

    // Who said it.
    let (mut keys, mut reading, mut relations) = (0.0, 0.0, 0);
    for article in TOLD {
        let claims: Vec<(usize, String, Vec<String>)> = page
            .call(
                "return effort.order[args].flatMap((it, at) =>
                    effort.speakers.has(it.id) ? [[at, it.id, effort.speakers.get(it.id)]] : []);",
                json!(article),
            )
            .await;
        page.press("Escape Escape").await;
        press_row(page, article).await;
        page.until(&format!(
            "document.querySelectorAll('.article-row')[{article}].matches('.current')"
        ))
        .await;
        page.settled().await;
        page.eval::<()>("document.querySelector('[data-article]').focus();")
            .await;
        for (at, claim, speakers) in claims {
            let start = count(page).await;
            go_to(page, article, at, &claim).await;
            let there = count(page).await;
            reading += there - start;
            for speaker in speakers {
                relate(page, &claim, &speaker).await;
                relations += 1;
            }
            keys += count(page).await - there;
        }
    }
    println!("keys: {relations} speakers by {keys} keys, and {reading} keys to get there");
    assert!(keys / f64::from(relations) <= 3.0);
}

/// Goes to what a mark of this thing is linked to, in the list: its cluster, a mark that means the same, or else a
/// new cluster. Types words of the name if it is not near the top.
async fn choose(page: &Page, thing: &str) {
    let find = "const like = effort.like(args);
        const known = [...effort.marks.values()].filter(it => effort.clusterOf.get(it.id) === args)
            .map(effort.quote);
        const names = [...document.querySelectorAll('.choice')].map(it => it.querySelector('.clip')?.textContent);
        const at = like ? names.indexOf(like.name) : names.findIndex(it => known.includes(it));
        return at;";
    let near = |at: i64| (0..NEAR).contains(&at);
    let mut at: i64 = page.call(find, json!(thing)).await;
    if !near(at) {
        let name: String = page
            .call(
                "return effort.like(args)?.name ?? effort.names.get(args);",
                json!(thing),
            )
            .await;
        for letter in name.chars() {
            page.type_text(&letter.to_string()).await;
            page.settled().await;
            at = page.call(find, json!(thing)).await;
            if near(at) {
                break;
            }
        }
    }
    for _ in 0..at.max(0) {
        page.press("ArrowDown").await;
    }
}

/// Names a speaker of the selected claim by keys.
async fn relate(page: &Page, claim: &str, speaker: &str) {
    page.press("s").await;
    page.until("document.querySelector('.tying-bar .end:not(.none)')")
        .await;
    let is_aim = "return effort.same(effort.drawn('.m.aim'), args);";
    for _ in 0..40 {
        page.settled().await;
        if page.call::<bool>(is_aim, json!(speaker)).await {
            break;
        }
        page.press(".").await;
    }
    page.press("Enter").await;
    page.until(&format!(
        "effort.isSaid({}, {})",
        json!(claim),
        json!(speaker)
    ))
    .await;
}

/// Clicks on an article in the list.
async fn press_row(page: &Page, article: usize) {
    let [x, y]: [f64; 2] = page
        .call(
            "const link = document.querySelectorAll('.article-link')[args];
            link.scrollIntoView({ block: 'nearest' });
            const { x, y, width, height } = link.getBoundingClientRect();
            return [x + width / 2, y + height / 2];",
            json!(article),
        )
        .await;
    page.click(point(x, y)).await;
}

/// Shows an article by the mouse, unless it is shown.
async fn show(page: &Page, article: usize) {
    let is_shown =
        format!("document.querySelectorAll('.article-row')[{article}].matches('.current')");
    if !page.eval::<bool>(&format!("return {is_shown};")).await {
        press_row(page, article).await;
        page.until(&is_shown).await;
        page.settled().await;
    }
}

async fn a_story_is_linked_by_few_clicks(page: &mut Page) {
    let things = begin(page).await;
    let (mut clicks, mut reading, mut passed) = (0.0, 0.0, 0);
    for thing in &things {
        for (article, _, id, _) in missing(page, std::slice::from_ref(thing)).await {
            let before = presses(page).await;
            show(page, article).await;
            let there = presses(page).await;
            reading += there - before;
            let Some(place) = run_of(page, &id).await else {
                passed += 1;
                continue;
            };
            let mouse = page.mouse().holding("Control");
            mouse.click(place).perform().await;
            page.until(&format!("effort.selected() === {}", json!(id)))
                .await;
            clicks += presses(page).await - there;
        }
        let before = presses(page).await;
        page.click(".kept-bar .button").await;
        page.until("!document.querySelector('.kept-bar')").await;
        page.until(&format!("effort.like({})", json!(thing))).await;
        clicks += presses(page).await - before;
    }
    let (memberships, mixed) = linked(page, &things).await;
    println!(
        "mouse: {memberships} memberships by {clicks} clicks, and {reading} to get there; {passed} lie under others, \
         {mixed} mixed"
    );
    assert_eq!(mixed, 0);
    assert!(clicks / memberships as f64 <= 2.0);

    let (mut clicks, mut relations, mut passed) = (0.0, 0, 0);
    for article in TOLD {
        show(page, article).await;
        let claims: Vec<(String, Vec<String>)> = page
            .call(
                "return effort.order[args].flatMap(it =>
                    effort.speakers.has(it.id) ? [[it.id, effort.speakers.get(it.id)]] : []);",
                json!(article),
            )
            .await;
        let mut is_held = false;
        for (claim, speakers) in claims {
            for speaker in speakers {
                let Some(from) = run_of(page, &claim).await else {
                    passed += 1;
                    continue;
                };
                let before = presses(page).await;
                page.click(from).await;
                if !is_held {
                    // The last mark's menu would go away with what the inspector shows of that mark.
                    page.until(&format!(
                        "document.querySelector('.inspector-body').dataset.of === {}",
                        json!(claim)
                    ))
                    .await;
                    page.click(control("Add a relation")).await;
                    page.until("document.querySelector('[role=menuitem]')")
                        .await;
                    page.click(control("Said by")).await;
                    page.click(control("Hold")).await;
                    is_held = true;
                }
                page.until("document.querySelector('.tying-bar')").await;
                page.settled().await;
                let Some(to) = run_of(page, &speaker).await else {
                    passed += 1;
                    page.press("Escape Escape").await;
                    is_held = false;
                    continue;
                };
                page.click(to).await;
                page.until(&format!(
                    "effort.isSaid({}, {})",
                    json!(claim),
                    json!(speaker)
                ))
                .await;
                clicks += presses(page).await - before;
                relations += 1;
            }
        }
        page.press("Escape Escape").await;
    }
    println!("mouse: {relations} speakers by {clicks} clicks; {passed} lie under others");
    assert!(clicks / f64::from(relations) <= 2.5);
}

/// Where a press picks a mark: in a run of it that no other mark as short covers. Scrolls there; `None` if it has no
/// such run.
async fn run_of(page: &Page, id: &str) -> Option<Place> {
    let at: Option<[f64; 2]> = page
        .call(
            "const length = id => {
                const { fragments } = effort.marks.get(id);
                return fragments.at(-1).end - fragments[0].start;
            };
            const run = [...document.querySelectorAll('[data-text] .m')].find(run => {
                const ids = run.dataset.marks.split(' ');
                return ids.includes(args) && ids.every(id => id === args || length(id) > length(args));
            });
            if (!run) return null;
            run.scrollIntoView({ block: 'center' });
            await new Promise(requestAnimationFrame);
            const box = run.getClientRects()[0];
            return [box.left + box.width / 2, box.top + box.height / 2];",
            json!(id),
        )
        .await;
    at.map(|[x, y]| point(x, y))
}
