//! The picture of a dossier: names and titles, what was said by it and of it, and its roles in events.

use super::draft::{Draft, MARGIN, SMALL, STRONG, WORDS};
use super::{Paint, Picture};
use crate::dossier::{Dossier, Part, Statement};
use crate::scope::{Article, Scope};
use crate::words::{attributed, count, grouped, published, short_names, when};

/// Names and titles that are written.
const MAX_NAMES: usize = 12;
/// Claims of a kind, and events, that are written.
const MAX_LINES: usize = 10;
/// The width of the left half.
const LEFT: f64 = 400.0;
/// The width of the right half.
const RIGHT: f64 = 700.0;
/// The space between the two.
const GAP: f64 = 44.0;
/// The width of an article's name.
const NAME: f64 = 52.0;

/// Draws a dossier: of each of its parts the first few, and how many more there are. O(n) for n things in it.
pub fn draw(dossier: &Dossier, scope: &Scope) -> Picture {
    let names = short_names(scope);
    let mut description = format!(
        "{}, {}, {} by it and {} about it, {} in events.",
        count(dossier.names.len(), "name"),
        count(dossier.titles.len(), "title"),
        count(dossier.said.len(), "claim"),
        grouped(dossier.said_of.len()),
        count(dossier.events.len(), "role"),
    );
    if !dossier.groups.is_empty() {
        let groups = dossier
            .groups
            .iter()
            .take(MAX_NAMES)
            .map(|(_, name)| name.as_str());
        let groups: Vec<&str> = groups.collect();
        description.push_str(&format!(" Part of {}.", groups.join(", ")));
    }
    let title = match dossier.name.as_str() {
        "" => "A cluster without a name",
        name => name,
    };
    let width = 2.0 * MARGIN + LEFT + GAP + RIGHT;
    let mut draft = Draft::new(title, &description, width);
    let top = draft.y;
    list_names(&mut draft, dossier, &names);
    titles(&mut draft, dossier, &names);
    let left = draft.y;
    draft.y = top;
    for (title, statements) in [
        ("Said by it", &dossier.said),
        ("Said about it", &dossier.said_of),
    ] {
        said(&mut draft, title, statements, scope, &names);
    }
    events(&mut draft, dossier, &names);
    draft.y = draft.y.max(left);
    draft.finish()
}

fn head(draft: &mut Draft, x: f64, width: f64, title: &str, many: usize) {
    draft.rule(x, x + width, draft.y, Paint::Edge);
    draft.y += 20.0;
    draft.line(x, draft.y, title, STRONG, width);
    draft.line(
        x + STRONG.width(title) + 10.0,
        draft.y,
        &grouped(many),
        SMALL,
        80.0,
    );
    draft.y += 22.0;
}

/// Below a part.
fn foot(draft: &mut Draft, x: f64, many: usize, shown: usize, one: &str) {
    if many == 0 {
        draft.line(x, draft.y, "nothing", SMALL, LEFT);
        draft.y += SMALL.line();
    }
    draft.left_out(x, &[(many, shown, one)]);
    draft.y += 14.0;
}

fn list_names(draft: &mut Draft, dossier: &Dossier, names: &[String]) {
    head(draft, MARGIN, LEFT, "Names", dossier.names.len());
    for name in dossier.names.iter().take(MAX_NAMES) {
        draft.paragraph(MARGIN, &name.words, WORDS, LEFT, 2);
        let articles = name.articles.iter().copied();
        let mut more = format!(
            "{} in {}",
            count(name.mentions, "mention"),
            listed(articles, names)
        );
        if !name.kind.is_empty() {
            more.push_str(&format!(" · {}", name.kind));
        }
        draft.line(MARGIN, draft.y - 3.0, &more, SMALL, LEFT);
        draft.y += 19.0;
    }
    foot(draft, MARGIN, dossier.names.len(), MAX_NAMES, "name");
}

fn titles(draft: &mut Draft, dossier: &Dossier, names: &[String]) {
    head(draft, MARGIN, LEFT, "Titles", dossier.titles.len());
    for title in dossier.titles.iter().take(MAX_NAMES) {
        draft.paragraph(MARGIN, &title.title, WORDS, LEFT, 2);
        let mut articles: Vec<usize> = title.marks.iter().map(|(article, _)| *article).collect();
        articles.dedup();
        let first = articles.first().and_then(|at| dossier.articles.get(*at));
        let mut more = format!("in {}", listed(articles.iter().copied(), names));
        if let Some(first) = first.filter(|first| first.published.is_some()) {
            more.push_str(&format!(", first published {}", published(first)));
        }
        draft.line(MARGIN, draft.y - 3.0, &more, SMALL, LEFT);
        draft.y += 19.0;
    }
    foot(draft, MARGIN, dossier.titles.len(), MAX_NAMES, "title");
}

/// Names of articles, the first few.
fn listed(articles: impl Iterator<Item = usize>, names: &[String]) -> String {
    let names: Vec<&str> = articles
        .filter_map(|at| names.get(at))
        .take(MAX_NAMES)
        .map(String::as_str)
        .collect();
    names.join(", ")
}

fn said(draft: &mut Draft, title: &str, statements: &[Statement], scope: &Scope, names: &[String]) {
    let x = MARGIN + LEFT + GAP;
    head(draft, x, RIGHT, title, statements.len());
    for it in statements.iter().take(MAX_LINES) {
        let name = names
            .get(it.article)
            .map(String::as_str)
            .unwrap_or_default();
        let article = scope.articles().get(it.article);
        let more = [
            article.map(published),
            Some(attributed(scope.state(), &it.attribution)),
        ];
        let more: Vec<String> = more.into_iter().flatten().collect();
        entry(draft, name, &it.words, &more.join(" · "));
    }
    foot(draft, x, statements.len(), MAX_LINES, "claim");
}

fn events(draft: &mut Draft, dossier: &Dossier, names: &[String]) {
    let x = MARGIN + LEFT + GAP;
    head(draft, x, RIGHT, "Roles in events", dossier.events.len());
    for part in dossier.events.iter().take(MAX_LINES) {
        let name = names
            .get(part.article)
            .map(String::as_str)
            .unwrap_or_default();
        entry(
            draft,
            name,
            &part.words,
            &role(part, dossier.articles.get(part.article)),
        );
    }
    foot(draft, x, dossier.events.len(), MAX_LINES, "role");
}

fn role(part: &Part, article: Option<&Article>) -> String {
    let when = part.when.map(|(it, _)| when(&it));
    let parts = [
        part.role.clone(),
        when.unwrap_or_else(|| "no date".to_owned()),
        part.realis.clone(),
        article
            .map(|article| format!("published {}", published(article)))
            .unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Words of an article, with what is to be known of them below.
fn entry(draft: &mut Draft, name: &str, words: &str, more: &str) {
    let x = MARGIN + LEFT + GAP;
    draft.line(x, draft.y, name, SMALL, NAME - 8.0);
    draft.paragraph(x + NAME, words, WORDS, RIGHT - NAME, 3);
    draft.line(x + NAME, draft.y - 3.0, more, SMALL, RIGHT - NAME);
    draft.y += 20.0;
}

#[cfg(test)]
mod tests;
