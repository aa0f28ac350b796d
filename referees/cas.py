"""UIMA CAS JSON and XMI, loaded by dkpro-cassis."""

import io
import zipfile

import cassis

from common import Export, package, report

reader = package("dkpro-cassis")
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"


def check(name, ending, load):
    export = Export(name)
    archive = zipfile.ZipFile(export.path(".zip"))
    spans, notes, relations, texts, clusters, attributes = [], [], [], {}, {}, []
    for inside in archive.namelist():
        if not inside.endswith(ending):
            continue
        cas = load(archive, inside)
        identity = cas.select(METADATA)[0].documentId
        texts[identity] = cas.sofa_string
        for annotation in cas.select("uima.tcas.Annotation"):
            kind = annotation.type.name
            if kind.startswith("postil.span."):
                covered = annotation.get_covered_text()
                spans.append((identity, annotation.label, (covered,)))
                notes.append(annotation.note or "")
                known = {"id", "label", "note", "begin", "end", "sofa"}
                attributes += [
                    (covered, f.name, annotation[f.name])
                    for f in annotation.type.features
                    if f.name not in known and annotation[f.name] is not None
                ]
            elif kind.startswith("postil.relation."):
                if annotation.get_covered_text() != annotation.Dependent.get_covered_text():
                    export.problems.append(f"{annotation} does not lie at its dependent")
                relations.append((
                    annotation.kind, annotation.value or "",
                    annotation.Governor.get_covered_text(), annotation.Dependent.get_covered_text(),
                ))
        for chain in cas.select("postil.ClusterChain"):
            link = chain.first
            while link is not None:
                if (link.begin, link.end) != (link.mention.begin, link.mention.end):
                    export.problems.append(f"{link} does not lie at its mention")
                clusters.setdefault(chain.id, []).append(link.get_covered_text())
                link = link.next
    export.compare(texts, spans, notes, attributes, relations)
    export.same("clusters", [tuple(sorted(c)) for c in clusters.values()], export.clusters())
    return export


def load_json(archive, inside):
    return cassis.load_cas_from_json(archive.read(inside).decode("utf-8"))


def load_xmi(archive, inside):
    types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
    return cassis.load_cas_from_xmi(io.BytesIO(archive.read(inside)), typesystem=types)


report(reader, check("cas-json", ".json", load_json), check("cas-xmi", ".xmi", load_xmi))
