//! What the hand does, one step at a time.

use super::Hand;
use super::given::{KEYS, WORDS, files};
use fantoccini::actions::{
    Actions, InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, WheelAction, WheelActions,
};
use postil_e2e::Engine;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

/// The most tabs that are open at a time.
const TABS: usize = 3;

/// A place in sight, in whole CSS pixels of the viewport.
#[derive(Clone, Debug, Deserialize)]
struct Spot {
    x: f64,
    y: f64,
    name: String,
    takes_text: bool,
}

impl Spot {
    fn told(&self) -> String {
        format!("{} {} {}", self.x, self.y, self.name)
    }
}

impl Hand<'_> {
    /// Does something.
    pub async fn step(&mut self) {
        self.steps += 1;
        match self.random.below(100) {
            0..14 => self.click(&["any", "text", "mark", "control"]).await,
            14..26 => self.drag().await,
            26..30 => self.double_click().await,
            30..33 => self.wheel().await,
            33..55 => self.keys().await,
            55..64 => self.click(&["control"]).await,
            64..70 => self.palette().await,
            70..78 => self.words().await,
            78..84 => self.undo().await,
            84..88 => self.give().await,
            88..90 => self.leave().await,
            90..94 => self.change_tab().await,
            94..96 => self.change_window().await,
            96..98 => self.paste().await,
            _ => self.wait().await,
        }
    }

    /// A number from 0 to 1.
    fn part(&mut self) -> f64 {
        self.random.below(1000) as f64 / 1000.0
    }

    async fn spot(&mut self, what: &str) -> Option<Spot> {
        let place = json!([what, self.part(), self.part(), self.part()]);
        self.ask("return spot(...args);", place).await
    }

    async fn act(&mut self, actions: Actions) {
        // The page may have replaced itself by another project meanwhile.
        if let Err(error) = self.page.client().perform_actions(actions).await {
            self.say(&format!("… which failed: {error}"));
            let _ = self.page.client().release_actions().await;
        }
    }

    async fn press(&mut self, chords: &str) {
        self.say(&format!("press {chords}"));
        self.page.press(chords).await;
    }

    async fn type_words(&mut self, words: &str) {
        self.say(&format!("type {words:?}"));
        self.page.type_text(words).await;
    }

    async fn click(&mut self, kinds: &[&str]) {
        let what = self.random.pick(kinds);
        let Some(spot) = self.spot(what).await else {
            return;
        };
        self.say(&format!("click {}", spot.told()));
        let moves = [go(&spot), DOWN, UP];
        self.act(mouse(moves)).await;
        if spot.takes_text && self.random.below(3) > 0 {
            self.words().await;
        }
    }

    async fn double_click(&mut self) {
        let what = self.random.pick(&["text", "text", "any", "control"]);
        let Some(spot) = self.spot(what).await else {
            return;
        };
        self.say(&format!("double-click {}", spot.told()));
        self.act(mouse([go(&spot), DOWN, UP, DOWN, UP])).await;
    }

    /// Drags from one place to another, mostly over text, and often marks what that selects.
    async fn drag(&mut self) {
        let (from, to) = (
            self.random
                .pick(&["text", "text", "text", "mark", "any", "control"]),
            self.random.pick(&["text", "text", "text", "mark", "any"]),
        );
        let (Some(from), Some(to)) = (self.spot(from).await, self.spot(to).await) else {
            return;
        };
        self.say(&format!("drag {} to {}", from.told(), to.told()));
        let half = Spot {
            x: ((from.x + to.x) / 2.0).floor(),
            y: ((from.y + to.y) / 2.0).floor(),
            ..from.clone()
        };
        self.act(mouse([go(&from), DOWN, go(&half), go(&to), UP]))
            .await;
        if self.random.below(3) > 0 {
            let keys = ["e", "v", "c", "e 1", "e 2", "v 1", "c 3", "r", "b"];
            let keys = self.random.pick(&keys);
            self.press(keys).await;
        }
    }

    async fn wheel(&mut self) {
        let Some(spot) = self.spot("any").await else {
            return;
        };
        let down = self.random.below(2000) as i64 - 1000;
        self.say(&format!("wheel {down} at {}", spot.told()));
        let turn = WheelAction::Scroll {
            duration: Some(Duration::ZERO),
            x: spot.x as i64,
            y: spot.y as i64,
            delta_x: 0,
            delta_y: down,
        };
        let wheel = WheelActions::new("wheel".to_owned()).then(turn);
        self.act(wheel.into()).await;
    }

    async fn keys(&mut self) {
        let count = 1 + self.random.below(5);
        let chords: Vec<_> = (0..count).map(|_| self.random.pick(&KEYS)).collect();
        self.press(&chords.join(" ")).await;
    }

    /// Runs one of the commands of the palette.
    async fn palette(&mut self) {
        let down = self.random.below(70);
        self.say(&format!("run the command {down} rows down the palette"));
        let down = "ArrowDown ".repeat(down);
        self.page.press(&format!("Ctrl+k {down}Enter")).await;
        if self.random.below(2) == 0 {
            self.words().await;
        }
    }

    async fn words(&mut self) {
        if self.random.below(4) == 0
            && let Some(spot) = self.spot("field").await
        {
            self.say(&format!("click {}", spot.told()));
            self.act(mouse([go(&spot), DOWN, UP])).await;
        }
        let words = self.random.pick(&WORDS);
        self.type_words(words).await;
        match self.random.below(8) {
            0 | 1 => self.press("Enter").await,
            2 | 3 => self.press("Escape").await,
            4 => self.press("Tab").await,
            _ => {}
        }
    }

    async fn undo(&mut self) {
        let back = "Ctrl+z ".repeat(1 + self.random.below(6));
        let forth = "Ctrl+y ".repeat(self.random.below(6));
        self.press(&format!("{back}{forth}")).await;
    }

    /// Drops files, or gives them to the field that asks for them.
    async fn give(&mut self) {
        let project = self.project.take();
        let files = files(&mut self.random, project.as_ref());
        self.project = project;
        let names: Vec<_> = files
            .iter()
            .map(|(name, bytes)| format!("{name} ({} bytes)", bytes.len()))
            .collect();
        self.say(&format!("give {}", names.join(", ")));
        self.ask::<()>("await give(args);", json!(files)).await;
        if self.random.below(2) == 0 {
            self.click(&["control"]).await;
        }
    }

    async fn paste(&mut self) {
        let words = self.random.pick(&WORDS);
        let words = words.repeat(1 + self.random.below(30));
        self.say(&format!("paste {words:?}"));
        self.ask::<()>("paste(args[0]);", json!([words])).await;
    }

    /// Reloads, or goes away and comes back.
    async fn leave(&mut self) {
        if self.random.below(2) == 0 {
            self.say("reload");
            let reloaded = self.page.client().refresh().await;
            reloaded.expect("the page reloads");
        } else {
            self.say("go away, and back");
            let away = format!("{}/away.txt", self.page.site().origin());
            let gone = self.page.client().goto(&away).await;
            gone.expect("another page opens");
            let back = self.page.client().back().await;
            back.expect("the browser goes back");
        }
        self.ready().await;
    }

    async fn change_tab(&mut self) {
        match self.random.below(4) {
            0 if self.tabs.len() < TABS => {
                self.say("open a tab");
                let tab = self.page.open_tab().await;
                self.tabs.push(tab);
                self.page.visit("/").await;
                self.ready().await;
            }
            1 if self.tabs.len() > 1 => {
                self.say("close the tab");
                self.tabs.pop();
                let next = self.tabs.last().expect("another tab").clone();
                self.page.close_tab(&next).await;
            }
            2 | 3 if self.tabs.len() > 1 => {
                let tab = self.tabs.remove(self.random.below(self.tabs.len() - 1));
                self.say("go to another tab");
                self.page.switch_to(&tab).await;
                self.tabs.push(tab);
            }
            _ => {}
        }
        if self.random.below(4) > 0 {
            let writes: bool = self.ask("return write();", json!([])).await;
            if !writes {
                self.say("change the project here");
            }
        }
    }

    async fn change_window(&mut self) {
        let sizes = [
            [1280, 800],
            [1280, 800],
            [1440, 900],
            [900, 700],
            [640, 500],
            [360, 640],
        ];
        let [width, height] = sizes[self.random.below(sizes.len())];
        self.say(&format!("resize to {width} × {height}"));
        if self.page.engine() == Engine::Chromium {
            let size = json!({
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
            });
            self.page
                .devtools("Emulation.setDeviceMetricsOverride", size)
                .await;
        } else {
            let sized = self.page.client().set_window_size(width, height).await;
            sized.expect("the window takes a size");
        }
    }

    /// Rests for a random time, in which the page does what it does by itself.
    async fn wait(&mut self) {
        let time = self.random.below(1500) as u64;
        self.say(&format!("wait {time} ms"));
        sleep(Duration::from_millis(time)).await;
    }
}

const DOWN: PointerAction = PointerAction::Down {
    button: MOUSE_BUTTON_LEFT,
};
const UP: PointerAction = PointerAction::Up {
    button: MOUSE_BUTTON_LEFT,
};

fn go(spot: &Spot) -> PointerAction {
    PointerAction::MoveTo {
        duration: Some(Duration::from_millis(10)),
        x: spot.x,
        y: spot.y,
    }
}

fn mouse<const N: usize>(moves: [PointerAction; N]) -> Actions {
    let mouse = MouseActions::new("mouse".to_owned());
    moves.into_iter().fold(mouse, MouseActions::then).into()
}
