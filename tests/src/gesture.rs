//! Gestures of a hand with a mouse or on a touch screen.

use crate::keyboard::held;
use crate::page::Page;
use crate::place::{Place, Quote};
use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
    TouchActions, WheelAction, WheelActions,
};
use serde_json::json;
use std::time::Duration;

/// The number of moves in a drag, and the time for each. Browsers and the page look at the path as
/// well as at its end.
const STEPS: u32 = 5;
const STEP: Duration = Duration::from_millis(12);

/// How long a finger rests in a long press.
const LONG_PRESS: Duration = Duration::from_millis(900);

/// A gesture under construction; [`perform`](Gesture::perform) performs it.
#[must_use]
pub struct Gesture<'a> {
    page: &'a Page,
    touch: bool,
    held: Vec<char>,
    places: Vec<Place>,
    steps: Vec<Step>,
    story: String,
}

enum Step {
    /// To one of the places.
    Move(usize),
    Drag(usize),
    Down,
    Up,
    Rest(Duration),
}

impl Page {
    /// Begins a gesture with the mouse.
    pub fn mouse(&self) -> Gesture<'_> {
        self.gesture(false)
    }

    /// Begins a gesture with one finger.
    pub fn finger(&self) -> Gesture<'_> {
        self.gesture(true)
    }

    fn gesture(&self, touch: bool) -> Gesture<'_> {
        Gesture {
            page: self,
            touch,
            held: Vec::new(),
            places: Vec::new(),
            steps: Vec::new(),
            story: if touch { "finger" } else { "mouse" }.to_owned(),
        }
    }

    /// Selects a quote by dragging the mouse over it.
    pub async fn select(&self, quote: Quote) {
        let (from, to) = (quote.clone().start(), quote.end());
        self.mouse().drag(from, to).perform().await;
    }

    /// Clicks with the left mouse button.
    pub async fn click(&self, place: impl Into<Place>) {
        self.mouse().click(place).perform().await;
    }

    /// Double-clicks with the left mouse button.
    pub async fn double_click(&self, place: impl Into<Place>) {
        self.mouse().double_click(place).perform().await;
    }

    /// Taps with a finger.
    pub async fn tap(&self, place: impl Into<Place>) {
        self.finger().click(place).perform().await;
    }

    /// Moves the mouse over a place.
    pub async fn hover(&self, place: impl Into<Place>) {
        self.mouse().go(place).perform().await;
    }

    /// Goes to a place with the mouse and turns the wheel there, by CSS pixels to the right and
    /// down. WebKit rounds distances in its own way.
    pub async fn wheel(&self, place: impl Into<Place>, right: i64, down: i64) {
        let place = place.into();
        self.note(format!("wheel {right} {down} at {place:?}"));
        let [x, y] = self.points(&[place]).await[0];
        let mouse = MouseActions::new("mouse".to_owned()).then(move_to([x, y], Duration::ZERO));
        self.act(mouse.into()).await;
        let turn = WheelAction::Scroll {
            duration: Some(STEP),
            x: x as i64,
            y: y as i64,
            delta_x: right,
            delta_y: down,
        };
        let wheel = WheelActions::new("wheel".to_owned()).then(turn);
        self.act(wheel.into()).await;
    }

    /// Where places are, in CSS pixels of the viewport. The first is scrolled into view if need be.
    ///
    /// # Panics
    /// If one of them does not exist, is out of view, or is covered.
    pub async fn points(&self, places: &[Place]) -> Vec<[f64; 2]> {
        let script = concat!(include_str!("page.js"), "return pointsOf(args[0]);");
        self.call(script, json!([places])).await
    }
}

