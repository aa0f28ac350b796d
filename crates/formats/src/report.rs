//! Reports for people, in Markdown and as a self-contained HTML page: quotes by cluster and by
//! source, then all others by document. They cannot be read back.
//!
//! Everything from a project is escaped as text, never markup. The page has no script and loads
//! nothing, which a content policy enforces.

mod gather;
mod html;
mod markdown;

use crate::carry::Losses;
use crate::{Format, Options};
use postil_core::model::Project;

pub(crate) const MARKDOWN: Format = Format {
    id: "markdown",
    title: "Report in Markdown",
    tools: "people",
    unit: "none: quotes instead of offsets",
    extensions: &["md"],
    mime: "text/markdown",
    options: false,
    carry: losses,
    encode: |project, _| markdown::report(project),
    decode: None,
    looks: |_, _| false,
};

pub(crate) const HTML: Format = Format {
    id: "html",
    title: "Report as a web page",
    extensions: &["html"],
    mime: "text/html",
    encode: |project, _| html::report(project),
    ..MARKDOWN
};

/// The report is written from the whole project; the losses count what it leaves out.
fn losses(project: &Project, _: &Options) -> (Project, Losses) {
    let mut losses = Losses::default();
    let documents = project.documents.len();
    losses.add("article texts, except for quotes", documents);
    losses.add("mark offsets", project.annotations.len());
    let attributes = project.annotations.iter().map(|a| a.attributes.len());
    losses.add("mark attributes", attributes.sum());
    let others = project
        .relations
        .iter()
        .filter(|r| r.kind != gather::SAID_BY);
    losses.add("links other than said-by", others.count());
    losses.add(
        "guidelines",
        usize::from(!project.header.guidelines.is_empty()),
    );
    (project.clone(), losses)
}

#[cfg(test)]
mod tests {
    use crate::{Options, format, torture};
    use postil_core::testing::any_project;
    use proptest::prelude::*;

    fn text(id: &str, project: &postil_core::model::Project) -> String {
        let format = format(id).expect("listed");
        let written = format.write(project, &Options::default());
        String::from_utf8(written.files[0].bytes.clone()).expect("UTF-8")
    }

    #[test]
    fn quotes_stand_with_their_cluster_and_their_source() {
        let html = text("html", &torture::project());
        let markdown = text("markdown", &torture::project());
        for whole in [&html, &markdown] {
            for words in ["Taliban", "طالبان", "塔利班", "Zamir Kabulov"] {
                assert!(whole.contains(words), "{words}");
            }
        }
        assert!(html.contains("&lt;b&gt;met&lt;/b&gt;"));
        assert!(markdown.contains("\\<b\\>met"));
        assert!(format("html").expect("listed").read(&[]).is_err());
    }

    proptest! {
        #[test]
        fn nothing_of_a_project_is_markup(project in any_project(), name in "[<>&\"'/a-z\\[\\]()`*_#]{0,20}") {
            let mut project = project;
            project.header.name = format!("<script>{name}</script><img src=x onerror=y>");
            for annotation in &mut project.annotations {
                annotation.note = project.header.name.clone();
            }
            let html = text("html", &project).to_lowercase();
            // Tags of the page itself have no attribute but these.
            for piece in html.split('<').skip(1) {
                let tag = piece.split('>').next().unwrap_or_default();
                let word = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
                let known = ["!doctype", "html", "head", "meta", "title", "style", "body", "h1",
                    "h2", "h3", "p", "ul", "li", "blockquote", "cite", "span", "table", "tr", "th",
                    "td", "main", "section", "bdi"];
                prop_assert!(known.contains(&word), "{}", tag);
            }
            let markdown = text("markdown", &project);
            let bare = markdown.replace("\\<", "");
            prop_assert!(!bare.contains('<'), "{}", bare);
        }
    }
}
