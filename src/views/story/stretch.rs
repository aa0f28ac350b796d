//! Long lists of cards of any height, of which the page has the beginning: it goes on as a person scrolls.

use super::sight::Sight;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use std::ops::Range;

/// Cards that are in the page at first.
const FIRST: usize = 12;

/// The stretch; a copy is the same.
#[derive(Clone, Copy)]
pub struct Stretch {
    most: ErasedSignal<usize>,
}

impl Stretch {
    /// The beginning of a list.
    pub fn new() -> Self {
        Self {
            most: ErasedSignal::new(FIRST),
        }
    }

    /// Which of `count` cards are in the page; tracked.
    pub fn of(self, count: usize) -> Range<usize> {
        0..self.most.get().min(count)
    }

    /// Begins with the first card again.
    pub fn restart(self) {
        self.most.set(FIRST);
    }

    /// Goes on for as long as what is in sight comes near the end of the cards, each of which is at least `height` CSS
    /// pixels high.
    pub fn follow(self, sight: ErasedSignal<Sight>, height: f64) {
        effect(move || {
            let wanted = wanted(sight.get(), height);
            if self.most.with_untracked(|most| wanted > *most) {
                self.most.set(wanted);
            }
        });
    }
}

/// How many cards there are to be for what is in sight, and for half as much again below it.
fn wanted(sight: Sight, height: f64) -> usize {
    let end = sight.top + 1.5 * sight.height;
    (end / height).ceil().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_go_on_below_what_is_in_sight() {
        let sight = |top: f64, height: f64| Sight {
            top,
            height,
            ..Sight::default()
        };
        assert_eq!(wanted(sight(-100.0, 500.0), 100.0), 7);
        assert_eq!(wanted(sight(1000.0, 500.0), 100.0), 18);
        assert_eq!(wanted(sight(-5000.0, 500.0), 100.0), 0);
        assert!(wanted(sight(0.0, 1e7), 100.0) > 100_000);
    }
}
