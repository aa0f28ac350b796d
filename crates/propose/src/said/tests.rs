mod english;
mod languages;
mod news;
mod properties;

use super::*;
use postil_core::text::Text;
use std::ops::Range;

/// A text with its marks: `<p Lavrov>` is a person (o: organization, g: group, m: media, l: place), and
/// `{…}` the claim. Mentions that read the same, or end the same as a longer one, are of one cluster.
fn read(marked: &str) -> (Text, Range<usize>, Vec<Mention>) {
    let mut plain = String::new();
    let mut claim = 0..0;
    let mut mentions: Vec<Mention> = Vec::new();
    let mut open = None;
    let mut names: Vec<String> = Vec::new();
    let mut chars = marked.chars();
    let mut at = 0;
    while let Some(c) = chars.next() {
        match c {
            '<' => {
                let kind = match chars.next() {
                    Some('p') => Kind::Person,
                    Some('o') => Kind::Organization,
                    Some('g') => Kind::Group,
                    Some('m') => Kind::Media,
                    _ => Kind::Place,
                };
                chars.next();
                open = Some((at, plain.len(), kind));
            }
            '>' => {
                let (start, byte, kind) = open.take().expect("an open mark");
                let name = plain[byte..].to_owned();
                let same = names.iter().position(|known| known.ends_with(&name));
                let cluster = same.unwrap_or(names.len());
                if same.is_none() {
                    names.push(name);
                }
                mentions.push(Mention {
                    key: u32::try_from(mentions.len()).expect("few"),
                    range: start..at,
                    kind,
                    cluster: u32::try_from(cluster).ok(),
                });
            }
            '{' => claim.start = at,
            '}' => claim.end = at,
            c => {
                plain.push(c);
                at += 1;
            }
        }
    }
    (Text::from_frozen(plain), claim, mentions)
}

/// The first candidate in words: `?` before what is not marked, ` < ` before each of the media.
fn first(marked: &str, language: &str) -> String {
    let (text, claim, mentions) = read(marked);
    let found = rank(&text, &[claim], &mentions, language);
    let words = |speaker: &Speaker| match speaker {
        Speaker::Marked(key) => {
            let mention = mentions.iter().find(|m| m.key == *key).expect("a key");
            let cluster = |m: &&Mention| m.cluster == mention.cluster;
            let first = mentions.iter().find(cluster).expect("itself");
            text.slice(first.range.clone()).to_owned()
        }
        Speaker::Unmarked { range, .. } => format!("?{}", text.slice(range.clone())),
    };
    let Some(best) = found.first() else {
        return String::new();
    };
    let mut shown = words(&best.speaker);
    for via in &best.via {
        shown.push_str(" < ");
        shown.push_str(&words(via));
    }
    shown
}

/// Holds texts against who is proposed first for their claims.
fn check(language: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, speaker)| (text, speaker, first(text, language)))
        .filter(|(_, speaker, found)| found != *speaker)
        .map(|(text, speaker, found)| format!("{text}\n  wanted {speaker}\n  found  {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_fragments_of_a_claim_may_stand_around_who_said_it() {
    let (text, _, mentions) =
        read("<p Ben Stone> left. “The talks,” said <p Anna Orlova>, “have failed.”");
    let fragments = [18..27, 50..61];
    let found = rank(&text, &fragments, &mentions, "en");
    assert_eq!(
        found.first().map(|one| &one.speaker),
        Some(&Speaker::Marked(1))
    );
}

#[test]
fn a_name_in_the_claim_is_offered_if_there_is_no_other() {
    let (text, claim, mentions) = read("{It is over for <p Anna>}, <p Ben> said. <o Acme> left.");
    let found = rank(&text, &[claim], &mentions, "en");
    let keys: Vec<_> = found.iter().map(|one| one.speaker.clone()).collect();
    assert_eq!(keys, [Speaker::Marked(1), Speaker::Marked(2)]);
}

#[test]
fn the_marks_of_a_document_are_candidates() {
    use postil_core::model::{
        Annotation, Cluster, Document, DocumentMeta, Fragment, Project, Schema,
    };
    let text = "On Monday Riyadh welcomed the law. “It is over,” Anna told TASS. Anna left.";
    let mark = |id: &str, label: &str, words: &str| {
        let text = Text::freeze(text);
        let start = text.from_byte(text.as_str().find(words).expect("the words"));
        let fragment = Fragment::new(start..start + words.chars().count());
        Annotation::new(id.into(), "d".into(), label, vec![fragment])
    };
    let mut riyadh = mark("place", "entity.place", "Riyadh");
    riyadh.attributes.insert("metonym".to_owned(), true.into());
    let mut cluster = Cluster::new("c".into(), "Anna");
    cluster.members = vec!["anna".into()];
    let project = Project {
        schema: Schema::bundled(),
        documents: vec![Document::new(
            DocumentMeta::new("d".into(), "T".to_owned()),
            text.to_owned(),
        )],
        annotations: vec![
            mark("claim", "claim.fact", "It is over"),
            mark("other", "claim", "the law"),
            mark("event", "event.life", "left"),
            mark("date", "entity.date", "Monday"),
            riyadh,
            mark("anna", "entity.person", "Anna"),
            mark("tass", "entity.media", "TASS"),
        ],
        clusters: vec![cluster],
        ..Project::default()
    };
    let mut strict = project.clone();
    let state = State::open(project).expect("a sound project");
    let claim = state.annotation(&"claim".into()).expect("the claim");
    let shown = |slot: u32| {
        state
            .at(slot)
            .map_or("", |mark| mark.id.as_str())
            .to_owned()
    };
    let found: Vec<_> = mentions(&state, claim)
        .into_iter()
        .map(|one| (shown(one.key), one.kind, one.cluster))
        .collect();
    assert_eq!(
        found,
        [
            ("place".to_owned(), Kind::Organization, None),
            ("anna".to_owned(), Kind::Person, Some(0)),
            ("tass".to_owned(), Kind::Media, None),
        ]
    );
    let first = speakers(&state, claim)
        .into_iter()
        .next()
        .expect("a speaker");
    let slot = |id: &str| state.slot(&id.into()).expect("a mark");
    assert_eq!(first.speaker, Speaker::Marked(slot("anna")));
    assert_eq!(first.via, [Speaker::Marked(slot("tass"))]);
    assert_eq!(first.reason, Reason::Subject);
    assert_eq!(first.cue, Some(54..58));

    for relation in &mut strict.schema.relations {
        match relation.name.as_str() {
            SAID_BY => relation.to = vec!["entity.place".to_owned()],
            VIA => relation.to = vec!["entity.person".to_owned()],
            _ => {}
        }
    }
    let state = State::open(strict).expect("a sound project");
    let claim = state.annotation(&"claim".into()).expect("the claim");
    let found = speakers(&state, claim);
    let slot = |id: &str| state.slot(&id.into()).expect("a mark");
    let all: Vec<_> = found.iter().map(|one| one.speaker.clone()).collect();
    assert_eq!(all, [Speaker::Marked(slot("place"))]);
    assert!(found.iter().all(|one| one.via.is_empty()));
}
