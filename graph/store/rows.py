"""Rows of the tables to domain values, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graph.ids import digest
from graph.model import (
    Article,
    ArticleKind,
    Causality,
    Claim,
    Direction,
    Effect,
    Hedge,
    Marker,
    Mechanism,
    Mention,
    Notice,
    NoticeKind,
    Passage,
    PassageKind,
    Quantity,
    QuantityKind,
    Reference,
    ReferenceType,
    Work,
)
from graph.records import record_to_json
from graph.revision import ClaimChange, Fate
from graph.studies import Quote, Study, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from graph.model import ArticleRecord

Values = dict[str, Any]


def timestamp() -> str:
    """Write the present time as it is kept: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def record_digest(record: ArticleRecord) -> str:
    """Digest all that a record says, apart from where it was read."""
    content = record_to_json(record)
    del content["article"]["path"]
    return digest(json.dumps(content, ensure_ascii=True, sort_keys=True))


def to_article(row: Row[Any]) -> Article:
    """Make the article of a row of `articles`."""
    return Article(
        id=row.id,
        path=row.path,
        title=row.title,
        text=row.text,
        url=row.url,
        published=row.published,
        language=row.language,
        kind=ArticleKind(row.kind),
        work=to_work(row.work) if row.work else None,
        study=to_study(row.study) if row.study else None,
    )


def to_work(fields: Mapping[str, Any]) -> Work:
    """Make the work of a JSON column."""
    known = {**fields, "type": ReferenceType(fields["type"]), "authors": tuple(fields["authors"])}
    return Work(**known)


def to_study(fields: Mapping[str, Any]) -> Study:
    """Make the study of a JSON column."""
    quotes = {
        name: Quote(**fields[name]) if fields[name] else None
        for name in ("design_quote", "participants_quote", "studies_quote")
    }
    design = StudyDesign(fields["design"]) if fields["design"] else None
    return Study(**{**fields, **quotes, "design": design})


def to_passage(row: Row[Any]) -> Passage:
    """Make the passage of a row of `passages`."""
    return Passage(
        row.id, row.start, row.end, PassageKind(row.kind), row.section, bool(row.truncated)
    )


def to_mention(row: Row[Any], prefix: str) -> Mention:
    """Make the mention whose columns carry the prefix."""
    fields = row._mapping
    return Mention(
        concept=fields[prefix],
        label=fields[f"{prefix}_label"],
        text=fields[f"{prefix}_text"],
        start=fields[f"{prefix}_start"],
        end=fields[f"{prefix}_end"],
    )


def to_claim(row: Row[Any], citations: Sequence[str]) -> Claim:
    """Make the claim of a row of `claims` with the ids of the references that it cites."""
    return Claim(
        id=row.id,
        proposition=row.proposition,
        passage=row.passage,
        sentence=row.sentence,
        exposure=to_mention(row, "exposure"),
        outcome=to_mention(row, "outcome"),
        direction=Direction(row.direction),
        effect=Effect(row.effect),
        negated=bool(row.negated),
        hedge=Hedge(row.hedge) if row.hedge else None,
        causality=Causality(row.causality),
        population=row.population,
        dose=row.dose,
        comparator=row.comparator,
        magnitude=row.magnitude,
        attribution=row.attribution,
        quantities=tuple(map(to_quantity, row.quantities or ())),
        citations=tuple(citations),
        confidence=row.confidence,
    )


def to_quantity(fields: Mapping[str, Any]) -> Quantity:
    """Make a quantity of a JSON column."""
    return Quantity(**{**fields, "kind": QuantityKind(fields["kind"])})


def to_mechanism(row: Row[Any]) -> Mechanism:
    """Make the mechanism of a row of `mechanisms`."""
    return Mechanism(
        id=row.id,
        passage=row.passage,
        sentence=row.sentence,
        cause=to_mention(row, "cause"),
        effect=to_mention(row, "effect"),
        direction=Direction(row.direction),
    )


def to_marker(row: Row[Any]) -> Marker:
    """Make the marker of a row of `markers`."""
    return Marker(row.text, row.start, row.end, tuple(row.references))


def to_reference(row: Row[Any]) -> Reference:
    """Make the reference of a row of `references`."""
    return Reference(
        id=row.id,
        source=row.source,
        raw=row.raw,
        type=ReferenceType(row.type),
        authors=tuple(row.authors),
        year=row.year,
        title=row.title,
        container=row.container,
        volume=row.volume,
        issue=row.issue,
        pages=row.pages,
        doi=row.doi,
        pmid=row.pmid,
        url=row.url,
    )


def to_claim_change(row: Row[Any]) -> ClaimChange:
    """Make the change of a row of `revisions`."""
    fields = dict(row.claim)
    for name, kind in _CLAIM_ENUMS.items():
        fields[name] = kind(fields[name]) if fields[name] is not None else None
    fields["citations"] = tuple(fields["citations"])
    fields["quantities"] = tuple(map(to_quantity, fields.get("quantities", ())))
    fields["exposure"] = Mention(**fields["exposure"])
    fields["outcome"] = Mention(**fields["outcome"])
    return ClaimChange(Claim(**fields), Fate(row.fate), row.now, row.start)


_CLAIM_ENUMS = {"direction": Direction, "effect": Effect, "hedge": Hedge, "causality": Causality}


def to_notice(row: Row[Any]) -> Notice:
    """Make the notice of a row of `notices`."""
    return Notice(NoticeKind(row.kind), row.date, row.notice, row.registry, tuple(row.reasons))


def from_mention(mention: Mention, prefix: str) -> Values:
    """Lay a mention out in the columns that carry the prefix."""
    return {
        prefix: mention.concept,
        f"{prefix}_label": mention.label,
        f"{prefix}_text": mention.text,
        f"{prefix}_start": mention.start,
        f"{prefix}_end": mention.end,
    }


def from_claim(claim: Claim) -> Values:
    """Lay a claim out in the columns of `claims`; its citations have a table of their own."""
    return {
        **from_mention(claim.exposure, "exposure"),
        **from_mention(claim.outcome, "outcome"),
        **{
            name: getattr(claim, name)
            for name in (
                *("id", "proposition", "passage", "sentence", "direction", "effect", "negated"),
                *("hedge", "causality", "population", "dose", "comparator", "magnitude"),
                *("attribution", "confidence"),
            )
        },
        "quantities": [asdict(quantity) for quantity in claim.quantities],
    }


def from_mechanism(mechanism: Mechanism) -> Values:
    """Lay a mechanism out in the columns of `mechanisms`."""
    return {
        **from_mention(mechanism.cause, "cause"),
        **from_mention(mechanism.effect, "effect"),
        "id": mechanism.id,
        "passage": mechanism.passage,
        "sentence": mechanism.sentence,
        "direction": mechanism.direction,
    }
