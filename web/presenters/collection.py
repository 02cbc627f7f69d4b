"""The collection as whoever looks after it sees it: its state, its ingests, what changed."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.runs import RunState
from web.presenters.article_list import kinds
from web.presenters.auditing import coverage, tallies, total
from web.processes import is_gone
from web.wording_of_audit import reservations, verdict

if TYPE_CHECKING:
    from pathlib import Path

    from graph.records import Json
    from graph.runs import Run
    from web.wiring import Library

CHANGES = 30  # articles of which the last change is told
COUNTED = ("added", "changed", "unchanged", "claims", "failed")  # of a run of ingest


def collection_result(library: Library) -> Json:
    """Present the state of the collection, the runs of ingest, and what changed lately."""
    counts = library.store.counts()
    figures = total(tallies(library))
    return {
        "counts": {
            "articles": counts.articles,
            "kinds": {kind.value: count for kind, count in kinds(library).items()},
            "claims": counts.claims,
            "sources": counts.sources,
            "references": figures.references,
        },
        "index": {"lag": library.lag(), "at": _written_at(library.settings.index)},
        "registries": [asdict(each) for each in library.store.registries()],
        "checked": asdict(coverage(library)),
        "audit": {
            "verdict": verdict(figures),
            "reservations": reservations(figures),
            "counts": asdict(figures),
        },
        "runs": [run_view(run) for run in library.store.runs()],
        "changes": [
            {
                "article": each.article,
                "title": each.title,
                "what": each.what.value,
                "at": each.at,
                "fates": dict(each.fates),
            }
            for each in library.store.happenings(CHANGES)
        ],
    }


def run_view(run: Run) -> Json:
    """Present a run of ingest; one whose process is gone was interrupted."""
    gone = run.state is RunState.OPEN and is_gone(run.process)
    return {
        "id": run.id,
        "names": list(run.names),
        "state": (RunState.INTERRUPTED if gone else run.state).value,
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        **{name: getattr(run.outcome, name) for name in COUNTED},
        "failures": [asdict(each) for each in run.outcome.failures],
    }


def _written_at(index: Path) -> str | None:
    """Tell when the files of the index were written last, as a UTC time; None where it has none."""
    try:
        with os.scandir(index) as files:
            newest = max((file.stat().st_mtime for file in files), default=None)
    except FileNotFoundError:
        return None
    if newest is None:
        return None
    return datetime.fromtimestamp(newest, UTC).isoformat(timespec="seconds")
