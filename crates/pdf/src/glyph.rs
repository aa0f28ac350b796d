//! The letters that a page draws, where it draws them.

/// A letter, or several that are drawn as one, on a page whose `y` grows downwards. Lengths are in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// What is drawn; empty for what another glyph says already.
    pub text: String,
    /// The left end on the baseline, in the direction of reading for text that runs from left to right.
    pub x0: f32,
    /// The right end.
    pub x1: f32,
    /// The baseline.
    pub y: f32,
    /// The size of the font.
    pub size: f32,
    /// Which font: equal numbers are the same one.
    pub font: u16,
    /// How the line runs.
    pub turn: Turn,
    /// Whether the file says what it stands for here, in the order of reading and whatever it looks like.
    pub is_said: bool,
    /// Whether the file says that it is not part of the text: a page number or a running head.
    pub is_artifact: bool,
}

/// The direction in which the lines of a text run on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Upright.
    None,
    /// From top to bottom, as on a page that is turned to the right; also columns of Chinese characters.
    Down,
    /// Upside down.
    Over,
    /// From bottom to top.
    Up,
    /// At any other angle, as a stamp across the page.
    Askew,
}

impl Turn {
    /// That of a line that runs in a direction.
    pub fn of(x: f64, y: f64) -> Self {
        // A tangent of 0.1 is about 6 degrees: the lines of a scan may be that crooked.
        match (x.abs() * 0.1 >= y.abs(), y.abs() * 0.1 >= x.abs()) {
            (true, _) if x >= 0.0 => Self::None,
            (true, _) => Self::Over,
            (_, true) if y >= 0.0 => Self::Down,
            (_, true) => Self::Up,
            _ => Self::Askew,
        }
    }

    /// Where a point of the page is, once the page is turned so that these lines are upright, which run in a
    /// direction.
    pub fn upright(self, [x, y]: [f64; 2], along: [f64; 2]) -> [f64; 2] {
        match self {
            Self::None => [x, y],
            Self::Askew => {
                let length = along[0].hypot(along[1]);
                let [right, down] = along.map(|it| it / length);
                [x * right + y * down, y * right - x * down]
            }
            Self::Down => [y, -x],
            Self::Over => [-x, -y],
            Self::Up => [-y, x],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_turned_upright() {
        for (turn, along, place) in [
            (Turn::None, [1.0, 0.05], [3.0, 7.0]),
            (Turn::Down, [0.0, 1.0], [7.0, -3.0]),
            (Turn::Over, [-1.0, 0.0], [-3.0, -7.0]),
            (Turn::Up, [0.0, -1.0], [-7.0, 3.0]),
            (Turn::Askew, [3.0, 4.0], [7.4, 1.8]),
        ] {
            assert_eq!(Turn::of(along[0], along[1]), turn);
            let upright = turn.upright([3.0, 7.0], along);
            let apart = (upright[0] - place[0]).hypot(upright[1] - place[1]);
            assert!(apart < 1e-9, "{turn:?}: {upright:?}");
        }
    }
}
