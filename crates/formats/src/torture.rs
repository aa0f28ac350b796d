//! A project with everything that has broken the offsets or the syntax of a format before.

use postil_core::model::{
    Annotation, Annotator, Attributes, Basis, Cluster, Document, DocumentMeta, Extra, Fragment,
    Project, Published, Relation, Schema, Span, Status, Target, Writing,
};
use postil_core::text::Text;
use serde_json::json;

/// Windows line ends, a leading emoji, joined emoji, combining marks, a no-break space,
/// right-to-left text, and characters that formats use as syntax.
const FIRST: &str = "👍🏽 «Russia’s» Foreign\u{A0}Ministry said: “Кабул — 👩‍👩‍👧 ”.\r\n\
Cafe\u{301} owner Zamir Kabulov & Co. <b>met</b> طالبان (the Taliban) on 18 December 2024.\r\n\
\r\n\
He added: “the ban\r\nwill be\tlifted”; 145 people | died = +1.\r\n";

const SECOND: &str = "=The Taliban 🇦🇫 delisting — 塔利班 — was decided in Moscow. \
Kabulov, director, said so; the Taliban agreed. [x](y) `z` # *w*";

const NOTE: &str =
    "=1+1 \"quoted\", 'single'; <tag> & \u{A0}\ttab\nnew line \\ back | pipe \u{301}👍 \u{202E}rtl";

fn document(id: &str, raw: &str) -> Document {
    let text = Text::freeze(raw);
    let meta = DocumentMeta::new(id.into(), format!("Title of {id}: <“é👍”> & more"));
    Document::new(meta, text.as_str())
}

/// An annotation of pieces, each found after the one before.
fn annotation(id: &str, document: &Document, label: &str, pieces: &[&str]) -> Annotation {
    let mut fragments = Vec::new();
    let mut from = 0;
    for piece in pieces {
        let rest = document.text.get(from..).unwrap_or_default();
        let at = from + rest.find(piece).unwrap_or_default();
        let start = document.text.get(..at).unwrap_or_default().chars().count();
        from = at + piece.len();
        fragments.push(Fragment {
            quote: (*piece).to_owned(),
            ..Fragment::new(start..start + piece.chars().count())
        });
    }
    Annotation {
        author: "ana".to_owned(),
        created: "2026-01-02T03:04:05.678Z".to_owned(),
        ..Annotation::new(id.into(), document.meta.id.clone(), label, fragments)
    }
}

fn relation(id: &str, kind: &str, from: &str, to: Target) -> Relation {
    Relation {
        author: "ana".to_owned(),
        created: "2026-01-02T03:04:05.678Z".to_owned(),
        ..Relation::new(id.into(), kind, from.into(), to)
    }
}

fn cluster(id: &str, name: &str, members: &[&str]) -> Cluster {
    Cluster {
        members: members.iter().map(|&id| id.into()).collect(),
        ..Cluster::new(id.into(), name)
    }
}

