//! Every part of a codebook changed under ten thousand marks.

use postil_core::format::postil;
use postil_core::model::{
    Annotation, Cluster, Document, DocumentMeta, Fragment, Header, Project, Relation, Schema,
    Target,
};
use postil_e2e::codebook::{add, choose, done, fill, open, parts, pick, take, titled};
use postil_e2e::marks::{exported, said};
use postil_e2e::{Page, browser_tests, control};
use serde_json::json;
use std::collections::BTreeMap;

browser_tests!(Chromium: every_part_is_changed_under_ten_thousand_marks);

const ARTICLES: usize = 10;
const MARKS: usize = 1_000;

/// A project in which each label of the bundled codebook has as many marks as any other.
fn project() -> Project {
    let schema = Schema::bundled();
    let labels: Vec<String> = (schema.layers.iter())
        .flat_map(|layer| {
            layer
                .labels
                .iter()
                .map(move |label| format!("{}.{}", layer.name, label.name))
        })
        .collect();
    let mut project = Project {
        header: Header::new("Ten thousand"),
        schema,
        ..Project::default()
    };
    let mut cluster = Cluster::new("c".into(), "All");
    cluster
        .attributes
        .insert("wikidata".to_owned(), json!("Q1"));
    for article in 0..ARTICLES {
        let id = format!("d{article}");
        let words: Vec<String> = (0..MARKS).map(|at| format!("word{at:04}")).collect();
        for (at, word) in words.iter().enumerate() {
            let (start, length) = (at * (word.len() + 1), word.len());
            let label = &labels[(article + at) % labels.len()];
            let fragment = Fragment {
                quote: word.clone(),
                ..Fragment::new(start..start + length)
            };
            let mut mark = Annotation::new(
                format!("m{article}-{at:04}").into(),
                id.as_str().into(),
                label.as_str(),
                vec![fragment],
            );
            match mark.layer() {
                "entity" => drop(mark.attributes.insert("mention".to_owned(), json!("alias"))),
                "event" => drop(mark.attributes.insert("realis".to_owned(), json!("future"))),
                _ => {}
            }
            if at < 2 {
                cluster.members.push(mark.id.clone());
            }
            project.annotations.push(mark);
        }
        let text = words.join(" ");
        let meta = DocumentMeta::new(id.into(), format!("Article {article}"));
        project.documents.push(Document::new(meta, text));
    }
    let of = |layer: &'static str| {
        project
            .annotations
            .iter()
            .filter(move |mark| mark.layer() == layer)
            .take(500)
    };
    let ties = of("event")
        .zip(of("entity"))
        .enumerate()
        .map(|(at, (from, to))| Relation {
            value: "agent".to_owned(),
            ..Relation::new(
                format!("r{at}").into(),
                "role",
                from.id.clone(),
                Target::Annotation(to.id.clone()),
            )
        });
    project.relations = ties.collect();
    project.clusters = vec![cluster];
    project
}

/// How many marks have each label.
fn counts(project: &Project) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for mark in &project.annotations {
        *counts.entry(mark.label.as_str()).or_default() += 1;
    }
    counts
}

async fn every_part_is_changed_under_ten_thousand_marks(page: &mut Page) {
    page.open().await;
    let file = postil::write(&project()).files.remove(0);
    page.drop_files("[data-article]", &[(&file.name, &file.bytes)])
        .await;
    page.until("postil.project().name === 'Ten thousand'").await;
    page.saved().await;
    let before = exported(page).await;
    assert_eq!(before.annotations.len(), ARTICLES * MARKS);
    let (unchanged, first_step) = (digest(page).await, undo_label(page).await);
    let first = page.tab().await;
    let second = page.open_tab().await;
    page.open().await;
    page.switch_to(&first).await;

    change_all(page).await;
    let after = exported(page).await;
    check(&before, &after);

    // All of it is taken back, and done again.
    let changed = digest(page).await;
    page.press("Escape").await;
    let mut steps = 0;
    while undo_label(page).await != first_step {
        page.press("Ctrl+z").await;
        page.settled().await;
        steps += 1;
        assert!(steps < 200, "there is no end to undo");
    }
    assert_eq!(digest(page).await, unchanged);
    for _ in 0..steps {
        page.press("Ctrl+Shift+z").await;
    }
    page.settled().await;
    assert_eq!(digest(page).await, changed);
    page.saved().await;

    page.switch_to(&second).await;
    page.until(&format!(
        "postil.project().schema.version === {}",
        after.schema.version
    ))
    .await;
    assert_eq!(digest(page).await, changed);
    page.switch_to(&first).await;
    page.reopen().await;
    assert_eq!(digest(page).await, changed);
}

/// What tells two states of the project apart, without handing over all of it.
async fn digest(page: &Page) -> String {
    page.eval(
        "const bytes = new TextEncoder().encode(JSON.stringify(postil.project()));
        return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join(' ');",
    )
    .await
}

/// What the button would undo.
async fn undo_label(page: &Page) -> String {
    page.eval(
        "return [...document.querySelectorAll('.topbar button')]
            .map(button => button.ariaLabel ?? '')
            .find(label => /^Undo: |^Nothing to undo/.test(label));",
    )
    .await
}

