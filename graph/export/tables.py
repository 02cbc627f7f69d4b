"""The claims as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.csv_rows import csv_row
from graph.model import NoticeKind

if TYPE_CHECKING:
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary

CSV_COLUMNS = (
    *("claim", "article", "title", "sentence", "start", "end", "exposure", "outcome"),
    *("direction", "effect", "hedge", "causality", "population", "dose", "comparator"),
    *("magnitude", "confidence", "sources", "dois", "retracted"),
)


def csv(holdings: Holdings, _vocabulary: Vocabulary, out: BinaryIO, _base: str) -> None:
    """One row a claim."""
    gone = {key for key, kind in holdings.standings().items() if kind is NoticeKind.RETRACTED}
    out.write(csv_row(CSV_COLUMNS).encode())
    for record in holdings.records():
        references = {each.id: each for each in record.references}
        places = {each.id: each for each in record.passages}
        for claim in record.claims:
            cited = [references[each] for each in claim.citations if each in references]
            row = (
                *(claim.id, record.article.id, record.article.title, claim.sentence),
                *(places[claim.passage].start, places[claim.passage].end),
                *(claim.exposure.label, claim.outcome.label, claim.direction.value),
                *(claim.effect.value, claim.hedge or "", claim.causality.value),
                *(claim.population, claim.dose, claim.comparator, claim.magnitude),
                f"{claim.confidence:.3f}",
                "; ".join(dict.fromkeys(each.source for each in cited)),
                "; ".join(dict.fromkeys(each.doi for each in cited if each.doi)),
                "; ".join(dict.fromkeys(e.source for e in cited if e.source in gone)),
            )
            out.write(csv_row(row).encode())