/// The project.
pub fn project() -> Project {
    let mut first = document("000", FIRST);
    first.meta.outlet = "Daryo".to_owned();
    first.meta.url = "https://example.org/a?b=c&d=é".to_owned();
    first.meta.language = "en".to_owned();
    first.meta.direction = Some(Writing::LeftToRight);
    first.meta.status = Status::Done;
    first.meta.published = Published {
        date: "2024-12-18".to_owned(),
        basis: Basis::Page,
        note: "by the page".to_owned(),
        extra: Extra::new(),
    };
    first.meta.boilerplate = vec![Span::from(0..2)];
    let second = document("001", SECOND);
    let on = |id, label, pieces: &[&str]| annotation(id, &first, label, pieces);
    let two = |id, label, pieces: &[&str]| annotation(id, &second, label, pieces);

    let mut person = on("a4", "entity.person", &["Zamir Kabulov"]);
    person.note = NOTE.to_owned();
    person.attributes = Attributes::from_iter([
        ("mention".to_owned(), json!("name")),
        ("role".to_owned(), json!("owner, \"café\"; <&> = | \t x")),
        ("metonym".to_owned(), json!(true)),
    ]);
    let mut event = on("a10", "event.policy", &["met"]);
    event.attributes = Attributes::from_iter([("realis".to_owned(), json!("actual"))]);
    let annotations = vec![
        on(
            "a1",
            "entity.organization",
            &["Russia’s» Foreign\u{A0}Ministry"],
        ),
        on("a2", "entity.place", &["Russia"]),
        // Same extent as the one before.
        on("a3", "entity.group", &["Russia"]),
        person,
        on("a5", "entity.person", &["Cafe\u{301} owner Zamir Kabulov"]),
        // Crosses the one before.
        on("a6", "claim.fact", &["Kabulov & Co. <b>met</b> طالبان"]),
        on("a7", "entity.group", &["طالبان"]),
        on("a8", "entity.group", &["the Taliban"]),
        on("a9", "entity.place", &["👩‍👩‍👧"]),
        event,
        // In two pieces.
        on("a11", "claim.opinion", &["He added", "145 people"]),
        // Over paragraphs.
        on(
            "a12",
            "claim.demand",
            &["18 December 2024.\n\nHe added: “the ban\nwill be\tlifted”"],
        ),
        on("a13", "event", &["lifted"]),
        on("a14", "entity.number", &["145"]),
        on(
            "a15",
            "claim",
            &["👍🏽 «Russia’s» Foreign\u{A0}Ministry said: “Кабул — 👩‍👩‍👧 ”."],
        ),
        two("b1", "entity.group", &["The Taliban"]),
        two("b2", "event.policy", &["delisting"]),
        two("b3", "entity.group", &["塔利班"]),
        two("b4", "entity.place", &["Moscow"]),
        two("b5", "entity.person", &["Kabulov"]),
        two(
            "b6",
            "claim.fact",
            &["The Taliban 🇦🇫 delisting — 塔利班 — was decided in Moscow."],
        ),
        two("b7", "entity.group", &["the Taliban"]),
    ];
    let to = |id: &str| Target::Annotation(id.into());
    let mut agent = relation("r1", "role", "a10", to("a4"));
    agent.value = "agent".to_owned();
    let mut target = relation("r2", "role", "a10", to("a7"));
    target.value = "target".to_owned();
    target.note = NOTE.to_owned();
    let relations = vec![
        agent,
        target,
        relation("r3", "said-by", "a6", to("a1")),
        relation("r4", "repeats", "b6", to("a6")),
        relation("r5", "said-by", "b6", Target::Cluster("c2".into())),
        relation("r6", "said-by", "b6", to("b5")),
    ];
    let mut taliban = cluster("c1", "Taliban, \"the\"", &["a7", "a8", "b1", "b3", "b7"]);
    taliban.attributes = Attributes::from_iter([("wikidata".to_owned(), json!("Q42418"))]);
    taliban.note = NOTE.to_owned();
    let mut both = cluster("c4", "Kabulov and the Taliban", &["a6"]);
    both.parts = vec!["c2".into(), "c1".into()];
    let mut project = Project {
        schema: Schema::bundled(),
        documents: vec![first, second],
        annotations,
        relations,
        clusters: vec![
            taliban,
            cluster("c2", "Zamir Kabulov", &["a4", "b5"]),
            cluster("c3", "Nobody", &[]),
            both,
        ],
        ..Project::default()
    };
    project.header.name = "Torture: 👍/é".to_owned();
    project.header.guidelines = "# How\n\n*Read* <closely>.".to_owned();
    project.header.annotators = vec![Annotator {
        id: "ana".to_owned(),
        name: "Ana \"A\" Ó <a@example.org>".to_owned(),
        extra: Extra::new(),
    }];
    project
}
