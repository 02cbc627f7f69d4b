"""An article's record as plain JSON values: the public form of what was read out of a document."""

from typing import Any

from graph.model import (
    ArticleRecord,
    Claim,
    Concept,
    Marker,
    Mechanism,
    Mention,
    Notice,
    Passage,
    Quantity,
    Reference,
    Source,
    Work,
    WorkVersion,
)
from graph.studies import Quote, Study

Json = dict[str, Any]


def record_to_json(record: ArticleRecord) -> Json:
    """Render a record as `trabecula extract` prints it; offsets count in its `text`."""
    article = record.article
    return {
        "article": {
            "id": article.id,
            "path": article.path,
            "title": article.title,
            "url": article.url,
            "published": article.published,
            "language": article.language,
            "kind": article.kind.value,
            "work": work_to_json(article.work) if article.work else None,
            "study": study_to_json(article.study) if article.study else None,
        },
        "text": article.text,
        "passages": [passage_to_json(passage) for passage in record.passages],
        "claims": [claim_to_json(claim) for claim in record.claims],
        "mechanisms": [mechanism_to_json(mechanism) for mechanism in record.mechanisms],
        "markers": [marker_to_json(marker) for marker in record.markers],
        "references": [reference_to_json(reference) for reference in record.references],
    }


def study_to_json(study: Study) -> Json:
    """Render a study's design and size, each with the words that say so."""

    def quoted(quote: Quote | None) -> Json | None:
        return {"text": quote.text, "start": quote.start, "end": quote.end} if quote else None

    return {
        "design": study.design.value if study.design else None,
        "design_quote": quoted(study.design_quote),
        "participants": study.participants,
        "participants_quote": quoted(study.participants_quote),
        "studies": study.studies,
        "studies_quote": quoted(study.studies_quote),
    }


def passage_to_json(passage: Passage) -> Json:
    """Render a passage; its text stands at its offsets."""
    return {
        "id": passage.id,
        "start": passage.start,
        "end": passage.end,
        "kind": passage.kind.value,
        "section": passage.section,
        "truncated": passage.truncated,
    }


def mention_to_json(mention: Mention) -> Json:
    """Render a mention of a concept with its place."""
    return {
        "concept": mention.concept,
        "label": mention.label,
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
    }


def claim_to_json(claim: Claim) -> Json:
    """Render a claim; confidence is rounded to three digits."""
    return {
        "id": claim.id,
        "proposition": claim.proposition,
        "passage": claim.passage,
        "sentence": claim.sentence,
        "exposure": mention_to_json(claim.exposure),
        "outcome": mention_to_json(claim.outcome),
        "direction": claim.direction.value,
        "effect": claim.effect.value,
        "negated": claim.negated,
        "hedge": claim.hedge.value if claim.hedge else None,
        "causality": claim.causality.value,
        "population": claim.population,
        "dose": claim.dose,
        "comparator": claim.comparator,
        "magnitude": claim.magnitude,
        "attribution": claim.attribution,
        "quantities": [quantity_to_json(quantity) for quantity in claim.quantities],
        "citations": list(claim.citations),
        "confidence": round(claim.confidence, 3),
    }


def quantity_to_json(quantity: Quantity) -> Json:
    """Render a measure of a sentence."""
    return {
        "kind": quantity.kind.value,
        "text": quantity.text,
        "start": quantity.start,
        "end": quantity.end,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
    }


def mechanism_to_json(mechanism: Mechanism) -> Json:
    """Render an outcome-to-outcome link."""
    return {
        "id": mechanism.id,
        "passage": mechanism.passage,
        "sentence": mechanism.sentence,
        "from": mention_to_json(mechanism.cause),
        "to": mention_to_json(mechanism.effect),
        "direction": mechanism.direction.value,
    }


def marker_to_json(marker: Marker) -> Json:
    """Render an in-text marker; no references means that it is dangling."""
    return {
        "text": marker.text,
        "start": marker.start,
        "end": marker.end,
        "references": list(marker.references),
    }


def reference_to_json(reference: Reference) -> Json:
    """Render a reference with its parsed fields."""
    return {
        "id": reference.id,
        "source": reference.source,
        "raw": reference.raw,
        **work_to_json(reference),
    }


def source_to_json(source: Source) -> Json:
    """Render a cited work with its fields, the words of its fullest reference, and its fate."""
    return {
        "id": source.id,
        **work_to_json(source),
        "raw": source.raw,
        "standing": source.standing.value if source.standing else None,
        "notices": [notice_to_json(notice) for notice in source.notices],
        "versions": [version_to_json(version) for version in source.versions],
    }


def notice_to_json(notice: Notice) -> Json:
    """Render a notice that a journal published about a work."""
    return {
        "kind": notice.kind.value,
        "date": notice.date,
        "notice": notice.notice,
        "registry": notice.registry,
        "reasons": list(notice.reasons),
    }


def version_to_json(version: WorkVersion) -> Json:
    """Render a version of a work that is published anew under one name."""
    return {"number": version.number, "year": version.year, "doi": version.doi}


def work_to_json(work: Work) -> Json:
    """Render the fields of a work."""
    return {
        "type": work.type.value,
        "authors": list(work.authors),
        "year": work.year,
        "title": work.title,
        "container": work.container,
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.pages,
        "doi": work.doi,
        "pmid": work.pmid,
        "url": work.url,
    }


def concept_to_json(concept: Concept) -> Json:
    """Render a concept of the vocabulary as `trabecula concepts` prints it."""
    return {
        "iri": concept.iri,
        "id": concept.id,
        "label": concept.label,
        "alt_labels": list(concept.alt_labels),
        "hidden_labels": list(concept.hidden_labels),
        "kind": concept.kind.value,
        "definition": concept.definition,
        "wished": concept.wished.value if concept.wished else None,
        "broader": list(concept.broader),
        "exact_match": list(concept.exact_match),
    }
