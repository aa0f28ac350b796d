//! Interprets what a page draws, as far as it is text (ISO 32000-2, 8.4, 8.10, 9.4 and 14.6).

use crate::fonts::{Face, Fonts};
use crate::glyph::{Glyph, Turn};
use crate::letters;
use crate::limits;
use crate::matrix::Matrix;
use crate::strings;
use crate::unpack::unpacked;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Rect, Stream, String as Bytes};
use hayro_syntax::page::{Page, Resources, Rotation};

/// Lengths on a page, in points.
const MAX_LENGTH: f64 = 1e5;

/// What a page draws.
#[derive(Default)]
pub struct Drawn {
    /// Its letters, in the order of the file.
    pub glyphs: Vec<Glyph>,
    /// How many glyphs have no known meaning; each is U+FFFD.
    pub unknown: usize,
    /// Whether there is a picture.
    pub has_picture: bool,
}

/// Interprets a page.
///
/// # Errors
/// When it is damaged or draws more than the bounds allow. `left`, the bytes that may still be interpreted,
/// goes down in any case.
pub fn page<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>, left: &mut usize) -> Result<Drawn, String> {
    let content = content(page)?;
    let [width, height] = size(page);
    let mut interpreter = Interpreter {
        fonts,
        drawn: Drawn::default(),
        bytes: 0,
        most: 0,
        width,
        height,
        marked: Vec::new(),
    };
    let state = State {
        place: upright(page),
        ..State::default()
    };
    let most = limits::MAX_PAGE_BYTES.min(*left);
    interpreter.most = most;
    let run = interpreter.run(&content, page.resources(), state, 0);
    *left -= interpreter.bytes.min(most);
    run.map(|()| interpreter.drawn)
}

/// The operations of a page.
fn content(page: &Page<'_>) -> Result<Vec<u8>, String> {
    const CONTENTS: &[u8] = b"Contents";
    let damaged = || "it is damaged".to_owned();
    if let Some(stream) = page.raw().get::<Stream<'_>>(CONTENTS) {
        return Ok(unpacked(&stream).ok_or_else(damaged)?.into_owned());
    }
    let mut all = Vec::new();
    if let Some(streams) = page.raw().get::<Array<'_>>(CONTENTS) {
        for stream in streams.iter::<Stream<'_>>() {
            all.extend_from_slice(&unpacked(&stream).ok_or_else(damaged)?);
            all.push(b'\n');
            if all.len() > limits::MAX_PAGE_BYTES {
                return Err(too_much());
            }
        }
    }
    Ok(all)
}

fn too_much() -> String {
    "it draws more than Postil takes in".to_owned()
}

/// The width and the height of an upright page.
fn size(page: &Page<'_>) -> [f32; 2] {
    let (width, height) = page.render_dimensions();
    [width, height]
}

/// From the coordinates of a file to those of an upright page whose `y` grows downwards.
fn upright(page: &Page<'_>) -> Matrix {
    let Rect { x0, y0, x1, y1 } = page.intersected_crop_box();
    match page.rotation() {
        Rotation::None => Matrix([1.0, 0.0, 0.0, -1.0, -x0, y1]),
        Rotation::Horizontal => Matrix([0.0, 1.0, 1.0, 0.0, -y0, -x0]),
        Rotation::Flipped => Matrix([-1.0, 0.0, 0.0, 1.0, x1, -y0]),
        Rotation::FlippedHorizontal => Matrix([0.0, -1.0, -1.0, 0.0, y1, x1]),
    }
}

