//! Waiting for a condition, never for a length of time.

use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long a condition may take to come true, and a script or a gesture to end. Generous, because it
/// is only ever used up by a test that fails, and a machine may have other things to do.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// The pause between two looks at a condition.
const PAUSE: Duration = Duration::from_millis(25);

/// Looks at `probe` until it gives a value, and returns it.
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

/// Looks at `condition` until it holds.
///
/// # Panics
/// After two minutes, saying that it waited for `what`.
pub async fn wait_until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    wait_for(what, async || condition().await.then_some(())).await;
}
