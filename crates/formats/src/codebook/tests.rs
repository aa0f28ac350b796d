use super::*;
use crate::{FORMATS, Options, torture};
use postil_core::model::schema::{AttributeKind, Label, Layer, Schema};
use postil_core::testing::any_schema;
use proptest::prelude::*;

fn file(name: &str, text: &str) -> File {
    File {
        name: name.to_owned(),
        mime: "",
        bytes: text.as_bytes().to_vec(),
    }
}

/// What is read, and what is said about it.
fn of(files: &[(&str, &str)]) -> (Schema, Vec<String>) {
    let files: Vec<File> = files.iter().map(|(name, text)| file(name, text)).collect();
    let (codebook, found) = read(&files).expect("a codebook");
    (
        codebook.schema,
        found.iter().map(ToString::to_string).collect(),
    )
}

fn names(schema: &Schema) -> Vec<(&str, &str)> {
    let layers = schema.layers.iter();
    layers
        .map(|layer| (layer.name.as_str(), layer.title.as_str()))
        .collect()
}

#[test]
fn brat_is_read_with_the_names_and_colors_of_its_types() {
    let conf = "# types\n[entities]\nPER\n!Place\n\tCITY\n[relations]\nlives Arg1:PER, Arg2:CITY\n\
        Equiv Arg1:PER, Arg2:PER, <REL-TYPE>:symmetric-transitive\n\
        Same-as Arg1:PER, Arg2:PER, <REL-TYPE>:symmetric-transitive\n[events]\n\
        Attack agent:PER\n[attributes]\nNegated Arg:<EVENT>\nSure Arg:<EVENT>, Value:yes|no\n";
    let visual = "[labels]\nPER | Person | Pers\nlives | lives in\nOther | Other\n[drawing]\nSPAN_DEFAULT fgColor:black, \
        bgColor:lightgreen\nPER bgColor:#FF8800, borderColor:darken\nCITY bgColor:reddish\n";
    let (schema, found) = of(&[
        ("conf/visual.conf", visual),
        ("conf/annotation.conf", conf),
        ("x.txt", "x"),
    ]);
    assert_eq!(
        names(&schema),
        [("PER", "Person"), ("CITY", "CITY"), ("Attack", "Attack")]
    );
    assert_eq!(
        schema.layers[0]
            .color
            .map(|color| color.to_string())
            .as_deref(),
        Some("#ff8800")
    );
    let kinds: Vec<_> = schema.layers[2]
        .attributes
        .iter()
        .map(|a| (a.name.as_str(), a.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("Negated", AttributeKind::Flag),
            ("Sure", AttributeKind::Choice)
        ]
    );
    let lives = schema.relation("lives").expect("it is declared");
    assert_eq!(
        (lives.title.as_str(), &*lives.from, &*lives.to),
        (
            "lives in",
            &["PER".to_owned()][..],
            &["CITY".to_owned()][..]
        )
    );
    assert_eq!(
        schema.relation("role").map(|role| role.values.clone()),
        Some(vec!["agent".to_owned()])
    );
    assert_eq!(
        found,
        [
            "x.txt: no codebook",
            "conf/annotation.conf: relations that are symmetric and transitive are read as clusters, not as link \
            types: Same-as",
            "conf/annotation.conf: types that only have others below them (“!”): 1",
            "conf/visual.conf: colors in no known form: 1",
            "conf/visual.conf: names of what annotation.conf does not list: 1",
        ]
    );
}

