"""Deterministic identifiers: hashes of normalised content, never of place or time.

The same corpus, read in any order on any machine, gets the same identifiers.
"""

import hashlib
import re
import unicodedata

_NO_LETTERS = re.compile(r"[\W_]+")
ID_LENGTH = 20  # hex digits: 80 bits, so that a billion ids collide with a chance of 4e-7


def digest(*parts: str) -> str:
    """Hash parts to an identifier of ID_LENGTH hex digits; no two lists of parts run together."""
    framed = bytearray()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        framed += len(data).to_bytes(8, "big")
        framed += data
    return hashlib.sha256(framed).hexdigest()[:ID_LENGTH]


def normalise(text: str) -> str:
    """Fold case, compatibility forms and white space, so that look-alikes hash alike."""
    composed = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(composed.casefold().split())


def squash(text: str) -> str:
    """Keep only the letters and digits of normalised text, accents taken off."""
    decomposed = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return _NO_LETTERS.sub("", decomposed.casefold())


def article_id(title: str, text: str) -> str:
    """Identify an article by its title and text, wherever the file lies."""
    return digest("article", normalise(title), normalise(text))


def passage_id(article: str, kind: str, text: str, occurrence: int) -> str:
    """Identify a passage by its article and text; occurrence counts equal texts from 0."""
    return normalised_passage_id(article, kind, normalise(text), occurrence)


def normalised_passage_id(article: str, kind: str, words: str, occurrence: int) -> str:
    """Identify a passage as `passage_id` does, by words that are normalised already."""
    return digest("passage", article, kind, words, str(occurrence))


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
    name = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.IGNORECASE)
    return name.casefold().rstrip(" .,;")
