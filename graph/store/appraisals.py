"""What is known of the studies behind sources; the caller holds the transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from graph.design_names import design_in_title, design_of_journal
from graph.store import rows
from graph.store import tables as t
from graph.store.matching import matching
from graph.studies import Appraisal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from graph.model import Source
    from graph.studies import Study


def appraisals(connection: Connection, known: Mapping[str, Source]) -> dict[str, Appraisal]:
    """Appraise sources by what the study says of itself, else by its title, else by its journal.

    Args:
        connection: within a transaction.
        known: the sources, by id.
    """
    held = _held(connection, known)
    return {key: _appraised(source, held.get(key)) for key, source in known.items()}


def _held(connection: Connection, sources: Collection[str]) -> dict[str, Study]:
    """Return what the studies that the store holds say of themselves, by source."""
    query = (
        select(t.work_keys.c.source, t.articles.c.study)
        .join(t.articles, t.articles.c.id == t.work_keys.c.owner)
        .where(t.work_keys.c.position == t.OF_STUDY)
        .order_by(t.articles.c.id.desc())
    )
    found = matching(connection, query, t.work_keys.c.source, sources)
    return {row.source: rows.to_study(row.study) for row in found if row.study is not None}


def _appraised(source: Source, study: Study | None) -> Appraisal:
    participants = study.participants if study else None
    if study is not None and study.design is not None:
        return Appraisal(study.design, "itself", participants)
    if design := design_in_title(source.title or source.raw):
        return Appraisal(design, "title", participants)
    if source.container and (design := design_of_journal(source.container)):
        return Appraisal(design, "journal", participants)
    return Appraisal(None, None, participants)
