"""Headwords: a general exposure that only announces its examples makes no claim of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.vocabulary import Vocabulary
    from ingest.claims.links import Link
    from ingest.claims.sentence import Sentence


def without_headwords(
    sentence: Sentence, links: Iterable[Link], vocabulary: Vocabulary
) -> list[Link]:
    """Drop a general exposure that only announces its examples: "exercise (tai chi, yoga)"."""
    links = list(links)
    kept = []
    for link in links:
        narrower = vocabulary.narrower(link.exposure.concept.iri)
        examples = [
            other
            for other in links
            if other.exposure.concept.iri in narrower
            and other.outcome.concept.iri == link.outcome.concept.iri
        ]
        general = len(vocabulary.broader(link.exposure.concept.iri)) <= 1
        if not (general and examples and _only_heads(sentence, link, examples)):
            kept.append(link)
    return kept


def _only_heads(sentence: Sentence, link: Link, examples: Sequence[Link]) -> bool:
    """Whether a general name announces examples, or sums up a particular one: "a good exercise"."""
    mention = link.exposure.mention
    before_it = sentence.text[sentence.start : mention.start].casefold().split()[-3:]
    if any(one.exposure.mention.end <= mention.start for one in examples):
        return not {"and", "or", "other"} & set(before_it)
    after = sentence.text[mention.end : mention.end + 16]
    before = sentence.text[max(sentence.start, mention.start - 16) : mention.start].lower()
    kinds = ("forms of ", "types of ", "kinds of ", "form of ", "type of ")
    return before.endswith(kinds) or "(" in after or ":" in after
