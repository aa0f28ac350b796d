//! What JSON-LD in a page says about its article (<https://schema.org/Article>).

use serde_json::{Map, Value};
use std::collections::HashMap;

/// What is said about an article; what is not said is empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    pub title: String,
    pub outlet: String,
    pub authors: Vec<String>,
    pub date: String,
    pub url: String,
    pub language: String,
}

/// Authors that are taken.
const MAX_AUTHORS: usize = 50;

type Node = Map<String, Value>;

/// The first article that is said to be one. `None` if the JSON is broken or says nothing of an
/// article. O(n).
pub(super) fn article(json: &str) -> Option<Article> {
    let json = json
        .trim()
        .trim_start_matches("<!--")
        .trim_end_matches("-->");
    let json = json
        .trim()
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("//]]>");
    let root: Value = serde_json::from_str(json.trim().trim_end_matches(';')).ok()?;
    let nodes = nodes(&root);
    let article = nodes.iter().copied().find(|node| is_article(node))?;
    let by_id: HashMap<&str, &Node> = nodes
        .iter()
        .filter_map(|node| Some((node.get("@id")?.as_str()?, *node)))
        .collect();
    let names = |key: &str| names(article.get(key), &by_id);
    let said = |key: &str| text(article.get(key));
    let first = |list: Vec<String>| list.into_iter().next().unwrap_or_default();
    let title = said("headline");
    let main = article.get("mainEntityOfPage");
    let main = main.and_then(|main| main.get("@id").or(Some(main)));
    let url = match said("url") {
        url if url.is_empty() => text(main),
        url => url,
    };
    Some(Article {
        title: if title.is_empty() {
            said("name")
        } else {
            title
        },
        outlet: first(names("publisher")),
        authors: names("author"),
        date: said("datePublished"),
        url,
        language: first(names("inLanguage")),
    })
}

/// The nodes at the top of the data: itself, those of a list, those of a graph, and what is the main
/// part of one.
fn nodes(root: &Value) -> Vec<&Node> {
    fn list(value: Option<&Value>) -> Vec<&Value> {
        match value {
            Some(Value::Array(list)) => list.iter().collect(),
            Some(value) => vec![value],
            None => Vec::new(),
        }
    }
    let top = list(Some(root));
    let inside = |key: &'static str| top.iter().flat_map(move |node| list(node.get(key)));
    let all = top.iter().copied().chain(inside("@graph"));
    let all = all.chain(inside("mainEntity"));
    all.filter_map(Value::as_object).collect()
}

/// Whether a node is an article, by the types that are articles in news.
fn is_article(node: &Node) -> bool {
    let is = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind.ends_with("Report")
    };
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// A string as it is shown.
fn text(value: Option<&Value>) -> String {
    let said = value.and_then(Value::as_str).unwrap_or_default();
    if said.contains(['&', '<']) {
        super::plain(said)
    } else {
        said.to_owned()
    }
}

/// The names of what is named itself, or in a node, or in a node elsewhere; of several, each.
fn names(value: Option<&Value>, by_id: &HashMap<&str, &Node>) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::Object(node) => {
            let id = node.get("@id").and_then(Value::as_str);
            let elsewhere = id
                .and_then(|id| by_id.get(id))
                .and_then(|node| node.get("name"));
            text(node.get("name").or(elsewhere))
        }
        value => text(Some(value)),
    };
    let names: Vec<String> = match value {
        Some(Value::Array(list)) => list.iter().take(MAX_AUTHORS).map(one).collect(),
        Some(value) => vec![one(value)],
        None => Vec::new(),
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph() {
        let json = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","@id":"#site","name":"Not this"},
            {"@type":["NewsArticle"],"headline":"A &amp; B","datePublished":"2024-12-18T10:00:00Z",
             "author":[{"@type":"Person","name":"Ann Roe"},{"@id":"#joe"}],"publisher":{"@id":"#org"},
             "mainEntityOfPage":{"@id":"https://e.org/a"},"inLanguage":"en"},
            {"@type":"Person","@id":"#joe","name":"Joe Doe"},
            {"@type":"Organization","@id":"#org","name":"Daily"}]}"##;
        let said = article(json).expect("an article");
        assert_eq!(
            (said.title.as_str(), said.outlet.as_str()),
            ("A & B", "Daily")
        );
        assert_eq!(said.authors, ["Ann Roe", "Joe Doe"]);
        assert_eq!(
            (said.date.as_str(), said.url.as_str()),
            ("2024-12-18T10:00:00Z", "https://e.org/a")
        );
        assert_eq!(said.language, "en");
    }

    #[test]
    fn other_data_says_nothing() {
        for json in [
            "",
            "{",
            "[]",
            "3",
            r#"{"@type":"WebSite","name":"A"}"#,
            r#"[[{"@type":"Article"}]]"#,
        ] {
            assert_eq!(article(json), None, "{json}");
        }
        let list = r#"<!-- [{"@type":"Article","name":"A","author":"B"}]; -->"#;
        assert_eq!(
            article(list).map(|said| said.authors),
            Some(vec!["B".to_owned()])
        );
        let list = r#"//<![CDATA[
            [{"@type":"Article","name":"A","author":"B"}]
            //]]>"#;
        assert_eq!(
            article(list).map(|said| said.authors),
            Some(vec!["B".to_owned()])
        );
    }
}
