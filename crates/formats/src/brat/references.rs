//! Which annotations of brat mean one thing: `N` lines, which refer to it, and `*` lines, which list
//! annotations as equal.

use super::draft::Draft;
use super::line::Line;
use super::prepare;
use super::reading::Reading;
use postil_core::model::{AnnotationId, Attributes, Cluster};

impl Draft<'_> {
    /// Puts an annotation into the cluster of a reference, and returns what there is to say about it.
    pub(super) fn normalization(
        &self,
        reading: &mut Reading,
        line: Line,
    ) -> Result<Option<String>, String> {
        let mut words = line.arguments.splitn(2, ' ');
        let (Some(member), Some(reference)) = (words.next(), words.next()) else {
            return Err("expected `Reference T1 Resource:Id`".to_owned());
        };
        // The BioNLP shared tasks of 2013 have a name before each.
        let member = member.strip_prefix("Annotation:").unwrap_or(member);
        let reference = reference.strip_prefix("Referent:").unwrap_or(reference);
        let member = self.name(member)?;
        if reference.is_empty() {
            return Err("expected `Reference T1 Resource:Id`".to_owned());
        }
        let index = reading.references.get(reference).copied();
        if let Some(other) = reading.clustered.get(&member) {
            return match index == Some(*other) {
                true => Ok(None),
                false => self.second(reading, &member, reference).map(Some),
            };
        }
        let index = index.unwrap_or_else(|| {
            let mut attributes = Attributes::new();
            match reference.split_once(':') {
                Some(("Wikidata", id)) => {
                    attributes.insert(prepare::WIKIDATA.to_owned(), id.into());
                }
                Some(("cluster", _)) | None => {}
                Some((resource, id)) => {
                    attributes.insert(resource.to_owned(), id.into());
                }
            }
            let name = self.dialect().note(line.tail);
            cluster(reading, reference, name, attributes)
        });
        join(reading, index, member);
        Ok(None)
    }

    /// Keeps the reference of an annotation that has one.
    fn second(
        &self,
        reading: &mut Reading,
        member: &AnnotationId,
        reference: &str,
    ) -> Result<String, String> {
        let (resource, id) = reference
            .split_once(':')
            .unwrap_or(("reference", reference));
        let annotation = self.annotation(reading, member);
        let attributes = annotation.map(|annotation| &mut annotation.attributes);
        match attributes {
            Some(attributes) if !attributes.contains_key(resource) => {
                attributes.insert(resource.to_owned(), id.into());
                Ok(format!(
                    "a second reference of one mark; it is kept as the attribute “{resource}”"
                ))
            }
            _ => Err("it is one more reference of one mark".to_owned()),
        }
    }

    /// Puts the members of an `Equiv` line into one cluster, unless `N` lines have done so.
    pub(super) fn equivalent(
        &self,
        reading: &mut Reading,
        number: usize,
        members: &[AnnotationId],
    ) {
        let known = members.iter().find_map(|id| reading.clustered.get(id));
        let index = known.copied().unwrap_or_else(|| {
            let name = members.first().and_then(|id| self.title(reading, id));
            let id = self.id(&format!("Equiv{number}"));
            cluster(reading, &id, name.unwrap_or_default(), Attributes::new())
        });
        for member in members {
            join(reading, index, member.clone());
        }
    }
}

fn cluster(reading: &mut Reading, id: &str, name: String, attributes: Attributes) -> usize {
    let index = reading.project.clusters.len();
    reading.references.insert(id.to_owned(), index);
    reading.project.clusters.push(Cluster {
        attributes,
        ..Cluster::new(id.into(), name)
    });
    index
}

fn join(reading: &mut Reading, index: usize, member: AnnotationId) {
    // A member of two clusters stays in the first.
    if reading.clustered.contains_key(&member) {
        return;
    }
    if let Some(cluster) = reading.project.clusters.get_mut(index) {
        reading.clustered.insert(member.clone(), index);
        cluster.members.push(member);
    }
}
