//! The lines of brat's files.

use crate::covered::Stated;
use postil_core::diagnostic::clip;
use std::ops::Range;

/// A file with annotations.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub file: &'a str,
    pub lines: &'a str,
}

/// A line of a file.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its id, such as `T1`.
    pub name: &'a str,
    /// The first word between its tabs.
    pub class: &'a str,
    /// What follows between them.
    pub arguments: &'a str,
    /// What stands after the second tab.
    pub tail: &'a str,
    pub file: &'a str,
    number: usize,
}

impl<'a> Line<'a> {
    /// Where it is, for messages.
    pub fn place(&self) -> String {
        format!("{}, line {}", self.file, self.number)
    }

    /// A line by its tabs; `None` without one.
    pub fn parse(file: &'a str, number: usize, line: &'a str) -> Option<Self> {
        let (name, rest) = line.split_once('\t')?;
        let (body, tail) = rest.split_once('\t').unwrap_or((rest, ""));
        let (class, arguments) = body.split_once(' ').unwrap_or((body, ""));
        Some(Self {
            name,
            class,
            arguments,
            tail,
            file,
            number,
        })
    }
}

impl<'a> Part<'a> {
    /// The lines that are not empty, with their numbers from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let lines = (1..).zip(self.lines.split('\n'));
        let lines = lines.map(|(number, line)| (number, line.strip_suffix('\r').unwrap_or(line)));
        lines.filter(|(_, line)| !line.trim().is_empty())
    }

    /// The names of types in it.
    pub fn types(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let file = self.file;
        let lines = self.lines().filter(|(_, line)| line.starts_with(TYPED));
        let lines = lines.filter_map(move |(number, line)| Line::parse(file, number, line));
        lines.map(|line| line.class.split(':').next().unwrap_or_default())
    }
}

/// The first letters of lines with a type of an annotation, an event, a relation or an attribute.
const TYPED: [char; 5] = ['T', 'E', 'R', 'A', 'M'];

/// The line of an annotation with its offsets.
pub(super) struct Bound<'a> {
    pub line: Line<'a>,
    ranges: Vec<Range<usize>>,
}

impl Bound<'_> {
    pub fn stated(&self) -> Stated<'_> {
        Stated {
            ranges: &self.ranges,
            words: Some(self.line.tail).filter(|words| !words.trim().is_empty()),
        }
    }
}

/// The line of an annotation, with its offsets as they are.
pub(super) fn bound<'a>(file: &'a str, number: usize, line: &'a str) -> Result<Bound<'a>, String> {
    let line = Line::parse(file, number, line).ok_or("expected a tab after the id")?;
    let mut ranges = Vec::new();
    for piece in line.arguments.split(';') {
        let mut numbers = piece.split_whitespace().map(|it| it.parse::<usize>().ok());
        let (Some(Some(start)), Some(Some(end)), None) =
            (numbers.next(), numbers.next(), numbers.next())
        else {
            return Err(format!(
                "expected offsets like `0 5` or `0 5;7 9`, found “{}”",
                clip(line.arguments)
            ));
        };
        ranges.push(start..end);
    }
    Ok(Bound { line, ranges })
}
