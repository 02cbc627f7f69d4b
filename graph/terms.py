"""Every namespace and term of the RDF, in one place; docs/rdf.md says what each is for."""

from __future__ import annotations

import pyoxigraph as ox

from graph.model import ConceptKind, Direction, NoticeKind, PassageKind, ReferenceType
from graph.studies import StudyDesign


class Namespace:
    """Terms that share the beginning of their address; each is an attribute, made once."""

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getattr__(self, name: str) -> ox.NamedNode:
        """Return the term of that name."""
        if name.startswith("__"):  # what Python itself looks for is no term
            raise AttributeError(name)
        term = ox.NamedNode(self.iri + name)
        setattr(self, name, term)
        return term


BIBO = Namespace("http://purl.org/ontology/bibo/")
BIOLINK = Namespace("https://w3id.org/biolink/vocab/")
BIRO = Namespace("http://purl.org/spar/biro/")
C4O = Namespace("http://purl.org/spar/c4o/")
CITO = Namespace("http://purl.org/spar/cito/")
DC = Namespace("http://purl.org/dc/elements/1.1/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DOCO = Namespace("http://purl.org/spar/doco/")
FABIO = Namespace("http://purl.org/spar/fabio/")
MP = Namespace("http://purl.org/mp/")
NP = Namespace("http://www.nanopub.org/nschema#")
OA = Namespace("http://www.w3.org/ns/oa#")
OBO = Namespace("http://purl.obolibrary.org/obo/")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PICO = Namespace("http://data.cochrane.org/ontologies/pico/")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SCHEMES = Namespace("https://trabecula.example/schemes/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
TB = Namespace("https://trabecula.example/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES = {
    "bibo": BIBO.iri,
    "biolink": BIOLINK.iri,
    "biro": BIRO.iri,
    "c4o": C4O.iri,
    "cito": CITO.iri,
    "dc": DC.iri,
    "dcterms": DCTERMS.iri,
    "doco": DOCO.iri,
    "fabio": FABIO.iri,
    "mp": MP.iri,
    "oa": OA.iri,
    "obo": OBO.iri,
    "owl": OWL.iri,
    "pico": PICO.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "tb": TB.iri,
    "xsd": XSD.iri,
}

PROPOSITION = OBO.SEPIO_0000000
HAS_EVIDENCE = OBO.RO_0002558
TRACEABLE = OBO.ECO_0000033  # a claim that cites a source
UNTRACEABLE = OBO.ECO_0000034  # a claim that cites none
BY_MACHINE = OBO.ECO_0000203

SOURCE_CLASSES = {
    ReferenceType.JOURNAL_ARTICLE: FABIO.JournalArticle,
    ReferenceType.BOOK: FABIO.Book,
    ReferenceType.CHAPTER: FABIO.BookChapter,
    ReferenceType.WEBPAGE: FABIO.WebPage,
    ReferenceType.REPORT: FABIO.Report,
    ReferenceType.THESIS: FABIO.Thesis,
    ReferenceType.CONFERENCE_PAPER: FABIO.ConferencePaper,
    ReferenceType.OTHER: FABIO.Expression,
}
DESIGN_CLASSES: dict[StudyDesign | None, ox.NamedNode] = {
    StudyDesign.META_ANALYSIS: FABIO.SystematicReview,
    StudyDesign.SYSTEMATIC_REVIEW: FABIO.SystematicReview,
    StudyDesign.REVIEW: FABIO.ReviewArticle,
    StudyDesign.RANDOMISED_TRIAL: FABIO.ClinicalTrialReport,
    StudyDesign.CONTROLLED_TRIAL: FABIO.ClinicalTrialReport,
}
# The other kinds of passages have no class of their own; tb:kind tells them all.
PASSAGE_CLASSES = {
    PassageKind.PROSE: DOCO.Sentence,
    PassageKind.HEADING: DOCO.SectionTitle,
}
# What a notice does to the work that it is about, where a standard term says so.
NOTICE_RELATIONS = {NoticeKind.RETRACTED: CITO.retracts, NoticeKind.CORRECTED: CITO.corrects}
CONCEPT_CLASSES = {
    ConceptKind.EXERCISE: SCHEMA.ExercisePlan,
    ConceptKind.OUTCOME: PICO.Outcome,
    ConceptKind.POPULATION: PICO.Population,
}
SCHEME_OF = {
    ConceptKind.EXERCISE: SCHEMES.exercises,
    ConceptKind.HABIT: SCHEMES.habits,
    ConceptKind.OUTCOME: SCHEMES.outcomes,
    ConceptKind.POPULATION: SCHEMES.populations,
}
# The model has qualifiers for a rise and a fall only; the others are said by tb:direction alone.
QUALIFIERS = {Direction.INCREASE: "increased", Direction.DECREASE: "decreased"}
