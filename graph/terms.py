"""Every namespace and term of the RDF, in one place; docs/rdf.md says what each is for."""

from __future__ import annotations

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD, Namespace, URIRef

from graph.model import ConceptKind, Direction, NoticeKind, ReferenceType
from graph.studies import StudyDesign

BIBO = Namespace("http://purl.org/ontology/bibo/")
BIOLINK = Namespace("https://w3id.org/biolink/vocab/")
BIRO = Namespace("http://purl.org/spar/biro/")
C4O = Namespace("http://purl.org/spar/c4o/")
CITO = Namespace("http://purl.org/spar/cito/")
DC = Namespace("http://purl.org/dc/elements/1.1/")
DOCO = Namespace("http://purl.org/spar/doco/")
FABIO = Namespace("http://purl.org/spar/fabio/")
MP = Namespace("http://purl.org/mp/")
OA = Namespace("http://www.w3.org/ns/oa#")
OBO = Namespace("http://purl.obolibrary.org/obo/")
PICO = Namespace("http://data.cochrane.org/ontologies/pico/")
SCHEMA = Namespace("https://schema.org/")
TB = Namespace("https://trabecula.example/terms#")
SCHEMES = Namespace("https://trabecula.example/schemes/")

PREFIXES = {
    "bibo": BIBO,
    "biolink": BIOLINK,
    "biro": BIRO,
    "c4o": C4O,
    "cito": CITO,
    "dc": DC,
    "dcterms": DCTERMS,
    "doco": DOCO,
    "fabio": FABIO,
    "mp": MP,
    "oa": OA,
    "obo": OBO,
    "owl": OWL,
    "pico": PICO,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "tb": TB,
    "xsd": XSD,
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
DESIGN_CLASSES: dict[StudyDesign | None, URIRef] = {
    StudyDesign.META_ANALYSIS: FABIO.SystematicReview,
    StudyDesign.SYSTEMATIC_REVIEW: FABIO.SystematicReview,
    StudyDesign.REVIEW: FABIO.ReviewArticle,
    StudyDesign.RANDOMISED_TRIAL: FABIO.ClinicalTrialReport,
    StudyDesign.CONTROLLED_TRIAL: FABIO.ClinicalTrialReport,
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
