//! What a format can carry, and what a project loses that passes through it.
//!
//! Every format declares with a [`Carry`] what it has room for. [`Carry::apply`] removes the rest
//! from a project and counts it. The writer writes all that is left, and the reader gives exactly
//! that back, so the losses that are shown before a download are those of a round trip.

mod number;
mod pass;

use pass::Pass;
use postil_core::format::{Loss, is_reserved};
use postil_core::model::{Annotation, AnnotationId, Project, Target};
use postil_core::text::Text;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The values of attributes that a format has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// None at all.
    None,
    /// Texts; any other value becomes the text of its JSON.
    Text,
    /// Texts, and the flag `true`.
    Flag,
    /// Texts, numbers and flags.
    Scalar,
    /// Every value of JSON.
    Json,
}

/// The position of a record, for making its id. All numbers count from 1.
#[derive(Clone, Copy, Debug)]
pub struct Position<'a> {
    /// The id of its document, as written.
    pub document: &'a str,
    /// The number of the document.
    pub document_number: usize,
    /// Among the records of its kind in the document.
    pub in_document: usize,
    /// Among all records of its kind.
    pub in_project: usize,
}

/// What becomes of the ids of one kind of record.
#[derive(Clone, Copy, Debug)]
pub enum Ids {
    /// Written unchanged.
    Kept,
    /// Made by the format, which numbers its records or restricts names.
    Made(fn(Position) -> String),
}

/// A document's id if it can name a file, otherwise one made from its number.
pub fn file_ids(position: Position) -> String {
    const MAX_FILE_ID_BYTES: usize = 80;
    let fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let id = position.document;
    let plain = !id.is_empty()
        && id.len() <= MAX_FILE_ID_BYTES
        && id.chars().all(fit)
        && !id.starts_with('.')
        && !id.ends_with('.')
        && !is_reserved(id);
    if plain {
        id.to_owned()
    } else {
        format!("document-{}", position.document_number)
    }
}

/// What a format has room for. Labels, fragments and texts are not listed: every format carries
/// them, within its own rules.
#[derive(Clone, Copy, Debug)]
pub struct Carry {
    /// The project's name is in the file. Otherwise it is taken from the file's name.
    pub name: bool,
    /// How to annotate.
    pub guidelines: bool,
    /// Who annotated.
    pub annotators: bool,
    /// Fields of other programs in the project.
    pub header_extra: bool,
    /// Layers, labels and relation types. Otherwise they are inferred from use.
    pub schema: bool,
    /// The ids of documents.
    pub document_ids: Ids,
    /// Titles of documents.
    pub title: bool,
    /// Who published them.
    pub outlet: bool,
    /// Where they were published.
    pub url: bool,
    /// Publication dates, and how they are known.
    pub published: bool,
    /// The language of documents.
    pub language: bool,
    /// The direction that documents are written in.
    pub direction: bool,
    /// Their status of work.
    pub status: bool,
    /// Boilerplate: ranges that do not belong to the article.
    pub boilerplate: bool,
    /// Fields of other programs in documents.
    pub document_extra: bool,
    /// The ids of annotations.
    pub annotation_ids: Ids,
    /// Annotations with several fragments. Otherwise their extent is written.
    pub discontinuous: bool,
    /// Attributes of annotations.
    pub attributes: Values,
    /// Notes of annotations.
    pub note: bool,
    /// Who made an annotation.
    pub author: bool,
    /// When it was made.
    pub created: bool,
    /// When it was last changed.
    pub modified: bool,
    /// Fields of other programs in annotations.
    pub annotation_extra: bool,
    /// Fields of other programs in fragments.
    pub fragment_extra: bool,
    /// Relations.
    pub relations: bool,
    /// The ids of relations.
    pub relation_ids: Ids,
    /// Relations that end at a cluster.
    pub relations_to_clusters: bool,
    /// Relations from one document to another.
    pub relations_across: bool,
    /// The value of a relation's type.
    pub relation_value: bool,
    /// Attributes of relations.
    pub relation_attributes: Values,
    /// Notes of relations.
    pub relation_note: bool,
    /// Who made a relation.
    pub relation_author: bool,
    /// When it was made.
    pub relation_created: bool,
    /// Fields of other programs in relations.
    pub relation_extra: bool,
    /// Clusters.
    pub clusters: bool,
    /// The ids of clusters.
    pub cluster_ids: Ids,
    /// Clusters that span documents. Otherwise they are split by document.
    pub clusters_across: bool,
    /// Clusters without members.
    pub empty_clusters: bool,
    /// The names of clusters. Otherwise the text of the first member names them.
    pub cluster_name: bool,
    /// Which clusters a group stands for.
    pub cluster_parts: bool,
    /// Attributes of clusters.
    pub cluster_attributes: Values,
    /// Notes of clusters.
    pub cluster_note: bool,
    /// Fields of other programs in clusters.
    pub cluster_extra: bool,
    /// Makes a name, note or value fit for the format.
    pub clean: fn(&str) -> String,
    /// Makes a character of a text fit for the format. Must keep its number of units, so that no
    /// offset moves.
    pub clean_text: fn(char) -> char,
}

/// Accepts any string.
pub fn as_is(text: &str) -> String {
    text.to_owned()
}

