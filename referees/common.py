"""What every referee needs: the files of one export, what must be in them, and a comparison."""

import json
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("target/referees")


class Skip(Exception):
    """The reader of a format cannot be had here."""


class Export:
    """One export of the torture project, and what must be in it."""

    def __init__(self, name):
        whole = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
        self.name = name
        self.expected = whole[name]
        self.paths = [FOLDER / name / file for file in self.expected["files"]]
        self.documents = self.expected["documents"]
        self.texts = {d["id"]: d["text"] for d in self.documents}
        self.by_id = {span["id"]: span for span in self.expected["spans"]}
        self.problems = []
        self.compared = []

    def path(self, ending):
        found = [path for path in self.paths if path.name.endswith(ending)]
        if len(found) != 1:
            raise AssertionError(f"expected one file that ends with {ending}, found {found}")
        return found[0]

    def spans(self, pieces=tuple, label=lambda span: span["label"]):
        """The document, label and covered text of every expected span."""
        return [(s["document"], label(s), pieces(s["pieces"])) for s in self.expected["spans"]]

    def relations(self):
        """The kind of every expected relation, and the texts of its ends."""
        def end(identity):
            return " ".join(self.by_id[identity]["pieces"]) if identity else None

        return [
            (r["kind"], r["value"], end(r["from"]), end(r["to"]) or r["to_cluster"])
            for r in self.expected["relations"]
        ]

    def clusters(self):
        """The texts of every expected cluster's mentions."""
        return [
            tuple(sorted(" ".join(self.by_id[m]["pieces"]) for m in c["members"]))
            for c in self.expected["clusters"]
        ]

    def compare(self, texts, spans, notes, attributes, relations):
        """Compares what a format with room for all of these was read as with what was expected."""
        self.same("texts", texts.items(), self.texts.items())
        self.same("spans", spans, self.spans())
        self.same("notes", notes, [s["note"] for s in self.expected["spans"]])
        self.same("attributes", attributes, [
            (" ".join(s["pieces"]), name, value)
            for s in self.expected["spans"] for name, value in s["attributes"].items()
        ])
        self.same("relations", relations, self.relations())

    def same(self, what, read, expected):
        """Compares what was read with what was expected, whatever the order."""
        read, expected = Counter(read), Counter(expected)
        self.compared.append(f"{sum(expected.values())} {what}")
        for item in (read - expected).elements():
            self.problems.append(f"{what}: read, but not expected: {item!r}")
        for item in (expected - read).elements():
            self.problems.append(f"{what}: expected, but not read: {item!r}")


def package(name):
    """A package with its version."""
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError as error:
        raise Skip(f"{name} is not installed") from error


def report(reader, *exports):
    """Prints one line an export for run.py, and leaves with failure if anything differs."""
    for export in exports:
        print(json.dumps({
            "format": export.name,
            "reader": reader,
            "compared": ", ".join(export.compared),
            "problems": export.problems,
        }))
    sys.exit(any(export.problems or not export.compared for export in exports))
