"""Cues of text that belongs to the site and not to the article; they stand in a data file."""

import re
import tomllib
from importlib.resources import files


def _any_of(patterns: list[str]) -> str:
    """Join patterns; those that begin with a word share one test for where a word begins."""
    at_words = [each.removeprefix(r"\b") for each in patterns if each.startswith(r"\b")]
    others = [each for each in patterns if not each.startswith(r"\b")]
    shared = "|".join(f"(?:{each})" for each in at_words)
    return "|".join(
        [*([rf"\b(?:{shared})"] if shared else []), *(f"(?:{each})" for each in others)]
    )


def _cues() -> dict[str, re.Pattern[str]]:
    data = (files("ingest") / "cues" / "boilerplate.toml").read_bytes()
    return {
        name: re.compile(_any_of(patterns), re.IGNORECASE)
        for name, patterns in tomllib.loads(data.decode("utf-8")).items()
    }


_CUES = _cues()

# Held against lower case, since looking without regard to case costs twice as much.
_SELLING = re.compile(_CUES["sentences"].pattern)
REFERENCE_HEADING = _CUES["reference_headings"]
PROMOTION_HEADING = _CUES["promotion_headings"]
LONGEST_BLOCK = 600  # characters; a longer block is no counter, by-line or notice


def is_boilerplate_block(text: str) -> bool:
    """Tell a counter, by-line, menu entry or notice from an article's own text."""
    return len(text) <= LONGEST_BLOCK and bool(_CUES["blocks"].search(text.strip()))


def is_call_to_action(sentence: str) -> bool:
    """Tell a sentence that sells the clinic or calls to act."""
    return bool(_SELLING.search(sentence.lower()))
