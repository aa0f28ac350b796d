//! What other programs write: INCEpTION above all.

use crate::check::{self, file};
use crate::format;
use postil_core::model::{Project, Target};

/// Reads a file of INCEpTION, and gives what was read with the remarks.
fn read(id: &str, text: &str) -> (Project, Vec<String>) {
    let name = match id {
        "cas-json" => "d.json",
        "cas-xmi" => "d.xmi",
        _ => "d.tsv",
    };
    let read = format(id).expect("it is listed").read(&[file(name, text)]);
    let (project, remarks) = read.unwrap_or_else(|found| panic!("{id}: {found:?}"));
    let remarks = remarks.iter().map(ToString::to_string).collect();
    (check::canonical(&project), remarks)
}

/// The marks, as their labels and words.
fn marks(project: &Project) -> Vec<String> {
    let one =
        |a: &postil_core::model::Annotation| format!("{} “{}”", a.label, a.fragments[0].quote);
    project.annotations.iter().map(one).collect()
}

/// The relations, in order: `KIND VALUE: FROM → TO`, the ends as [`marks`] has them.
fn relations(project: &Project) -> Vec<String> {
    let all = marks(project);
    let mark = |id: &str| {
        let at = project.annotations.iter().position(|a| a.id.as_str() == id);
        at.map_or("", |at| &all[at])
    };
    let one = |r: &postil_core::model::Relation| {
        let Target::Annotation(to) = &r.to else {
            panic!("{r:?}")
        };
        let (from, to) = (mark(r.from.as_str()), mark(to.as_str()));
        format!("{} {}: {from} → {to}", r.kind, r.value)
    };
    let mut relations: Vec<_> = project.relations.iter().map(one).collect();
    relations.sort();
    relations
}

/// A CAS in JSON with the text “Ada saw Bob.” as structure 1.
fn json(structures: &str) -> String {
    format!(
        r#"{{"%TYPES": {{}}, "%FEATURE_STRUCTURES": [
        {{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "Ada saw Bob."}},
        {structures}],
        "%VIEWS": {{"_InitialView": {{"%SOFA": 1, "%MEMBERS": []}}}}}}"#
    )
}

/// The same in XMI.
fn xmi(structures: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
         xmlns:cas=\"http:///uima/cas.ecore\" xmlns:s=\"http:///dkpro/segmentation.ecore\" \
         xmlns:c=\"http:///custom.ecore\">{structures}<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" \
         sofaID=\"_InitialView\" sofaString=\"Ada saw Bob.\"/><cas:View sofa=\"1\"/></xmi:XMI>"
    )
}

