"""Authors' names as they are printed, parted as the Citation Style Language parts them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MAX_FAMILY = 5  # words of a family's name, with its particles; more words are a body's
_INITIALS = re.compile(r"[^\W\d_a-z]{1,4}(?:[.\-\u2010\u2011]{1,2}[^\W\d_a-z]{1,4}){0,6}\.?-?")
_LETTER = re.compile(r"[^\W\d_]")
_HYPHENS = re.compile(r"[\u2010\u2011]")

CslName = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What names are made of besides families and initials."""

    particles: frozenset[str]
    suffixes: frozenset[str]
    left_out: frozenset[str]


@cache
def _parts() -> _Parts:
    told = tomllib.loads((files("graph.bibliography") / "names.toml").read_text("utf-8"))
    return _Parts(**{name: frozenset(words) for name, words in told.items()})


def csl_names(authors: tuple[str, ...]) -> list[CslName]:
    """Part the names of authors; what stands among them and names nobody is left out."""
    return [name for author in authors if (name := csl_name(author))]


def csl_name(author: str) -> CslName | None:
    """Part an author's name: "Vincent KR", "Vincent, K. R.", "K. R. Vincent", or a body's name.

    A name that is not surely a person's stays whole, as `literal`, and so prints as it was.

    Returns:
        `family`, `given` (initials parted: "K. R."), `non-dropping-particle` and `suffix`, those
        that it has, or `literal`; None for what is no name, such as "et al.".
    """
    name = " ".join(author.split()).strip(",; ")
    if not _LETTER.search(name) or _bare(name) in _parts().left_out:
        return None
    family, comma, given = name.partition(", ")
    if comma:
        return _inverted(family, given) or {"literal": name}
    return _person(name.split()) or {"literal": name}


def _inverted(family: str, given: str) -> CslName | None:
    """Part "family, given"; behind a further comma stands the suffix."""
    given, _, suffix = given.partition(", ")
    words, before = given.split(), family.split()
    if not before or (len(before) > 1 and _are_initials(before[-1])):
        return None
    if suffix and _bare(suffix) not in _parts().suffixes:
        return None
    if words and not suffix and _bare(words[-1]) in _parts().suffixes and len(words) > 1:
        suffix = words.pop()
    if not words or len(words) > MAX_FAMILY or not all(map(_is_given, words)):
        return None
    return _name(before, words, suffix)


def _person(words: list[str]) -> CslName | None:
    """Part a name without a comma by its initials, which stand last, or first."""
    suffix = ""
    for place in (-1, 0):
        if len(words) > 2 and _bare(words[place]) in _parts().suffixes:
            suffix = words.pop(place)
            break
    behind = len(words)
    while behind and _bare(words[behind - 1]) in _parts().particles and words[behind - 1].islower():
        behind -= 1
    trailing, words = words[behind:], words[:behind]
    last = len(words)
    while last > 1 and _are_initials(words[last - 1]):
        last -= 1
    if last < len(words):
        family, given = [*trailing, *words[:last]], words[last:]
    elif not trailing and (
        stopped := [n for n, word in enumerate(words[:-1]) if _is_stopped(word)]
    ):
        family, given = words[stopped[-1] + 1 :], words[: stopped[-1] + 1]
    elif len(words) == 1 and not trailing and words[0].istitle():
        family, given = words, []
    else:
        return None
    return _name(family, given, suffix)


def _name(family: list[str], given: list[str], suffix: str = "") -> CslName | None:
    """Put a name together; None where the family's words are not those of a name."""
    start = 0
    while start < len(family) - 1 and _is_particle(family[start]):
        start += 1
    particle, rest = " ".join(family[:start]), family[start:]
    if len(family) > MAX_FAMILY or not all(map(_is_of_family, rest)):
        return None
    parted = {
        "family": " ".join(rest),
        "given": " ".join(map(_spread, given)),
        "non-dropping-particle": particle,
        "suffix": suffix,
    }
    return {part: words for part, words in parted.items() if words}


def _is_particle(word: str) -> bool:
    return word[0].islower() and _bare(word) in _parts().particles


def _is_of_family(word: str) -> bool:
    if not word[0].isalpha():
        return False
    return not _is_stopped(word) and (not word[0].islower() or _bare(word) in _parts().particles)


def _is_given(word: str) -> bool:
    return word[0].isalpha() and (not word[0].islower() or _is_particle(word))


def _is_stopped(word: str) -> bool:
    return "." in word and _are_initials(word)


def _are_initials(word: str) -> bool:
    """Tell whether a word is initials: "KR", "K.R.", "J-P", "K."."""
    return _INITIALS.fullmatch(word) is not None and all(map(str.isupper, _LETTER.findall(word)))


def _spread(given: str) -> str:
    """Part initials that stand together: "KR" is "K. R.", "J-P" is "J.-P."; else as it is."""
    if not _are_initials(given):
        return given
    initials = _HYPHENS.sub("-", given).strip("-").split("-")
    return "-".join(" ".join(f"{letter}." for letter in _LETTER.findall(each)) for each in initials)


def _bare(word: str) -> str:
    return word.casefold().strip(".,").replace("\u2019", "'")