/// Changes something of each part of the codebook, by mouse and keys.
async fn change_all(page: &Page) {
    open(page).await;
    // A layer.
    fill(page, "Title", "Name").await;
    fill(page, "Plural", "Names").await;
    fill(page, "Name", "names").await;
    page.press("Tab").await;
    fill(page, "Key", "y").await;
    page.click(control("Bracket")).await;
    fill(page, "Colour", "#7a1fa2").await;
    fill(page, "Rule", "What has a name.").await;
    page.press("Tab").await;
    titled(page, "names", "Name").await;
    // Two labels become one.
    choose(page, "names.group").await;
    page.click(control("Merge…")).await;
    pick(page, "Into", "Name: Org").await;
    page.click(control("Merge")).await;
    said(page, "Merged into Organization.").await;
    // A label.
    choose(page, "names.person").await;
    fill(page, "Title", "Human").await;
    fill(page, "Name", "human").await;
    page.press("Tab").await;
    fill(page, "Group", "Living").await;
    fill(page, "Colour", "#005f5f").await;
    fill(page, "Rule", "One human being.").await;
    page.click(control("Add an example")).await;
    fill(page, "Example 1: the words", "Zamir Kabulov").await;
    page.press("Tab").await;
    let order = parts(page).await;
    page.click(".outline-row[data-part='names.human']").await;
    page.press("Alt+ArrowDown").await;
    page.settled().await;
    assert_ne!(parts(page).await, order);
    // One becomes two, and others go.
    choose(page, "names.place").await;
    page.click(control("Split…")).await;
    fill(page, "New label", "City").await;
    page.click(".split-marks li:nth-child(1) .tick-row").await;
    page.click(".split-marks li:nth-child(3) .tick-row").await;
    page.click(control("Split off 2 marks")).await;
    said(page, "2 marks moved to the new label.").await;
    choose(page, "names.law").await;
    page.click(control("Remove")).await;
    page.click(control("Remove it")).await;
    said(page, "Removed: law.").await;
    choose(page, "names.media").await;
    page.click(control("Remove")).await;
    pick(page, "What becomes of them", "Give them: Name: Org").await;
    page.click(control("Remove it")).await;
    said(page, "Removed: media.").await;
    // An attribute of marks, and its values.
    choose(page, "names@mention").await;
    fill(page, "Value 4", "nickname").await;
    page.press("Tab").await;
    page.click(control("Remove pronoun")).await;
    pick(page, "Default", "name").await;
    page.press("Tab").await;
    page.click(control("Required")).await;
    take(page, "For: add", "Human").await;
    page.until("document.querySelector('.name-chip')?.innerText.includes('Human')")
        .await;
    // One of another kind.
    choose(page, "event@realis").await;
    take(page, "Kind", "Text").await;
    // A link type.
    choose(page, "→role").await;
    fill(page, "Title", "Part in it").await;
    fill(page, "Name", "part").await;
    page.press("Tab").await;
    fill(page, "Value 1", "doer").await;
    page.press("Tab").await;
    page.click(control("Symmetric")).await;
    page.click(control("Required")).await;
    take(page, "To: add", "Event: all").await;
    // An attribute of clusters.
    choose(page, "@wikidata").await;
    fill(page, "Name", "item").await;
    page.press("Tab").await;
    take(page, "Kind", "Address of a web page").await;
    // What is new.
    add(page, "Layer", "Mood").await;
    add(page, "Label in Mood", "Angry").await;
    add(page, "Attribute of Mood", "Strength").await;
    add(page, "Link type", "Answers").await;
    add(page, "Attribute of clusters", "Born").await;
    page.click(control("Guidelines")).await;
    page.click(control("Guidelines of the project, in Markdown"))
        .await;
    page.type_text("# Names\nAll of them.").await;
    done(page).await;
}

/// Checks that every mark is there, and has the names that it should have.
fn check(before: &Project, after: &Project) {
    let (was, is) = (counts(before), counts(after));
    assert_eq!(is["names.human"], was["entity.person"]);
    assert_eq!(
        is["names.organization"],
        was["entity.organization"] + was["entity.group"] + was["entity.media"]
    );
    assert_eq!(is["names.city"], 2);
    assert_eq!(is["names.place"] + 2, was["entity.place"]);
    assert_eq!(
        is["names.law"], was["entity.law"],
        "what is removed stays on its marks"
    );
    assert!(is.keys().all(|label| !label.starts_with("entity")));
    for label in ["event.policy", "claim.fact"] {
        assert_eq!(is[label], was[label]);
    }
    for (old, new) in before.annotations.iter().zip(&after.annotations) {
        assert_eq!((&old.id, &old.fragments), (&new.id, &new.fragments));
        let mention = new.attributes.get("mention");
        let expected = (old.layer() == "entity").then(|| json!("nickname"));
        assert_eq!(mention, expected.as_ref(), "{}", new.label);
        assert_eq!(old.attributes.get("realis"), new.attributes.get("realis"));
    }
    for (old, new) in before.relations.iter().zip(&after.relations) {
        assert_eq!((&old.from, &old.to), (&new.from, &new.to));
        assert_eq!((new.kind.as_str(), new.value.as_str()), ("part", "doer"));
    }
    assert_eq!(after.relations.len(), before.relations.len());
    let cluster = &after.clusters[0];
    assert_eq!(cluster.members.len(), 2 * ARTICLES);
    assert_eq!(cluster.attributes.get("item"), Some(&json!("Q1")));
    assert_eq!(
        after.schema.version, 1,
        "changes within half an hour are one version"
    );
    assert!(after.header.guidelines.ends_with("All of them."));
    let human = after.schema.label("names.human").expect("it is listed");
    assert_eq!((human.group.as_str(), human.examples.len()), ("Living", 1));
    assert_eq!(
        after.schema.layers.last().map(|layer| layer.name.as_str()),
        Some("mood")
    );
    assert!(after.schema.relation("answers").is_some());
}
