"""What the dataset says of one thing, and how the dataset describes itself."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.rdf.addresses import Addresses
from graph.terms import (
    BIRO,
    CITO,
    DCAT,
    DCTERMS,
    MP,
    PREFIXES,
    RDF,
    SCHEMA,
    SKOS,
    TB,
    VOID,
    XSD,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 5_000  # triples of a description
POINTING = 500  # things that point to one, of each kind
# Where a thing's own triples are not enough, these lead on to what belongs to it.
WITHIN = frozenset({TB.states, TB.passage, TB.reference})
INVERSE = (CITO.hasCitingEntity, SCHEMA.about)
# Of what only points to a thing no more is told than that it does.
LINKS = (BIRO.references, CITO.hasCitedEntity, SKOS.broader, TB.states, TB.concept)


def description(store: ox.Store, node: ox.NamedNode, base: str) -> list[ox.Triple]:
    """Describe a thing with its parts, and name what points to it.

    Args:
        store: a generation of the dataset.
        node: the thing's address.
        base: what our addresses start with.

    Returns:
        MOST triples at most; none, where nothing is said of it.
    """
    if node.value.startswith(f"{base}articles/"):
        graph = Addresses(base).graph(node.value.rpartition("/")[2])
        whole = store.quads_for_pattern(None, None, None, graph)
        return [quad.triple for quad in whole]
    return list(islice(_said(store, node), MOST))


def _said(store: ox.Store, node: ox.NamedNode) -> Iterator[ox.Triple]:
    ahead, done = [node], {node}

    def go_on(to: object) -> None:
        if isinstance(to, ox.NamedNode) and to not in done:
            done.add(to)
            ahead.append(to)

    while ahead:
        here = ahead.pop(0)
        for quad in store.quads_for_pattern(here, None, None, None):
            yield quad.triple
            is_part = isinstance(quad.object, ox.NamedNode) and "#" in quad.object.value
            ours = quad.predicate in WITHIN or (is_part and quad.predicate != RDF.type)
            if ours and not _is_term(quad.object):
                go_on(quad.object)
    for inverse in INVERSE:
        for quad in islice(store.quads_for_pattern(None, inverse, node, None), POINTING):
            yield from (each.triple for each in store.quads_for_pattern(quad.subject, None, None))
    for link in LINKS:
        pointing = store.quads_for_pattern(None, link, node, None)
        yield from (quad.triple for quad in islice(pointing, POINTING))


def _is_term(value: object) -> bool:
    return isinstance(value, ox.NamedNode) and value.value.startswith(tuple(PREFIXES.values()))


def dataset_triples(store: ox.Store, base: str, site: str) -> Iterator[ox.Triple]:
    """Describe the dataset in VoID and DCAT.

    Args:
        store: a generation of it.
        base: what its addresses start with.
        site: where it is served.
    """
    here = ox.NamedNode(f"{base}graphs/dataset")
    endpoint = ox.NamedNode(f"{site}sparql")
    for kind in (VOID.Dataset, DCAT.Dataset):
        yield ox.Triple(here, RDF.type, kind)
    title = "Claims and citations of health articles"
    yield ox.Triple(here, DCTERMS.title, ox.Literal(title, language="en"))
    yield ox.Triple(here, VOID.uriSpace, ox.Literal(base))
    yield ox.Triple(here, VOID.sparqlEndpoint, endpoint)
    yield ox.Triple(here, VOID.triples, _count(len(store)))
    for prefix, iri in sorted(PREFIXES.items()):
        if prefix not in ("rdf", "rdfs", "owl", "xsd"):
            yield ox.Triple(here, VOID.vocabulary, ox.NamedNode(iri))
    for name, kind in (
        ("claims", MP.Claim),
        ("sources", TB.Source),
        ("references", BIRO.BibliographicReference),
        ("citations", CITO.Citation),
        ("concepts", SKOS.Concept),
    ):
        part = ox.NamedNode(f"{here.value}#{name}")
        number = sum(1 for _ in store.quads_for_pattern(None, RDF.type, kind, None))
        yield ox.Triple(here, VOID.classPartition, part)
        yield ox.Triple(part, getattr(VOID, "class"), kind)
        yield ox.Triple(part, VOID.entities, _count(number))
    service = ox.NamedNode(f"{here.value}#service")
    yield ox.Triple(service, RDF.type, DCAT.DataService)
    yield ox.Triple(service, DCAT.endpointURL, endpoint)
    yield ox.Triple(service, DCAT.servesDataset, here)


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=XSD.integer)
