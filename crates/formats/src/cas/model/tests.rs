//! Type systems as INCEpTION, DKPro Core and others write them.

use crate::check::file;
use crate::format;
use postil_core::format::File;
use postil_core::model::Project;
use postil_core::model::schema::{AttributeKind, Layer};

fn read(id: &str, files: &[File]) -> (Project, Vec<String>) {
    let read = format(id).expect("it is listed").read(files);
    let (project, remarks) = read.unwrap_or_else(|found| panic!("{id}: {found:?}"));
    (project, remarks.iter().map(ToString::to_string).collect())
}

fn labels(layer: &Layer) -> Vec<&str> {
    layer
        .labels
        .iter()
        .map(|label| label.name.as_str())
        .collect()
}

/// A type of a descriptor with its features as `NAME RANGE` or `NAME RANGE ELEMENT`.
fn kind(name: &str, parent: &str, features: &[&str]) -> String {
    let one = |feature: &&str| {
        let mut words = feature.split(' ');
        let mut next = || words.next().unwrap_or_default();
        format!(
            "<featureDescription><name>{}</name><description/><rangeTypeName>{}</rangeTypeName>\
             <elementType>{}</elementType></featureDescription>",
            next(),
            next(),
            next()
        )
    };
    let features: String = features.iter().map(one).collect();
    format!(
        "<typeDescription>\n<name>{name}</name><description/><supertypeName>{parent}</supertypeName>\
         <features>{features}</features></typeDescription>"
    )
}

const STRING: &str = "uima.cas.String";
const ANNOTATION: &str = "uima.tcas.Annotation";

fn descriptor() -> String {
    let types = [
        kind("c.Base", ANNOTATION, &["source uima.cas.String"]),
        kind("c.Person", "c.Base", &["value c.PersonKind", "sure c.Sureness", "age uima.cas.Integer"]),
        kind("c.Place", ANNOTATION, &[]),
        kind("c.Knows", ANNOTATION, &["Governor c.Person", "Dependent c.Person", "label c.Sureness"]),
        kind("c.Event", ANNOTATION, &["args uima.cas.FSArray c.Arg", "head uima.tcas.Annotation"]),
        kind("c.Arg", "uima.cas.TOP", &["role uima.cas.String", "target c.Person"]),
        kind("de.tudarmstadt.ukp.dkpro.Unused", ANNOTATION, &["value uima.cas.String"]),
        "<typeDescription><name>c.PersonKind</name><supertypeName>uima.cas.String</supertypeName>\
         <allowedValues><value><string>real</string><description/></value><value><string>made up</string>\
         <description/></value></allowedValues></typeDescription>"
            .to_owned(),
        "<typeDescription><name>c.Sureness</name><supertypeName>uima.cas.String</supertypeName>\
         <allowedValues><value><string>sure</string></value><value><string>perhaps</string></value>\
         </allowedValues></typeDescription>"
            .to_owned(),
    ];
    format!(
        "<?xml version=\"1.0\"?><typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\
         <types>{}</types></typeSystemDescription>",
        types.concat()
    )
}

fn xmi(structures: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
         xmlns:cas=\"http:///uima/cas.ecore\" xmlns:c=\"http:///c.ecore\">{structures}\
         <cas:Sofa xmi:id=\"1\" sofaID=\"_InitialView\" sofaString=\"Ada saw Bob.\"/></xmi:XMI>"
    )
}

