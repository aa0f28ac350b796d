//! Counts the work of writers and readers for their tests, which a clock would measure only on an idle
//! machine.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts one record that is looked at; nothing outside of tests.
#[inline]
pub fn step() {
    #[cfg(test)]
    STEPS.set(STEPS.get() + 1);
}

/// How many steps a piece of work takes.
#[cfg(test)]
pub fn of<T>(work: impl FnOnce() -> T) -> usize {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::{Options, check, format};
    use postil_core::model::{
        Annotation, Cluster, Document, DocumentMeta, Fragment, Project, Relation, Target,
    };

    /// So many documents with two annotations, a relation between them and a cluster each, and a
    /// cluster of all first annotations.
    fn project(documents: usize) -> Project {
        let mut project = Project::default();
        let mut all = Cluster::new("all".into(), "All".to_owned());
        for number in 0..documents {
            let document = format!("d{number}");
            let meta = DocumentMeta::new(document.as_str().into(), "");
            project.documents.push(Document::new(meta, "Ada left."));
            let [from, to] = ["a", "b"].map(|name| format!("{name}{number}"));
            for (id, range) in [(&from, 0..3), (&to, 4..8)] {
                project.annotations.push(Annotation::new(
                    id.as_str().into(),
                    document.as_str().into(),
                    "entity.person",
                    vec![Fragment::new(range)],
                ));
            }
            let end = Target::Annotation(to.as_str().into());
            let id = format!("r{number}");
            let relation = Relation::new(id.into(), "role", from.as_str().into(), end);
            project.relations.push(relation);
            let mut cluster = Cluster::new(format!("c{number}").into(), String::new());
            cluster.members.push(to.as_str().into());
            project.clusters.push(cluster);
            all.members.push(from.as_str().into());
        }
        project.clusters.push(all);
        project
    }

    /// A document with so many events, each with a role.
    fn events(count: usize) -> Project {
        let mut project = Project::default();
        let meta = DocumentMeta::new("d".into(), "");
        project.documents.push(Document::new(meta, "Ada left."));
        for number in 0..count {
            let id = format!("a{number}");
            project.annotations.push(Annotation::new(
                id.as_str().into(),
                "d".into(),
                "event.move",
                vec![Fragment::new(4..8)],
            ));
            let end = Target::Annotation("a0".into());
            let mut relation = Relation::new(format!("r{number}").into(), "role", id.into(), end);
            relation.value = "who".to_owned();
            project.relations.push(relation);
        }
        project
    }

    #[test]
    fn readers_stop_where_too_much_is_copied() {
        const MANY: usize = 3_000;
        let pieces: Vec<_> = (0..MANY)
            .map(|n| format!("{} {}", 2 * n, 2 * n + 1))
            .collect();
        let events: Vec<_> = (0..MANY).map(|n| format!("E{n}\tL:T1\n")).collect();
        let lines = format!("T1\tL {}\t\n{}", pieces.join(";"), events.concat());
        let text = "a".repeat(2 * MANY);
        let brat = [check::file("d.txt", text), check::file("d.ann", lines)];
        let mark = r#"{"start":0,"end":1,"label":"x"}"#;
        let marks = vec![mark; MANY].join(",");
        let name = "d".repeat(100_000);
        let line = format!(r#"{{"text":"text","meta":{{"id":"{name}"}},"spans":[{marks}]}}"#);
        let prodigy = [check::file("a.jsonl", line)];
        for (id, files, most) in [("brat", &brat[..], MANY), ("prodigy", &prodigy, 100)] {
            let format = format(id).expect("it is listed");
            let steps = of(|| format.read(files));
            assert!((1..=most).contains(&steps), "{id}: {steps} steps");
        }
    }

    #[test]
    fn twice_as_much_is_twice_the_work() {
        for id in ["brat", "cas-json", "cas-xmi", "webanno-tsv"] {
            let format = format(id).expect("it is listed");
            for (project, records) in [(project as fn(usize) -> Project, 5), (events, 2)] {
                let work = |count: usize| {
                    let project = project(count);
                    of(|| format.write(&project, &Options::default()))
                };
                let (few, many) = (work(20), work(40));
                assert!(
                    few >= 20 * records,
                    "{id}: {few} steps do not count all records"
                );
                assert!(many <= 2 * few, "{id}: {few} steps, then {many}");
            }
        }
    }
}
