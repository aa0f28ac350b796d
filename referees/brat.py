"""brat standoff, read by pybrat. (bconv writes brat, but does not read it.)"""

import re
import tempfile
import zipfile
from pathlib import Path

from pybrat.parser import BratParser

from common import Export, package, report

reader = package("pybrat")
export = Export("brat")
folder = Path(tempfile.mkdtemp())
zipfile.ZipFile(export.path(".zip")).extractall(folder)
export.same("texts", [p.read_text(encoding="utf-8") for p in folder.glob("*.txt")],
            export.texts.values())


def form(label):
    return label.replace(".", "__")


def lines(pieces):
    """brat has no line break inside a piece."""
    return tuple(line for piece in pieces for line in piece.split("\n") if line)


expected = [(d, form(l), lines(p)) for d, l, p in export.spans()]

# Two annotations of one extent are an error to pybrat, but not to brat.
spans, relations, words = [], [], {}
for example in BratParser(error="ignore").parse(folder):
    text = export.texts[example.id]
    for entity in example.entities:
        pieces = tuple(text[span.start:span.end] for span in entity.spans)
        if entity.mention != " ".join(pieces):
            export.problems.append(f"{entity.id} covers {pieces!r}, but says {entity.mention!r}")
        spans.append((example.id, entity.type, pieces))
        words[f"{example.id}/{entity.id}"] = " ".join(pieces)
    for relation in example.relations:
        if relation.type != "Equiv":
            relations.append((relation.type, relation.arg1.mention, relation.arg2.mention))
    for event in example.events:
        for argument in event.arguments:
            relations.append(("role", event.trigger.mention, argument.mention))
export.same("spans", spans, expected)


def end(identity):
    return " ".join(lines(export.by_id[identity]["pieces"]))


export.same("relations", relations, [
    (form(r["kind"]), end(r["from"]), end(r["to"])) for r in export.expected["relations"]
])

# What pybrat leaves out: notes and the words of attributes.
notes = []
for path in folder.glob("*.ann"):
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"#\d+\tAnnotatorNotes [TE]\d+\t(.*)", line):
            note = re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), found[1])
            notes.append(note)
export.same("notes", notes, [s["note"] for s in export.expected["spans"] if s["note"]])

report(reader, export)
