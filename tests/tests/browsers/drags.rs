//! Random drags over an annotated article: each makes exactly the mark over those words (with Alt,
//! over those characters), whatever is there already, and changes nothing else.
//!
//! `POSTIL_DRAGS` asks for more of them, `POSTIL_SEED` for others; the seed is printed.

use postil_core::text::Text;
use postil_e2e::marks::read;
use postil_e2e::{Engine, Page, point, run_within};
use postil_e2e::{Random, number_from};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Duration;

#[test]
fn random_drags_mark_exactly_those_words_in_chromium() {
    attack(Engine::Chromium);
}

#[test]
fn random_drags_mark_exactly_those_words_in_firefox() {
    attack(Engine::Firefox);
}

/// Drags in a test run.
const DRAGS: u64 = 25;

/// Marks in the article at a time: more would lie over one another as nobody marks.
const MARKS: u64 = 60;

/// A point for each side of a character in sight, a random part of its height down.
const POINTS: &str = r#"
    const [at, height] = args;
    const article = readArticle(articleOf("[data-article]"));
    if (article.text[at] === "\n") return null;
    const box = rangeOf(article, at, at + 1).getClientRects()[0];
    const sight = document.querySelector(".scroll").getBoundingClientRect();
    if (!box || box.width < 3 || box.top < sight.top || box.bottom > sight.bottom) return null;
    const y = box.top + 1 + (box.height - 2) * height / 100;
    const left = box.left + Math.min(1, box.width / 4), right = box.right - Math.min(1, box.width / 4);
    return { left, right, y, covered: !!document.elementFromPoint(left, y)?.closest(".toolbar") };
"#;

#[derive(Deserialize)]
struct Sides {
    left: f64,
    right: f64,
    y: f64,
    covered: bool,
}

async fn sides(page: &Page, at: usize, height: usize) -> Option<Sides> {
    let script = concat!(include_str!("../../src/page.js"), "\n");
    page.call(&format!("{script}{POINTS}"), json!([at, height]))
        .await
}

/// Every mark: its id, its label and its ranges.
type Marks = BTreeSet<(String, String, Vec<(usize, usize)>)>;

async fn marks(page: &Page) -> Marks {
    let bytes = page.export("postil").await.bytes;
    let annotations = read(&bytes).annotations.into_iter();
    let ranges = annotations.map(|annotation| {
        let fragments = annotation.fragments.iter();
        (
            annotation.id.as_str().to_owned(),
            annotation.label.clone(),
            fragments.map(|f| (f.start, f.end)).collect(),
        )
    });
    ranges.collect()
}

fn attack(engine: Engine) {
    let seed = number_from("POSTIL_SEED").unwrap_or(11);
    let drags = number_from("POSTIL_DRAGS").unwrap_or(DRAGS);
    println!("seed {seed}: {drags} drags");
    // A busy machine may take long over each.
    let limit = Duration::from_secs(300 + 10 * drags);
    run_within(limit, engine, "drags", async |page| {
        drag_again_and_again(page, drags, Random::new(seed)).await;
    });
}

async fn drag_again_and_again(page: &mut Page, drags: u64, mut random: Random) {
    page.open().await;
    let text: String = page
        .eval("window.unmarked = postil.project(); return unmarked.documents[0].text")
        .await;
    let text = Text::freeze(&text);
    let mut before = marks(page).await;
    let mut made = 0;
    while made < drags {
        page.press("Escape Escape").await;
        // At the end of an article the text moves down as the strip of labels goes.
        frames(page).await;
        // Marks in the way, with their handles and the toolbar.
        if random.below(2) == 0 {
            let at = random.below(text.len());
            if let Some(sides) = sides(page, at, 50).await {
                page.click(point((sides.left + sides.right) / 2.0, sides.y))
                    .await;
                frames(page).await;
            }
        }
        let start = random.below(text.len());
        let end = (start + random.below(120)).min(text.len() - 1);
        let (first, last) = (
            sides(page, start, random.below(100)).await,
            sides(page, end, random.below(100)).await,
        );
        let (Some(first), Some(last)) = (first, last) else {
            scroll(page, &mut random).await;
            continue;
        };
        let by_character = random.below(4) == 0;
        let range: Range<usize> = if by_character {
            start..end + 1
        } else {
            text.snap(start..end + 1)
        };
        let key = random.pick(&["e", "v", "c"]);
        let layer = match key {
            "e" => "entity",
            "v" => "event",
            _ => "claim",
        };
        let is_new = |(_, label, ranges): &(String, String, Vec<(usize, usize)>)| {
            label != layer || *ranges != [(range.start, range.end)]
        };
        let way = (first.left - last.right).hypot(first.y - last.y);
        if first.covered
            || last.covered
            || range.is_empty()
            || way < 8.0
            || !before.iter().all(is_new)
        {
            continue;
        }
        let (from, to) = (point(first.left, first.y), point(last.right, last.y));
        let (from, to) = if random.below(3) == 0 {
            (to, from)
        } else {
            (from, to)
        };
        let mouse = page.mouse();
        let mouse = if by_character {
            mouse.holding("Alt")
        } else {
            mouse
        };
        let gesture = mouse.drag(from, to);
        gesture.perform().await;
        page.press(key).await;
        page.until(&format!(
            "postil.project().annotations.length === {}",
            before.len() + 1
        ))
        .await;
        let after = marks(page).await;
        let new: Vec<_> = after.difference(&before).collect();
        assert_eq!(before.difference(&after).next(), None, "a mark has changed");
        assert_eq!(new.len(), 1);
        let (_, label, ranges) = new[0];
        let quote = text.slice(range.clone());
        assert_eq!(
            (label.as_str(), ranges.as_slice()),
            (layer, &[(range.start, range.end)][..]),
            "“{quote}”"
        );
        before = after;
        made += 1;
        if made % MARKS == 0 {
            page.eval::<()>("postil.load(unmarked);").await;
            page.until("document.querySelectorAll('[data-text] .m').length === 0")
                .await;
            before = Marks::new();
        }
        if made % 5 == 0 {
            scroll(page, &mut random).await;
        }
    }
}

async fn scroll(page: &Page, random: &mut Random) {
    let part = random.below(100);
    let script = "const s = document.querySelector('.scroll');
        s.scrollTop = (s.scrollHeight - s.clientHeight) * args[0] / 100;";
    page.call::<()>(script, json!([part])).await;
    frames(page).await;
}

/// Lets the page draw what has become of the last press.
async fn frames(page: &Page) {
    let script = "for (let i = 0; i < 4; i++) await new Promise(requestAnimationFrame);";
    page.eval::<()>(script).await;
}
