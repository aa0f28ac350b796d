//! Runs a test in a browser and reports on it.

use crate::engine::Engine;
use crate::page::Page;
use futures_util::FutureExt;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::time::Duration;
use tokio::sync::Semaphore;

/// The most browsers that run at a time, whatever the number of test threads: more starve each other.
static SEATS: Semaphore = Semaphore::const_new(2);

/// The time after which a test counts as hanging.
const LIMIT: Duration = Duration::from_secs(600);

/// Declares tests: one for each named `async fn(&mut Page)` and each engine listed.
///
/// ```ignore
/// browser_tests!(Chromium, Firefox, WebKit: selects_a_word, types_a_note);
/// browser_tests!(Chromium: follows_the_dark_theme);
/// ```
///
/// They are called `selects_a_word::chromium` and so on.
#[macro_export]
macro_rules! browser_tests {
    ($($engine:ident),+ : $($test:ident),+ $(,)?) => {
        $crate::browser_tests!(@each [$($engine)+] $($test)+);
    };
    (@each $engines:tt $($test:ident)+) => {
        $($crate::browser_tests!(@test $test $engines);)+
    };
    (@test $test:ident [$($engine:ident)+]) => {
        mod $test {
            $(
                #[test]
                #[allow(non_snake_case)]
                fn $engine() {
                    $crate::run(
                        $crate::Engine::$engine,
                        stringify!($test),
                        async |page: &mut $crate::Page| super::$test(page).await,
                    );
                }
            )+
        }
    };
}

/// Runs `test` in a browser of its own. Called by [`browser_tests!`](crate::browser_tests).
///
/// # Panics
/// If the test does, after printing its steps, the errors of the console, and where it saved a
/// screenshot. Also if the page reported an error or sent a request to another machine that the test
/// did not take.
pub fn run(engine: Engine, name: &str, test: impl AsyncFnOnce(&mut Page)) {
    run_within(LIMIT, engine, name, test);
}

/// As [`run`], for a test that may take longer.
///
/// # Panics
/// As [`run`].
pub fn run_within(limit: Duration, engine: Engine, name: &str, test: impl AsyncFnOnce(&mut Page)) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let _seat = SEATS.acquire().await;
        let mut page = Page::start(engine).await;
        let outcome = tokio::time::timeout(limit, async {
            test(&mut page).await;
            page.assert_quiet().await;
        });
        let outcome = AssertUnwindSafe(outcome).catch_unwind().await;
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(_)) => {
                report(&page, engine, name).await;
                panic!("the test took more than {} s", limit.as_secs());
            }
            Err(panic) => {
                report(&page, engine, name).await;
                resume_unwind(panic);
            }
        }
    });
}

/// Prints what is known about a failure. The browser may be in any state, so anything here may fail.
async fn report(page: &Page, engine: Engine, name: &str) {
    eprintln!("In {engine}:\n  {}", page.trail());
    let look = async {
        for message in page.take_console().await {
            eprintln!("  console: {message}");
        }
        let file = page.screenshot(&format!("failed-{name}-{engine}")).await;
        eprintln!("  screenshot: {}", file.display());
    };
    let look = tokio::time::timeout(Duration::from_secs(20), look);
    let _ = AssertUnwindSafe(look).catch_unwind().await;
}
