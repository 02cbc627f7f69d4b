"""Studies: what the literature says of itself, and where it states its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import ArticleKind
from graph.studies import Study
from ingest.studies.designs import design_of
from ingest.studies.findings import abstract_of, stating
from ingest.studies.samples import participants_of, studies_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Passage
    from ingest.document import Document

__all__ = ["read_study", "stating"]


def read_study(document: Document, passages: Sequence[Passage]) -> Study | None:
    """Read a study's design and size from its title and abstract; None for any other document."""
    if document.kind is not ArticleKind.STUDY:
        return None
    abstract = abstract_of(document, passages)
    design, design_quote = design_of(document, abstract)
    participants, participants_quote = participants_of(document.text, abstract)
    studies, studies_quote = studies_of(document.text, abstract, design)
    return Study(design, design_quote, participants, participants_quote, studies, studies_quote)
