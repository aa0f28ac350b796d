//! The language of a document and the direction it is written in: as stated, else as its letters tell.

use super::DocumentState;
use crate::model::Writing;
use crate::text::script::{self, Base};

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

    /// Whether the document as a whole runs from right to left: as stated, else by its language. Its
    /// margin is then on the right, and so do paragraphs without letters.
    pub fn is_rtl(&self) -> bool {
        match self.meta().direction {
            Some(stated) => stated == Writing::RightToLeft,
            None => script::is_rtl_language(self.language()),
        }
    }

    /// The direction of what has none by its own letters.
    pub fn base(&self) -> Base {
        Base {
            is_rtl: self.is_rtl(),
            is_stated: self.meta().direction.is_some(),
        }
    }

    /// Whether a paragraph runs from right to left that does so by its letters, or has none: a stated
    /// direction goes before.
    pub fn is_rtl_by(&self, letters: Option<bool>) -> bool {
        letters
            .filter(|_| self.meta().direction.is_none())
            .unwrap_or_else(|| self.is_rtl())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Document, DocumentMeta, Project, Writing};
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

    #[test]
    fn a_stated_direction_goes_before_language_and_letters() {
        let open = |direction| {
            let mut meta = DocumentMeta::new("d".into(), "T".to_owned());
            meta.direction = direction;
            let project = Project {
                documents: vec![Document::new(meta, "BBC: قال\n«said»".to_owned())],
                ..Project::default()
            };
            State::open(project).expect("a sound project")
        };
        let facts = |direction| {
            let state = open(direction);
            let document = &state.documents()[0];
            let letters = document.text().paragraph_is_rtl(0);
            // The last is the quotation mark before Latin letters, at the beginning of a paragraph.
            (
                document.is_rtl(),
                document.is_rtl_by(letters),
                document.text().is_rtl_at(9, document.base()),
            )
        };
        assert_eq!(facts(None), (false, false, false));
        assert_eq!(facts(Some(Writing::LeftToRight)), (false, false, false));
        assert_eq!(facts(Some(Writing::RightToLeft)), (true, true, true));
    }
}
