"""MedTator XML: parsed by lxml, with offsets by the rule of MedTator's page.

MedTator itself is a page and cannot be loaded here; the rule is that of JavaScript's strings.
"""

import zipfile

from lxml import etree

from common import Export, package, report

reader = package("lxml") + ", MedTator's offset rule"
export = Export("medtator")
archive = zipfile.ZipFile(export.path(".zip"))
schema = archive.read("schema.dtd").decode("utf-8")
spans, notes, attributes, relations, texts = [], [], [], [], {}
for inside in archive.namelist():
    if not inside.endswith(".xml"):
        continue
    identity = inside.removesuffix(".xml")
    root = etree.fromstring(archive.read(inside), etree.XMLParser(resolve_entities=False))
    text = texts[identity] = root.findtext("TEXT")
    units, words = text.encode("utf-16-le"), {}
    for tag in root.find("TAGS"):
        if f"<!ELEMENT {tag.tag} " not in schema:
            export.problems.append(f"the schema has no {tag.tag}")
        if "spans" in tag.attrib:
            ranges = [map(int, piece.split("~")) for piece in tag.get("spans").split(",")]
            pieces = tuple(units[2 * a:2 * b].decode("utf-16-le") for a, b in ranges)
            if tag.get("text") != " ... ".join(pieces):
                export.problems.append(f"{tag.attrib} does not cover its text")
            words[tag.get("id")] = " ".join(pieces)
            spans.append((identity, tag.tag.replace("__", "."), pieces))
            notes.append(tag.get("note", ""))
            own = {"id", "spans", "text", "note"}
            attributes += [(" ".join(pieces), k, v) for k, v in tag.attrib.items() if k not in own]
        else:
            ends = (words[tag.get("fromID")], words[tag.get("toID")])
            relations.append((tag.tag, tag.get("value", ""), *ends))

export.compare(texts, spans, notes, attributes, relations)
report(reader, export)
