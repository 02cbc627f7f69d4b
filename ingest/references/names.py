"""The authors at the head of a reference string: people in either order of style, or a body."""

from __future__ import annotations

import re

MAX_AUTHORS = 200

_U = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ"
_PARTICLE = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]a|[Dd]i|[Dd]el|[Ll]a|[Ll]e|[Ee]l|[Tt]er|[Dd]os"
    r"|[Dd]u|St\.?) ){0,3}"
)
_WORD = rf"(?:[OD]['’])?[{_U}][\w'’\-‐]{{0,40}}"
_SURNAME = rf"{_PARTICLE}{_WORD}(?: {_WORD}){{0,2}}?"
_SUFFIX = r"(?:,? (?:Jr|Sr|II|III|2nd|3rd)\.?)?"
_APA = re.compile(rf"{_SURNAME}, (?:[{_U}]\.[ \-‐]?){{1,5}}{_SUFFIX}")
_VANCOUVER = re.compile(
    rf"{_SURNAME},? (?:[{_U}]\.?-?){{1,4}}(?: (?:Jr|Sr|2nd|3rd))?(?=[\s,.;:(&…]|\Z)"
)
_FIRST_LAST = re.compile(rf"(?:[{_U}]\. ?){{1,4}}{_PARTICLE}{_WORD}(?=[\s,.;:(&]|\Z)")
_JOIN = re.compile(r"\s*(?:,|;|&|\band\b|…|\.\.\.|\s)(?:\s*(?:,|&|\band\b|…|\.{3}))*\s*")
_ET_AL = re.compile(r"[\s,;…]*(?:\.{3}\s*)?\bet\.? al\b\.?|[\s,;]*\band (?:others|colleagues)\b")
_EDITORS = re.compile(r"[\s,]*\(?\b[Ee]ds?\b\.?\)?|[\s,]*\(?\b[Ee]ditors?\b\)?")
_END = re.compile(r"(?<![\W_][A-Z])\.\Z")  # a stop that ends no initial
_GIVEN = re.compile(rf"(?:[{_U}]\.?[ \-‐]?){{1,4}}\.?")
_BODY = re.compile(
    rf"(?P<name>(?:The )?[{_U}][^.:;()\d]{{2,120}}?)(?:\.\s+|:\s+|\s+(?=\((?:19|20)\d\d))"
)
_BODY_WORDS = re.compile(
    r"\b(?:organi[sz]ation|institutes?|college|association|society|department|ministry|agency|"
    r"centers?|centres?|council|committee|foundation|corporation|government|service|services|"
    r"commission|federation|board|academy|university|office|bureau|task force|network|group|union|"
    r"nice|who|cdc|nih|excellence)\b",
    re.IGNORECASE,
)


def take_authors(text: str) -> tuple[tuple[str, ...], str]:
    """Read the authors at the head of a text: their names as printed, and what follows them."""
    for style in (_APA, _VANCOUVER, _FIRST_LAST):
        names, rest = _take_people(text, style)
        if names:
            return names, rest
    return _take_body(text)


def split_authors(text: str) -> tuple[str, ...]:
    """Part a text that holds nothing but authors into their names, as printed."""
    text = _EDITORS.sub("", _ET_AL.sub("", text)).strip(" ,;:.&()[]") + "."
    for style in (_APA, _VANCOUVER, _FIRST_LAST):
        names, rest = _take_people(text, style)
        if names and not rest.strip(" .,;:"):
            return names
    if ";" in text:
        parts = re.split(r"\s*;\s*(?:(?:and|&)\s)?", text)
    elif _BODY_WORDS.search(text) and "," not in text:
        parts = [text]
    else:
        parts = _merged(re.split(r"\s*(?:,\s*(?:and|&)?|\band\b|&|\bund\b|\bet\b)\s+", text))
    bare = (_END.sub("", part.strip(" ,;:")) for part in parts)
    return tuple(name for name in bare if name)[:MAX_AUTHORS]


def _merged(parts: list[str]) -> list[str]:
    """Join a surname with the initials, or the given names of the first author, after it."""
    merged: list[str] = []
    for part in parts:
        alone = bool(merged) and "," not in merged[-1] and " " not in merged[-1].strip()
        if alone and (_GIVEN.fullmatch(part) or len(merged) == 1):
            merged[-1] += f", {part}"
        else:
            merged.append(part)
    return merged


def _take_people(text: str, style: re.Pattern[str]) -> tuple[tuple[str, ...], str]:
    names: list[str] = []
    place = 0
    while len(names) < MAX_AUTHORS:
        match = style.match(text, place)
        if match is None:
            break
        # A stop ends an initial in one style, and the list of authors in the other.
        names.append(match.group().strip(" ,." if style is _VANCOUVER else " ,"))
        place = match.end()
        more = _ET_AL.match(text, place)
        if more is not None:
            place = more.end()
            break
        join = _JOIN.match(text, place)
        if join is None or style.match(text, join.end()) is None:
            break
        place = join.end()
    editors = _EDITORS.match(text, place)
    place = place if editors is None else editors.end()
    return tuple(names), text[place:] if names else text


def _take_body(text: str) -> tuple[tuple[str, ...], str]:
    """Read an organisation as the author, where its name is one or a year follows at once."""
    match = _BODY.match(text)
    if match is None:
        return (), text
    name = match.group("name").strip(" ,")
    dated = text[match.end() :].startswith("(")
    if not dated and not _BODY_WORDS.search(name):
        return (), text
    return (name,), text[match.end() :]
