//! Kills the browser again and again at random instants during edits: everything the page has shown as
//! saved is there when it opens again, nothing else is there, and all of it can be undone. A kill in the
//! middle of typing takes no more than the last two seconds of it.
//!
//! `POSTIL_KILLS` and `POSTIL_SEED` set the number of kills and the seed of the edits; `cargo xtask
//! soak` sets them, other runs make few kills.

mod edits;
mod typing;

use edits::{Model, edits, line, mark};
use postil_e2e::marks::exported;
use postil_e2e::{Engine, Page, Random, number_from, run_within, wait_until};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Edits for each kill: a thousand in fifty kills.
const EDITS: usize = 20;
/// The longest time between the edit that a kill waits for and the kill, in microseconds: about as long
/// as making and writing some edits takes.
const WITHIN: usize = 40_000;
/// The time without an edit after which the page writes a due snapshot, in milliseconds.
const PAUSE: u64 = 2000;
/// The window around that time in which every fourth kill comes, in microseconds.
const AROUND_PAUSE: usize = 400_000;
/// The most edits that are undone, and the most that are redone, after each kill.
const UNDONE: usize = 5;

#[test]
fn kills_lose_nothing_in_chromium() {
    attack(Engine::Chromium, 4);
}

#[test]
fn kills_lose_nothing_in_firefox() {
    attack(Engine::Firefox, 2);
}

#[test]
fn kills_lose_two_seconds_of_typing_in_chromium() {
    attack_typing(Engine::Chromium, 3);
}

#[test]
fn kills_lose_two_seconds_of_typing_in_firefox() {
    attack_typing(Engine::Firefox, 2);
}

fn attack(engine: Engine, few: usize) {
    let (kills, seed, limit) = asked(few);
    run_within(limit, engine, "kill", async |page| {
        kill_again_and_again(page, kills, seed).await;
    });
}

fn attack_typing(engine: Engine, few: usize) {
    let (kills, seed, limit) = asked(few);
    run_within(limit, engine, "kill-typing", async |page| {
        typing::type_again_and_again(page, kills, seed).await;
    });
}

/// The number of kills, their seed, and the time for them: a busy machine may take long to start each
/// browser.
fn asked(few: usize) -> (usize, u64, Duration) {
    let kills = number_from("POSTIL_KILLS").map_or(few, |kills| kills as usize);
    let seed = number_from("POSTIL_SEED").unwrap_or(1);
    (kills, seed, Duration::from_secs(120 + 60 * kills as u64))
}

async fn kill_again_and_again(page: &mut Page, kills: usize, seed: u64) {
    let start = Instant::now();
    let mut random = Random::new(seed);
    let total = EDITS * kills;
    let (edits, models) = edits(total, &mut random);
    page.site().put("/saved.txt", "");
    page.open().await;
    // The number of edits in the project.
    let mut made = 0;
    let (mut unsaved, mut paused, mut recovered) = (0, 0, 0);
    for kill in 0..kills {
        let reach = made.max(total * (kill + 1) / kills - random.below(EDITS / 2));
        // Every fourth session stops editing, so that the kill falls into the pause.
        let pause = kill % 4 == 3;
        let end = if pause { (reach + 1).min(total) } else { total };
        let mut lines: Vec<_> = (made..end)
            .map(|number| line(number, edits[number], &mut random))
            .collect();
        if let Some(last) = lines.last_mut() {
            last[3] = json!(true);
        }
        page.call::<()>(include_str!("kill/edits.js"), json!(lines))
            .await;
        let reach = reach.min(end);
        wait_until("the page to have saved", async || {
            shown_as_saved(page) >= reach
        })
        .await;
        // The instant of the kill is random: there is no condition to wait for.
        let instant = if pause {
            Duration::from_millis(PAUSE) - Duration::from_micros(AROUND_PAUSE as u64 / 2)
                + Duration::from_micros(random.below(AROUND_PAUSE) as u64)
        } else {
            Duration::from_micros(random.below(WITHIN) as u64)
        };
        sleep(instant).await;
        page.crash().await;
        let promised = shown_as_saved(page);
        page.open().await;
        if page.count("dialog[open]").await > 0 {
            let told = page.text("dialog[open]").await;
            assert!(told.contains("All of them are back"), "seed {seed}: {told}");
            recovered += 1;
            page.press("Escape").await;
        }
        made = check(page, &models, promised, seed).await;
        unsaved += made - promised;
        paused += usize::from(pause);
    }
    println!(
        "{}: {kills} kills in {made} edits (seed {seed}), {paused} of them around the writing of a \
         snapshot: nothing lost that was shown as saved, {unsaved} edits kept beyond that, \
         {recovered} times brought back from the second database, in {} s",
        page.engine(),
        start.elapsed().as_secs(),
    );
}

/// The number of the last edit that the page has shown as saved.
fn shown_as_saved(page: &Page) -> usize {
    let asked = page.site().asked();
    let told = asked
        .iter()
        .filter_map(|asked| asked.path.strip_prefix("/saved.txt?"))
        .filter_map(|number| number.parse().ok());
    told.max().unwrap_or(0)
}

/// Checks that the project and its history are those after some edit no earlier than the last promised
/// one; returns which edit.
async fn check(page: &Page, models: &[Model], promised: usize, seed: u64) -> usize {
    let found = marks(page).await;
    let (back, on) = (steps(page, false).await, steps(page, true).await);
    // Undo leads back to an earlier state, so the marks alone do not tell which edit it was.
    let fits = |edit: &usize| {
        let model = &models[*edit];
        *model.marks() == found
            && model.steps(edits::Edit::Undo, UNDONE) == back
            && model.steps(edits::Edit::Redo, UNDONE) == on
    };
    let fitting = (promised..models.len()).find(fits);
    fitting.unwrap_or_else(|| {
        panic!(
            "seed {seed}: {promised} edits were shown as saved, but the project holds the marks \
             {found:?}, before them {back:?} and after them {on:?}, not those of {:?} or later ones",
            models[promised],
        )
    })
}

/// The marks after each of several steps of undo or redo, as far as there are any. Leaves the project as
/// it was.
async fn steps(page: &Page, on: bool) -> Vec<BTreeSet<u32>> {
    let script = "const [on, most] = args;
        const marks = () => postil.project().annotations.map(({ note }) => parseInt(note)).sort();
        const [there, back] = on ? [postil.redo, postil.undo] : [postil.undo, postil.redo];
        const found = [];
        for (let before = marks(); found.length < most; before = found.at(-1)) {
            there();
            // Every step adds or removes a mark.
            if (String(marks()) === String(before)) break;
            found.push(marks());
        }
        for (const _ of found) back();
        return found;";
    page.call(script, json!([on, UNDONE])).await
}

/// The serial numbers of the marks. Checks that the project is valid and each mark as it was made.
async fn marks(page: &Page) -> BTreeSet<u32> {
    let project = exported(page).await;
    let mut found = BTreeSet::new();
    for annotation in &project.annotations {
        let serial = annotation.note.split(' ').next().unwrap_or_default();
        let serial: u32 = serial.parse().expect("a serial number");
        let (document, start, end, note) = mark(serial);
        assert_eq!(annotation.document.as_str(), document);
        let [fragment] = &*annotation.fragments else {
            panic!("one fragment: {annotation:?}");
        };
        assert_eq!(fragment.range(), start as usize..end as usize);
        assert_eq!(annotation.note, note);
        assert!(found.insert(serial), "mark {serial} is there twice");
    }
    found
}
