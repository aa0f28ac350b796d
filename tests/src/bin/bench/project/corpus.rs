//! The material: many articles of 4,000 characters with their marks, and clusters across them.

use crate::spans;
use crate::text::Text;
use postil_core::format::postil;
use postil_core::model::{
    Annotation, Annotator, Cluster, Document, DocumentMeta, Fragment, Header, Project, Schema,
};

/// The length of an article, in characters.
const ARTICLE: usize = 4_000;
/// Marks for each cluster. Every second mark is a mention.
const MARKS_PER_CLUSTER: usize = 50;
/// The most members of one cluster beside these: of the other marks, the first.
const CROWD: usize = 2_000;
const SEED: u64 = 21;
const STAMP: &str = "2024-12-18T09:00:00.000Z";

/// The size of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProjectSize {
    /// The number of articles, of 4,000 characters each.
    pub articles: usize,
    /// The number of marks over all of them.
    pub marks: usize,
}

impl ProjectSize {
    /// The number of clusters.
    pub fn clusters(self) -> usize {
        self.marks / MARKS_PER_CLUSTER
    }
}

/// The material of one size.
#[derive(Debug)]
pub struct ProjectCorpus {
    /// How much there is.
    pub size: ProjectSize,
    /// The texts of the articles.
    pub texts: Vec<Text>,
    marks: Vec<Annotation>,
}

impl ProjectCorpus {
    /// Makes the articles and the marks of a size.
    ///
    /// # Errors
    /// If the marks do not fit on the texts.
    pub fn generate(size: ProjectSize) -> Result<Self, String> {
        Self::of_length(size, ARTICLE)
    }

    /// Makes articles of another length, in characters.
    ///
    /// # Errors
    /// If the marks do not fit on the texts.
    pub fn of_length(size: ProjectSize, length: usize) -> Result<Self, String> {
        let mut texts = Vec::with_capacity(size.articles);
        let mut marks = Vec::with_capacity(size.marks);
        for article in 0..size.articles {
            let seed = SEED + article as u64;
            let text = Text::generate(length, seed);
            // As evenly as whole numbers allow.
            let to = (article + 1) * size.marks / size.articles;
            let spans = spans::generate(&text, to - marks.len(), seed)?;
            let characters: Vec<char> = text.whole.chars().collect();
            for span in spans {
                let quote = characters[span.range.clone()].iter().collect();
                let fragment = Fragment {
                    quote,
                    ..Fragment::new(span.range)
                };
                marks.push(Annotation {
                    author: "bench".to_owned(),
                    created: STAMP.to_owned(),
                    modified: STAMP.to_owned(),
                    ..Annotation::new(
                        format!("s{:06}", marks.len()).into(),
                        id(article).into(),
                        span.label,
                        vec![fragment],
                    )
                });
            }
            texts.push(text);
        }
        Ok(Self { size, texts, marks })
    }

    /// The project. O(n).
    pub fn project(&self) -> Project {
        let document = |(article, text): (usize, &Text)| {
            let meta = DocumentMeta::new(id(article).as_str().into(), format!("Article {article}"));
            Document::new(meta, text.whole.as_str())
        };
        Project {
            header: Header {
                annotators: vec![Annotator::new("bench", "The benchmark")],
                ..Header::new("Benchmark")
            },
            schema: Schema::bundled(),
            documents: self.texts.iter().enumerate().map(document).collect(),
            annotations: self.marks.clone(),
            clusters: self.clusters(),
            ..Project::default()
        }
    }

    /// The bytes of the project file. O(n).
    pub fn project_file(&self) -> Vec<u8> {
        let written = postil::write(&self.project());
        written
            .files
            .into_iter()
            .flat_map(|file| file.bytes)
            .collect()
    }

    /// Every cluster has mentions in articles all over the project, but the last, which is in the first ones.
    fn clusters(&self) -> Vec<Cluster> {
        let count = self.size.clusters();
        let mut clusters: Vec<Cluster> = (0..count)
            .map(|at| Cluster::new(format!("c{at:05}").into(), format!("Cluster {at}")))
            .collect();
        for (at, mark) in self.marks.iter().step_by(2).enumerate() {
            if count > 0 {
                clusters[at % count].members.push(mark.id.clone());
            }
        }
        if count > 0 {
            let mut crowd = Cluster::new("crowd".to_owned().into(), "The crowd");
            let others = self.marks.iter().skip(1).step_by(2).take(CROWD);
            crowd.members = others.map(|mark| mark.id.clone()).collect();
            clusters.push(crowd);
        }
        clusters
    }
}

fn id(article: usize) -> String {
    format!("d{article:05}")
}

#[cfg(test)]
mod tests {
    use super::{ProjectCorpus, ProjectSize, postil};

    #[test]
    fn the_project_file_can_be_read_and_holds_everything() {
        let size = ProjectSize {
            articles: 7,
            marks: 150,
        };
        let corpus = ProjectCorpus::generate(size).expect("it fits");
        let (project, remarks) = postil::read(&corpus.project_file()).expect("it can be read");
        assert_eq!(remarks, []);
        assert_eq!(project.documents.len(), 7);
        assert_eq!(project.annotations.len(), 150);
        assert_eq!(project.clusters.len(), 4);
        let mentions = project.clusters.iter().map(|cluster| cluster.members.len());
        assert_eq!(mentions.sum::<usize>(), 150);
        for document in &project.documents {
            assert_eq!(document.text.chars().count(), 4_000);
        }
    }
}
