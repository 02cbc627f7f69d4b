"""Links that open a web page at an exact quote: text fragments (WICG, Scroll to Text Fragment).

`https://a.example/page#:~:text=prefix-,start,end,-suffix`: a browser looks for the words, whatever
their capitals and white space, scrolls to the first place and marks it; one that knows no text
fragments opens the page. Words are found within one block of the page, so that none of the four
parts goes over a line break of the snapshot.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urldefrag

from web.wording import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DIRECTIVE = ":~:"
WHOLE = 80  # characters of a quote that is given as it is; of a longer one, its ends
ENDS = (4, 8, 14)  # words of such an end, tried in turn until they lead to the quote
CONTEXT = (3, 6, 12)  # words around a quote that stands more than once, tried in turn
KEPT = 64  # snapshots kept as they are searched
REACH = 400  # characters around it that those are taken from


def folded(text: str) -> str:
    """Return a text as it is searched: in one case, with single spaces."""
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=KEPT)
def _page(text: str) -> str:
    """Return a snapshot as it is searched; kept, since many quotes of one text are addressed."""
    return folded(text)


def deep_link(url: str | None, text: str, start: int, end: int) -> str | None:
    """Address a quote on the web page that it was read from; None without a web address.

    Args:
        url: of the page.
        text: its snapshot.
        start: where the quote stands in it, half open.
        end: see `start`.
    """
    address = web_link(url)
    if address is None or not text[start:end].strip():
        return None
    base, anchor = urldefrag(address)
    anchor = anchor.partition(DIRECTIVE)[0]
    return f"{base}#{anchor}{DIRECTIVE}text={fragment(text, start, end)}"


def fragment(text: str, start: int, end: int) -> str:
    """Write the text directive of a quote, as short as it can be without leading elsewhere."""
    page, written = _page(text), ""
    for shown in _shown(text[start:end]):
        for before, after in _contexts(text, start, end):
            written = _written(before, shown, after)
            if _leads(page, before, shown, after):
                return written
    return written  # the very same words around it stand elsewhere: the first place is as good


def _shown(words: str) -> Iterator[Sequence[str]]:
    """Offer ways to name a quote: as it is, or by more and more words of its ends."""
    lines = [line.split() for line in words.splitlines() if line.strip()]
    if len(lines) == 1 and len(words) <= WHOLE:
        yield (" ".join(lines[0]),)
        return
    total = sum(map(len, lines))
    for size in ENDS:
        first = lines[0][: min(size, max(1, total // 2))]
        last = lines[-1][-min(size, max(1, total // 2)) :]
        if total > 1 and _reaches(folded(words), folded(" ".join(first)), folded(" ".join(last))):
            yield " ".join(first), " ".join(last)
    yield (" ".join(lines[0]),)


def _reaches(words: str, first: str, last: str) -> bool:
    """Tell whether the end of a quote is the first place of its last words after its first."""
    return words.find(last, len(first)) == len(words) - len(last)


def _contexts(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Offer nothing, then more and more words of the lines around a place."""
    yield "", ""
    before = text[max(0, start - REACH) : start].rstrip().split("\n")[-1].split()
    after = text[end : end + REACH].lstrip().split("\n")[0].split()
    if start > REACH:
        before = before[1:]  # the first may be half a word
    if end + REACH < len(text):
        after = after[:-1]
    for size in CONTEXT:
        if before:
            yield " ".join(before[-size:]), ""
        if after:
            yield "", " ".join(after[:size])
        if before and after:
            yield " ".join(before[-size:]), " ".join(after[:size])


def _leads(page: str, before: str, shown: Sequence[str], after: str) -> bool:
    """Tell whether a page has the words in one place only; of a range, its beginning."""
    first, last = folded(shown[0]), folded(shown[-1])
    near = f"{folded(before)} {first}".lstrip() if before else first
    if len(shown) == 1 and after:
        return _count(page, f"{near} {folded(after)}") == 1
    if after and _count(page, f"{last} {folded(after)}") != 1:
        return False
    return _count(page, near) == 1


def _count(page: str, words: str) -> int:
    """Count the places of words, up to two; those that overlap too."""
    found = page.find(words)
    return 0 if found < 0 else 1 + (page.find(words, found + 1) >= 0)


def _written(before: str, shown: Sequence[str], after: str) -> str:
    parts = [f"{_encoded(before)}-"] if before else []
    parts += map(_encoded, shown)
    parts += [f"-{_encoded(after)}"] if after else []
    return ",".join(parts)


def _encoded(words: str) -> str:
    """Percent-encode all that means something in a directive: "-" besides what `quote` takes."""
    return quote(words, safe="", errors="replace").replace("-", "%2D")
