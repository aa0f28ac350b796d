//! Opens, closes and reloads tabs of one project and lets them take turns at writing, at random: no edit
//! that was shown as saved is lost, none is made twice, and all can be undone.
//!
//! `POSTIL_TURNS` and `POSTIL_SEED` set the number of turns and their seed; `cargo xtask soak` sets them,
//! other runs take few turns.

use postil_e2e::{Engine, Page, Random, Tab, number_from, run_within, wait_until};
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

/// The most tabs that are open at a time.
const MOST: usize = 3;

#[test]
fn turns_lose_nothing_in_chromium() {
    attack(Engine::Chromium);
}

#[test]
fn turns_lose_nothing_in_firefox() {
    attack(Engine::Firefox);
}

fn attack(engine: Engine) {
    let turns = number_from("POSTIL_TURNS").unwrap_or(40);
    let seed = number_from("POSTIL_SEED").unwrap_or(1);
    // A busy machine may take long over each turn.
    let limit = Duration::from_secs(300 + 10 * turns);
    run_within(limit, engine, "turns", async |page| {
        let mut game = Game {
            page,
            random: Random::new(seed),
            tabs: Vec::new(),
            made: 0,
            saved: BTreeSet::new(),
        };
        game.open().await;
        let mut kinds = [0; 5];
        for _ in 0..turns {
            let kind = game.turn().await;
            kinds[kind] += 1;
        }
        game.end(seed).await;
        let [edits, switches, opened, closed, reloaded] = kinds;
        println!(
            "{engine}: {edits} times edits, {switches} switches, {opened} tabs opened, {closed} closed, \
             {reloaded} reloaded (seed {seed}): of {} edits {} were shown as saved, and none of them \
             is lost or there twice",
            game.made,
            game.saved.len(),
        );
    });
}

struct Game<'a> {
    page: &'a Page,
    random: Random,
    /// The last one is in front.
    tabs: Vec<Tab>,
    /// The number of edits so far. The note of each mark is the number of its edit.
    made: u32,
    /// The edits that were shown as saved.
    saved: BTreeSet<u32>,
}

impl Game<'_> {
    /// Takes one random turn, and returns which kind.
    async fn turn(&mut self) -> usize {
        match self.random.below(10) {
            6 if self.tabs.len() > 1 => {
                let tab = self.random.below(self.tabs.len() - 1);
                let tab = self.tabs.remove(tab);
                self.page.switch_to(&tab).await;
                self.tabs.push(tab);
                1
            }
            7 if self.tabs.len() < MOST => {
                self.page.open_tab().await;
                self.open().await;
                2
            }
            8 if self.tabs.len() > 1 => {
                self.tabs.pop();
                let next = self.tabs.last().expect("another tab").clone();
                self.page.close_tab(&next).await;
                3
            }
            9 => {
                self.page.reopen().await;
                4
            }
            _ => {
                self.edit().await;
                0
            }
        }
    }

    async fn open(&mut self) {
        self.page.open().await;
        self.tabs.push(self.page.tab().await);
    }

    /// Makes some edits in the tab in front, which first takes the right to write if it lacks it.
    async fn edit(&mut self) {
        let page = self.page;
        let ask = "const word = document.querySelector('[data-saved]').innerText.trim();
            if (word === 'Saved') return true;
            const buttons = [...document.querySelectorAll('button')];
            buttons.find(button => button.innerText === 'Change it here')?.click();
            return false;";
        wait_until("the tab to write", async || page.eval::<bool>(ask).await).await;
        let count = 1 + self.random.below(4) as u32;
        let wait = self.random.below(3) > 0;
        let script = "const [from, count, wait] = args;
            const word = () => document.querySelector('[data-saved]').innerText.trim();
            const made = [];
            for (let number = from; number < from + count; number++) {
                const start = number % 1000;
                // A tab that may no longer write refuses.
                try {
                    postil.annotate({ document: '000', start, end: start + 3, label: 'entity',
                        note: String(number) });
                    made.push(number);
                } catch {}
            }
            if (!wait) return [];
            await postil.saved();
            while (!['Saved', 'Read only'].includes(word())) {
                await new Promise(resolve => requestAnimationFrame(resolve));
            }
            return word() === 'Saved' ? made : [];";
        let saved: Vec<u32> = page.call(script, json!([self.made, count, wait])).await;
        self.saved.extend(saved);
        self.made += count;
    }

    /// Closes all tabs but one and checks the project.
    async fn end(&mut self, seed: u64) {
        while self.tabs.len() > 1 {
            self.tabs.pop();
            let next = self.tabs.last().expect("another tab").clone();
            self.page.close_tab(&next).await;
        }
        self.page.reopen().await;
        let script = "return postil.project().annotations?.map(({ note }) => Number(note)) ?? [];";
        let found: Vec<u32> = self.page.eval(script).await;
        let marks: BTreeSet<u32> = found.iter().copied().collect();
        assert_eq!(
            found.len(),
            marks.len(),
            "seed {seed}: some are there twice: {found:?}"
        );
        let lost: Vec<_> = self.saved.difference(&marks).collect();
        assert!(lost.is_empty(), "seed {seed}: lost {lost:?}");
        assert!(
            marks.iter().all(|mark| *mark < self.made),
            "seed {seed}: {marks:?}"
        );
        let left: usize = self
            .page
            .call(
                "for (let step = 0; step < args; step++) postil.undo();
                return postil.project().annotations?.length ?? 0;",
                json!(found.len()),
            )
            .await;
        assert_eq!(left, 0, "seed {seed}: all can be undone");
    }
}
