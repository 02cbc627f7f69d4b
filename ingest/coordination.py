"""Coordination with a shared head: what "hip and knee arthritis" names besides knee arthritis."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ingest.words import Word

MAX_CONJUNCTS = 6
_JOINING = frozenset(("and", "or"))


def shared_heads(
    words: Sequence[Word],
    forms: Sequence[str],
    first: int,
    last: int,
    taken: Collection[int],
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Complete the conjuncts before a name with the name's own last words.

    For the name "balance exercises" in "aerobic, stretching and balance exercises" it yields the
    places of "stretching" and "aerobic", each with the completed forms (stretching exercises).

    Args:
        words: the sentence's words.
        forms: their normal forms.
        first: the name's first word.
        last: the name's last word.
        taken: words that already belong to a name.

    Yields:
        First and last word of the conjunct as it stands, and the forms of the completed name.
    """
    head = tuple(forms[first + 1 : last + 1])
    stop = first
    for _ in range(MAX_CONJUNCTS):
        end = _conjunct_end(words, stop)
        if end is None or end in taken:
            return
        begin = end
        if begin > 0 and words[begin].joined and begin - 1 not in taken:
            longer = (forms[begin - 1], forms[begin])
            if words[begin - 1].text not in _JOINING:
                yield begin - 1, end, (*longer, *head)
        yield begin, end, (forms[end], *head)
        if len(head) > 1:
            yield begin, end, (forms[end], head[-1])
        stop = begin


def _conjunct_end(words: Sequence[Word], stop: int) -> int | None:
    """Return the last word of the conjunct before `stop`: across "and", "or" or a comma."""
    before = stop - 1
    if before < 0:
        return None
    if words[before].text in _JOINING:
        return before - 1 if before >= 1 else None
    return None if words[stop].joined else before
