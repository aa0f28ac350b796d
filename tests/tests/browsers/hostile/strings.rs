//! A project with hostile strings wherever a file can say something.

use postil_core::text::sha256;
use serde_json::{Value, json};

/// Markup, scripts, executable addresses, reversed writing, and other strings that break programs.
pub const STRINGS: [&str; 14] = [
    "<img src=x onerror=\"window.harmed='img'\">",
    "\"><script>window.harmed='script'</script>",
    "' onclick='window.harmed=1' autofocus onfocus='window.harmed=1",
    "javascript:window.harmed='url'",
    "\u{202E}gnp.exe\u{202C} \u{2066}isolated\u{2069}",
    "zero\u{200B}width\u{200D} \u{FEFF}joined",
    "nul\0 and \u{1b}[31mescape",
    "__proto__",
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "=HYPERLINK(\"http://example.test/\",\"x\")",
    "</textarea></title></style><svg onload=\"window.harmed='svg'\">{{constructor}}${1}",
];

/// All of them in one string.
pub fn all() -> String {
    STRINGS.join(" ")
}

/// A name of a megabyte.
pub fn large() -> String {
    all() + &"<b>W\u{202E}</b>".repeat(80_000)
}

/// The open project, with hostile strings wherever a file can say something.
pub fn hostile(mut project: Value, large: &str) -> Value {
    let lines = STRINGS.join("\n");
    let quote = STRINGS[0];
    let width = quote.chars().count();
    project["name"] = json!(large);
    project["__proto__"] = json!({ "harmed": "proto" });
    project["constructor"] = json!({ "prototype": { "harmed": "constructor" } });
    project["guidelines"] = json!(all());
    project["annotators"] = json!([{ "id": "__proto__", "name": large }]);
    for (at, layer) in ["entity", "event", "claim"].iter().enumerate() {
        assert_eq!(project["schema"]["layers"][at]["name"], json!(layer));
        project["schema"]["layers"][at]["title"] = match at {
            0 => json!(large),
            _ => json!(all()),
        };
        project["schema"]["layers"][at]["attributes"][0]["title"] = json!(large);
        project["schema"]["layers"][at]["attributes"][0]["values"] = json!([large, all()]);
        for label in project["schema"]["layers"][at]["labels"]
            .as_array_mut()
            .expect("labels")
        {
            label["title"] = json!(all());
        }
    }
    for relation in project["schema"]["relations"]
        .as_array_mut()
        .expect("types")
    {
        relation["title"] = json!(all());
        relation["values"] = json!([large, all()]);
    }
    let document = json!({
        "id": "__proto__", "title": large, "outlet": all(), "url": STRINGS[3],
        "published": { "date": all(), "basis": "stated", "note": large },
        "language": all(), "text": lines, "sha256": sha256(&lines),
    });
    project["documents"]
        .as_array_mut()
        .expect("documents")
        .insert(0, document);
    let fragments = json!([{ "start": 0, "end": width, "quote": quote }]);
    let mark = |id: &str, label: &str| {
        json!({
            "id": id, "document": "__proto__", "label": label, "fragments": fragments,
            "attributes": { "__proto__": all(), "role": large, "mention": all(), large: large },
            "note": large, "author": "__proto__", "created": "2026-11-22T20:15:03.120Z",
        })
    };
    project["annotations"] = json!([
        mark("constructor", "entity.person"),
        mark("hasOwnProperty", large),
        mark("toString", "claim.fact"),
    ]);
    project["relations"] = json!([
        { "id": "r1", "type": "said-by", "from": "toString",
          "value": large, "to": { "annotation": "constructor" } },
        { "id": "r2", "type": large, "from": "toString", "to": { "cluster": "valueOf" } },
    ]);
    project["clusters"] = json!([
        { "id": "valueOf", "name": large, "members": ["constructor"], "note": all() },
    ]);
    project["unsettled"] = json!([
        { "reworded": { "annotation": "constructor", "was": [all()] } },
        { "reworded": { "annotation": "toString", "was": [large] } },
    ]);
    project
}
