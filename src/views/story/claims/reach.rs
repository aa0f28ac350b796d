//! Which cards are in the page: as many as fill the columns as far down as a person has scrolled, and some more.

use crate::ui::signal::ErasedSignal;
use crate::ui::view::effect;
use crate::views::story::sight::{self, Sight};
use std::ops::Range;

/// The least heights of a card without its wordings, and of a wording, with the space after them, in CSS pixels. What is
/// higher than that only fills the columns sooner.
const HEAD_PX: f64 = 76.0;
const WORDING_PX: f64 = 68.0;

/// Wordings of a claim that are shown.
pub const MOST_WORDINGS: usize = 40;

/// How many views are filled.
const VIEWS: f64 = 1.25;

/// The cards; a copy is the same.
#[derive(Clone, Copy)]
pub struct Reach {
    /// The first one.
    from: ErasedSignal<usize>,
    /// How far down the columns are filled, in CSS pixels.
    down: ErasedSignal<f64>,
}

impl Reach {
    /// The beginning of the list.
    pub fn new() -> Self {
        Self {
            from: ErasedSignal::new(0),
            down: ErasedSignal::new(VIEWS * sight::window_height()),
        }
    }

    /// Which of the claims have their cards in so many columns, given how many wordings each has; tracked.
    pub fn of(
        self,
        wordings: impl ExactSizeIterator<Item = usize>,
        columns: usize,
    ) -> Range<usize> {
        let from = self.from.get().min(wordings.len().saturating_sub(1));
        let down = self.down.get();
        from..from + fill(wordings.skip(from), columns, down)
    }

    /// Begins at a card, unless it is in the page.
    pub fn show(self, at: usize, shown: &Range<usize>) {
        if !shown.contains(&at) {
            self.begin(at);
        }
    }

    /// Begins with the first card again.
    pub fn restart(self) {
        self.begin(0);
    }

    fn begin(self, at: usize) {
        self.down.set(VIEWS * sight::window_height());
        self.from.set(at);
    }

    /// Goes on for as long as what is in sight comes near the end.
    pub fn follow(self, sight: ErasedSignal<Sight>) {
        effect(move || {
            let sight = sight.get();
            let wanted = sight.top + VIEWS * sight.height;
            if self.down.with_untracked(|down| wanted > *down) {
                self.down.set(wanted + sight.height);
            }
        });
    }
}

/// How many cards it takes until each column is filled so far down, given how many wordings each has. O(n c) for n of
/// them and c columns.
fn fill(wordings: impl Iterator<Item = usize>, columns: usize, down: f64) -> usize {
    let mut high = vec![0.0_f64; columns.max(1)];
    let mut count = 0;
    for wordings in wordings {
        let shortest = high
            .iter_mut()
            .min_by(|one, other| f64::total_cmp(one, other));
        match shortest {
            Some(shortest) if *shortest < down => {
                *shortest += HEAD_PX + wordings.min(MOST_WORDINGS) as f64 * WORDING_PX;
            }
            _ => break,
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_filled_so_far_down() {
        let of = |wordings: &[usize], columns, down| fill(wordings.iter().copied(), columns, down);
        assert_eq!(of(&[], 3, 1000.0), 0);
        assert_eq!(of(&[2; 100], 1, 1.0), 1);
        assert_eq!(of(&[2; 100], 3, 1.0), 3);
        assert_eq!(of(&[2; 100], 1, 10.0 * (HEAD_PX + 2.0 * WORDING_PX)), 10);
        // A high card fills its column, and the others go on.
        assert_eq!(of(&[30, 2, 2, 2, 2, 2, 2, 2, 2], 2, 800.0), 5);
        assert_eq!(of(&[2; 100], 4, 1e7), 100);
    }
}
