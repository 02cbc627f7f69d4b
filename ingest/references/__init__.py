"""Reference strings parsed to fields, whatever style they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.identity import source_of, work_keys
from graph.ids import reference_id
from graph.model import Reference
from graph.records import reference_to_json
from graph.works import WORK_FIELDS
from ingest.references.parsing import parse_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.model import Work

__all__ = ["parse_reference", "reference_fields", "to_reference"]


def to_reference(raw: str, article: str, work: Work | None = None) -> Reference:
    """Make the reference of an entry in an article's list: its fields, its id, its source's id.

    Args:
        raw: the entry's own words.
        article: id of the citing article.
        work: the fields, where the document's format gives them; else they are parsed from `raw`.
    """
    found = parse_reference(raw) if work is None else work
    return Reference(
        id=reference_id(article, raw),
        source=source_of(work_keys(found, raw)),
        raw=raw,
        **{name: getattr(found, name) for name in WORK_FIELDS},
    )


def reference_fields(raw: str) -> Mapping[str, Any]:
    """Parse a reference string to plain JSON, as `trabecula parse-references` prints it."""
    whole = reference_to_json(to_reference(raw, article=""))
    return {name: value for name, value in whole.items() if name not in ("id", "source")}