/// Accepts any character.
pub fn any_char(c: char) -> char {
    c
}

impl Carry {
    /// A format with room for nothing but texts and labelled spans.
    pub const SPANS: Self = Self {
        name: false,
        guidelines: false,
        annotators: false,
        header_extra: false,
        schema: false,
        document_ids: Ids::Kept,
        title: false,
        outlet: false,
        url: false,
        published: false,
        language: false,
        direction: false,
        status: false,
        boilerplate: false,
        document_extra: false,
        annotation_ids: Ids::Kept,
        discontinuous: false,
        attributes: Values::None,
        note: false,
        author: false,
        created: false,
        modified: false,
        annotation_extra: false,
        fragment_extra: false,
        relations: false,
        relation_ids: Ids::Kept,
        relations_to_clusters: false,
        relations_across: false,
        relation_value: false,
        relation_attributes: Values::None,
        relation_note: false,
        relation_author: false,
        relation_created: false,
        relation_extra: false,
        clusters: false,
        cluster_ids: Ids::Kept,
        clusters_across: false,
        empty_clusters: false,
        cluster_name: false,
        cluster_parts: false,
        cluster_attributes: Values::None,
        cluster_note: false,
        cluster_extra: false,
        clean: as_is,
        clean_text: any_char,
    };

    /// Removes what the format has no room for from a copy of a project, and counts it. Orders
    /// annotations by document and position. O(n log n).
    pub fn apply(&self, project: &Project) -> (Project, Losses) {
        let mut project = project.clone();
        let mut pass = Pass {
            carry: self,
            losses: Losses::default(),
        };
        pass.freeze(&mut project);
        put_in_order(&mut project);
        pass.codebook(&mut project);
        pass.unsettled(&mut project);
        pass.header(&mut project);
        for document in &mut project.documents {
            pass.document(document);
        }
        for annotation in &mut project.annotations {
            pass.annotation(annotation);
        }
        pass.clusters(&mut project);
        pass.relations(&mut project);
        pass.number(&mut project);
        pass.schema(&mut project);
        (project, pass.losses)
    }
}

/// Counts of what is lost, in order of first occurrence.
#[derive(Clone, Debug, Default)]
pub struct Losses {
    list: Vec<Loss>,
    /// Where each is in the list; what is lost may name a layer.
    index: HashMap<String, usize>,
}

impl Losses {
    /// Counts a loss.
    pub fn add(&mut self, what: &str, count: usize) {
        if count == 0 {
            return;
        }
        let known = self.index.get(what);
        if let Some(loss) = known.and_then(|at| self.list.get_mut(*at)) {
            loss.count += count;
            return;
        }
        self.index.insert(what.to_owned(), self.list.len());
        self.list.push(Loss {
            what: what.to_owned(),
            count,
        });
    }

    /// All of them.
    pub fn into_list(self) -> Vec<Loss> {
        self.list
    }
}

/// The parts of an id by which it is ordered: `T9` is before `T10`, as formats number their records.
fn in_numbers(id: &str) -> (String, usize, String) {
    let stem = id.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let digits = id.get(stem.len()..).unwrap_or_default();
    let number = digits.trim_start_matches('0');
    (stem.to_owned(), number.len(), id.to_owned())
}

/// Orders annotations by document and position, relations and clusters by id. O(n log n).
pub fn put_in_order(project: &mut Project) {
    let indexes: HashMap<_, _> = (project.documents.iter())
        .map(|d| d.meta.id.clone())
        .zip(0_usize..)
        .collect();
    project.annotations.sort_by_cached_key(|a| {
        let extent = a.extent();
        let index = indexes.get(&a.document).copied().unwrap_or(usize::MAX);
        (
            index,
            extent.start,
            usize::MAX - extent.end,
            in_numbers(a.id.as_str()),
        )
    });
    (project.relations).sort_by_cached_key(|relation| in_numbers(relation.id.as_str()));
    (project.clusters).sort_by_cached_key(|cluster| in_numbers(cluster.id.as_str()));
}

/// Removes annotations from a project, with their memberships and the relations that begin or end
/// at them, and counts annotations and relations. O(n).
pub fn drop_annotations(
    project: &mut Project,
    lost: &HashSet<AnnotationId>,
    what: &str,
    losses: &mut Losses,
) {
    if lost.is_empty() {
        return;
    }
    losses.add(what, lost.len());
    project.annotations.retain(|a| !lost.contains(&a.id));
    for cluster in &mut project.clusters {
        cluster.members.retain(|id| !lost.contains(id));
    }
    let count = project.relations.len();
    project.relations.retain(|r| {
        let to = match &r.to {
            Target::Annotation(to) => lost.contains(to),
            Target::Cluster(_) => false,
        };
        !to && !lost.contains(&r.from)
    });
    losses.add("links of such marks", count - project.relations.len());
}

/// The beginning of an annotation's text, as a name. O(1).
pub fn name_of(text: &Text, annotation: &Annotation) -> String {
    const MAX_NAME_CODE_POINTS: usize = 60;
    let Range { start, end } = annotation.extent();
    let end = end.min(start.saturating_add(MAX_NAME_CODE_POINTS));
    let words = text.slice(start..end).chars();
    let words: String = words
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    words.trim().to_owned()
}
