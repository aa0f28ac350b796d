//! Reads and writes a CAS as XMI, and writes its type system as a UIMA descriptor.

use super::structure::{Cas, Feature, Name, Names, Structure, Types, View};
use crate::limits;
use crate::xml::escape;
use crate::xml::tree::{Element, parse};
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;
use std::collections::HashMap;

/// Writes a CAS, one structure per line. O(n).
pub(super) fn write(cas: &Cas) -> String {
    let names = cas.structures.iter().map(|s| &*s.kind);
    let packages: Vec<String> = Types::packages(names).into_iter().collect();
    let prefix = |package: &str| {
        let at = packages.iter().position(|p| p == package);
        format!("p{}", at.unwrap_or_default())
    };
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
         xmlns:cas=\"http:///uima/cas.ecore\"",
    );
    for package in &packages {
        let path = package.replace('.', "/");
        xml.push_str(&format!(
            " xmlns:{}=\"http:///{path}.ecore\"",
            prefix(package)
        ));
    }
    xml.push_str(" xmi:version=\"2.0\">\n<cas:NULL xmi:id=\"0\"/>\n");
    for structure in &cas.structures {
        let (package, name) = structure
            .kind
            .rsplit_once('.')
            .unwrap_or(("", &structure.kind));
        let prefix = prefix(package);
        xml.push_str(&format!(
            "<{prefix}:{name} xmi:id=\"{}\" sofa=\"1\"",
            structure.id
        ));
        if let Some((begin, end)) = structure.offsets {
            xml.push_str(&format!(" begin=\"{begin}\" end=\"{end}\""));
        }
        for (name, value) in &structure.features {
            match value {
                Feature::Text(text) => xml.push_str(&format!(" {name}=\"{}\"", escape(text))),
                Feature::Reference(id) => xml.push_str(&format!(" {name}=\"{id}\"")),
                // Postil has none.
                Feature::References(_) => {}
            }
        }
        xml.push_str("/>\n");
    }
    let text = escape(cas.text());
    let members: Vec<String> = cas.structures.iter().map(|s| s.id.to_string()).collect();
    xml.push_str(&format!(
        "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" \
         sofaString=\"{text}\"/>\n<cas:View sofa=\"1\" members=\"{}\"/>\n</xmi:XMI>\n",
        members.join(" ")
    ));
    xml
}

/// Writes the descriptor of types, which is of a version of the codebook.
pub(super) fn type_system(types: &Types, version: u32) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n\
         <description>codebook version {version}</description>\n<version>{version}</version>\n<types>\n",
    );
    for (name, (parent, features)) in &types.0 {
        xml.push_str(&format!(
            "<typeDescription><name>{name}</name><description/>\
             <supertypeName>{parent}</supertypeName><features>\n"
        ));
        for (feature, range) in features {
            xml.push_str(&format!(
                "<featureDescription><name>{feature}</name><description/>\
                 <rangeTypeName>{range}</rangeTypeName></featureDescription>\n"
            ));
        }
        xml.push_str("</features></typeDescription>\n");
    }
    xml.push_str("</types>\n</typeSystemDescription>\n");
    xml
}

/// Reads a CAS. O(n).
pub(super) fn read(file: &File) -> Result<Cas, Diagnostic> {
    let root = parse(file)?;
    if root.local() != "XMI" {
        let message = format!("expected <xmi:XMI>, found <{}>", root.name);
        return Err(Diagnostic::error(&file.name, message));
    }
    let packages: HashMap<&str, String> = (root.attributes.iter())
        .filter_map(|(name, value)| {
            let path = value.strip_prefix("http:///")?.strip_suffix(".ecore")?;
            Some((name.strip_prefix("xmlns:")?, path.replace('/', ".")))
        })
        .collect();
    // Every structure repeats the name of its package.
    if let Some(package) = packages
        .values()
        .find(|package| package.len() > limits::MAX_NAME_BYTES)
    {
        let message = format!(
            "the name of the package {} is longer than {} bytes",
            clip(package),
            limits::MAX_NAME_BYTES
        );
        return Err(Diagnostic::error(&file.name, message));
    }
    let mut cas = Cas {
        untold_references: true,
        ..Cas::default()
    };
    let mut names = Names::default();
    for element in root.elements() {
        let prefix = element
            .name
            .split_once(':')
            .map_or("", |(prefix, _)| prefix);
        let kind = match packages.get(prefix) {
            Some(package) => format!("{package}.{}", element.local()),
            None => element.local().to_owned(),
        };
        match kind.as_str() {
            "uima.cas.Sofa" => cas.views.push(View {
                id: number(element, "xmi:id").unwrap_or(0),
                name: element.get("sofaID").unwrap_or_default().to_owned(),
                text: element.get("sofaString").map(str::to_owned),
            }),
            "uima.cas.View" | "uima.cas.NULL" => {}
            _ => {
                let kind = names.get(&kind);
                cas.structures.push(structure(element, kind, &mut names));
            }
        }
    }
    Ok(cas)
}

/// An attribute that is a number.
fn number(element: &Element, name: &str) -> Option<usize> {
    element.get(name).and_then(|value| value.parse().ok())
}

fn structure(element: &Element, kind: Name, names: &mut Names) -> Structure {
    let own = ["xmi:id", "sofa", "begin", "end"];
    let attributes = element.attributes.iter();
    let mut features: Vec<_> = attributes
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .map(|(name, value)| (names.get(name), Feature::Text(value.clone())))
        .collect();
    // Lists of texts are written as elements.
    let mut indexes: HashMap<Name, usize> = HashMap::new();
    if element.elements().next().is_some() {
        let own = features.iter().map(|(name, _)| name.clone());
        indexes = own.zip(0..).collect();
    }
    for child in element.elements() {
        let name = child.local();
        let index = indexes.get(name).and_then(|&index| features.get_mut(index));
        match index {
            Some((_, Feature::Text(text))) => {
                text.push('\n');
                text.push_str(&child.text());
            }
            _ => {
                let name = names.get(name);
                indexes.insert(name.clone(), features.len());
                features.push((name, Feature::Text(child.text())));
            }
        }
    }
    Structure {
        id: number(element, "xmi:id").unwrap_or(0),
        sofa: number(element, "sofa").unwrap_or(0),
        kind,
        offsets: number(element, "begin").zip(number(element, "end")),
        features,
        ..Structure::default()
    }
}
