//! Tests of what is read.

use crate::check;
use postil_core::model::{Project, Target};

#[test]
fn round_trips() {
    check::round_trips("label-studio");
    check::survives_damage("label-studio");
    check::is_detected("label-studio");
}

#[test]
fn exports_of_label_studio_are_understood() {
    let json = r#"[{"id": 3, "data": {"body": "👍 e\u0301\r\nb"}, "annotations": [{"result": [
        {"id": "q", "from_name": "ner", "to_name": "t", "type": "labels",
         "value": {"start": 2, "end": 7, "labels": ["X"]}},
        {"id": "p", "from_name": "ner", "to_name": "t", "type": "hypertextlabels",
         "value": {"start": 0, "end": 1, "hypertextlabels": ["Y"]}},
        {"from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": ["z"]}},
        {"type": "relation", "from_id": "q", "to_id": "p", "direction": "right"}]}]}]"#;
    let spans = check::spans("label-studio", &[check::file("a.json", json)]);
    let spans: Vec<_> = spans
        .iter()
        .map(|(l, t)| (l.as_str(), t.as_str()))
        .collect();
    assert_eq!(spans, [("Y", "👍"), ("X", "e\u{301}\nb")]);
}

/// A region of the text `Obama left. Obama left. …`.
fn region(number: usize) -> String {
    let (start, end) = (12 * number, 12 * number + 5);
    format!(
        r#"{{"id": "r{number}", "type": "labels", "value":
            {{"start": {start}, "end": {end}, "text": "Obama", "labels": ["PER"]}}}}"#
    )
}

