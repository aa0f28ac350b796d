//! The project that everyone opens first: five articles on one story. They are part of the program,
//! because the page fetches nothing after it has loaded.

use postil_core::json;
use postil_core::model::{Document, DocumentMeta, Header, Project, Schema};

const MANIFEST: &[u8] = include_bytes!("../../articles/manifest.json");

macro_rules! texts {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_str!(concat!("../../articles/", $file)))),*]
    };
}

const TEXTS: [(&str, &str); 5] = texts![
    "000_0bc414f634145b82.txt",
    "001_3d43af0b7f077dd8.txt",
    "002_dfb0335adb72a91a.txt",
    "003_60f9f2dbb61d106e.txt",
    "004_78a6bd40efd81f0e.txt",
];

/// The content of `articles/manifest.json`.
struct Manifest {
    /// The name of the project.
    name: String,
    /// In the order of the rail.
    articles: Vec<Article>,
}

json::record!(Manifest {
    name: required,
    articles: required,
});

struct Article {
    /// The name of the file in `articles/`, whose content is the text.
    file: String,
    /// SHA-256 of the file, in lower-case hexadecimal.
    sha256: String,
    /// The metadata of the text.
    about: DocumentMeta,
}

json::record!(Article {
    file: required,
    sha256: required,
    about: required,
});

/// The bundled project, without any annotation.
pub fn project() -> Project {
    let Ok(manifest) = json::from_slice::<Manifest>(MANIFEST) else {
        // Tests read the manifest, so a release never gets here.
        return Project::default();
    };
    let documents = manifest.articles.into_iter().filter_map(|article| {
        let (_, text) = TEXTS.iter().find(|(file, _)| *file == article.file)?;
        Some(Document {
            meta: article.about,
            text: (*text).to_owned(),
            sha256: article.sha256,
        })
    });
    Project {
        documents: documents.collect(),
        header: Header::new(manifest.name),
        schema: Schema::bundled(),
        ..Project::default()
    }
}

#[cfg(test)]
mod tests {
    use super::project;
    use postil_core::state::State;
    use postil_core::text::{Text, sha256};
    use std::path::Path;

    /// The first and the last words of each piece of page chrome around each article.
    const CHROME: [(&str, &[(&str, &str)]); 5] = [
        (
            "000",
            &[("Follow Daryo's official Instagram", "Comments (0)")],
        ),
        (
            "001",
            &[
                (
                    "Wednesday, December 18, 2024",
                    "Strengthened Diplomatic Ties",
                ),
                ("RELATED ARTICLES", "DIRECT, f08c47fec0942fa0"),
            ],
        ),
        ("002", &[("Photo: Mahdi Marizad", "FARS")]),
        ("003", &[]),
        (
            "004",
            &[
                ("Contact Us", "Contact Us"),
                ("Anadolu Agency WORLD", "(AA File Photo)"),
            ],
        ),
    ];

    #[test]
    fn every_file_is_in_the_project_byte_for_byte() {
        let documents = project().documents;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
        let mut texts: Vec<String> = std::fs::read_dir(&folder)
            .expect("the articles are there")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
            .map(|path| std::fs::read_to_string(path).expect("UTF-8"))
            .collect();
        texts.sort();
        let mut bundled: Vec<_> = documents.iter().map(|d| d.text.clone()).collect();
        bundled.sort();
        assert_eq!(bundled, texts);
        for document in &documents {
            assert_eq!(
                sha256(&document.text),
                document.sha256,
                "{}",
                document.meta.id
            );
            assert_eq!(Text::freeze(&document.text).as_str(), document.text);
        }
    }

    #[test]
    fn it_opens_and_notes_how_each_date_is_known() {
        let state = State::open(project()).expect("the bundled project opens");
        let ids: Vec<_> = state
            .documents()
            .iter()
            .map(|d| d.meta().id.as_str())
            .collect();
        assert_eq!(ids, ["000", "001", "002", "003", "004"]);
        for document in state.documents() {
            let meta = document.meta();
            assert!(
                !meta.title.is_empty() && meta.language == "en",
                "{}",
                meta.id
            );
            assert!(meta.published.is_well_formed(), "{}", meta.id);
            assert!(!meta.published.date.is_empty() && !meta.published.note.is_empty());
        }
    }

    #[test]
    fn boilerplate_is_the_chrome_in_whole_lines() {
        let project = project();
        for (document, (id, chrome)) in project.documents.iter().zip(CHROME) {
            assert_eq!(document.meta.id.as_str(), id);
            let text = Text::from_frozen(document.text.as_str());
            assert_eq!(document.meta.boilerplate.len(), chrome.len(), "{id}");
            for (span, (first, last)) in document.meta.boilerplate.iter().zip(chrome) {
                let there = text.slice(span.start..span.end);
                assert!(
                    there.starts_with(first) && there.ends_with(last),
                    "{id}: {there}"
                );
                assert!(span.start == 0 || text.slice(span.start - 1..span.start) == "\n");
                assert!(matches!(text.slice(span.end..span.end + 1), "" | "\n"));
            }
        }
    }
}
