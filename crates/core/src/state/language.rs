//! The language of a document and the direction it is written in: as stated, else as its letters tell.

use super::DocumentState;
use crate::text::script;

impl DocumentState {
    /// The tag of the language: the stated one, else one guessed from the letters; empty if neither
    /// is known. O(1).
    pub fn language(&self) -> &str {
        match self.meta().language.as_str() {
            "" => self.guessed_language().unwrap_or_default(),
            stated if script::is_language_tag(stated) => stated,
            _ => "",
        }
    }

    /// The language that the letters of the text tell, if they do. O(1).
    pub fn guessed_language(&self) -> Option<&'static str> {
        script::guess_language(self.text().as_str())
    }

    /// Whether the document as a whole runs from right to left, by its language. Its margin is then on
    /// the right, and so do paragraphs without letters. Each other paragraph goes by its own letters.
    pub fn is_rtl(&self) -> bool {
        script::is_rtl_language(self.language())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Document, DocumentMeta, Project};
    use crate::state::State;

    #[test]
    fn a_stated_language_goes_before_a_guessed_one() {
        let check = |stated: &str, text: &str, language: &str, is_rtl: bool| {
            let mut meta = DocumentMeta::new("d".into(), "T".to_owned());
            meta.language = stated.to_owned();
            let project = Project {
                documents: vec![Document::new(meta, text.to_owned())],
                ..Project::default()
            };
            let state = State::open(project).expect("a sound project");
            let document = &state.documents()[0];
            assert_eq!((document.language(), document.is_rtl()), (language, is_rtl));
        };
        check("", "قال", "ar", true);
        check("", "said", "", false);
        check("ps", "قال", "ps", true);
        check("en", "قال", "en", false);
        check("Arabic, I think", "said", "", false);
    }
}
