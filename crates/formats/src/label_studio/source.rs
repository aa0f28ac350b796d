//! The text of a task, and where its regions lie.

use super::page::Page;
use crate::fields::{number_field, range_field};
use crate::incoming::Incoming;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// What the phrases of a dialogue call who says them, and the phrase itself.
const NAMES: [&str; 4] = ["author", "speaker", "name", "role"];
const PHRASE: &str = "text";

/// The text of a task.
#[derive(Debug)]
pub(super) struct Source<'v> {
    /// The field of the data that has it.
    pub key: &'v str,
    /// Whether the text has all that the field says.
    pub whole: bool,
    /// The text.
    pub text: Incoming,
    counts: Counts,
    /// Whether words of regions have `\n` for a line feed.
    escaped: bool,
}

/// What the offsets of regions count.
#[derive(Debug)]
enum Counts {
    /// Code points of the text.
    Text,
    /// Code points of phrases, which begin there.
    Phrases(Vec<usize>),
    /// Those of a web page.
    Page(Page),
}

impl<'v> Source<'v> {
    /// Finds the text in the data of a task: what its regions lie in, of the fields that the
    /// configuration shows as texts and perhaps as pages, or else the field `text`, or else the longest
    /// text. O(n).
    pub fn of(
        data: &'v Value,
        regions: &[&Value],
        fields: &[(&str, bool)],
        is_page: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let data = data.as_object()?;
        let is_path = |end: &Value| end.as_str().is_some_and(|end| end.starts_with('/'));
        let in_page = regions
            .iter()
            .any(|region| is_path(&region["start"]) || !region["globalOffsets"].is_null());
        let in_phrases = !in_page
            && regions
                .iter()
                .any(|region| !region["startOffset"].is_null());
        let text = text_of(data, fields);
        let shown = |key: &str| fields.iter().any(|(name, page)| *page && *name == key);
        let dialogue = dialogue_of(data).filter(|_| text.is_none() || in_phrases);
        let (key, whole, text, counts) = match (dialogue, text) {
            (Some((key, phrases)), _) => {
                let (text, starts, whole) = join(phrases);
                (key, whole, text, Counts::Phrases(starts))
            }
            (None, Some((key, html)))
                if in_page || (regions.is_empty() && (shown(key) || is_page(html))) =>
            {
                let ends = regions
                    .iter()
                    .flat_map(|region| [&region["start"], &region["end"]]);
                let paths: HashSet<&str> = ends.filter_map(Value::as_str).collect();
                let page = Page::new(html, &paths);
                (key, false, page.text.clone(), Counts::Page(page))
            }
            (None, Some((key, text))) => (key, true, text.to_owned(), Counts::Text),
            (None, None) => return None,
        };
        Some(Self {
            key,
            whole,
            escaped: !text.contains("\\n"),
            text: Incoming::new(&text),
            counts,
        })
    }

    /// Where a region lies, in code points; `None` where that is not known and its words are.
    ///
    /// # Errors
    /// With what is wrong.
    pub fn range(&self, region: &Value) -> Result<Option<Range<usize>>, String> {
        match &self.counts {
            Counts::Text => range_field(region, "start", "end").map(Some),
            Counts::Phrases(starts) => {
                let at = |phrase: &str, offset: &str| {
                    let number = match region[phrase].as_str() {
                        Some(number) => number.parse().ok(),
                        None => number_field(region, phrase).ok(),
                    };
                    let start = number.and_then(|number: usize| starts.get(number));
                    let start = start.ok_or_else(|| {
                        format!(
                            "expected the number of one of the {} phrases in `{phrase}`, found {}",
                            starts.len(),
                            region[phrase]
                        )
                    })?;
                    Ok::<_, String>(start.saturating_add(number_field(region, offset)?))
                };
                Ok(Some(at("start", "startOffset")?..at("end", "endOffset")?))
            }
            Counts::Page(page) => match (page.range(region), self.words(region)) {
                (Some(range), _) => Ok(Some(range)),
                (None, Some(_)) => Ok(None),
                (None, None) => Err(
                    "the page has no such place, and the region does not say its words".to_owned(),
                ),
            },
        }
    }

    /// The words that a region covers; Label Studio leaves them empty where it does not know them, and
    /// writes line feeds as `\n`.
    pub fn words<'r>(&self, region: &'r Value) -> Option<Cow<'r, str>> {
        let words = region["text"].as_str().filter(|words| !words.is_empty())?;
        match self.escaped && words.contains("\\n") {
            true => Some(Cow::Owned(words.replace("\\n", "\n"))),
            false => Some(Cow::Borrowed(words)),
        }
    }
}

/// The first of the fields that are shown, the field `text`, or else that of the longest text.
fn text_of<'v>(
    data: &'v Map<String, Value>,
    fields: &[(&str, bool)],
) -> Option<(&'v str, &'v str)> {
    let shown = fields.iter().map(|(name, _)| *name);
    for name in shown.chain(["text"]) {
        if let Some((name, text)) = data.get_key_value(name)
            && let Some(text) = text.as_str()
        {
            return Some((name, text));
        }
    }
    let texts = data.iter();
    let texts = texts.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    texts.max_by_key(|(_, text)| text.len())
}

/// The first field that is a list of phrases.
fn dialogue_of(data: &Map<String, Value>) -> Option<(&str, &[Value])> {
    data.iter().find_map(|(name, value)| {
        let phrases = value.as_array()?;
        let all = phrases.iter().all(|phrase| phrase[PHRASE].is_string());
        (all && !phrases.is_empty()).then_some((name.as_str(), phrases.as_slice()))
    })
}

/// The text of a dialogue, a phrase per line, where each phrase begins in it, and whether the phrases
/// say nothing else.
fn join(phrases: &[Value]) -> (String, Vec<usize>, bool) {
    let (mut text, mut starts, mut whole) = (String::new(), Vec::new(), true);
    let mut length = 0;
    for phrase in phrases {
        let mut begin = String::new();
        if !text.is_empty() {
            begin.push('\n');
        }
        let name = NAMES.iter().find_map(|name| phrase[*name].as_str());
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            begin.push_str(name.trim_end_matches([':', ' ']));
            begin.push_str(": ");
        }
        let words = phrase[PHRASE].as_str().unwrap_or_default();
        length += begin.chars().count();
        starts.push(length);
        length += words.chars().count();
        text.push_str(&begin);
        text.push_str(words);
        let said = 1 + usize::from(name.is_some());
        whole &= phrase
            .as_object()
            .is_some_and(|fields| fields.len() == said);
    }
    (text, starts, whole)
}