impl Gesture<'_> {
    /// Holds keys down from beginning to end: `Alt`, `Ctrl+Shift`.
    pub fn holding(mut self, keys: &str) -> Self {
        self.story += &format!(" holding {keys}");
        self.held = held(keys);
        self
    }

    /// Goes to a place at once.
    pub fn go(mut self, place: impl Into<Place>) -> Self {
        let index = self.place(place.into());
        self.steps.push(Step::Move(index));
        self
    }

    /// Presses the left button, or puts the finger down.
    pub fn down(mut self) -> Self {
        self.steps.push(Step::Down);
        self
    }

    /// Releases the button, or lifts the finger.
    pub fn up(mut self) -> Self {
        self.steps.push(Step::Up);
        self
    }

    /// Moves to a place in a few steps.
    pub fn to(mut self, place: impl Into<Place>) -> Self {
        let index = self.place(place.into());
        self.steps.push(Step::Drag(index));
        self
    }

    /// Presses and releases at a place.
    pub fn click(self, place: impl Into<Place>) -> Self {
        self.go(place).down().up()
    }

    /// Presses and releases twice at a place.
    pub fn double_click(self, place: impl Into<Place>) -> Self {
        self.click(place).down().up()
    }

    /// Presses at one place, moves to another and releases.
    pub fn drag(self, from: impl Into<Place>, to: impl Into<Place>) -> Self {
        self.go(from).down().to(to).up()
    }

    /// Presses at a place, rests, and releases, which selects a word on a touch screen.
    pub fn long_press(self, place: impl Into<Place>) -> Self {
        let mut pressed = self.go(place).down();
        pressed.steps.push(Step::Rest(LONG_PRESS));
        pressed.up()
    }

    fn place(&mut self, place: Place) -> usize {
        self.story += &format!(" {place:?}");
        self.places.push(place);
        self.places.len() - 1
    }

    /// Performs the gesture.
    ///
    /// # Panics
    /// If a place does not exist, is out of view (only the first is scrolled to), or is covered.
    pub async fn perform(self) {
        self.page.note(self.story);
        let points = self.page.points(&self.places).await;
        let mut at = [0.0, 0.0];
        let mut moves = Vec::new();
        for step in self.steps {
            match step {
                Step::Move(place) => {
                    at = points[place];
                    moves.push(move_to(at, Duration::ZERO));
                }
                Step::Drag(place) => {
                    let [x, y] = points[place];
                    for i in 1..=STEPS {
                        let part = f64::from(i) / f64::from(STEPS);
                        let way = [at[0] + (x - at[0]) * part, at[1] + (y - at[1]) * part];
                        moves.push(move_to(way.map(f64::round), STEP));
                    }
                    at = points[place];
                    moves.push(move_to(at, STEP));
                }
                Step::Down => moves.push(PointerAction::Down {
                    button: MOUSE_BUTTON_LEFT,
                }),
                Step::Up => moves.push(PointerAction::Up {
                    button: MOUSE_BUTTON_LEFT,
                }),
                Step::Rest(duration) => moves.push(PointerAction::Pause { duration }),
            }
        }
        // One tick for each key to go down, the gesture, one tick for each to come up.
        let rest = |n: usize| {
            std::iter::repeat_n(
                PointerAction::Pause {
                    duration: Duration::ZERO,
                },
                n,
            )
        };
        let keys = self.held.iter().map(|&value| KeyAction::Down { value });
        let pauses = std::iter::repeat_n(
            KeyAction::Pause {
                duration: Duration::ZERO,
            },
            moves.len(),
        );
        let releases = self.held.iter().rev().map(|&value| KeyAction::Up { value });
        let keys = keys
            .chain(pauses)
            .chain(releases)
            .fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        let moves = rest(self.held.len()).chain(moves);
        let actions = if self.held.is_empty() {
            Actions::default()
        } else {
            Actions::from(keys)
        };
        let actions = if self.touch {
            let finger = TouchActions::new("finger".to_owned());
            actions.and(moves.fold(finger, TouchActions::then))
        } else {
            let mouse = MouseActions::new("mouse".to_owned());
            actions.and(moves.fold(mouse, MouseActions::then))
        };
        self.page.act(actions).await;
    }
}

fn move_to([x, y]: [f64; 2], duration: Duration) -> PointerAction {
    PointerAction::MoveTo {
        duration: Some(duration),
        x,
        y,
    }
}
