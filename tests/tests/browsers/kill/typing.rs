//! Kills the browser while a note is typed.

use postil_e2e::marks::{mark, seen_saved};
use postil_e2e::{Page, Random, quote};
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// The most typing that a kill may cost.
const LOST: Duration = Duration::from_secs(2);
/// The longest time from the first key to the kill, in milliseconds.
const WITHIN: usize = 6000;
/// The longest pause between two keys, in milliseconds: some are longer than the page waits.
const PAUSE: usize = 1500;

const WORDS: &str = "the quick brown fox jumps over the lazy dog ";

/// Types on and on into one note, and kills the browser at random instants: what is there afterwards
/// is what was typed, but for the last two seconds.
pub async fn type_again_and_again(page: &mut Page, kills: usize, seed: u64) {
    let mut random = Random::new(seed);
    page.open().await;
    mark(page, "Foreign Ministry", "e").await;
    seen_saved(page).await;
    let mut note = String::new();
    let (mut typed, mut lost) = (0, 0);
    for _ in 0..kills {
        page.press("Escape").await;
        page.click(quote("Foreign Ministry")).await;
        page.press("n").await;
        page.until("document.activeElement.matches('.inspector textarea[rows=\"2\"]')")
            .await;
        page.press("Ctrl+End").await;
        let first = Instant::now();
        let time = Duration::from_millis(random.below(WITHIN) as u64);
        // When each key was certainly pressed.
        let mut keys: Vec<(char, Instant)> = Vec::new();
        while first.elapsed() < time {
            let at = (note.len() + keys.len()) % WORDS.len();
            let key = char::from(WORDS.as_bytes()[at]);
            page.type_text(&key.to_string()).await;
            keys.push((key, Instant::now()));
            if random.below(15) == 0 {
                sleep(Duration::from_millis(random.below(PAUSE) as u64)).await;
            }
        }
        let killed = Instant::now();
        page.crash().await;
        page.open().await;
        if page.count("dialog[open]").await > 0 {
            let told = page.text("dialog[open]").await;
            assert!(told.contains("All of them are back"), "seed {seed}: {told}");
            page.press("Escape").await;
        }
        let kept: String = page
            .eval("return postil.project().annotations[0].note ?? '';")
            .await;
        let all: String = note
            .chars()
            .chain(keys.iter().map(|(key, _)| *key))
            .collect();
        assert!(
            all.starts_with(&kept) && kept.len() >= note.len(),
            "seed {seed}: “{all}” was typed, “{kept}” is there"
        );
        let gone = &keys[kept.len() - note.len()..];
        if let Some((_, first)) = gone.first() {
            let ago = killed - *first;
            assert!(
                ago < LOST,
                "seed {seed}: {} keys are lost, the first of them {} ms before the kill",
                gone.len(),
                ago.as_millis(),
            );
        }
        typed += keys.len();
        lost += gone.len();
        note = kept;
    }
    println!(
        "{}: {kills} kills in {typed} keys (seed {seed}): {lost} lost, all of them from the last two seconds",
        page.engine(),
    );
}
