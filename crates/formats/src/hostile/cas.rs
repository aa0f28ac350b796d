//! CASes with types and structures that refer to much.

use super::{Hostile, NAME_END, NEXT_FILE, fill, list};

const JSON: Hostile = Hostile {
    format: "cas-json",
    what: "",
    extension: "json",
    make: |_| String::new(),
};

const XMI: Hostile = Hostile {
    format: "cas-xmi",
    extension: "xmi",
    ..JSON
};

pub(super) fn all() -> Vec<Hostile> {
    vec![
        Hostile {
            what: "marks with one list of links",
            make: |bytes| {
                let ids = list(bytes / 2, |_| "9".to_owned());
                let marks = list(bytes / 2, |n| {
                    let id = n + 10;
                    format!(r#"{{"%ID":{id},"%TYPE":"b.L","begin":0,"end":1,"@a":8}}"#)
                });
                json(&format!(
                    r#"{{"%ID":8,"%TYPE":"b.K[]","%ELEMENTS":[{ids}]}},
                    {{"%ID":9,"%TYPE":"b.K","@target":10}},{marks}"#
                ))
            },
            ..JSON
        },
        Hostile {
            what: "marks with one list of links",
            make: |bytes| {
                let ids = fill(bytes / 2, |_| "9 ".to_owned());
                let marks = fill(bytes / 2, |n| {
                    format!(r#"<b:L xmi:id="{}" begin="0" end="1" a="8"/>"#, n + 10)
                });
                let links = r#"<b:K xmi:id="9" target="10"/>"#;
                xmi(&format!(
                    r#"<cas:FSArray xmi:id="8" elements="{ids}"/>{links}{marks}"#
                ))
            },
            ..XMI
        },
        Hostile {
            what: "marks with one list of what are no links",
            make: |bytes| {
                let ids = fill(bytes / 2, |_| "9 ".to_owned());
                let marks = fill(bytes / 2, |n| {
                    format!(r#"<b:L xmi:id="{}" begin="0" end="1" a{n}="8"/>"#, n + 10)
                });
                let links = r#"<b:K xmi:id="9" target="10"/>"#;
                xmi(&format!(
                    r#"<cas:FSArray xmi:id="8" elements="{ids}x"/>{links}{marks}"#
                ))
            },
            ..XMI
        },
        Hostile {
            what: "marks that share one link with a long role",
            make: |bytes| {
                let marks = fill(bytes / 2, |n| {
                    format!(r#"<b:L xmi:id="{}" begin="0" end="1" a="9"/>"#, n + 10)
                });
                let role = "r".repeat(bytes / 2);
                xmi(&format!(
                    r#"<b:K xmi:id="9" role="{role}" target="10"/>{marks}"#
                ))
            },
            ..XMI
        },
        Hostile {
            what: "relations between tokens",
            make: |bytes| {
                let tokens = list(bytes / 2, |n| {
                    let id = n + 9;
                    format!(r#"{{"%ID":{id},"%TYPE":"b.Token","begin":0,"end":1}}"#)
                });
                let ties = list(bytes / 2, |n| {
                    let (id, from) = (n + 90_000_000, n + 9);
                    format!(r#"{{"%ID":{id},"%TYPE":"b.R","@Governor":{from},"@Dependent":9}}"#)
                });
                json(&format!("{tokens},{ties}"))
            },
            ..JSON
        },
        Hostile {
            what: "views",
            make: |bytes| {
                json(&list(bytes, |n| {
                    let id = n + 9;
                    format!(r#"{{"%ID":{id},"%TYPE":"uima.cas.Sofa","sofaString":"text"}}"#)
                }))
            },
            ..JSON
        },
        Hostile {
            what: "types below one with many features",
            make: |bytes| {
                let features = fill(bytes / 2, |n| feature(n, "c.A"));
                let types = fill(bytes / 2, |n| kind(&format!("c.T{n}"), "c.A", ""));
                typed(&(kind("c.A", "uima.tcas.Annotation", &features) + &types))
            },
            ..XMI
        },
        Hostile {
            what: "features with many values",
            make: |bytes| {
                let values = fill(bytes / 2, |n| {
                    format!("<value><string>v{n}</string></value>")
                });
                let features = fill(bytes / 2, |n| feature(n, "c.V"));
                let of_values = kind("c.V", "uima.cas.String", "");
                let of_values = of_values.replace(
                    "<features>",
                    &format!("<allowedValues>{values}</allowedValues><features>"),
                );
                typed(&(kind("c.A", "uima.tcas.Annotation", &features) + &of_values))
            },
            ..XMI
        },
    ]
}

fn json(structures: &str) -> String {
    format!(
        r#"{{"%FEATURE_STRUCTURES":[{{"%TYPE":"uima.cas.Sofa","sofaString":"text"}},{structures}]}}"#
    )
}

fn xmi(body: &str) -> String {
    format!(
        "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
         xmlns:b=\"http:///b.ecore\">{body}<cas:Sofa xmi:id=\"1\" sofaString=\"text\"/></xmi:XMI>"
    )
}

fn feature(number: usize, range: &str) -> String {
    format!(
        "<featureDescription><name>f{number}</name><rangeTypeName>{range}</rangeTypeName>\
         </featureDescription>"
    )
}

fn kind(name: &str, parent: &str, features: &str) -> String {
    format!(
        "<typeDescription><name>{name}</name><supertypeName>{parent}</supertypeName>\
         <features>{features}</features></typeDescription>"
    )
}

/// An empty document beside these types.
fn typed(types: &str) -> String {
    format!(
        "d.xmi{NAME_END}{}{NEXT_FILE}TypeSystem.xml{NAME_END}<typeSystemDescription><types>{types}\
         </types></typeSystemDescription>",
        xmi("")
    )
}
