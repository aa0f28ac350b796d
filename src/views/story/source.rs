//! Articles as lists of the story name them.

use crate::desk::labels;
use postil_story::scope::Scope;
use postil_story::words;

/// Code points of a title that stands for an outlet.
const MAX_TITLE: usize = 48;

/// An article in a few words. Unlike [`postil_story::scope::Article`] it says nothing of accounts, which become known
/// later: what is made of it stays as it is then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id if all are short, else its number in the project.
    pub mark: String,
    /// Its outlet, else how its title begins.
    pub name: String,
    /// Its outlet; empty if unknown.
    pub outlet: String,
    /// Its title, or how it begins.
    pub title: String,
    /// When it was published, in words.
    pub date: String,
}

/// The articles of a scope. O(n) for n articles.
pub fn sources(scope: &Scope) -> Vec<Source> {
    let articles = scope.documents().iter().zip(scope.articles());
    let articles = articles.zip(words::short_names(scope));
    let source = articles.map(|((document, article), mark)| {
        let title = labels::title(document);
        let outlet = labels::brief(article.outlet.trim());
        Source {
            mark,
            name: match outlet.as_str() {
                "" => labels::cut_at_word(&title, MAX_TITLE),
                outlet => outlet.to_owned(),
            },
            outlet,
            title,
            date: labels::brief(&words::published(article)),
        }
    });
    source.collect()
}

/// Words that keep their own direction in a line of others: an outlet with an Arabic name beside a date.
pub fn apart(words: &str) -> String {
    format!("\u{2068}{words}\u{2069}")
}
