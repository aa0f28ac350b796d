//! The gestures on every page: scrolling, jumping, and selecting over many paragraphs. All pages scroll
//! in an element of the class `scroll`, and have their paragraphs, or pieces of long ones, in elements
//! with a `data-block`.

use crate::probe::{self, Film};
use fantoccini::actions::{Actions, InputSource, WheelAction, WheelActions};
use postil_e2e::Page;
use serde_json::json;
use std::time::Duration;

/// How far to scroll, in heights of the window.
const SCREENS: u32 = 20;
/// How far one turn of the wheel goes, in CSS pixels.
const TURN: u32 = 120;
/// The time between two turns.
const PACE: Duration = Duration::from_millis(16);
/// The most presses of a key to get to the end.
const JUMPS: usize = 8;
/// The number of paragraphs to select over, if there are as many.
const PARAGRAPHS: usize = 100;

/// A place in the window, in CSS pixels.
pub type Point = [f64; 2];

/// The middle of the scrolled element.
async fn middle(page: &Page) -> Point {
    page.eval(
        "const box = document.querySelector('.scroll').getBoundingClientRect();
        return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];",
    )
    .await
}

/// A place in the first line of the first paragraph that begins in sight.
pub async fn visible_word(page: &Page) -> Point {
    page.eval(
        "const top = document.querySelector('.scroll').getBoundingClientRect().top + 20;
        const shown = [...document.querySelectorAll('[data-block]')]
            .find(block => block.textContent.length > 40 && block.getBoundingClientRect().top > top);
        if (!shown) throw new Error('no paragraph begins in sight');
        const node = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT).nextNode();
        const range = document.createRange();
        range.setStart(node, 1);
        range.setEnd(node, 2);
        const box = range.getBoundingClientRect();
        return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];",
    )
    .await
}

fn wheel([x, y]: Point, turns: u32, down: i64) -> Actions {
    let turn = || WheelAction::Scroll {
        duration: Some(PACE),
        x: x as i64,
        y: y as i64,
        delta_x: 0,
        delta_y: down,
    };
    let none = WheelActions::new("wheel".to_owned());
    (0..turns)
        .map(|_| turn())
        .fold(none, WheelActions::then)
        .into()
}

async fn scrolled(page: &Page) -> f64 {
    page.eval("return document.querySelector('.scroll').scrollTop;")
        .await
}

/// Scrolls [`SCREENS`] screens with the wheel, or to the end if that comes first.
///
/// # Panics
/// If the page does not scroll that far.
pub async fn scroll(page: &Page) -> Film {
    let [height, room]: [f64; 2] = page
        .eval(
            "const { clientHeight, scrollHeight, scrollTop } = document.querySelector('.scroll');
            return [clientHeight, scrollHeight - clientHeight - scrollTop];",
        )
        .await;
    let way = (height * f64::from(SCREENS)).min(room);
    let turns = (way / f64::from(TURN)).ceil() as u32;
    let (at, before) = (middle(page).await, scrolled(page).await);
    let film = probe::film(page, async || {
        page.act(wheel(at, turns, i64::from(TURN))).await;
    })
    .await;
    let moved = scrolled(page).await - before;
    assert!(
        moved > way * 0.8,
        "the wheel was turned over {way} pixels, and the page scrolled by {moved}"
    );
    film
}

/// Jumps to the end with a key, pressed until the end is in sight: the heights of sections that were
/// never in sight are guesses, so the end moves as it comes near.
///
/// # Panics
/// If that does not happen.
pub async fn jump_to_end(page: &Page) -> Film {
    probe::film(page, async || {
        for _ in 0..JUMPS {
            page.press("Ctrl+End").await;
            let seen: bool = page
                .eval(
                    "const scroller = document.querySelector('.scroll');
                    for (let still = 0, before; still < 5; before = scroller.scrollTop) {
                        await bench.frame();
                        still = before === scroller.scrollTop ? still + 1 : 0;
                    }
                    const last = [...document.querySelectorAll('[data-block]')].at(-1);
                    const { bottom } = scroller.getBoundingClientRect();
                    return last.getBoundingClientRect().top < bottom;",
                )
                .await;
            if seen {
                return;
            }
        }
        panic!("Ctrl+End, {JUMPS} times, did not bring the last paragraph into sight");
    })
    .await
}

/// Jumps to the beginning with a key.
pub async fn jump_to_start(page: &Page) {
    page.press("Ctrl+Home").await;
    page.until("document.querySelector('.scroll').scrollTop === 0")
        .await;
}

/// Selects over at least [`PARAGRAPHS`] paragraphs, or nearly all if there are fewer: presses the mouse
/// in the first one in sight, and turns the wheel and moves with the button held. Uses the DevTools
/// protocol, because the driver forgets the button when the wheel turns.
///
/// # Panics
/// If the selection does not grow.
pub async fn select_paragraphs(page: &Page) -> Film {
    let [x, y] = visible_word(page).await;
    let there: usize = page
        .eval("return document.querySelectorAll('[data-block]').length;")
        .await;
    let wanted = PARAGRAPHS.min(there.saturating_sub(4));
    let [to_x, to_y] = middle(page).await;
    let film = probe::film(page, async || {
        mouse(page, "mouseMoved", [x, y], 0).await;
        mouse(page, "mousePressed", [x, y], 1).await;
        mouse(page, "mouseMoved", [x + 60.0, y], 1).await;
        let (mut before, mut stuck) = (0, 0);
        for turn in 0.. {
            let sideways = [to_x + f64::from(turn % 2) * 40.0, to_y];
            mouse(page, "mouseWheel", sideways, 1).await;
            mouse(page, "mouseMoved", sideways, 1).await;
            let now: usize = page.eval(&format!("return {SELECTED};")).await;
            if now >= wanted {
                break;
            }
            stuck = if now == before { stuck + 1 } else { 0 };
            before = now;
            assert!(stuck < 50, "the mouse selects {now} paragraphs of {wanted}");
        }
        mouse(page, "mouseReleased", [to_x, to_y], 0).await;
    })
    .await;
    let now: usize = page.eval(&format!("return {SELECTED};")).await;
    assert!(now >= wanted, "{now} paragraphs stay selected of {wanted}");
    film
}

/// The number of selected paragraphs, as an expression.
const SELECTED: &str = "(() => {
    const number = node => Number((node?.nodeType === 1 ? node : node?.parentElement)
        ?.closest('[data-block]')?.dataset.block ?? NaN);
    const { anchorNode, focusNode } = getSelection();
    const [from, to] = [number(anchorNode), number(focusNode)];
    return to >= from ? to - from + 1 : 0;
})()";

async fn mouse(page: &Page, kind: &str, [x, y]: Point, buttons: u8) {
    let moved = json!({
        "type": kind, "x": x, "y": y, "buttons": buttons, "clickCount": 1,
        "deltaX": 0, "deltaY": if kind == "mouseWheel" { 2 * TURN } else { 0 },
        "button": if kind == "mouseMoved" && buttons == 0 { "none" } else { "left" },
    });
    page.devtools("Input.dispatchMouseEvent", moved).await;
}
