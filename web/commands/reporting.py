"""What an ingest did, in words: what was read, what could not be, what became of older claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from graph.revision import Fate
from graph.store import Change

if TYPE_CHECKING:
    from graph.errors import DocumentError
    from graph.model import ArticleRecord
    from graph.revision import ClaimChange
    from graph.store import Store

MAX_SHOWN = 20  # changed and gone claims of one article that are printed


@dataclass(slots=True)
class Tally:
    """Counts an ingest as it goes; `revised` has the changed articles by title."""

    changes: Counter[Change] = field(default_factory=Counter)
    claims: int = 0
    revised: list[tuple[str, tuple[ClaimChange, ...]]] = field(default_factory=list)
    errors: list[DocumentError] = field(default_factory=list)

    def put(self, store: Store, record: ArticleRecord) -> None:
        """Store a record, and count what that did."""
        change = store.put(record)
        self.changes[change] += 1
        self.claims += len(record.claims)
        if change is Change.CHANGED and (found := store.revision(record.article.id)):
            self.revised.append((record.article.title, found))

    def report(self) -> None:
        """Say it all: each unreadable document on standard error, the rest on output."""
        for error in self.errors:
            click.echo(f"trabecula: {error}", err=True)
        counts = ", ".join(f"{self.changes[each]} {each.value}" for each in Change)
        total = sum(self.changes.values())
        click.echo(f"{total} articles read: {counts}; {self.claims} claims in them.")
        for title, changes in self.revised:
            _report_revision(title, changes)
        if self.errors:
            noun = "document" if len(self.errors) == 1 else "documents"
            click.echo(f"{len(self.errors)} {noun} could not be read; see above.")


def _report_revision(title: str, changes: tuple[ClaimChange, ...]) -> None:
    fates = Counter(change.fate for change in changes)
    counts = ", ".join(f"{fates[fate]} {fate.value}" for fate in Fate)
    click.echo(f"“{title}” has a new text; of its earlier claims: {counts}.")
    lost = [change for change in changes if change.fate in (Fate.CHANGED, Fate.GONE)]
    for change in lost[:MAX_SHOWN]:
        click.echo(f"  {change.fate.value}: {' '.join(change.claim.sentence.split())}")
        if change.now is not None:
            click.echo(f"      now: {' '.join(change.now.split())}")
    if len(lost) > MAX_SHOWN:
        click.echo(f"  and {len(lost) - MAX_SHOWN} more, on the article's page.")