#[test]
fn the_types_beside_xmi_are_the_schema() {
    // The age is the id of an argument, and the head that of a person.
    let text = xmi(
        "<c:Person xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"3\" value=\"real\" age=\"4\" \
        other=\"x\"/><c:Arg xmi:id=\"4\" role=\"seer\" target=\"2\"/>\
        <c:Event xmi:id=\"5\" sofa=\"1\" begin=\"4\" end=\"7\" args=\"4\" head=\"2\"/>",
    );
    let files = [file("d.xmi", text), file("TypeSystem.xml", descriptor())];
    let (project, remarks) = read("cas-xmi", &files);
    let schema = &project.schema;
    let layers: Vec<_> = schema
        .layers
        .iter()
        .map(|layer| layer.name.as_str())
        .collect();
    assert_eq!(layers, ["Base", "Event", "Person", "Place"]);
    let person = schema.layer("Person").expect("it is declared");
    assert_eq!(labels(person), ["real", "made up"]);
    let attributes: Vec<_> = (person.attributes.iter())
        .map(|a| (a.name.as_str(), a.kind, a.values.join(" ")))
        .collect();
    let sure = ("sure", AttributeKind::Choice, "sure perhaps".to_owned());
    assert_eq!(
        attributes,
        [
            ("source", AttributeKind::Text, String::new()),
            sure,
            ("age", AttributeKind::Text, String::new()),
            ("other", AttributeKind::Text, String::new()),
        ]
    );
    let relations: Vec<_> = (schema.relations.iter())
        .map(|r| {
            (
                r.name.as_str(),
                r.from.join(" "),
                r.to.join(" "),
                r.values.join(" "),
            )
        })
        .collect();
    let row = |name, from: &str, to: &str, values: &str| {
        (name, from.to_owned(), to.to_owned(), values.to_owned())
    };
    assert_eq!(
        relations,
        [
            row("args", "Event", "Person", "seer"),
            row("Knows", "Person", "Person", "sure perhaps"),
        ]
    );
    assert_eq!(project.relations.len(), 1);
    let age = project
        .annotations
        .iter()
        .find_map(|a| a.attributes.get("age"));
    assert_eq!(age.and_then(|age| age.as_str()), Some("4"));
    assert_eq!(
        remarks,
        ["d.xmi: `head` of Event refers to other structures"]
    );
}

/// What INCEpTION says about the layers of a project, and a tag set of DKPro Core.
const DEFINITIONS: &str = r#"
    {"%ID": 2, "%TYPE": "w.LayerDefinition", "name": "de.tudarmstadt.ukp.NamedEntity", "uiName": "Named entity"},
    {"%ID": 3, "%TYPE": "w.LayerDefinition", "name": "custom.Rel", "uiName": "Friendship"},
    {"%ID": 4, "%TYPE": "w.LayerDefinition", "name": "de.tudarmstadt.ukp.Token", "uiName": "Token"},
    {"%ID": 5, "%TYPE": "w.FeatureDefinition", "@layer": 2, "name": "identifier", "uiName": "Knowledge base"},
    {"%ID": 6, "%TYPE": "w.TagDescription", "name": "PER"}, {"%ID": 7, "%TYPE": "w.TagDescription", "name": "LOC"},
    {"%ID": 8, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [6, 7]},
    {"%ID": 9, "%TYPE": "w.TagsetDescription", "@sofa": 1, "begin": 0, "end": 12, "@tags": 8,
     "layer": "de.tudarmstadt.ukp.NamedEntity", "name": "NER"},
    {"%ID": 10, "%TYPE": "custom.Note", "@sofa": 1, "begin": 0, "end": 3, "stars": "3"}"#;

#[test]
fn the_types_inside_json_are_the_schema() {
    let feature = |name: &str, range: &str| {
        format!(r#""{name}": {{"%NAME": "{name}", "%RANGE": "{range}"}}"#)
    };
    let kind = |name: &str, features: &[String]| {
        format!(
            r#""{name}": {{"%NAME": "{name}", "%SUPER_TYPE": "{ANNOTATION}", {}}}"#,
            features.join(", ")
        )
    };
    let types = [
        kind(
            "de.tudarmstadt.ukp.NamedEntity",
            &[feature("value", STRING), feature("identifier", STRING)],
        ),
        kind("de.tudarmstadt.ukp.Token", &[feature("id", STRING)]),
        kind("de.tudarmstadt.ukp.Chunk", &[feature("id", STRING)]),
        kind("custom.Note", &[feature("stars", STRING)]),
        kind(
            "custom.Rel",
            &[
                feature("Governor", "custom.Note"),
                feature("Dependent", ANNOTATION),
            ],
        ),
    ];
    let text = format!(
        r#"{{"%TYPES": {{{}}}, "%FEATURE_STRUCTURES": [
        {{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "Ada saw Bob."}},
        {DEFINITIONS}], "%VIEWS": {{}}}}"#,
        types.join(", ")
    );
    let (project, remarks) = read("cas-json", &[file("d.json", text)]);
    let schema = &project.schema;
    let layers: Vec<_> = (schema.layers.iter())
        .map(|layer| (layer.name.as_str(), layer.title.as_str()))
        .collect();
    assert_eq!(layers, [("Note", "Note"), ("NamedEntity", "Named entity")]);
    let entity = schema.layer("NamedEntity").expect("it is declared");
    assert_eq!(labels(entity), ["PER", "LOC"]);
    let attributes: Vec<_> = (entity.attributes.iter())
        .map(|a| (a.name.as_str(), a.title.as_str()))
        .collect();
    assert_eq!(attributes, [("identifier", "Knowledge base")]);
    let relation = schema.relation("Rel").expect("it is declared");
    assert_eq!(relation.title, "Friendship");
    assert_eq!(
        (&*relation.from, relation.to.len()),
        (&["Note".to_owned()][..], 0)
    );
    assert_eq!(remarks, [""; 0]);
}