#[test]
fn tokens_in_relations_become_marks() {
    // Dependencies are between parts of speech, where there are some; other relations between tokens.
    let json = json(
        r#"{"%ID": 2, "%TYPE": "s.Token", "@sofa": 1, "begin": 0, "end": 3},
        {"%ID": 3, "%TYPE": "s.Token", "@sofa": 1, "begin": 4, "end": 7, "@pos": 6},
        {"%ID": 4, "%TYPE": "s.Token", "@sofa": 1, "begin": 8, "end": 11},
        {"%ID": 5, "%TYPE": "s.Sentence", "@sofa": 1, "begin": 0, "end": 12},
        {"%ID": 6, "%TYPE": "s.POS", "@sofa": 1, "begin": 4, "end": 7, "PosValue": "VBD"},
        {"%ID": 7, "%TYPE": "s.Dependency", "@sofa": 1, "begin": 0, "end": 3,
         "@Governor": 3, "@Dependent": 2, "DependencyType": "nsubj"},
        {"%ID": 8, "%TYPE": "s.Dependency", "@sofa": 1, "begin": 8, "end": 11,
         "@Governor": 3, "@Dependent": 4, "DependencyType": "obj"},
        {"%ID": 9, "%TYPE": "c.Rel", "@sofa": 1, "begin": 0, "end": 3,
         "@Governor": 3, "@Dependent": 2, "value": "done by"}"#,
    );
    let xmi = xmi(r#"<s:Token xmi:id="2" sofa="1" begin="0" end="3"/>
        <s:Token xmi:id="3" sofa="1" begin="4" end="7" pos="6"/>
        <s:Token xmi:id="4" sofa="1" begin="8" end="11"/>
        <s:Sentence xmi:id="5" sofa="1" begin="0" end="12"/>
        <s:POS xmi:id="6" sofa="1" begin="4" end="7" PosValue="VBD"/>
        <s:Dependency xmi:id="7" sofa="1" begin="0" end="3" Governor="3" Dependent="2" DependencyType="nsubj"/>
        <s:Dependency xmi:id="8" sofa="1" begin="8" end="11" Governor="3" Dependent="4" DependencyType="obj"/>
        <c:Rel xmi:id="9" sofa="1" begin="0" end="3" Governor="3" Dependent="2" value="done by"/>"#);
    let tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=s.POS|PosValue\n#T_RL=s.Dependency|DependencyType|BT_s.POS\n\
        #T_RL=c.Rel|value|BT_dkpro.Token\n\n\n#Text=Ada saw Bob.\n\
        1-1\t0-3\tAda\t_\tnsubj\t1-2\tdone by\t1-2\t\n\
        1-2\t4-7\tsaw\tVBD\t_\t_\t_\t_\t\n\
        1-3\t8-11\tBob\t_\tobj\t1-2\t_\t_\t\n";
    for (id, text) in [("cas-json", &json), ("cas-xmi", &xmi)] {
        let (project, remarks) = read(id, text);
        let expected = ["Word “Ada”", "Word “saw”", "POS.VBD “saw”", "Word “Bob”"];
        assert_eq!(marks(&project), expected, "{id}");
        assert_eq!(
            relations(&project),
            [
                "Dependency nsubj: POS.VBD “saw” → Word “Ada”",
                "Dependency obj: POS.VBD “saw” → Word “Bob”",
                "Rel done by: Word “saw” → Word “Ada”",
            ],
            "{id}"
        );
        assert_eq!(remarks, [""; 0], "{id}");
    }
    let (project, _) = read("webanno-tsv", tsv);
    assert_eq!(
        relations(&project),
        [
            "Dependency nsubj: POS.VBD “saw” → Word “Ada”",
            "Dependency obj: POS.VBD “saw” → Word “Bob”",
            "Rel done by: Word “saw” → Word “Ada”",
        ]
    );
}

#[test]
fn a_relation_to_what_is_left_out_is_left_out() {
    let json = json(
        r#"{"%ID": 2, "%TYPE": "c.Person", "@sofa": 1, "begin": 0, "end": 3},
        {"%ID": 3, "%TYPE": "c.Person", "@sofa": 1, "begin": 8, "end": 8},
        {"%ID": 4, "%TYPE": "c.Rel", "@sofa": 1, "begin": 8, "end": 8, "@Governor": 2, "@Dependent": 3},
        {"%ID": 5, "%TYPE": "c.Rel", "@sofa": 1, "begin": 0, "end": 3, "@Governor": 9, "@Dependent": 2}"#,
    );
    let xmi = xmi(r#"<c:Person xmi:id="2" sofa="1" begin="0" end="3"/>
        <c:Person xmi:id="3" sofa="1" begin="8" end="8"/>
        <c:Rel xmi:id="4" sofa="1" begin="8" end="8" Governor="2" Dependent="3"/>
        <c:Rel xmi:id="5" sofa="1" begin="0" end="3" Governor="9" Dependent="2"/>"#);
    for (id, name, text) in [("cas-json", "d.json", &json), ("cas-xmi", "d.xmi", &xmi)] {
        let (project, remarks) = read(id, text);
        assert_eq!(marks(&project), ["Person “Ada”"], "{id}");
        assert_eq!(project.relations, [], "{id}");
        assert_eq!(remarks.len(), 3, "{remarks:?}");
        for (remark, (structure, message)) in remarks.iter().zip([
            ("structure 3 (Person)", "the span is empty"),
            (
                "structure 4 (Rel)",
                "`Dependent` refers to structure 3 (Person), which is empty",
            ),
            (
                "structure 5 (Rel)",
                "`Governor` refers to structure 9, which does not exist",
            ),
        ]) {
            let is_so =
                remark.contains(&format!("{name}, {structure}")) && remark.contains(message);
            assert!(is_so, "{remark}");
        }
    }
}

#[test]
fn spans_of_no_length_are_left_out_of_lines() {
    let tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=c.Person|\n\
        #T_SP=c.Host|ROLE_c.Host:links_c.Link|c.Person\n#T_CH=c.NameLink|referenceType|referenceRelation\n\
        #T_RL=c.Rel|value|BT_c.Person\n\n\n#Text=Ada saw Bob.\n\
        1-1\t0-3\tAda\t*\t_\t_\tname\t*->1-1\t_\t_\t\n\
        1-1.1\t0-0\t\t_\tp1;p2\t1-1;1-3\t_\t_\t_\t_\t\n\
        1-2\t4-7\tsaw\t_\tseer;seen\t1-1;1-3.1\t_\t_\t_\t_\t\n\
        1-3\t8-11\tBob\t*\t_\t_\tname\t*->1-2\tknows\t1-1\t\n\
        1-3.1\t8-8\t\t*\t_\t_\tgap\t*->1-3\tfills\t1-1\t\n\
        1-4\t11-12\t.\t_\t_\t_\t_\t_\t_\t_\t\n";
    let (project, remarks) = read("webanno-tsv", tsv);
    assert_eq!(
        marks(&project),
        [
            "Person “Ada”",
            "NameLink.name “Ada”",
            "Host “saw”",
            "Person “Bob”",
            "NameLink.name “Bob”",
        ]
    );
    assert_eq!(
        relations(&project),
        [
            "Rel knows: Person “Ada” → Person “Bob”",
            "links seer: Host “saw” → Person “Ada”",
        ]
    );
    assert_eq!(project.clusters[0].members.len(), 2);
    assert_eq!(
        remarks,
        [
            "d.tsv, line 10 (Host): the span is empty",
            "d.tsv, line 13 (Person): the span is empty",
            "d.tsv, line 13 (NameLink): the span is empty",
            "d.tsv, line 10 (links): `Governor` refers to line 10 (Host), which is empty",
            "d.tsv, line 10 (links): `Governor` refers to line 10 (Host), which is empty",
            "d.tsv, line 11 (links): `Dependent` refers to line 13 (Person), which is empty",
            "d.tsv, line 13 (Rel): `Dependent` refers to line 13 (Person), which is empty",
        ]
    );
}

#[test]
fn the_columns_of_a_chain_stand_in_either_order() {
    let tsv = |columns: &str, one: &str, other: &str| {
        format!(
            "#FORMAT=WebAnno TSV 3.3\n#T_CH=c.NameLink|{columns}\n\n\n#Text=Ada saw Bob.\n\
             1-1\t0-3\tAda\t{one}\t\n1-2\t4-7\tsaw\t_\t_\t\n1-3\t8-11\tBob\t{other}\t\n"
        )
    };
    let usual = tsv(
        "referenceType|referenceRelation",
        "name\tco->1-1",
        "she\t*->1-2",
    );
    let turned = tsv(
        "referenceRelation|referenceType",
        "co->1-1\tname",
        "*->1-2\tshe",
    );
    let (usual, turned) = (read("webanno-tsv", &usual), read("webanno-tsv", &turned));
    assert_eq!(
        marks(&usual.0),
        ["NameLink.name “Ada”", "NameLink.she “Bob”"]
    );
    assert_eq!(usual.0.clusters[0].members.len(), 2);
    assert_eq!(usual, turned);
    let twice = tsv("referenceType|referenceType", "name\tname", "she\tshe");
    check::refuses(
        "webanno-tsv",
        "d.tsv",
        twice,
        "d.tsv, line 2",
        "either order",
    );
}

#[test]
fn links_of_spans_are_relations() {
    let spans = r#"{"%ID": 2, "%TYPE": "c.Person", "@sofa": 1, "begin": 0, "end": 3},
        {"%ID": 3, "%TYPE": "c.Person", "@sofa": 1, "begin": 8, "end": 11, "score": 4},
        {"%ID": 4, "%TYPE": "c.EventArgs", "role": "seer", "@target": 2},
        {"%ID": 5, "%TYPE": "c.EventArgs", "role": "seen", "@target": 3},
        {"%ID": 6, "%TYPE": "c.EventArgs", "role": "where"},
        {"%ID": 7, "%TYPE": "c.EventArgs[]", "%ELEMENTS": [4, 5, 6]},"#;
    let event = r#"{"%ID": 8, "%TYPE": "c.Event", "@sofa": 1, "begin": 4, "end": 7, "@args": 7, "value": "see"}"#;
    let json = json(&format!("{spans}{event}"));
    let of_array = json.replace("c.EventArgs[]", "uima.cas.FSArray");
    let spans = r#"<c:Person xmi:id="2" sofa="1" begin="0" end="3"/>
        <c:Person xmi:id="3" sofa="1" begin="8" end="11" score="8"/>
        <c:EventArgs xmi:id="4" role="seer" target="2"/>
        <c:EventArgs xmi:id="5" role="seen" target="3"/>
        <c:EventArgs xmi:id="6" role="where"/>"#;
    let event = r#"<c:Event xmi:id="8" sofa="1" begin="4" end="7" args="4 5 6" value="see"/>"#;
    let alone = xmi(&format!("{spans}{event}"));
    // So XMI writes a list to which several structures may refer.
    let array = r#"<cas:FSArray xmi:id="7" elements="4 5 6"/>"#;
    let shared = event.replace("4 5 6", "7");
    let shared = xmi(&format!("{spans}{array}{shared}"));
    for (id, text) in [
        ("cas-json", &json),
        ("cas-json", &of_array),
        ("cas-xmi", &alone),
        ("cas-xmi", &shared),
    ] {
        let (project, remarks) = read(id, text);
        let expected = ["Person “Ada”", "Event.see “saw”", "Person “Bob”"];
        assert_eq!(marks(&project), expected, "{text}");
        assert_eq!(
            relations(&project),
            [
                "args seen: Event.see “saw” → Person “Bob”",
                "args seer: Event.see “saw” → Person “Ada”",
            ],
            "{text}"
        );
        let attributes: Vec<_> = (project.annotations.iter())
            .flat_map(|a| &a.attributes)
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        // 4 is the id of a link, which tells nothing in JSON.
        let score = if id == "cas-json" { "4" } else { "8" };
        assert_eq!(attributes, [format!("score: \"{score}\"")]);
        assert_eq!(remarks.len(), 1, "{remarks:?}");
        let unfilled = "structure 8 (Event): its `args` has nothing in the role “where”";
        assert!(remarks[0].contains(unfilled), "{remarks:?}");
    }
}

#[test]
fn a_number_that_is_the_id_of_a_link_stays_a_number() {
    let spans = r#"<c:Person xmi:id="2" sofa="1" begin="0" end="3" score="4"/>
        <c:Person xmi:id="3" sofa="1" begin="8" end="11" score="7"/>
        <c:Link xmi:id="4" role="a" target="2"/>
        <c:Event xmi:id="5" sofa="1" begin="4" end="7" args="4"/>"#;
    let (project, _) = read("cas-xmi", &xmi(spans));
    assert_eq!(relations(&project), ["args a: Event “saw” → Person “Ada”"]);
    let scores = project
        .annotations
        .iter()
        .filter_map(|a| a.attributes.get("score"));
    assert_eq!(scores.collect::<Vec<_>>(), ["4", "7"]);
}

#[test]
fn links_that_end_at_nothing_are_told() {
    let json = json(
        r#"{"%ID": 2, "%TYPE": "c.Person", "@sofa": 1, "begin": 0, "end": 3},
        {"%ID": 3, "%TYPE": "c.Person", "@sofa": 1, "begin": 8, "end": 8},
        {"%ID": 4, "%TYPE": "c.Link", "role": "a", "@target": 2},
        {"%ID": 5, "%TYPE": "c.Link", "role": "b", "@target": 3},
        {"%ID": 6, "%TYPE": "c.Link[]", "%ELEMENTS": [4, 5]},
        {"%ID": 7, "%TYPE": "c.Event", "@sofa": 1, "begin": 4, "end": 7, "@args": 6},
        {"%ID": 8, "%TYPE": "c.Event", "@sofa": 1, "begin": 0, "end": 0, "@args": 6}"#,
    );
    let (project, remarks) = read("cas-json", &json);
    assert_eq!(relations(&project), ["args a: Event “saw” → Person “Ada”"]);
    assert_eq!(
        remarks,
        [
            "d.json, structure 3 (Person): the span is empty",
            "d.json, structure 8 (Event): the span is empty",
            "d.json, structure 7 (Event): its `args` refers to structure 3 (Person), which is empty",
            "d.json, structure 8 (Event): its `args` belongs to structure 8 (Event), which is empty",
            "d.json, structure 8 (Event): its `args` belongs to structure 8 (Event), which is empty",
        ]
    );
}

#[test]
fn what_is_not_read_is_told() {
    let json = json(
        r#"{"%ID": 2, "%TYPE": "c.Phrase", "@sofa": 1, "begin": 0, "end": 3, "@parent": 3},
        {"%ID": 3, "%TYPE": "c.Phrase", "@sofa": 1, "begin": 0, "end": 11, "@children": 4, "@names": 5},
        {"%ID": 4, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [2]},
        {"%ID": 5, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["one", "two"]},
        {"%ID": 6, "%TYPE": "c.Meta", "year": "1900"}, {"%ID": 7, "%TYPE": "c.Meta", "year": "2000"}"#,
    );
    let (project, remarks) = read("cas-json", &json);
    let names: Vec<_> = (project.annotations.iter())
        .filter_map(|a| a.attributes.get("names")?.as_str())
        .collect();
    assert_eq!(names, ["one\ntwo"]);
    assert_eq!(
        remarks,
        [
            "d.json: `parent` of Phrase refers to other structures",
            "d.json: `children` of Phrase refers to other structures",
            "d.json: Meta marks no place in the text",
        ]
    );
}

#[test]
fn every_view_with_a_text_is_an_article() {
    let json = json(
        r#"{"%ID": 2, "%TYPE": "c.Person", "@sofa": 1, "begin": 0, "end": 3},
        {"%ID": 3, "%TYPE": "uima.cas.Sofa", "sofaNum": 2, "sofaID": "German", "sofaString": "Bob wurde gesehen."},
        {"%ID": 4, "%TYPE": "uima.cas.Sofa", "sofaNum": 3, "sofaID": "Audio", "sofaURI": "a.wav"},
        {"%ID": 5, "%TYPE": "c.Person", "@sofa": 3, "begin": 0, "end": 3},
        {"%ID": 6, "%TYPE": "c.Person", "@sofa": 4, "begin": 0, "end": 900},
        {"%ID": 7, "%TYPE": "c.Verb", "@sofa": 3, "begin": 10, "end": 17},
        {"%ID": 8, "%TYPE": "c.Same", "@sofa": 3, "begin": 0, "end": 3, "@Governor": 2, "@Dependent": 5},
        {"%ID": 9, "%TYPE": "c.Same", "@sofa": 3, "begin": 0, "end": 3, "@Governor": 2, "@Dependent": 6},
        {"%ID": 10, "%TYPE": "x.DocumentMetaData", "@sofa": 3, "begin": 0, "end": 18, "language": "de"}"#,
    );
    let xmi = xmi(r#"<c:Person xmi:id="2" sofa="1" begin="0" end="3"/>
        <c:Person xmi:id="5" sofa="3" begin="0" end="3"/>
        <c:Person xmi:id="6" sofa="4" begin="0" end="900"/>
        <c:Verb xmi:id="7" sofa="3" begin="10" end="17"/>
        <c:Same xmi:id="8" sofa="3" begin="0" end="3" Governor="2" Dependent="5"/>
        <c:Same xmi:id="9" sofa="3" begin="0" end="3" Governor="2" Dependent="6"/>
        <c:DocumentMetaData xmi:id="10" sofa="3" begin="0" end="18" language="de"/>"#);
    let views = r#"<cas:Sofa xmi:id="3" sofaNum="2" sofaID="German" sofaString="Bob wurde gesehen."/>
        <cas:Sofa xmi:id="4" sofaNum="3" sofaID="Audio" sofaURI="a.wav"/><cas:View"#;
    let xmi = xmi.replace("<cas:View", views);
    for (id, name, text) in [("cas-json", "d.json", &json), ("cas-xmi", "d.xmi", &xmi)] {
        let (project, remarks) = read(id, text);
        let documents: Vec<_> = (project.documents.iter())
            .map(|d| {
                (
                    d.meta.id.as_str(),
                    d.meta.language.as_str(),
                    d.text.as_str(),
                )
            })
            .collect();
        let expected = [
            ("d", "", "Ada saw Bob."),
            ("d (German)", "de", "Bob wurde gesehen."),
        ];
        assert_eq!(documents, expected);
        let expected = ["Person “Ada”", "Person “Bob”", "Verb “gesehen”"];
        assert_eq!(marks(&project), expected);
        assert_eq!(project.annotations[1].document.as_str(), "d (German)");
        assert_eq!(relations(&project), ["Same : Person “Ada” → Person “Bob”"]);
        assert_eq!(
            remarks,
            [
                format!("{name}: the view “Audio” has no text to mark (annotations: 1)"),
                format!(
                    "{name}, structure 9 (Same): `Dependent` refers to structure 6 (Person), which is not \
                     an annotation"
                ),
            ]
        );
    }
}

/// Names are made for marks that have none before anybody knows which names others have.
#[test]
fn a_name_of_its_own_may_look_like_one_that_was_made() {
    let one = json(r#"{"%ID": 3, "%TYPE": "a.Per", "@sofa": 1, "begin": 0, "end": 1}"#);
    let other = json(
        r#"{"%ID": 3, "%TYPE": "postil.span.Org", "@sofa": 1, "begin": 0, "end": 1, "id": "a/3"},
        {"%ID": 4, "%TYPE": "a.Per", "@sofa": 1, "begin": 0, "end": 1}"#,
    );
    let files = [file("a.json", one), file("b.json", other)];
    let read = format("cas-json").expect("it is listed").read(&files);
    let (project, _) = read.expect("it is read");
    let ids: Vec<_> = project.annotations.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["a/3", "b/a/3", "b/4"]);
}