/// What `q` saves.
#[derive(Clone)]
struct State<'a> {
    /// From the coordinates in use to those of the page.
    place: Matrix,
    face: Option<Face<'a>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    /// Horizontal scaling: 1 is none.
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State<'_> {
    fn default() -> Self {
        Self {
            place: Matrix::IDENTITY,
            face: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// Content that is marked.
struct Marked {
    is_artifact: bool,
    /// What it says, whatever its glyphs are, and which glyph is its first.
    says: Option<(String, usize)>,
}

struct Interpreter<'f, 'a> {
    fonts: &'f mut Fonts<'a>,
    drawn: Drawn,
    /// Bytes of content so far.
    bytes: usize,
    /// How many there may be.
    most: usize,
    width: f32,
    height: f32,
    marked: Vec<Marked>,
}

impl<'a> Interpreter<'_, 'a> {
    fn run(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        start: State<'a>,
        depth: usize,
    ) -> Result<(), String> {
        self.bytes += content.len();
        if self.bytes > self.most {
            return Err(too_much());
        }
        let marked = self.marked.len();
        let (mut state, mut saved) = (start, Vec::new());
        let (mut text, mut line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut ops = TypedIter::new(content);
        while let Some(op) = ops.next() {
            match op {
                Op::SaveState(_) if saved.len() < limits::MAX_NESTED => saved.push(state.clone()),
                Op::RestoreState(_) => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                Op::Transform(op) => {
                    let matrix = matrix([op.0, op.1, op.2, op.3, op.4, op.5]);
                    state.place = matrix.then(state.place);
                }
                Op::BeginText(_) => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                Op::CharacterSpacing(op) => state.letter_space = op.0.as_f64(),
                Op::WordSpacing(op) => state.word_space = op.0.as_f64(),
                Op::HorizontalScaling(op) => state.stretch = op.0.as_f64() / 100.0,
                Op::TextLeading(op) => state.leading = op.0.as_f64(),
                Op::TextRise(op) => state.rise = op.0.as_f64(),
                Op::TextFont(op) => {
                    let font = resources.get_font(op.0);
                    state.face = font.and_then(|font| self.fonts.face(&font));
                    state.size = op.1.as_f64();
                }
                Op::SetGraphicsState(op) => {
                    let all = resources.get_ext_g_state(op.0);
                    let font = all.and_then(|all| all.get::<Array<'a>>(b"Font"));
                    if let Some(font) = font
                        && let Some(dictionary) = font.iter::<Dict<'a>>().next()
                        && let Some(size) = font.iter::<Object<'a>>().nth(1)
                    {
                        state.face = self.fonts.face(&dictionary);
                        state.size = size.into_number().map_or(0.0, |size| size.as_f64());
                    }
                }
                Op::NextLine(op) => {
                    line = Matrix::shift(op.0.as_f64(), op.1.as_f64()).then(line);
                    text = line;
                }
                Op::NextLineAndSetLeading(op) => {
                    state.leading = -op.1.as_f64();
                    line = Matrix::shift(op.0.as_f64(), op.1.as_f64()).then(line);
                    text = line;
                }
                Op::SetTextMatrix(op) => {
                    line = matrix([op.0, op.1, op.2, op.3, op.4, op.5]);
                    text = line;
                }
                Op::NextLineUsingLeading(_) => {
                    line = Matrix::shift(0.0, -state.leading).then(line);
                    text = line;
                }
                Op::ShowText(op) => self.show(op.0, &state, &mut text)?,
                Op::NextLineAndShowText(op) => {
                    line = Matrix::shift(0.0, -state.leading).then(line);
                    text = line;
                    self.show(op.0, &state, &mut text)?;
                }
                Op::ShowTextWithParameters(op) => {
                    state.word_space = op.0.as_f64();
                    state.letter_space = op.1.as_f64();
                    line = Matrix::shift(0.0, -state.leading).then(line);
                    text = line;
                    self.show(op.2, &state, &mut text)?;
                }
                Op::ShowTexts(op) => {
                    let is_horizontal = state.face.as_ref().is_none_or(Face::is_horizontal);
                    for item in op.0.iter::<Object<'_>>() {
                        match item {
                            Object::String(bytes) => self.show(&bytes, &state, &mut text)?,
                            Object::Number(number) => {
                                let by = -number.as_f64() / 1000.0 * state.size;
                                text = if is_horizontal {
                                    Matrix::shift(by * state.stretch, 0.0).then(text)
                                } else {
                                    Matrix::shift(0.0, by).then(text)
                                };
                            }
                            _ => {}
                        }
                    }
                }
                Op::BeginMarkedContent(op) => self.begin(op.0, None),
                Op::BeginMarkedContentWithProperties(op) => {
                    let properties = match op.1 {
                        Object::Dict(inline) => says(inline),
                        Object::Name(name) => {
                            let named = resources.properties.get::<Dict<'_>>(name);
                            named.and_then(|named| says(&named))
                        }
                        _ => None,
                    };
                    self.begin(op.0, properties);
                }
                Op::EndMarkedContent(_) if self.marked.len() > marked => self.end(),
                Op::InlineImage(_) => self.drawn.has_picture = true,
                Op::XObject(op) => {
                    if let Some(object) = resources.get_x_object(op.0) {
                        self.object(&object, resources, &state, depth)?;
                    }
                }
                _ => {}
            }
        }
        while self.marked.len() > marked {
            self.end();
        }
        Ok(())
    }

    /// Draws a form or notes a picture.
    fn object(
        &mut self,
        object: &Stream<'a>,
        resources: &Resources<'a>,
        state: &State<'a>,
        depth: usize,
    ) -> Result<(), String> {
        let dictionary = object.dict();
        let kind = dictionary.get::<Name<'_>>(b"Subtype");
        match kind.as_deref() {
            Some(b"Image") => self.drawn.has_picture = true,
            Some(b"Form") if depth < limits::MAX_NESTED => {
                let content = unpacked(object).ok_or("a part of it is damaged")?;
                let mut state = state.clone();
                if let Some(matrix) = dictionary.get::<[f64; 6]>(b"Matrix") {
                    state.place = Matrix(matrix).then(state.place);
                }
                let own = dictionary.get::<Dict<'a>>(b"Resources");
                let own = own.map(Resources::new);
                self.run(
                    &content,
                    own.as_ref().unwrap_or(resources),
                    state,
                    depth + 1,
                )?;
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Name<'_>, says: Option<String>) {
        let outer = self.marked.last().is_some_and(|outer| outer.is_artifact);
        // Deeper ones count for nothing, but must end.
        if self.marked.len() > 4 * limits::MAX_NESTED {
            return;
        }
        let first = self.drawn.glyphs.len();
        self.marked.push(Marked {
            is_artifact: outer || tag.as_ref() == b"Artifact",
            says: says.map(|says| (says, first)),
        });
    }

    fn end(&mut self) {
        let Some(Marked { says, .. }) = self.marked.pop() else {
            return;
        };
        let Some((says, first)) = says else { return };
        let Some(glyphs) = self.drawn.glyphs.get_mut(first..) else {
            return;
        };
        // What goes over several lines would be in one of them alone.
        let is_line = glyphs.windows(2).all(|pair| {
            let apart = (pair[1].y - pair[0].y).abs();
            pair[0].turn == pair[1].turn && apart < pair[0].size
        });
        if let Some((head, rest)) = glyphs.split_first_mut()
            && is_line
        {
            head.text = letters::tidy(&says);
            head.is_said = true;
            for glyph in rest {
                glyph.text.clear();
                head.x0 = head.x0.min(glyph.x0);
                head.x1 = head.x1.max(glyph.x1);
            }
        }
    }

    /// Draws a text, and moves on.
    fn show(
        &mut self,
        bytes: &Bytes<'_>,
        state: &State<'_>,
        text: &mut Matrix,
    ) -> Result<(), String> {
        let Some(face) = &state.face else {
            return Ok(());
        };
        let is_artifact = self.marked.last().is_some_and(|marked| marked.is_artifact);
        let bytes = bytes.as_bytes();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let (code, length) = face.read(rest);
            at += length;
            let scale = Matrix([
                state.size * state.stretch,
                0.0,
                0.0,
                state.size,
                0.0,
                state.rise,
            ]);
            let place = scale.then(*text).then(state.place);
            let [right, up] = code.advance.map(|advance| advance / 1000.0);
            let is_horizontal = face.is_horizontal();
            self.place(&code.letters, place, [right, up], face, is_artifact)?;
            let space = state.letter_space + if code.is_space { state.word_space } else { 0.0 };
            *text = if is_horizontal {
                Matrix::shift((right * state.size + space) * state.stretch, 0.0).then(*text)
            } else {
                Matrix::shift(0.0, up * state.size + space).then(*text)
            };
        }
        Ok(())
    }

    fn place(
        &mut self,
        known: &Option<String>,
        place: Matrix,
        [right, up]: [f64; 2],
        face: &Face<'_>,
        is_artifact: bool,
    ) -> Result<(), String> {
        let is_horizontal = face.is_horizontal();
        let from = place.apply(0.0, 0.0);
        let to = place.apply(right, up);
        let along = if is_horizontal {
            place.apply(1.0, 0.0)
        } else {
            place.apply(0.0, -1.0)
        };
        let across = if is_horizontal {
            place.apply(0.0, 1.0)
        } else {
            place.apply(1.0, 0.0)
        };
        let size = (across[0] - from[0]).hypot(across[1] - from[1]);
        let mut ends = [from, to].into_iter().flatten();
        let is_sound = ends.all(|it| it.abs() < MAX_LENGTH) && (0.1..MAX_LENGTH).contains(&size);
        if !is_sound {
            return Ok(());
        }
        // Outside the page nobody sees it.
        let middle = [(from[0] + to[0]) / 2.0, (from[1] + to[1]) / 2.0];
        let margin = size.max(2.0);
        let is_inside = (-margin..=f64::from(self.width) + margin).contains(&middle[0])
            && (-margin..=f64::from(self.height) + margin).contains(&middle[1]);
        if !is_inside {
            return Ok(());
        }
        let text = match known.as_deref().map(letters::tidy) {
            Some(text) if !text.contains(char::REPLACEMENT_CHARACTER) => text,
            _ => {
                self.drawn.unknown += 1;
                char::REPLACEMENT_CHARACTER.to_string()
            }
        };
        let along = [along[0] - from[0], along[1] - from[1]];
        let turn = Turn::of(along[0], along[1]);
        let [x0, y] = turn.upright(from, along);
        let [x1, _] = turn.upright(to, along);
        // The baseline of what runs down is its middle.
        let drop = if is_horizontal { 0.0 } else { 0.3 * size };
        self.drawn.glyphs.push(Glyph {
            text,
            x0: x0.min(x1) as f32,
            x1: x0.max(x1) as f32,
            y: (y + drop) as f32,
            size: size as f32,
            font: face.number,
            turn,
            is_said: false,
            is_artifact,
        });
        if self.drawn.glyphs.len() > limits::MAX_PAGE_GLYPHS {
            return Err(too_much());
        }
        Ok(())
    }
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|number| number.as_f64()))
}

/// What marked content says instead of its glyphs.
fn says(properties: &Dict<'_>) -> Option<String> {
    let text = properties.get::<Bytes<'_>>(b"ActualText")?;
    Some(strings::text(text.as_bytes()))
}
