"""Numbers as texts write them, in digits and in words."""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: value for value, word in enumerate(_UNITS)}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_VALUES |= {"once": 1, "twice": 2, "thrice": 3}
_WORDS = "|".join([*_TENS, *reversed(_UNITS[1:]), "hundred", "and"])
NUMERAL = r"\d{1,3}(?:[,\u2009\u00a0 ]\d{3})+|\d{1,6}"
NUMBER = rf"(?:{NUMERAL}|(?:{_WORDS})(?:[\s-](?:{_WORDS})){{0,5}})"


def number_of(words: str) -> int | None:
    """Read a whole number: "1,204", "thirty-two", "one hundred and six", "twice"."""
    digits = re.sub(r"[,\u2009\u00a0 ]", "", words)
    if digits.isdecimal():
        return int(digits)
    total = 0
    for word in re.split(r"[\s-]+", words.casefold()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _VALUES:
            total += _VALUES[word]
        elif word != "and":
            return None
    return total or None


def value_of(words: str) -> float | None:
    """Read a number that may have a fraction and a sign: "−0.5", "1,200.5", "three"."""
    plain = words.strip().replace("−", "-").replace("–", "-").replace("·", ".").replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return number_of(words)
