//! Reads and changes single tags of the built `index.html`. Its form is known: attributes in double
//! quotes, no `>` in a value.

use std::ops::Range;

use anyhow::{Context, Result};

/// A page.
#[derive(Debug)]
pub struct Markup(pub String);

impl Markup {
    /// Finds the tags whose text contains `mark`, in order. Treats a comment as a tag.
    pub fn tags(&self, mark: &str) -> Vec<Range<usize>> {
        let mut tags = Vec::new();
        let mut at = 0;
        while let Some(start) = self.0[at..].find('<').map(|start| at + start) {
            let Some(end) = self.0[start..].find('>').map(|end| start + end + 1) else {
                break;
            };
            if self.0[start..end].contains(mark) {
                tags.push(start..end);
            }
            at = end;
        }
        tags
    }

    /// Finds the one tag that contains `mark`.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub fn tag(&self, mark: &str) -> Result<Range<usize>> {
        let mut tags = self.tags(mark);
        let tag = tags.pop().filter(|_| tags.is_empty());
        tag.with_context(|| format!("index.html has not one tag with {mark}"))
    }

    /// The value of an attribute of a tag.
    pub fn attribute(&self, tag: &Range<usize>, name: &str) -> Result<&str> {
        let tag = &self.0[tag.clone()];
        let (_, rest) = tag
            .split_once(&format!(" {name}=\""))
            .with_context(|| format!("{tag} has no {name}"))?;
        Ok(rest.split('"').next().unwrap_or_default())
    }

    /// Replaces a tag, or several.
    pub fn replace(&mut self, tag: Range<usize>, by: &str) {
        self.0.replace_range(tag, by);
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn a_tag_is_found_by_what_it_says() {
        let mut page = Markup(r#"<p>a</p><link id="a" href="./x"><link id="b" href="y"/>"#.into());
        let tag = page.tag("id=\"b\"").expect("one");
        assert_eq!(page.attribute(&tag, "href").expect("a value"), "y");
        assert!(page.attribute(&tag, "rel").is_err());
        assert!(page.tag("<link").is_err(), "two");
        assert!(page.tag("<script").is_err(), "none");
        page.replace(tag, "");
        assert_eq!(page.0, r#"<p>a</p><link id="a" href="./x">"#);
    }
}
