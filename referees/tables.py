"""CSV and TSV tables, read by pandas."""

import json

import pandas

from common import Export, package, report


def plain(cell):
    """The cell without the apostrophe that keeps it from being a formula."""
    if cell.startswith("'") and cell.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")):
        return cell[1:]
    return cell


def check(name, separator):
    export = Export(name)

    def table(which):
        frame = pandas.read_csv(
            export.path(f".{which}.{name}"), sep=separator, dtype=str, keep_default_na=False
        )
        for row in frame.to_dict("records"):
            for column, cell in row.items():
                if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
                    export.problems.append(f"{which}.{column} may be run: {cell!r}")
        return frame.map(plain)

    texts = {row["id"]: row["text"] for row in table("documents").to_dict("records")}
    export.same("texts", texts.items(), export.texts.items())
    annotations = table("annotations").to_dict("records")

    def pieces(row):
        ranges = (piece.split("-") for piece in row["fragments"].split(";"))
        return tuple(texts[row["document"]][int(a):int(b)] for a, b in ranges)

    export.same("spans", [(a["document"], a["label"], pieces(a)) for a in annotations], export.spans())
    for row in annotations:
        if row["text"] != " … ".join(pieces(row)):
            export.problems.append(f"the text of {row['id']} is not what its offsets cover")
    export.same("notes", [a["note"] for a in annotations],
                [s["note"] for s in export.expected["spans"]])
    export.same("attributes", [json.dumps(json.loads(a["attributes"] or "{}"), sort_keys=True) for a in annotations],
                [json.dumps(s["attributes"], sort_keys=True) for s in export.expected["spans"]])
    words = {a["id"]: " ".join(pieces(a)) for a in annotations}
    clusters = {row["id"]: row["name"] for row in table("clusters").to_dict("records")}
    export.same(
        "relations",
        [(r["type"], r["value"], words[r["from"]], words.get(r["to"]) or clusters[r["to_cluster"]])
         for r in table("relations").to_dict("records")],
        export.relations(),
    )
    members = {identity: [] for identity in clusters}
    for row in annotations:
        if row["cluster"]:
            members[row["cluster"]].append(words[row["id"]])
    export.same("clusters", [tuple(sorted(m)) for m in members.values()], export.clusters())
    return export


report(package("pandas"), check("csv", ","), check("tsv", "\t"))
