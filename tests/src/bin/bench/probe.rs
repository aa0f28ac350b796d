//! The Rust side of `probe.js`, which measures time inside the page.

use postil_e2e::Page;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

/// From one key to the painted frame that shows its effect; all in milliseconds.
#[derive(Clone, Debug, Deserialize)]
pub struct Beat {
    /// How long the listeners ran, including their microtasks.
    pub handler: f64,
    /// From there to the beginning of the next frame.
    pub wait: f64,
    /// How long callbacks of animation frames ran.
    pub frames: f64,
    /// From the event to the painted frame.
    pub painted: f64,
    /// Whether a frame before that showed a progress bar.
    pub progress: bool,
}

impl Beat {
    /// How long scripts ran for it.
    pub fn scripting(&self) -> f64 {
        self.handler + self.frames
    }

    /// How long it would have taken if the screen had been refreshed as soon as there was
    /// something to show.
    pub fn work(&self) -> f64 {
        self.painted - self.wait.max(0.0)
    }
}

/// The frames of a movement; all in milliseconds.
#[derive(Clone, Debug, Deserialize)]
pub struct Film {
    /// The times between one frame and the next.
    pub frames: Vec<f64>,
    /// The longest task of 50 ms or more; else 0.
    pub longest: f64,
}

/// Puts the probe into every document that the page's tab loads from now on.
pub async fn install(page: &Page) {
    let source = json!({ "source": include_str!("probe.js") });
    page.devtools("Page.addScriptToEvaluateOnNewDocument", source)
        .await;
}

/// How long a person holds a key. Releasing it is another event, which must not fall into the
/// measurement of the press.
const HELD: Duration = Duration::from_millis(80);

/// The event that a page reacts to.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// A key press.
    Key,
    /// A letter in a field.
    Letter,
}

/// Presses a chord and measures until a frame is painted in which the JavaScript expression
/// `shown` is true. It may use `ended`, the time when the page's listeners finished.
pub async fn press(page: &Page, chord: &str, by: By, shown: &str) -> Beat {
    arm(page, by, shown, false).await;
    page.hold(chord, HELD).await;
    page.eval("return bench.result();").await
}

/// As [`press`] of a key. Also measures the time from that frame to the end of the last work within a
/// second that took longer than a frame, in milliseconds; 0 if there is none.
pub async fn press_and_watch(page: &Page, chord: &str, shown: &str) -> (Beat, f64) {
    arm(page, By::Key, shown, true).await;
    page.hold(chord, HELD).await;
    let beat = page.eval("return bench.result();").await;
    (beat, page.eval("return bench.busy();").await)
}

async fn arm(page: &Page, by: By, shown: &str, watch: bool) {
    let kind = match by {
        By::Key => "keydown",
        By::Letter => "input",
    };
    page.eval::<()>(&format!(
        "await bench.arm('{kind}', ended => ({shown}), {watch});"
    ))
    .await;
}

/// Measures the frames while `moves` runs.
pub async fn film(page: &Page, moves: impl AsyncFnOnce()) -> Film {
    page.eval::<()>("bench.startFilm();").await;
    moves().await;
    page.eval("return bench.stopFilm();").await
}