#[test]
fn definitions_of_medtator_are_read() {
    let dtd = "<!ENTITY name \"TASK\">\n<!-- tags -->\n<!ELEMENT DRUG ( #PCDATA ) >\n<!ATTLIST DRUG spans #IMPLIED >\n\
        <!ATTLIST DRUG dose ( low | high ) #IMPLIED \"low\" >\n<!ATTLIST DRUG note_of CDATA #REQUIRED >\n\
        <!ATTLIST DRUG said CDATA \"A &amp; (B)\" >\n<!ATTLIST DRUG sure (yes|no) #REQUIRED 'perhaps' >\n\
        <!ELEMENT TAKES EMPTY >\n<!ATTLIST TAKES arg0 IDREF prefix=\"from\" #REQUIRED >\n\
        <!ATTLIST TAKES toID IDREF #IMPLIED >\n<!ATTLIST TAKES how ( often | once ) #IMPLIED >\n\
        <!ATTLIST TAKES why ( pain | fever ) #IMPLIED >\n<!ATTLIST TAKES comment CDATA \"NA\" >\n\
        <!ELEMENT STOPS EMPTY >\n<!ATTLIST STOPS value ( soon | late ) #REQUIRED >\n";
    let (schema, found) = of(&[("task.dtd", dtd)]);
    assert_eq!(names(&schema), [("DRUG", "DRUG")]);
    assert_eq!(schema.layers[0].attributes[0].values, ["low", "high"]);
    let attributes: Vec<_> = (schema.layers[0].attributes.iter())
        .map(|it| {
            let default = it.default.as_ref().and_then(|it| it.as_str());
            (it.name.as_str(), it.required, default)
        })
        .collect();
    assert_eq!(
        attributes,
        [
            ("dose", false, Some("low")),
            ("note_of", true, None),
            ("said", false, Some("A & (B)")),
            ("sure", true, None),
        ]
    );
    let values = |name: &str| schema.relation(name).map(|it| it.values.join(" "));
    assert_eq!(values("TAKES").as_deref(), Some("often once"));
    assert_eq!(values("STOPS").as_deref(), Some("soon late"));
    assert_eq!(
        found,
        [
            "task.dtd: what links have beside one value: attributes, values at first, and what is required: \
            TAKES.why, TAKES.comment, STOPS.value",
            "task.dtd: values that attributes have at first and do not list: DRUG.sure",
        ]
    );
}

#[test]
fn configurations_of_label_studio_are_read() {
    let view = "<!-- ours --><View>\n<Labels name=\"l\" toName=\"t\"><Label value=\"Person\" background=\"#36C\"/>\
        <Label value=\"Place\" background=\"Red\"/><Label value=\"Press\" alias=\"MED\" background=\"reddish\"/></Labels>\n<Text name=\"t\" value=\"$text\"/>\n\
        <Choices name=\"sure\" toName=\"t\" perRegion=\"true\" whenLabelValue=\"Person\"><Choice value=\"yes\"/></Choices>\n\
        <Choices name=\"tone\" toName=\"t\" perRegion=\"true\" choice=\"multiple\" whenLabelValue=\"Press\" required=\"true\">\
        <Choice value=\"calm\" selected=\"true\"/><Choice value=\"loud\"/></Choices>\n\
        <Number name=\"sum\" toName=\"t\" perRegion=\"true\" whenLabelValue=\"MED\"/>\n\
        <DateTime name=\"day\" toName=\"t\" perRegion=\"true\" only=\"date\" whenLabelValue=\"MED\"/>\n\
        <Choices name=\"topic\" toName=\"t\"><Choice value=\"war\"/></Choices>\n\
        <Relations><Relation value=\"in\"/></Relations></View>";
    let (schema, found) = of(&[("config", view)]);
    assert_eq!(
        names(&schema),
        [("Person", "Person"), ("Place", "Place"), ("MED", "Press")]
    );
    assert_eq!(
        schema.layers[1].color.map(|color| color.to_string()),
        Some("#ff0000".to_owned())
    );
    let kinds = schema.layers[2].attributes.iter();
    assert_eq!(
        kinds.map(|it| it.kind).collect::<Vec<_>>(),
        [
            AttributeKind::Choices,
            AttributeKind::Number,
            AttributeKind::Date
        ]
    );
    let tone = &schema.layers[2].attributes[0];
    assert_eq!(
        (tone.required, tone.default.clone()),
        (true, Some(serde_json::json!(["calm"])))
    );
    assert_eq!(
        schema.layers[0]
            .color
            .map(|color| color.to_string())
            .as_deref(),
        Some("#3366cc")
    );
    assert_eq!(schema.layers[0].attributes[0].values, ["yes"]);
    assert!(schema.layers[1].attributes.is_empty() && schema.relation("in").is_some());
    assert_eq!(
        found,
        [
            "config: controls for whole texts: 1",
            "config: colors in no known form: 1"
        ]
    );
}

