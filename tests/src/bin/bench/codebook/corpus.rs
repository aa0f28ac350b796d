//! The material: articles with marks, whose labels are those of a large codebook.

use crate::project::{ProjectCorpus, ProjectSize};
use postil_core::format::postil;
use postil_core::model::Schema;
use postil_core::model::schema::{AttributeKind, AttributeType, Label, Layer};

/// The number of layers.
const LAYERS: usize = 5;
/// Marks of an article.
const MARKS_PER_ARTICLE: usize = 200;

/// The size of a codebook, and how much uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodebookSize {
    /// The number of labels over all layers.
    pub labels: usize,
    /// The number of marks.
    pub marks: usize,
}

/// The material of one size.
#[derive(Debug)]
pub struct CodebookCorpus {
    /// How much there is.
    pub size: CodebookSize,
    articles: ProjectCorpus,
}

impl CodebookCorpus {
    /// Makes the articles and the marks of a size.
    ///
    /// # Errors
    /// If the marks do not fit on the texts.
    pub fn generate(size: CodebookSize) -> Result<Self, String> {
        let articles = ProjectCorpus::generate(ProjectSize {
            articles: size.marks.div_ceil(MARKS_PER_ARTICLE).max(1),
            marks: size.marks,
        })?;
        Ok(Self { size, articles })
    }

    /// The bytes of the project file. O(n).
    pub fn project_file(&self) -> Vec<u8> {
        let mut project = self.articles.project();
        let labels = self.size.labels.max(LAYERS);
        for (at, mark) in project.annotations.iter_mut().enumerate() {
            let label = at % labels;
            mark.label = format!("layer-{}.label-{}", label % LAYERS, label / LAYERS);
            let value = if at % 2 == 0 { "one" } else { "two" };
            mark.attributes.insert("kind".to_owned(), value.into());
        }
        project.schema = Schema {
            layers: (0..LAYERS).map(|at| layer(at, labels)).collect(),
            ..Schema::default()
        };
        let written = postil::write(&project);
        let files = written.files.into_iter();
        files.flat_map(|file| file.bytes).collect()
    }
}

fn layer(number: usize, labels: usize) -> Layer {
    Layer {
        name: format!("layer-{number}"),
        title: format!("Layer {number}"),
        key: char::from_digit(10 + number as u32, 36),
        labels: (number..labels)
            .step_by(LAYERS)
            .map(|label| {
                let at = label / LAYERS;
                Label {
                    name: format!("label-{at}"),
                    title: format!("Label {at}"),
                    description: format!(
                        "What has the label {at} of layer {number}, and **what not**."
                    ),
                    ..Label::default()
                }
            })
            .collect(),
        attributes: vec![AttributeType {
            name: "kind".to_owned(),
            title: "Kind".to_owned(),
            kind: AttributeKind::Choice,
            values: vec!["one".to_owned(), "two".to_owned()],
            ..AttributeType::default()
        }],
        ..Layer::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{CodebookCorpus, CodebookSize, postil};

    #[test]
    fn every_mark_has_a_label_that_is_listed() {
        let size = CodebookSize {
            labels: 50,
            marks: 500,
        };
        let corpus = CodebookCorpus::generate(size).expect("it fits");
        let (project, remarks) = postil::read(&corpus.project_file()).expect("it can be read");
        assert_eq!(remarks, []);
        let labels: usize = project
            .schema
            .layers
            .iter()
            .map(|layer| layer.labels.len())
            .sum();
        assert_eq!((labels, project.annotations.len()), (50, 500));
        assert!(
            project
                .annotations
                .iter()
                .all(|mark| project.schema.label(&mark.label).is_some())
        );
    }
}
