"""WebAnno TSV 3.3: spans read by web-anno-tsv, layer by layer, since it reads the second column of
a file alone; features, numbers, relations and chains read back as INCEpTION's reader is defined.

web-anno-tsv checks that every token is what its UTF-16 offsets cover. It knows no `\\t`, so that
tabs of the text are given to it as spaces, which have the same length.
"""

import re
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

from web_anno_tsv import open_web_anno_tsv

from common import Export, package, report

NAMES = {"\\t": "\t", "\\n": "\n"}


def plain(value):
    """Takes the backslashes off a value."""
    return re.sub(r"\\(->|.)", lambda m: NAMES.get(m[0], m[1]), value)


def split(cell, sign):
    return re.findall(r"((?:[^\\%s]|\\.)+|(?<=%s)(?=%s|$))" % ((re.escape(sign),) * 3), cell)


def header(lines):
    """The columns of each layer, with their places."""
    columns, at = {}, 3
    for line in lines:
        if line.startswith("#T_"):
            layer, *features = line.split("=", 1)[1].split("|")
            columns[layer] = {feature: at + n for n, feature in enumerate(features)}
            at += len(features)
    return columns


def by_layer(lines, columns):
    """The spans of the file, as web-anno-tsv reads a copy with one layer's columns alone."""
    spans = []
    for layer, features in columns.items():
        if not layer.startswith("postil.span."):
            continue
        copy = []
        for line in lines:
            if line.startswith("#T_"):
                continue
            if line.startswith("#FORMAT"):
                copy += [line, f"#T_SP={layer}|id|label"]
            elif line.startswith("#") or not line:
                copy.append(line.replace("\\t", " "))
            else:
                cells = line.split("\t")
                copy.append("\t".join([*cells[:3], cells[features["id"]], cells[features["label"]]]))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "copy.tsv"
            path.write_text("\n".join(copy) + "\n", encoding="utf-8")
            with open_web_anno_tsv(str(path)) as sentences:
                for sentence in sentences:
                    spans += [(a.label, (a.text,)) for a in sentence.annotations]
    return spans


class Rows:
    """The rows of a file, with the annotations that they make up, as INCEpTION joins them."""

    def __init__(self, lines, columns):
        self.columns = columns
        self.rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        self.place = {row[0]: tuple(map(int, row[1].split("-"))) for row in self.rows}
        # The layer, extent and features of every annotation.
        self.spans, self.by_number, self.by_unit = [], {}, defaultdict(list)
        for row in self.rows:
            for layer, features in columns.items():
                if layer.startswith("postil.span."):
                    self.read(row, layer, features)

    def read(self, row, layer, features):
        stacks = {f: split(row[at], "|") for f, at in features.items() if row[at] != "_"}
        for index in range(max(map(len, stacks.values()), default=0)):
            number, values = None, {}
            for feature, stack in stacks.items():
                value, number = re.fullmatch(r"(?s)(.*?)(?:\[(\d+)\])?", stack[index]).groups()
                if value != "*":
                    values[feature] = plain(value)
            begin, end = self.place[row[0]]
            span = self.by_number.get(number)
            if span is None:
                span = {"layer": layer, "begin": begin, "end": end, "values": values}
                self.spans.append(span)
                if number:
                    self.by_number[number] = span
            span["end"] = end
            self.by_unit[row[0]].append(span)

    def relations(self, text):
        for row in self.rows:
            for layer, features in self.columns.items():
                base = next((at for f, at in features.items() if f.startswith("BT_")), None)
                if base is None or row[base] == "_":
                    continue
                kinds = split(row[features["kind"]], "|")
                values = split(row[features["value"]], "|") if "value" in features else ["*"] * len(kinds)
                for kind, value, tie in zip(kinds, values, split(row[base], "|"), strict=True):
                    unit, source, target = re.fullmatch(r"([\d.-]+)(?:\[(\d+)_(\d+)\])?", tie).groups()
                    ends = [
                        self.by_number[number] if number not in (None, "0") else self.by_unit[at][0]
                        for number, at in ((source, unit), (target, row[0]))
                    ]
                    texts = (text[s["begin"] * 2:s["end"] * 2].decode("utf-16-le") for s in ends)
                    yield (kind, "" if value == "*" else plain(value), *texts)

    def chains(self, text):
        """The covered texts of each chain's links, by the relation, which is the cluster's id."""
        links = {}
        for row in self.rows:
            at = self.columns["postil.ClusterLink"]["referenceRelation"]
            for cell in split(row[at], "|") if row[at] != "_" else ():
                cluster, chain, number = re.fullmatch(r"(.*)->(\d+)-(\d+)", cell).groups()
                begin, end = self.place[row[0]]
                first = links.setdefault((plain(cluster), chain, number), [begin, end])
                first[1] = end
        for (cluster, *_), (begin, end) in links.items():
            yield cluster, text[begin * 2:end * 2].decode("utf-16-le")


reader = package("web-anno-tsv")
export = Export("webanno-tsv")
archive = zipfile.ZipFile(export.path(".zip"))
read, texts, rows_spans, attributes, notes, relations = [], {}, [], [], [], []
clusters = defaultdict(list)
for inside in archive.namelist():
    if not inside.endswith(".tsv"):
        continue
    identity = inside.removesuffix(".tsv")
    lines = archive.read(inside).decode("utf-8").split("\n")
    columns = header(lines)
    read += [(identity, *span) for span in by_layer(lines, columns)]
    expected = export.texts[identity]
    text = expected.encode("utf-16-le")
    # The text as it is joined: sentences follow each other, or after one line feed.
    sentences = "\n".join(lines).split("\n\n")[1:]
    whole = ""
    for sentence in sentences:
        sentence = sentence.strip("\n").split("\n")
        said = "\n".join(line[6:].replace("\\t", "\t") for line in sentence if line.startswith("#Text="))
        first = next((line for line in sentence if line[:1].isdigit()), None)
        if first is None:
            continue
        begin = int(first.split("\t")[1].split("-")[0])
        whole += "\n" * (begin - len(whole.encode("utf-16-le")) // 2) + said
    texts[identity] = whole
    rows = Rows(lines, columns)
    for span in rows.spans:
        covered = text[span["begin"] * 2:span["end"] * 2].decode("utf-16-le")
        values = span["values"]
        rows_spans.append((identity, values["label"], (covered,)))
        notes.append(values.get("note", ""))
        attributes += [(covered, n, v) for n, v in values.items() if n not in ("id", "label", "note", "cluster")]
    relations += rows.relations(text)
    for cluster, covered in rows.chains(text):
        clusters[cluster].append(covered)

export.same("texts", texts.items(), export.texts.items())
export.same("spans", read, export.spans(pieces=lambda p: (p[0].replace("\t", " "),)))
export.same("spans by rows", rows_spans, export.spans())
export.same("notes", notes, [s["note"] for s in export.expected["spans"]])
export.same("attributes", attributes, [
    (" ".join(s["pieces"]), name, value)
    for s in export.expected["spans"] for name, value in s["attributes"].items()
])
export.same("relations", relations, export.relations())
export.same("clusters", [tuple(sorted(c)) for c in clusters.values()], export.clusters())
report(reader, export)
