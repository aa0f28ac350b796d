"""W3C Web Annotation: expanded and walked as RDF by rdflib's JSON-LD reader.

The Recommendation's context is fetched by its address elsewhere; here nothing may be fetched, so
the terms that the model defines (https://www.w3.org/TR/annotation-vocab/) are given instead.
"""

import json

from rdflib import RDF, Graph, Namespace

from common import Export, package, report

OA = Namespace("http://www.w3.org/ns/oa#")
AS = Namespace("http://www.w3.org/ns/activitystreams#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
TYPES = ["Annotation", "TextualBody", "SpecificResource", "TextPositionSelector",
         "TextQuoteSelector", "Composite"]
MOTIVES = ["tagging", "commenting", "describing", "linking", "identifying", "classifying"]
CONTEXT = {
    "oa": str(OA), "as": str(AS), "rdf": str(RDF), "rdfs": str(RDFS),
    "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": "@id", "type": "@type",
    **{name: f"oa:{name}" for name in TYPES + MOTIVES},
    "Text": "http://purl.org/dc/dcmitype/Text", "Person": "foaf:Person",
    "AnnotationCollection": "as:OrderedCollection", "total": "as:totalItems",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "start": "oa:start", "end": "oa:end", "exact": "oa:exact", "prefix": "oa:prefix",
    "suffix": "oa:suffix", "value": "rdf:value", "label": "rdfs:label", "language": "dc:language",
    "format": "dc:format", "via": {"@id": "oa:via", "@type": "@id"},
    "creator": {"@id": "dcterms:creator", "@type": "@id"}, "created": "dcterms:created",
    "modified": "dcterms:modified", "nickname": "foaf:nick",
}

reader = package("rdflib")
export = Export("w3c")
whole = json.loads(export.path(".jsonld").read_text(encoding="utf-8"))
assert whole["@context"] == "http://www.w3.org/ns/anno.jsonld"
whole["@context"] = CONTEXT
graph = Graph().parse(data=json.dumps(whole), format="json-ld")

texts = {}
for text in graph.subjects(RDF.type, Namespace("http://purl.org/dc/dcmitype/")["Text"]):
    texts[text] = str(graph.value(text, RDF.value))
export.same("texts", texts.values(), export.texts.values())


def piece(resource):
    text = texts[graph.value(resource, OA.hasSource)]
    words = None
    for selector in graph.objects(resource, OA.hasSelector):
        if (selector, RDF.type, OA.TextPositionSelector) in graph:
            start, end = (int(graph.value(selector, name)) for name in (OA.start, OA.end))
            words = text[start:end]
    for selector in graph.objects(resource, OA.hasSelector):
        if (selector, RDF.type, OA.TextQuoteSelector) in graph:
            prefix, exact, suffix = (
                str(graph.value(selector, name)) for name in (OA.prefix, OA.exact, OA.suffix)
            )
            if exact != words or prefix + exact + suffix not in text:
                export.problems.append(f"the quote {exact!r} is not at the position of {words!r}")
    return words


def body(annotation, purpose):
    for resource in graph.objects(annotation, OA.hasBody):
        if (resource, OA.hasPurpose, purpose) in graph:
            return str(graph.value(resource, RDF.value))
    return ""


spans, words, kinds = [], {}, {}
for annotation in graph.subjects(OA.motivatedBy, OA.tagging):
    target = graph.value(annotation, OA.hasTarget)
    items = graph.value(target, AS.items)
    resources = list(graph.items(items)) if items else [target]
    pieces = tuple(piece(resource) for resource in resources)
    document = str(graph.value(resources[0], OA.hasSource)).rsplit(":", 1)[1]
    spans.append((document, body(annotation, OA.tagging), pieces))
    words[annotation] = " ".join(pieces)
export.same("spans", spans, export.spans())
export.same("notes", [body(a, OA.commenting) for a in words],
            [s["note"] for s in export.expected["spans"]])
clusters = {
    cluster: [words[member] for member in graph.objects(cluster, OA.hasTarget)]
    for cluster in graph.subjects(OA.motivatedBy, OA.identifying)
}
export.same("clusters", [tuple(sorted(c)) for c in clusters.values()], export.clusters())
relations = []
for link in graph.subjects(OA.motivatedBy, OA.linking):
    ends = [b for b in graph.objects(link, OA.hasBody) if b in words or b in clusters]
    to = words.get(ends[0]) or body(ends[0], OA.identifying)
    relations.append((body(link, OA.tagging), body(link, OA.classifying),
                      words[graph.value(link, OA.hasTarget)], to))
export.same("relations", relations, export.relations())

report(reader, export)
