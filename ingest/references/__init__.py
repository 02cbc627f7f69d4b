"""Reference strings parsed to fields, whatever style they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ids import reference_id, source_id
from graph.model import Reference
from graph.records import reference_to_json
from ingest.references.parsing import ParsedReference, parse_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ParsedReference", "parse_reference", "reference_fields", "to_reference"]


def to_reference(raw: str, article: str) -> Reference:
    """Parse an entry of an article's reference list, with its own id and that of its source."""
    fields = parse_reference(raw)
    return Reference(
        id=reference_id(article, raw),
        source=source_id(
            doi=fields.doi,
            pmid=fields.pmid,
            title=fields.title,
            year=fields.year,
            authors=fields.authors,
            url=fields.url,
            raw=raw,
        ),
        raw=raw,
        type=fields.type,
        authors=fields.authors,
        year=fields.year,
        title=fields.title,
        container=fields.container,
        volume=fields.volume,
        issue=fields.issue,
        pages=fields.pages,
        doi=fields.doi,
        pmid=fields.pmid,
        url=fields.url,
    )


def reference_fields(raw: str) -> Mapping[str, Any]:
    """Parse a reference string to plain JSON, as `trabecula parse-references` prints it."""
    whole = reference_to_json(to_reference(raw, article=""))
    return {name: value for name, value in whole.items() if name not in ("id", "source")}