#[test]
fn a_descriptor_that_is_broken_is_left_out() {
    let text = xmi("<c:Person xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"3\"/>");
    let broken = descriptor().replace("</types>", "");
    let files = [file("d.xmi", text), file("TypeSystem.xml", broken)];
    let (project, remarks) = read("cas-xmi", &files);
    assert_eq!(project.annotations.len(), 1);
    assert!(
        remarks[0].starts_with("TypeSystem.xml, line "),
        "{remarks:?}"
    );
}

#[test]
fn types_that_descend_from_themselves_end() {
    let types = [
        kind("c.A", "c.B", &["value c.A"]),
        kind("c.B", "c.A", &["Governor c.B", "Dependent c.A"]),
    ];
    let circular = format!(
        "<typeSystemDescription><types>{}</types></typeSystemDescription>",
        types.concat()
    );
    let text = xmi("<c:A xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"3\" value=\"2\"/>");
    let files = [file("d.xmi", text), file("TypeSystem.xml", circular)];
    assert_eq!(read("cas-xmi", &files).0.annotations.len(), 1);
}

#[test]
fn what_is_described_is_described_in_the_schema() {
    let about = |xml: String, name: &str, text: &str| {
        let plain = format!("<name>{name}</name><description/>");
        assert!(xml.contains(&plain), "{name}");
        let described = format!("<name>{name}</name><description>{text}</description>");
        xml.replace(&plain, &described)
    };
    let mut types = descriptor();
    for (name, text) in [
        ("c.Person", "Somebody."),
        ("value", "Of what kind."),
        ("source", "Who says so."),
        ("c.Knows", "Have met."),
        ("label", "How sure."),
        ("args", "Who takes part."),
    ] {
        types = about(types, name, text);
    }
    types = types
        .replace(
            "<string>real</string><description/>",
            "<string>real</string><description>Who lives.</description>",
        )
        .replace(
            "<string>sure</string>",
            "<string>sure</string><description>No doubt.</description>",
        );
    let text = xmi("<c:Person xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"3\" source=\"x\"/>");
    let files = [file("d.xmi", text), file("TypeSystem.xml", types)];
    let schema = read("cas-xmi", &files).0.schema;
    let person = schema.layer("Person").expect("it is declared");
    assert_eq!(person.description, "Somebody.\n\nOf what kind.");
    let labels: Vec<_> = (person.labels.iter())
        .map(|label| (label.name.as_str(), label.description.as_str()))
        .collect();
    assert_eq!(labels, [("real", "Who lives."), ("made up", "")]);
    let attribute = |name: &str| person.attributes.iter().find(|a| a.name == name);
    let source = attribute("source").expect("it is inherited, and used");
    assert_eq!(source.description, "Who says so.");
    let sure = attribute("sure").expect("it is declared");
    let notes: Vec<_> = sure.value_notes.iter().collect();
    assert_eq!(notes, [("sure", &"No doubt.".to_owned())]);
    let relation = |name: &str| schema.relation(name).map(|r| r.description.as_str());
    assert_eq!(relation("Knows"), Some("Have met.\n\nHow sure."));
    assert_eq!(relation("args"), Some("Who takes part."));
    assert_eq!(
        schema.layer("Place").map(|it| it.description.as_str()),
        Some("")
    );
}