#[test]
fn type_systems_are_read() {
    let xml = "<?xml version=\"1.0\"?>\n<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\"><types>\
        <typeDescription><name>webanno.custom.Quote</name><description>\n  Words of others.\n    In marks.\n</description>\
        <supertypeName>uima.tcas.Annotation</supertypeName><features>\
        <featureDescription><name>tone</name><description>How it sounds.</description>\
        <rangeTypeName>uima.cas.String</rangeTypeName></featureDescription></features>\
        </typeDescription></types></typeSystemDescription>";
    let json = "{\"%TYPES\": {\"webanno.custom.Quote\": {\"%NAME\": \"webanno.custom.Quote\", \"%SUPER_TYPE\": \
        \"uima.tcas.Annotation\", \"%DESCRIPTION\": \"Words of others.\\nIn marks.\", \
        \"tone\": {\"%NAME\": \"tone\", \"%DESCRIPTION\": \"How it sounds.\", \"%RANGE\": \"uima.cas.String\"}}}}";
    for text in [xml, json] {
        let (schema, found) = of(&[("TypeSystem.xml", text)]);
        assert_eq!(names(&schema), [("Quote", "Quote")]);
        assert_eq!(schema.layers[0].description, "Words of others.\nIn marks.");
        let tone = &schema.layers[0].attributes[0];
        assert_eq!(
            (tone.name.as_str(), tone.description.as_str()),
            ("tone", "How it sounds.")
        );
        assert_eq!(found, [""; 0]);
    }
}

/// As ATLAS.ti and others write them.
const QDC: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:schemaLocation=\"urn:QDA-XML:codebook:1.0 Codebook.xsd\" origin=\"Another 1.0\" xmlns=\"urn:QDA-XML:codebook:1.0\">\n\
    <Codes><Code guid=\"1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\" name=\"entity\" color=\"#46AA00\" isCodable=\"true\">\
    <Description>Who &amp; what</Description>\
    <Code guid=\"{0D62985D-B147-5D01-A9B5-CAE5DCD98342}\" name=\"person\" isCodable=\"true\"/></Code></Codes>\n\
    <Sets><Set name=\"People\" guid=\"ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F0\"><Description>of all kinds</Description>\
    <MemberCode guid=\"0d62985d-b147-5d01-a9b5-cae5dcd98342\"/>\
    <MemberCode guid=\"1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294\"/></Set></Sets></CodeBook>";

#[test]
fn code_books_are_read() {
    let (schema, found) = of(&[("codes.qdc", QDC)]);
    // Not the layer of that name of a new project.
    assert_eq!(names(&schema), [("entity", "entity")]);
    let layer = &schema.layers[0];
    assert_eq!(layer.description, "Who & what");
    assert_eq!(
        layer.color.map(|color| color.to_string()).as_deref(),
        Some("#46aa00")
    );
    assert_eq!(
        (layer.labels.len(), layer.labels[0].group.as_str()),
        (1, "People")
    );
    assert_eq!(
        found,
        [
            "codes.qdc, line 4: the description of the set “People”",
            "codes.qdc, line 4: members of the set “People” that are in another one, or no labels of a layer: 1",
        ]
    );
}

#[test]
fn what_is_no_codebook_is_refused() {
    for (name, text, message) in [
        (
            "a.txt",
            "A text.",
            "a.txt: this is no codebook that can be read: expected annotation.conf of brat, a DTD of \
            MedTator, a configuration of Label Studio (<View>), a type system of UIMA, or a REFI-QDA codebook (.qdc)",
        ),
        (
            "a.qdc",
            "<CodeBook><Codes>",
            "a.qdc, line 1: the file is cut off inside <Codes>",
        ),
        (
            "a.qdc",
            "<CodeBook><Codes/></CodeBook>",
            "it lists neither labels nor link types",
        ),
        (
            "a.conf",
            "[entities]\n",
            "it lists neither labels nor link types",
        ),
    ] {
        let found = read(&[file(name, text)]).expect_err(text);
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, [message]);
    }
    assert!(read(&[]).is_err());
    let several = [
        file("a.qdc", QDC),
        file("a.dtd", "<!ELEMENT A ( #PCDATA ) >"),
    ];
    let (_, found) = read(&several).expect("the first is read");
    assert_eq!(
        found[0].to_string(),
        "a.dtd: a codebook of another tool than the first one"
    );
}