/// A task with these data and results, as JSON.
fn task(data: &str, results: &str) -> String {
    format!(r#"[{{"id": 1, "annotations": [{{"result": [{results}]}}], "data": {{{data}}}}}]"#)
}

/// The labels and words of a file that is known as one of Label Studio.
fn read(json: &str) -> Vec<(String, String)> {
    let found = crate::detect("a.json", json.as_bytes());
    assert_eq!(
        found.map(|format| format.id),
        Some("label-studio"),
        "{json}"
    );
    check::spans("label-studio", &[check::file("a.json", json)])
}

/// The whole of it, with the messages.
fn read_whole(json: &str) -> (Project, Vec<String>) {
    let format = crate::format("label-studio").expect("listed");
    let (project, remarks) = (format.read(&[check::file("a.json", json)])).expect("it is fit");
    let said = remarks.into_iter().map(|it| it.message).collect();
    (check::canonical(&project), said)
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found
        .iter()
        .map(|(l, t)| (l.as_str(), t.as_str()))
        .collect()
}

#[test]
fn tasks_are_known_by_their_fields() {
    let regions = (0..80).map(region).collect::<Vec<_>>().join(",\n");
    let text = format!(r#""text": "{}""#, "Obama left. ".repeat(800));
    let whole = task(&text, &regions);
    let brief = r#"[{"id":1,"text":"Obama left.","label":
        [{"start":0,"end":5,"text":"Obama","labels":["PER"]}]}]"#;
    let unlabelled =
        r#"[{"id":1,"text":"Obama left.","annotator":1,"annotation_id":1,"lead_time":2}]"#;
    for (json, count) in [
        (whole.as_str(), 80),
        (&whole.replace("annotations", "completions"), 80),
        (&whole.replace("annotations", "predictions"), 80),
        (&whole[1..whole.len() - 1], 80),
        (&format!(r#"[{{"data": {{{text}}}}}]"#), 0),
        (brief, 1),
        (unlabelled, 0),
    ] {
        let spans = read(json);
        assert_eq!(spans.len(), count);
        assert!(spans.iter().all(|(_, text)| text == "Obama"));
    }
    for json in [
        r#"{"data": {"text": "A"}}"#,
        r#"[{"data": [1]}]"#,
        r#"{"annotations": []}"#,
    ] {
        assert!(crate::detect("a.json", json.as_bytes()).is_none(), "{json}");
    }
}

#[test]
fn a_region_has_a_mark_for_each_of_its_labels() {
    let of = |control: &str, labels: &str| {
        format!(
            r#"{{"id": "q", "from_name": "{control}", "type": "labels", "value":
                {{"start": 0, "end": 5, "labels": [{labels}]}}}}"#
        )
    };
    let more = r#"
        {"id": "q", "from_name": "sure", "type": "choices", "value": {"choices": ["yes"]}},
        {"id": "z", "type": "labels", "value": {"start": 6, "end": 10, "labels": ["ACT"]}},
        {"type": "relation", "from_id": "z", "to_id": "q", "labels": ["by"]}"#;
    for regions in [
        of("a", r#""PER", "VIP""#),
        format!("{}, {}", of("a", r#""PER""#), of("b", r#""VIP", "PER""#)),
    ] {
        let json = task(r#""text": "Obama left.""#, &format!("{regions}, {more}"));
        let (project, said) = read_whole(&json);
        let labels: Vec<_> = project
            .annotations
            .iter()
            .map(|a| a.label.as_str())
            .collect();
        assert_eq!(labels, ["PER", "VIP", "ACT"]);
        assert_eq!(project.annotations[0].id.as_str(), "q");
        assert_eq!(project.annotations[0].attributes["sure"], "yes");
        assert_eq!(project.annotations[1].attributes["sure"], "yes");
        assert_eq!(project.relations[0].to, Target::Annotation("q".into()));
        assert_eq!(said, [""; 0]);
    }
}

#[test]
fn what_was_cancelled_is_left_out_and_counted() {
    let set = |field: &str| format!(r#"{{{field}, "result": [{}]}}"#, region(0));
    let sets = [
        set(r#""was_cancelled": true"#),
        set(r#""was_cancelled": false"#),
        set(r#""skipped": true"#),
    ];
    let json = format!(
        r#"[{{"data": {{"text": "Obama left."}}, "annotations": [{}], "drafts": [{{}}]}}]"#,
        sets.join(", ")
    );
    let (project, said) = read_whole(&json);
    assert_eq!((project.documents.len(), project.annotations.len()), (1, 1));
    assert_eq!(
        said,
        [
            "annotations of tasks that were cancelled or skipped, left out: 2",
            "drafts that were not submitted, left out: 1"
        ]
    );
}

#[test]
fn regions_of_web_pages_lie_on_their_words() {
    let html =
        r#""html": "<div><p>Obama <b>visited</b></p>\n<p>Kabul. Kabul.</p></div>", "id": "a""#;
    let of = |value: &str| {
        let labels = match value.contains("htmllabels") {
            true => "",
            false => r#", "hypertextlabels": ["X"]"#,
        };
        format!(r#"{{"type": "hypertextlabels", "value": {{{value}{labels}}}}}"#)
    };
    for (value, words, remarks) in [
        (
            r#""start": "/div[1]/p[1]/text()[1]", "startOffset": 0, "endOffset": 7,
                "end": "/div[1]/p[1]/b[1]/text()[1]", "text": "Obama visited""#,
            "Obama visited",
            0,
        ),
        (
            r#""start": "/x", "end": "/x", "startOffset": 0, "endOffset": 0,
                "globalOffsets": {"start": 21, "end": 26}, "text": "Kabul""#,
            "Kabul",
            0,
        ),
        (
            r#""start": "/div[1]/p[1]/b[1]/text()[1]", "startOffset": 0, "endOffset": 5,
                "end": "/div[1]/p[2]/text()[1]", "text": "visited\\n\\nKabul""#,
            "visited\n\nKabul",
            0,
        ),
        (
            r#""start": "/div[1]/p[1]/text()[1]", "startOffset": 0, "endOffset": 5,
                "end": "/div[1]/p[1]/text()[1]", "htmllabels": ["X"]"#,
            "Obama",
            0,
        ),
        // Where the path leads nowhere, by the words.
        (
            r#""start": "/x", "end": "/x", "startOffset": 0, "endOffset": 0, "text": "visited""#,
            "visited",
            1,
        ),
    ] {
        let json = task(html, &of(value));
        assert_eq!(pairs(&read(&json)), [("X", words)]);
        let (project, said) = read_whole(&json);
        assert_eq!(project.documents[0].text, "Obama visited\n\nKabul. Kabul.");
        assert!(project.documents[0].meta.extra["data"]["html"].is_string());
        assert_eq!(said.len(), remarks, "{said:?}");
    }
    let (project, _) = read_whole(&task(
        html,
        &of(r#""start": "/x", "end": "/x", "startOffset": 0, "endOffset": 0, "text": "Kabul""#),
    ));
    assert_eq!(
        project.header.unsettled().len(),
        1,
        "a person has to choose between two places"
    );
    // A task of the same file without regions is a page, too.
    let json = task(
        html,
        &of(
            r#""start": "/div[1]/p[1]/text()[1]", "startOffset": 0, "endOffset": 5,
            "end": "/div[1]/p[1]/text()[1]""#,
        ),
    );
    let json = json.replacen('[', &format!(r#"[{{"data": {{{html}}}}}, "#), 1);
    let (project, _) = read_whole(&json);
    let texts: Vec<_> = project
        .documents
        .iter()
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(texts, ["Obama visited\n\nKabul. Kabul."; 2]);
    let nowhere = r#""start": "/x", "end": "/x", "startOffset": 0, "endOffset": 1"#;
    let message = "result[0]: the page has no such place";
    check::leaves_out(
        "label-studio",
        "a.json",
        task(html, &of(nowhere)),
        "task 1",
        message,
    );
    for (words, expected) in [
        (
            "Obama",
            "where the span lies is not known; its file says “Obama”, and it lies on these words",
        ),
        (
            "Kabul",
            "where the span lies is not known; its file says “Kabul”, which the text holds several times; \
             it waits to be placed",
        ),
    ] {
        let region = of(&format!(r#"{nowhere}, "text": "{words}""#));
        let (_, said) = read_whole(&task(html, &region));
        assert!(said[0].ends_with(expected), "{said:?}");
    }
}

#[test]
fn regions_of_dialogues_lie_in_their_phrases() {
    let data = r#""title": "A long title of the talk", "talk": [{"author": "A", "text": "Hi 👍 Bo!"},
        {"author": "B:", "text": "Hello."}]"#;
    let of = |value: &str| {
        format!(r#"{{"type": "paragraphlabels", "value": {{{value}, "paragraphlabels": ["X"]}}}}"#)
    };
    let one = of(r#""start": "0", "end": "0", "startOffset": 5, "endOffset": 7, "text": "Bo""#);
    let two = of(r#""start": 0, "end": 1, "startOffset": 5, "endOffset": 5"#);
    let json = task(data, &format!("{one}, {two}"));
    assert_eq!(pairs(&read(&json)), [("X", "Bo!\nB: Hello"), ("X", "Bo")]);
    let (project, said) = read_whole(&json);
    assert_eq!(project.documents[0].text, "A: Hi 👍 Bo!\nB: Hello.");
    assert_eq!(said, [""; 0]);
    let beyond = of(r#""start": "2", "end": "2", "startOffset": 0, "endOffset": 1"#);
    let message = "result[0]: expected the number of one of the 2 phrases";
    check::leaves_out(
        "label-studio",
        "a.json",
        task(data, &beyond),
        "task 1",
        message,
    );
}

const VIEW: &str = r#"<View>
  <!-- What is not used is in the schema, too. -->
  <Header value="Find them"/>
  <View><Labels name="ner" toName="t" choice="multiple">
    <Label value="PER" background="red"/><Label value="Organization" alias="ORG"/>
    <Label value="place.city"/>
  </Labels></View>
  <RectangleLabels name="box" toName="i"><Label value="Box"/></RectangleLabels>
  <Text name="t" value="$body"/>
  <Relations><Relation value="knows"/><Relation value="role:agent"/></Relations>
  <Choices name="sure" toName="t" perRegion="true" whenLabelValue="PER,ORG">
    <Choice value="yes"/><View><Choice value="no"/></View>
  </Choices>
  <TextArea name="why" toName="t" perRegion="true"/>
  <Choices name="tone" toName="t"><Choice value="good"/></Choices>
</View>"#;

#[test]
fn the_configuration_that_comes_along_is_the_schema() {
    let data = r#""body": "Obama.", "title": "A title that is longer than the text""#;
    let results = r#"{"id": "q", "type": "labels", "value": {"start": 0, "end": 5, "labels": ["PER"]}},
        {"id": "q", "type": "choices", "from_name": "sure", "value": {"choices": ["yes"]}}"#;
    let files = [
        check::file("a.json", task(data, results)),
        check::file("a.xml", VIEW),
    ];
    let sorted = crate::sort::sort(files.to_vec());
    assert_eq!(sorted.groups.len(), 1);
    assert_eq!(sorted.groups[0].files.len(), 2);
    let format = crate::format("label-studio").expect("listed");
    let (project, remarks) = format.read(&files).expect("it is fit");
    assert_eq!(remarks, []);
    assert_eq!(project.documents[0].text, "Obama.");
    let layers: Vec<_> = (project.schema.layers.iter())
        .map(|layer| {
            let attributes = layer
                .attributes
                .iter()
                .map(|it| (it.name.as_str(), it.values.len()));
            (
                layer.name.as_str(),
                layer.labels.len(),
                attributes.collect::<Vec<_>>(),
            )
        })
        .collect();
    let both = vec![("sure", 2), ("why", 0)];
    assert_eq!(
        layers,
        [
            ("PER", 0, both.clone()),
            ("ORG", 0, both),
            ("place", 1, vec![("why", 0)])
        ]
    );
    let relations = project.schema.relations.iter();
    let relations: Vec<_> = relations
        .map(|it| (it.name.as_str(), it.values.len()))
        .collect();
    assert_eq!(relations, [("knows", 0), ("role", 1)]);
    // What is damaged is told, and the tasks are read.
    let (project, remarks) = (format.read(&[files[0].clone(), check::file("a.xml", "<View><")]))
        .expect("the tasks are fit");
    assert_eq!(project.annotations.len(), 1);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(remarks[0].place.starts_with("a.xml"));
}

#[test]
fn results_may_say_which_field_they_are_of() {
    let data = r#""title": "A title that is longer than the text", "body": "Obama.""#;
    let result = r#"{"source": "$body", "type": "labels", "value":
        {"start": 0, "end": 5, "labels": ["PER"]}}"#;
    assert_eq!(pairs(&read(&task(data, result))), [("PER", "Obama")]);
}

#[test]
fn a_brief_task_that_is_said_again_is_one_article() {
    let of = |id: usize, annotator: usize, label: &str| {
        format!(
            r#"{{"id": {id}, "text": "Obama left.", "annotator": {annotator}, "ner":
                [{{"start": 0, "end": 5, "text": "Obama", "labels": ["{label}"]}}]}}"#
        )
    };
    let json = format!(
        "[{}, {}, {}]",
        of(1, 7, "PER"),
        of(1, 8, "ORG"),
        of(2, 8, "PER")
    );
    let (project, said) = read_whole(&json);
    assert_eq!(said, [""; 0]);
    let ids: Vec<_> = project
        .documents
        .iter()
        .map(|it| it.meta.id.as_str())
        .collect();
    assert_eq!(ids, ["1", "2"]);
    let marks: Vec<_> = (project.annotations.iter())
        .map(|a| (a.document.as_str(), a.author.as_str(), a.label.as_str()))
        .collect();
    assert_eq!(
        marks,
        [("1", "7", "PER"), ("1", "8", "ORG"), ("2", "8", "PER")]
    );
}

#[test]
fn line_feeds_in_words_may_be_escaped() {
    let of = |words: &str| {
        format!(
            r#"{{"type": "labels", "value": {{"start": 0, "end": 3, "text": "{words}", "labels": ["X"]}}}}"#
        )
    };
    for (text, words) in [
        ("a\\nb", "a\\\\nb"),
        ("a\\nb", "a\\nb"),
        ("\\\\nb", "\\\\nb"),
    ] {
        let (_, said) = read_whole(&task(&format!(r#""text": "{text}""#), &of(words)));
        assert_eq!(said, [""; 0], "{text} {words}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    let task = |result: &str| {
        format!(r#"[{{"data": {{"text": "a"}}, "annotations": [{{"result": [{result}]}}]}}]"#)
    };
    let image = r#"[{"data": {"image": 7}}]"#;
    let message = "expected a text in `data`";
    check::refuses("label-studio", "a.json", image, "a.json, task 1", message);
    for (json, message) in [
        (
            task(r#"{"type": "labels", "value": {"start": 0, "end": 9, "labels": ["X"]}}"#),
            "result[0]: the offset 9",
        ),
        (
            task(r#"{"type": "labels", "value": {"start": 0, "end": 1}}"#),
            "result[0]: expected a label",
        ),
        (
            task(r#"{"type": "labels", "value": {"start": 0, "end": 1, "labels": []}}"#),
            "result[0]: expected a label in `labels`, found []",
        ),
        (
            task(r#"{"type": "relation", "from_id": "u", "to_id": "v"}"#),
            "result[0]: it refers to “u”",
        ),
    ] {
        check::leaves_out("label-studio", "a.json", json, "a.json, task 1", message);
    }
}

#[test]
fn damage_to_what_others_write_breaks_nothing() {
    let of = |kind: &str, value: &str| {
        format!(
            r#"{{"id": "q", "type": "{kind}", "value": {{{value}, "text": "b", "{kind}": ["X", "Y"]}}}}"#
        )
    };
    let page = of(
        "hypertextlabels",
        r#""start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 0, "endOffset": 1"#,
    );
    let phrase = of(
        "paragraphlabels",
        r#""start": "0", "end": "0", "startOffset": 0, "endOffset": 1"#,
    );
    let brief = r#"[{"id":1,"text":"ab","label":[{"start":0,"end":1,"text":"a","labels":["X"]}]}]"#;
    for json in [
        task(r#""html": "<p>b</p>""#, &page),
        task(r#""talk": [{"author": "A", "text": "b 👍"}]"#, &phrase),
        brief.to_owned(),
    ] {
        let format = crate::format("label-studio").expect("listed");
        for cut in 0..json.len() {
            for change in b"\"<>{}[]0-9a,: \\\xFF" {
                let mut bytes = json.clone().into_bytes();
                bytes[cut] = *change;
                crate::detect("a.json", &bytes);
                let _ = format.read(&[check::file("a.json", &bytes)]);
            }
            let bytes = &json.as_bytes()[..cut];
            crate::detect("a.json", bytes);
            let _ = format.read(&[check::file("a.json", bytes)]);
        }
    }
}

#[test]
fn whole_tasks_before_a_cut_are_read() {
    let task = |id: u32| {
        format!(
            "{{\"id\": {id}, \"data\": {{\"text\": \"Obama left.\"}}, \"annotations\": [{{\"result\": []}}]}}"
        )
    };
    let whole = format!("[\n{},\n{}\n]", task(1), task(2));
    let cut = &whole[..whole.len() - 20];
    let said = "cut off or damaged, and left out; 1 before it";
    check::leaves_out("label-studio", "a.json", cut, "a.json, task 2", said);
    // Nothing is whole.
    let none = &whole[..40];
    check::refuses(
        "label-studio",
        "a.json",
        none,
        "a.json, line 2",
        "not valid JSON",
    );
}
