"""The citation audit: what an article's claims rest on, with the sentence behind each figure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict
from typing import TYPE_CHECKING

from graph.auditing import (
    Citing,
    Resting,
    Tally,
    is_checked,
    rests_on,
    tally,
    unmarked,
    with_standing,
)
from graph.csv_rows import csv_row
from graph.model import ArticleKind, NoticeKind
from web.text_fragments import deep_link
from web.wording_of_audit import FINDINGS, reservations, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graph.auditing import Check, Coverage
    from graph.model import ArticleRecord, Claim, Marker, Passage, Source
    from graph.records import Json
    from graph.store import Role
    from web.wiring import Library

COLUMNS = ("finding", "where", "words", "more", "what to do", "address", "original page")
SHORT = 120  # characters of a sentence that names a finding


class Audit:
    """An article's audit, made once and asked for its parts.

    Args:
        record: the article.
        works: the sources that it cites, by id.
        checks: what registries said of them, by id.
        role: what the article is to the collection.
    """

    def __init__(
        self,
        record: ArticleRecord,
        works: Mapping[str, Source],
        checks: Mapping[str, Check],
        role: Role | None,
    ) -> None:
        standing = {key: work.standing for key, work in works.items()}
        self._record = record
        self._works = works
        self._checks = checks
        self._standings = {key: kind for key, kind in standing.items() if kind is not None}
        self._citing = Citing(
            claims=tuple(claim.citations for claim in record.claims),
            markers=tuple(marker.references for marker in record.markers),
            references={each.id: each.source for each in record.references},
            is_study=role is not None and role.source is not None,
            is_withdrawn=role is not None and role.standing is NoticeKind.RETRACTED,
            is_list=record.article.kind is ArticleKind.LIBRARY,
        )
        self._retracted = with_standing(self._citing, self._standings, NoticeKind.RETRACTED)
        self._passages = sorted(record.passages, key=lambda passage: passage.start)
        self._starts = [passage.start for passage in self._passages]

    @property
    def retracted(self) -> frozenset[str]:
        """Ids of the references whose works are retracted."""
        return self._retracted

    def resting(self, claim: Claim) -> Resting:
        """Say what a claim of the article rests on."""
        return rests_on(claim.citations, self._retracted, self._citing)

    def tally(self) -> Tally:
        """Return the figures."""
        return tally(self._citing, self._standings, self._checks)

    def view(self) -> Json:
        """Present the audit: the verdict, the figures, and each finding with its entries."""
        figures = self.tally()
        return {
            "verdict": verdict(figures),
            "reservations": reservations(figures),
            "counts": asdict(figures),
            "findings": [
                {
                    "kind": kind,
                    "title": words.title,
                    "meaning": words.meaning,
                    "advice": words.advice,
                    "needs_work": words.needs_work,
                    "count": getattr(figures, kind),
                    "entries": list(self._entries(kind)),
                }
                for kind, words in FINDINGS.items()
            ],
        }

    def _entries(self, kind: str) -> Iterator[Json]:
        if kind in set(Resting):
            yield from self._claims(Resting(kind))
        elif kind == "dangling":
            for marker in self._record.markers:
                if not marker.references:
                    yield self._dangling(marker)
        else:
            wanted = self._wanted(kind)
            for reference in self._record.references:
                if reference.id in wanted:
                    asked = self._checks.get(reference.source) if kind == "unchecked" else None
                    more = _asked(asked) if kind == "unchecked" else ""
                    yield _entry(None, reference.id, reference.raw, more)

    def _wanted(self, kind: str) -> frozenset[str]:
        """Return the references that a finding is about."""
        if kind == "unmarked":
            return frozenset(unmarked(self._citing))
        if kind == "unchecked":
            return frozenset(
                each
                for each, source in self._citing.references.items()
                if not is_checked(source, self._checks, self._standings)
            )
        standing = {
            "retracted_references": NoticeKind.RETRACTED,
            "doubted_references": NoticeKind.CONCERN,
        }[kind]
        return with_standing(self._citing, self._standings, standing)

    def _claims(self, resting: Resting) -> Iterator[Json]:
        """Name the sentences that make such claims, each once."""
        said: dict[str, list[Claim]] = {}
        for claim in self._record.claims:
            if self.resting(claim) is resting:
                said.setdefault(claim.passage, []).append(claim)
        for passage, claims in said.items():
            more = f"{len(claims)} claims" if len(claims) > 1 else ""
            yield _entry(passage, None, claims[0].sentence, more)

    def _dangling(self, marker: Marker) -> Json:
        passage = self._at(marker.start)
        words = "" if passage is None else self._record.article.text[passage.start : passage.end]
        return _entry(passage.id if passage else None, None, words, marker.text)

    def _at(self, place: int) -> Passage | None:
        found = bisect_right(self._starts, place) - 1
        if found < 0 or place >= self._passages[found].end:
            return None
        return self._passages[found]


def audit_of(library: Library, record: ArticleRecord) -> Audit:
    """Audit an article with what the store knows of the works that it cites."""
    cited = {reference.source for reference in record.references}
    role = library.store.roles([record.article.id]).get(record.article.id)
    return Audit(record, library.store.works(cited), library.store.checks(cited), role)


def audit_csv(
    library: Library, record: ArticleRecord, address: Callable[[str], str]
) -> Iterator[str]:
    """Write an article's audit as CSV, a row an entry.

    Args:
        library: the collection.
        record: the article.
        address: makes the address of a place on the article's page.
    """
    article = record.article
    places = {passage.id: passage for passage in record.passages}
    yield csv_row(COLUMNS)
    for finding in audit_of(library, record).view()["findings"]:
        for entry in finding["entries"]:
            passage = places.get(entry["passage"])
            link = (
                deep_link(article.url, article.text, passage.start, passage.end)
                if passage
                else None
            )
            where = "sentence" if entry["passage"] else "reference" if entry["reference"] else ""
            yield csv_row(
                (
                    finding["title"],
                    where,
                    entry["words"],
                    entry["more"],
                    finding["advice"],
                    address(anchor(entry)),
                    link or "",
                )
            )


def anchor(entry: Json) -> str:
    """Name the place on the article's page that an entry of an audit is about."""
    if entry["passage"]:
        return f"p-{entry['passage']}"
    return f"r-{entry['reference']}" if entry["reference"] else ""


def tallies(library: Library) -> Mapping[str, Tally]:
    """Return every article's audit in figures, by id; made anew when the store changed."""
    return library.remembered("tallies", _state(library), library.store.tallies)


def coverage(library: Library) -> Coverage:
    """Count the cited sources that were checked; anew when the store changed."""
    return library.remembered("coverage", _state(library), library.store.coverage)


def _state(library: Library) -> tuple[int, str]:
    return library.store.last_change(), library.store.ledger()


def total(figures: Mapping[str, Tally]) -> Tally:
    """Add the figures of articles up."""
    views = [asdict(each) for each in figures.values()]
    return Tally(**{name: sum(view[name] for view in views) for name in asdict(Tally())})


def shortened(words: str) -> str:
    """Cut a sentence to what names it in a list."""
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"


def _entry(passage: str | None, reference: str | None, words: str, more: str) -> Json:
    return {"passage": passage, "reference": reference, "words": words, "more": more}


def _asked(check: Check | None) -> str:
    """Say why a source counts as not checked."""
    if check is None or check.asked_at is None:
        return "no registry was asked"
    return f"no registry knew it on {check.asked_at[:10]}"
