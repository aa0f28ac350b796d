"""JSONL for Hugging Face: loaded by `datasets` with no script, from the folder with its card."""

import json
import tempfile

import datasets

from common import FOLDER, Export, package, report

reader = package("datasets")
export = Export("datasets")
loaded = datasets.load_dataset(
    str((FOLDER / "datasets").resolve()), split="train", cache_dir=tempfile.mkdtemp()
)
spans, notes, relations, texts, words = [], [], [], {}, {}
names, members, ties = {}, {}, []
for row in loaded:
    text = texts[row["id"]] = row["text"]
    for span in row["spans"]:
        pieces = [(f["start"], f["end"]) for f in row["fragments"] if f["span"] == span["id"]]
        pieces = pieces or [(span["start"], span["end"])]
        covered = tuple(text[start:end] for start, end in pieces)
        if text[span["start"]:span["end"]] != span["text"]:
            export.problems.append(f"{span} does not cover its text")
        spans.append((row["id"], span["label"], covered))
        notes.append((span["note"], json.dumps(json.loads(span["attributes"] or "{}"), sort_keys=True)))
        words[span["id"]] = " ".join(covered)
        if span["cluster"]:
            members.setdefault(span["cluster"], []).append(" ".join(covered))
    names.update({cluster["id"]: cluster["name"] for cluster in row["clusters"]})
    ties += row["relations"]
for tie in ties:
    to = words.get(tie["to"]) or names[tie["to_cluster"]]
    relations.append((tie["type"], tie["value"], words[tie["from"]], to))

export.same("texts", texts.items(), export.texts.items())
export.same("spans", spans, export.spans())
export.same("notes and attributes", notes, [
    (s["note"], json.dumps(s["attributes"], sort_keys=True)) for s in export.expected["spans"]
])
export.same("relations", relations, export.relations())
export.same("clusters", [tuple(sorted(m)) for m in members.values()], export.clusters())
report(reader, export)
