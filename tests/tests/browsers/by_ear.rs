//! The first hour of someone who hears the page: everything is found in the accessibility tree by its role
//! and its name, and reached by keys alone.

use postil_core::format::postil;
use postil_e2e::marks::{exported, seen_saved};
use postil_e2e::{Page, browser_tests, wait_for, wait_until};
use serde_json::{Value, json};

// Only Chromium tells its accessibility tree.
browser_tests!(Chromium: a_first_hour_by_ear);

/// Presses of Tab after which something counts as out of reach.
const MOST_TABS: usize = 150;

/// What a screen reader is told of an element.
#[derive(Clone, Debug)]
struct Heard {
    role: String,
    name: String,
    description: String,
    value: String,
    focused: bool,
    /// The words in it.
    words: String,
}

/// The accessibility tree as a list, in the order of the page.
async fn tree(page: &Page) -> Vec<Heard> {
    page.devtools("Accessibility.enable", json!({})).await;
    let answer = page
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await;
    let nodes = answer["nodes"].as_array().expect("a tree");
    let text = |node: &Value, field: &str| {
        let value = &node[field]["value"];
        value.as_str().unwrap_or_default().to_owned()
    };
    let heard = |node: &Value| Heard {
        role: text(node, "role"),
        name: text(node, "name"),
        description: text(node, "description"),
        value: text(node, "value"),
        focused: node["properties"].as_array().is_some_and(|properties| {
            let focused = |p: &Value| p["name"] == "focused" && p["value"]["value"] == true;
            properties.iter().any(focused)
        }),
        words: words(nodes, node),
    };
    nodes
        .iter()
        .filter(|node| node["ignored"] != true)
        .map(heard)
        .collect()
}

fn words(nodes: &[Value], node: &Value) -> String {
    if node["role"]["value"] == "StaticText" {
        return node["name"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
    }
    let ids = node["childIds"].as_array().into_iter().flatten();
    let children = ids.filter_map(|id| nodes.iter().find(|other| other["nodeId"] == *id));
    let words: Vec<_> = children.map(|child| words(nodes, child)).collect();
    words.join(" ").trim().to_owned()
}

/// Waits until there is something with a role and a name, and returns it.
async fn hear(page: &Page, role: &str, name: &str) -> Heard {
    wait_for(&format!("{role} “{name}”"), async || {
        let tree = tree(page).await;
        tree.into_iter()
            .find(|heard| heard.role == role && heard.name.contains(name))
    })
    .await
}

/// Waits until the page has announced some words.
async fn said(page: &Page, words: &str) {
    wait_until(&format!("“{words}” is announced"), async || {
        let tree = tree(page).await;
        let mut regions = tree.iter().filter(|heard| heard.role == "status");
        regions.any(|region| region.words.contains(words))
    })
    .await;
}

/// What has the focus.
async fn focused(page: &Page) -> Option<Heard> {
    let tree = tree(page).await;
    tree.into_iter()
        .find(|heard| heard.focused && heard.role != "RootWebArea")
}

/// Waits until the focus is somewhere.
async fn at(page: &Page, role: &str, name: &str) {
    wait_until(
        &format!("the focus is at {role} “{name}”"),
        async || {
            let focused = focused(page).await;
            focused.is_some_and(|heard| heard.role == role && heard.name.contains(name))
        },
    )
    .await;
}

/// Goes on by Tab until the focus is somewhere.
async fn go_to(page: &Page, role: &str, name: &str) {
    let mut passed = Vec::new();
    for _ in 0..MOST_TABS {
        let here = focused(page).await;
        if let Some(heard) = here {
            if heard.role == role && heard.name.contains(name) {
                return;
            }
            passed.push(format!("{} “{}”", heard.role, heard.name));
        }
        page.press("Tab").await;
    }
    panic!("Tab does not reach {role} “{name}”, but {passed:#?}");
}

const TITLE: &str = "Russia gives new legitimacy to the Taliban regime";

async fn a_first_hour_by_ear(page: &mut Page) {
    page.open().await;
    seen_saved(page).await;

    // Chooses an article from the list.
    hear(page, "navigation", "Articles and clusters").await;
    go_to(page, "button", TITLE).await;
    page.press("Enter").await;
    at(page, "document", &format!("Article: {TITLE}")).await;
    said(page, &format!("Article: {TITLE}")).await;

    // Marks its first words, and says of which kind they are.
    page.press("Home").await;
    page.press("Shift+ArrowRight").await;
    page.press("e").await;
    said(page, "Entity: ").await;
    let mark = hear(page, "mark", "").await;
    assert_eq!(mark.description, "Entity");
    page.press("2").await;
    said(page, "Organization").await;
    wait_until("the kind is heard in the text", async || {
        let mark = hear(page, "mark", "").await;
        mark.description == "Entity, Organization"
    })
    .await;

    // Says more about it.
    page.press("Enter").await;
    at(page, "combobox", "Label").await;
    go_to(page, "textbox", "Role").await;
    page.type_text("the subject").await;
    page.press("Escape").await;
    at(page, "document", TITLE).await;
    page.press("n").await;
    at(page, "textbox", "Note").await;
    page.type_text("By ear.").await;
    page.press("Escape").await;
    at(page, "document", TITLE).await;
    assert_eq!(hear(page, "textbox", "Role").await.value, "the subject");
    assert_eq!(hear(page, "textbox", "Note").await.value, "By ear.");

    // Links it.
    page.press("l").await;
    hear(page, "dialog", "Link to a cluster").await;
    at(page, "combobox", "Cluster name").await;
    page.type_text("Moscow").await;
    hear(page, "option", "New cluster “Moscow”").await;
    page.press("Enter").await;
    at(page, "document", TITLE).await;
    hear(page, "button", "Moscow").await;

    // Searches.
    page.press("/").await;
    at(page, "searchbox", "Search all articles").await;
    page.type_text("Kabulov").await;
    said(page, " matches in ").await;
    page.press("Enter").await;
    at(page, "document", "Article: ").await;
    said(page, "Article: ").await;

    // A copy comes in, which only the system's file dialog could bring by keys, and differs.
    let here = exported(page).await;
    let mut copy = here.clone();
    copy.annotations[0].label = "entity.group".to_owned();
    copy.annotations[0].modified = "2030-01-01T00:00:00.000Z".to_owned();
    let file = postil::write(&copy).files.remove(0);
    page.drop_files("[data-article]", &[(file.name.as_str(), &file.bytes)])
        .await;
    at(page, "button", "Merge").await;
    page.press("Enter").await;
    hear(page, "dialog", "Resolve conflicts").await;
    go_to(page, "button", "Label: Group").await;
    page.press("Enter").await;
    said(page, "No conflicts left").await;
    at(page, "document", "Article: ").await;
    assert_eq!(exported(page).await.annotations[0].label, "entity.group");

    // Undoes that.
    page.press("Ctrl+Z").await;
    said(page, "Undone: ").await;
    wait_until("the label is undone", async || {
        exported(page).await.annotations[0].label == "entity.organization"
    })
    .await;

    // Takes it home.
    page.press("Ctrl+E").await;
    hear(page, "dialog", "Export").await;
    go_to(page, "button", "Download").await;
    let file = page.download(async || page.press("Enter").await).await;
    assert!(!file.bytes.is_empty());
    said(page, "Exported ").await;
    assert!(page.annotations().await[0]["note"] == "By ear.");
}
