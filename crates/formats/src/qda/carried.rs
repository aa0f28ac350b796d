//! What of a project comes through, beside what its [`Carry`](crate::carry::Carry) says: ids become
//! GUIDs, times must be times, and of the schema there is only the code book.

use super::CARRY;
use super::codes::{Codebook, limit};
use super::guid::guid;
use crate::carry::Losses;
use crate::xml::clean;
use postil_core::model::{AnnotationId, Project, Target};
use std::collections::HashMap;

/// The part of a project that survives, and what is lost. O(n log n).
pub(super) fn carry(project: &Project) -> (Project, Losses) {
    let (mut project, mut losses) = CARRY.apply(project);
    annotators(&mut project, &mut losses);
    ids(&mut project, &mut losses);
    for annotation in &mut project.annotations {
        let times = [
            (
                &mut annotation.created,
                "mark creation times in no known form",
            ),
            (
                &mut annotation.modified,
                "mark modification times in no known form",
            ),
        ];
        for (time, what) in times {
            if !time.is_empty() && !is_time(time) {
                losses.add(what, 1);
                time.clear();
            }
        }
        let label = limit(&annotation.label);
        if label != annotation.label {
            losses.add("levels of labels beyond 20, which become one", 1);
            annotation.label = label;
        }
    }
    let schema = Codebook::of(&project).schema(&project);
    if schema != project.schema {
        let what = "schema, of which the names of layers and labels are kept";
        losses.add(what, 1);
        project.schema = schema;
    }
    (project, losses)
}

fn annotators(project: &mut Project, losses: &mut Losses) {
    for annotator in &mut project.header.annotators {
        let what = "annotator fields of other programs";
        losses.add(what, annotator.extra.len());
        annotator.extra.clear();
        for text in [&mut annotator.id, &mut annotator.name] {
            let fit = clean(text);
            if fit != *text {
                let what = "names, notes and values with characters that the format cannot hold";
                losses.add(what, 1);
                *text = fit;
            }
        }
    }
}

fn ids(project: &mut Project, losses: &mut Losses) {
    let mut marks: HashMap<AnnotationId, AnnotationId> = HashMap::new();
    for annotation in &mut project.annotations {
        let id: AnnotationId = guid("mark", annotation.id.as_str()).into();
        if id != annotation.id {
            losses.add("mark ids", 1);
            let old = std::mem::replace(&mut annotation.id, id.clone());
            marks.insert(old, id);
        }
    }
    for relation in &mut project.relations {
        let id = guid("link", relation.id.as_str());
        losses.add("link ids", usize::from(id != relation.id.as_str()));
        relation.id = id.into();
        let to = match &mut relation.to {
            Target::Annotation(to) => Some(to),
            Target::Cluster(_) => None,
        };
        for end in std::iter::once(&mut relation.from).chain(to) {
            if let Some(id) = marks.get(end) {
                end.clone_from(id);
            }
        }
    }
}

/// Whether this is a time in the form of XML Schema (`xsd:dateTime`): a date, `T`, a time of day, and
/// perhaps a zone.
fn is_time(time: &str) -> bool {
    let two = |text: &str, last: u8| {
        let number: Option<u8> = text.parse().ok();
        text.len() == 2
            && text.bytes().all(|b| b.is_ascii_digit())
            && number.is_some_and(|number| number <= last)
    };
    let clock = |text: &str| match text.split_once(':') {
        Some((hours, minutes)) => two(hours, 23) && two(minutes, 59),
        None => false,
    };
    let Some((day, rest)) = time.split_once('T') else {
        return false;
    };
    let mut parts = day.split('-');
    let year = parts.next().unwrap_or_default();
    let is_day = year.len() == 4
        && year.bytes().all(|b| b.is_ascii_digit())
        && parts
            .next()
            .is_some_and(|month| two(month, 12) && month != "00")
        && parts.next().is_some_and(|day| two(day, 31) && day != "00")
        && parts.next().is_none();
    let (rest, zone) = match rest.find(['Z', '+', '-']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let is_zone = match zone.strip_prefix(['+', '-']) {
        Some(away) => clock(away),
        None => matches!(zone, "" | "Z"),
    };
    let (whole, part) = rest.split_once('.').unwrap_or((rest, "0"));
    let is_clock = match whole.rsplit_once(':') {
        Some((minutes, seconds)) => clock(minutes) && two(seconds, 59),
        None => false,
    };
    let is_part = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    is_day && is_clock && is_part && is_zone
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn times_have_the_form_of_xml_schema() {
        for time in [
            "2026-01-02T03:04:05.678Z",
            "2019-06-07T03:36:36Z",
            "2019-06-07T03:36:36",
            "2019-06-07T03:36:36.1+05:30",
        ] {
            assert!(is_time(time), "{time}");
        }
        for time in [
            "",
            "2019-06-07",
            "2019-13-07T03:36:36Z",
            "2019-06-07T3:36:36Z",
            "2019-06-07T03:36:36.Z",
            "2019-06-07T03:36Z",
            "2019-06-07T24:36:36Z",
            "2019-06-07T03:36:36Zx",
            "now",
        ] {
            assert!(!is_time(time), "{time}");
        }
    }
}
