//! When events were: a picture, and a list.

use super::block::{Block, Inline, heading, paragraph, quiet, quote, rest, strong};
use super::source::Sources;
use crate::dated::Basis;
use crate::picture::timeline::draw;
use crate::scope::Scope;
use crate::timeline::{Event, Lanes, Timeline};
use crate::words::{count, grouped, when};

/// Events with a date that are listed.
const MAX_EVENTS: usize = 200;
/// Events without a date that are listed.
const MAX_UNDATED: usize = 40;

pub(super) fn blocks(timeline: &Timeline, scope: &Scope, sources: &Sources) -> Vec<Block> {
    let said = format!(
        "{} with a date, {} without. Dates are those of the events, as far as a person has given them or, where it says \
         “proposed”, a program thinks.",
        count(timeline.events.len(), "event"),
        grouped(timeline.undated.len()),
    );
    let mut blocks = vec![heading(2, "Timeline"), paragraph(&said)];
    if !timeline.events.is_empty() {
        blocks.push(Block::Picture(Box::new(draw(
            timeline,
            scope,
            Lanes::Cluster,
            None,
        ))));
        let events = timeline.events.iter().take(MAX_EVENTS);
        blocks.push(Block::List(
            events.map(|event| item(event, sources)).collect(),
        ));
        blocks.extend(rest(&[(timeline.events.len(), MAX_EVENTS, "event")]));
    }
    if !timeline.undated.is_empty() {
        blocks.push(heading(3, "Events without a date"));
        let events = timeline.undated.iter().take(MAX_UNDATED);
        blocks.push(Block::List(
            events.map(|event| item(event, sources)).collect(),
        ));
        blocks.extend(rest(&[(timeline.undated.len(), MAX_UNDATED, "event")]));
    }
    blocks
}

fn item(event: &Event, sources: &Sources) -> Vec<Inline> {
    let mut item = Vec::new();
    if let Some((days, basis)) = event.when {
        item.push(strong(&when(&days)));
        if basis == Basis::Proposed {
            item.push(quiet("proposed"));
        }
    }
    item.push(quote(&event.words));
    let given = match (event.when, event.given.as_str()) {
        (None, given) if !given.is_empty() => format!("date as given: {given}"),
        _ => String::new(),
    };
    let denied = if event.is_negative { "denied" } else { "" };
    item.push(sources.cite(event.article, &[&event.realis, denied, &given]));
    item
}
