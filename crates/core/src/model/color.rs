//! Colours of layers and labels.

use crate::json::{Json, Problem, Reader, Writer, record};
use std::fmt;
use std::str::FromStr;

/// A colour of sRGB without transparency, written `#rrggbb` in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
pub struct Color(
    #[cfg_attr(
        feature = "json-schema",
        schemars(with = "String", regex(pattern = "^#[0-9a-f]{6}$"))
    )]
    [u8; 3],
);

/// A colour of sRGB in linear light, each part from 0 to 1.
type Linear = [f64; 3];

/// The distance in OKLab below which two colours in one text are hard to tell apart. The unit of
/// OKLab is the step from black to white; a just noticeable difference is about 0.02 for large areas
/// that touch, and thin lines apart from each other need several of them.
pub const DISTINCT: f64 = 0.06;

/// How a person sees colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// With all three kinds of cones.
    Full,
    /// Without the cones for middle wavelengths: green and red look alike.
    Deuteranopia,
    /// Without the cones for long wavelengths: red looks dark, and like green.
    Protanopia,
}

impl Sight {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Full, Self::Deuteranopia, Self::Protanopia];

    /// How a colour looks, in linear light. The matrices are those for severity 1.0 in Machado,
    /// Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision
    /// Deficiency”, IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009.
    fn see(self, [r, g, b]: Linear) -> Linear {
        let matrix = match self {
            Self::Full => return [r, g, b],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        };
        matrix.map(|[x, y, z]: [f64; 3]| (x * r + y * g + z * b).clamp(0.0, 1.0))
    }
}

impl Color {
    /// A colour from its red, green and blue parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Red, green and blue.
    pub const fn parts(self) -> [u8; 3] {
        self.0
    }

    /// The contrast ratio of two colours, from 1 (none) to 21 (black and white), as defined by the
    /// Web Content Accessibility Guidelines 2.2. Text should have 4.5 to its background.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// How far two colours look apart to a person with that sight: their distance in OKLab (Björn
    /// Ottosson, “A perceptual color space for image processing”, 2020). Black and white are 1
    /// apart.
    pub fn distance(self, other: Self, sight: Sight) -> f64 {
        let (one, other) = (self.oklab(sight), other.oklab(sight));
        let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>().sqrt()
    }

    /// The first kind of sight with which two colours are hard to tell apart, if any: they are less
    /// than [`DISTINCT`] apart.
    pub fn confused_with(self, other: Self) -> Option<Sight> {
        let mut kinds = Sight::ALL.into_iter();
        kinds.find(|&sight| self.distance(other, sight) < DISTINCT)
    }

    /// A mixture with another color, as `color-mix(in srgb, …)` makes it; `share` is that of this one, from
    /// 0 to 1.
    pub fn mixed(self, share: f64, other: Self) -> Self {
        let mut parts = self.0;
        for (part, of) in parts.iter_mut().zip(other.0) {
            let mixed = share * f64::from(*part) + (1.0 - share) * f64::from(of);
            *part = mixed.round().clamp(0.0, 255.0) as u8;
        }
        Self(parts)
    }

    fn linear(self) -> Linear {
        self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// The relative luminance, from 0 to 1.
    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn oklab(self, sight: Sight) -> [f64; 3] {
        let [r, g, b] = sight.see(self.linear());
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Why a text is no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoColor;

impl fmt::Display for NoColor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a colour such as #3366cc")
    }
}

impl std::error::Error for NoColor {}

impl FromStr for Color {
    type Err = NoColor;

    /// Reads `#rrggbb`, and its short form `#rgb`, in upper or lower case.
    fn from_str(text: &str) -> Result<Self, NoColor> {
        let digits = text.strip_prefix('#').ok_or(NoColor)?.as_bytes();
        let digit = |at: usize| {
            let digit = digits
                .get(at)
                .and_then(|byte| char::from(*byte).to_digit(16));
            digit
                .and_then(|digit| u8::try_from(digit).ok())
                .ok_or(NoColor)
        };
        let part = |at: usize| match digits.len() {
            3 => Ok(digit(at)? * 17),
            6 => Ok(digit(2 * at)? * 16 + digit(2 * at + 1)?),
            _ => Err(NoColor),
        };
        Ok(Self([part(0)?, part(1)?, part(2)?]))
    }
}

impl Json for Color {
    fn write(&self, out: &mut Writer) {
        out.string(&self.to_string());
    }

    fn read(from: &mut Reader) -> Result<Self, Problem> {
        let value = from.value()?;
        let color = value.as_str().and_then(|text| text.parse().ok());
        color.ok_or_else(|| Problem::expected("a colour such as \"#3366cc\"", &value))
    }
}

record!(@serde Color);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;

    const BLACK: Color = Color::new(0, 0, 0);
    const WHITE: Color = Color::new(255, 255, 255);

    fn color(text: &str) -> Color {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_no_color_is_refused() {
        for text in [
            "", "#", "red", "#12", "#12345", "#1234567", "#12345g", "123456", "#ää", "#+12345",
        ] {
            assert_eq!(text.parse::<Color>(), Err(NoColor), "{text}");
        }
        assert_eq!(color("#E73"), color("#ee7733"));
        let problem = json::from_str::<Color>("\"red\"").unwrap_err().to_string();
        assert_eq!(
            problem,
            "expected a colour such as \"#3366cc\", found string \"red\""
        );
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        // The lightest grey with enough contrast to white is known to be #767676.
        assert!(color("#767676").contrast(WHITE) >= 4.5);
        assert!(color("#777777").contrast(WHITE) < 4.5);
    }

    #[test]
    fn distances_are_those_of_oklab() {
        assert!((BLACK.distance(WHITE, Sight::Full) - 1.0).abs() < 1e-3);
        // Red is (0.62796, 0.22486, 0.12585), according to the published reference.
        let red = color("#ff0000").oklab(Sight::Full);
        for (part, known) in red.into_iter().zip([0.627_96, 0.224_86, 0.125_85]) {
            assert!((part - known).abs() < 1e-4, "{red:?}");
        }
    }

    #[test]
    fn red_and_green_are_alike_to_some() {
        let (red, green, blue) = (color("#c85a3c"), color("#8c7d32"), color("#3366cc"));
        assert!(red.distance(green, Sight::Full) > 2.0 * DISTINCT);
        assert_eq!(red.confused_with(green), Some(Sight::Deuteranopia));
        assert_eq!(blue.confused_with(red), None);
        assert_eq!(blue.confused_with(color("#3467cc")), Some(Sight::Full));
    }

    proptest! {
        #[test]
        fn a_color_reads_as_it_is_written(parts: [u8; 3]) {
            let color = Color(parts);
            prop_assert_eq!(color.to_string().parse(), Ok(color));
            prop_assert_eq!(color.to_string().to_uppercase().parse(), Ok(color));
            prop_assert_eq!(json::from_slice(&json::to_vec(&color)), Ok(color));
            prop_assert!((1.0..=21.0).contains(&color.contrast(WHITE)));
            for sight in Sight::ALL {
                prop_assert_eq!(color.distance(color, sight), 0.0);
            }
        }
    }
}