/// What our own exports have beside the marks has the labels that the marks have.
#[test]
fn our_own_configurations_are_read() {
    let project = torture::project();
    for id in ["brat", "medtator", "label-studio"] {
        let format = FORMATS
            .iter()
            .find(|format| format.id == id)
            .expect("a format");
        let written = format.write(&project, &Options::default()).files;
        let inside = archive::unpack(&written).expect("files");
        let own: Vec<File> = inside.into_iter().filter(is_codebook).collect();
        assert!(!own.is_empty(), "{id}");
        let (codebook, _) = read(&own).expect("a codebook");
        let carried = format.carried(&project, &Options::default());
        for annotation in &carried.annotations {
            let label = &annotation.label;
            let layer = codebook.schema.layer(annotation.layer());
            let layer =
                layer.unwrap_or_else(|| panic!("{id}: {label}: {:?}", names(&codebook.schema)));
            let is_listed = match label.split_once('.') {
                Some((_, name)) => layer.labels.iter().any(|label| label.name == name),
                None => true,
            };
            assert!(is_listed, "{id}: {label}");
        }
    }
}

/// The part of a codebook that a code book carries.
fn carried(codebook: &Codebook) -> Vec<(String, Vec<(String, String)>)> {
    let label = |label: &Label| (label.title.clone(), label.group.clone());
    let layer = |layer: &Layer| {
        (
            layer.title.clone(),
            layer.labels.iter().map(label).collect(),
        )
    };
    codebook.schema.layers.iter().map(layer).collect()
}

#[test]
fn losses_of_code_books_are_counted() {
    let codebook = Codebook {
        schema: Schema::bundled(),
        guidelines: "Mark all.".to_owned(),
    };
    let written = write_qdc("A project", &codebook);
    assert_eq!(written.files[0].name, "A project.qdc");
    let losses: Vec<_> = written
        .losses
        .iter()
        .map(|loss| (loss.count, loss.what.as_str()))
        .collect();
    assert_eq!(
        losses,
        [
            (3, "forms of layers"),
            (3, "keys"),
            (17, "attributes of marks"),
            (1, "attributes of clusters"),
            (12, "link types"),
            (1, "guidelines"),
        ]
    );
}

proptest! {
    /// What is read is written in the same bytes, and read again as it is.
    #[test]
    fn code_books_come_back(schema in any_schema()) {
        // The version is named, and not read.
        let schema = Schema { version: 0, ..schema };
        let codebook = Codebook { schema, guidelines: String::new() };
        let written = write_qdc("p", &codebook).files;
        let Ok((first, found)) = read(&written) else {
            prop_assert!(codebook.schema.layers.is_empty());
            return Ok(());
        };
        prop_assert_eq!(found, []);
        let again = write_qdc("p", &first).files;
        prop_assert_eq!(String::from_utf8_lossy(&again[0].bytes), String::from_utf8_lossy(&written[0].bytes));
        prop_assert_eq!(carried(&first).len(), codebook.schema.layers.len());
        let groups = |codebook: &Codebook| -> Vec<String> {
            let labels = codebook.schema.layers.iter().flat_map(|layer| &layer.labels);
            labels.map(|label| label.group.clone()).filter(|group| !group.is_empty()).collect()
        };
        prop_assert_eq!(groups(&first).len(), groups(&codebook).len());
    }

    #[test]
    fn damage_is_borne(at in any::<prop::sample::Index>(), byte: u8, which in 0..5_usize) {
        let texts = [
            QDC, "[entities]\nA\n[relations]\nr Arg1:A, Arg2:A\n", "<!ELEMENT A ( #PCDATA ) >\n<!ATTLIST A b (c|d) >",
            "<View><Labels><Label value=\"A\"/></Labels></View>", "<typeSystemDescription><types/></typeSystemDescription>",
        ];
        let mut one = file("a", texts[which]);
        let at = at.index(one.bytes.len());
        one.bytes[at] = byte;
        let _ = read(&[one.clone()]);
        one.bytes.truncate(at);
        let _ = read(&[one]);
    }
}
