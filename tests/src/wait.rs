//! Waiting for a condition, never for a length of time.

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// The longest time for a condition to come true, and for a script or a gesture to end. Generous,
/// because machines may be busy and only a failing test uses it up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// The pause between two checks of a condition.
const PAUSE: Duration = Duration::from_millis(25);

/// Calls `probe` until it returns a value, and returns that.
///
/// # Panics
/// After two minutes, saying that it waited for `what`.
pub async fn wait_for<T>(what: &str, mut probe: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(value) = probe().await {
            return value;
        }
        assert!(
            Instant::now() < deadline,
            "waited {} s in vain for: {what}",
            PATIENCE.as_secs()
        );
        sleep(PAUSE).await;
    }
}

/// Checks `condition` until it holds.
///
/// # Panics
/// After two minutes, saying that it waited for `what`.
pub async fn wait_until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    wait_for(what, async || condition().await.then_some(())).await;
}
