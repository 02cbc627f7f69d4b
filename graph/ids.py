"""Deterministic identifiers: hashes of normalised content, never of place or time.

The same corpus, read in any order on any machine, gets the same identifiers.
"""

import hashlib
import re
import unicodedata

_NO_LETTERS = re.compile(r"[\W_]+")
_ASCII_LETTERS = {
    place: sign.lower() if sign.isalnum() else None for place in range(128) if (sign := chr(place))
}
_DOI_LINK = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
ID_LENGTH = 20  # hex digits: 80 bits, so that a billion ids collide with a chance of 4e-7


def digest(*parts: str) -> str:
    """Hash parts to an identifier of ID_LENGTH hex digits; no two lists of parts run together."""
    return _hashed(_framed(*parts))


def _framed(*parts: str) -> bytes:
    """Put each part behind its length; what is framed in two goes together as if framed in one."""
    framed = b""
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        framed += len(data).to_bytes(8, "big") + data
    return framed


def _hashed(framed: bytes) -> str:
    return hashlib.sha256(framed).hexdigest()[:ID_LENGTH]


def normalise(text: str) -> str:
    """Fold case, compatibility forms and white space, so that look-alikes hash alike."""
    composed = text if text.isascii() else unicodedata.normalize("NFKC", text)
    folded = composed.casefold()
    # The blank is the one printable white space, so that most text needs no parting.
    if folded.isprintable() and "  " not in folded and folded[:1] != " " != folded[-1:]:
        return folded
    return " ".join(folded.split())


def squash(text: str) -> str:
    """Keep only the letters and digits of normalised text, accents taken off."""
    if text.isascii():
        return text.translate(_ASCII_LETTERS)
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKD", text).casefold())


def article_id(title: str, text: str) -> str:
    """Identify an article by its title and text, wherever the file lies."""
    return digest("article", normalise(title), normalise(text))


def passage_id(article: str, kind: str, text: str, occurrence: int) -> str:
    """Identify a passage by its article and text; occurrence counts equal texts from 0."""
    return digest("passage", article, kind, normalise(text), str(occurrence))


class PassageIds:
    """Identifies the passages of one article as `passage_id` does, counting equal texts itself."""

    def __init__(self, article: str) -> None:
        self._article = article
        self._heads: dict[str, bytes] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def next_of(self, kind: str, text: str) -> str:
        """Identify the next passage of a kind with this text."""
        head = self._heads.get(kind)
        if head is None:
            head = self._heads[kind] = _framed("passage", self._article, kind)
        key = (kind, normalise(text))
        occurrence = self._counts.get(key, 0)
        self._counts[key] = occurrence + 1
        return _hashed(head + _framed(key[1], str(occurrence)))


def proposition_id(exposure: str, outcome: str, direction: str) -> str:
    """Identify what is said: the exposure's and the outcome's IRI and the direction."""
    return digest("proposition", exposure, outcome, direction)


def claim_id(proposition: str, passage: str, exposure_text: str, outcome_text: str) -> str:
    """Identify one occurrence of a proposition in a passage by the words that carry it."""
    return digest("claim", proposition, passage, normalise(exposure_text), normalise(outcome_text))


def mechanism_id(cause: str, effect: str, direction: str, passage: str) -> str:
    """Identify an outcome-to-outcome link in a passage."""
    return digest("mechanism", cause, effect, direction, passage)


def reference_id(article: str, raw: str) -> str:
    """Identify an entry of an article's reference list by its string."""
    return digest("reference", article, normalise(raw))


def normalise_doi(doi: str) -> str:
    """Reduce a DOI or its link to the lower-case name, without trailing punctuation."""
    name = doi.strip()
    link = _DOI_LINK.match(name)
    return (name[link.end() :] if link else name).casefold().rstrip(" .,;")
