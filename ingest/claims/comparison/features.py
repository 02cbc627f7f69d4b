"""Features of a sentence that compares two arms, for the model that judges it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.claims.comparison.roles import MAX_CHARACTERS, Role, arms_of, classes_of, read_tokens
from ingest.claims.comparison.significance import interval, p_values
from ingest.phrases import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.claims.comparison.roles import Arms, Token

_CHANGES = ("up", "down")
_PAIR = re.compile(
    r"(\d{1,6}(?:\.\d{1,4})?)[^\d;]{0,40}?"
    r"\b(?:vs\.?|versus|and|compared (?:to|with))\s[^\d;]{0,30}?(\d{1,6}(?:\.\d{1,4})?)"
)
AFTER = 60  # characters between an arm's name and its number
REACH = 12  # words before a comparison that a denial may stand in
NEAR = 4  # words between a cue and a name that count as near
DENIAL = 5  # words between a denial and the cue that it denies
SKELETON = 5  # pieces of the skeleton that are taken together


def features(sentence: str, intervention: str, comparator: str, outcome: str) -> list[str]:
    """List what a sentence shows of the two arms and the outcome, without repeats."""
    sentence = sentence[:MAX_CHARACTERS]
    arms = arms_of(intervention, comparator, outcome)
    tokens = read_tokens(sentence, arms)
    pieces = _pieces(tokens)
    found: dict[str, None] = {"any": None}
    for part in (
        _phrases(pieces),
        _skeletons(pieces),
        _comparisons(pieces),
        _nearness(pieces),
        _significances(sentence, tokens, pieces),
        _numbers(sentence, tokens),
        _values(arms, pieces),
    ):
        found.update(dict.fromkeys(part))
    return list(found)


def _pieces(tokens: Sequence[Token]) -> list[str]:
    """Write a sentence as stems, with roles for names; repeats of a role and numbers collapse."""
    pieces: list[str] = []
    for token in tokens:
        piece = f"<{token.role}>" if token.role else "#" if token.is_number else token.stem
        piece = "|" if piece in (".", ";") else piece
        if not (pieces and pieces[-1] == piece and piece[0] in "<#"):
            pieces.append(piece)
    return pieces


def _classed(piece: str) -> str:
    return next((f"<{name}>" for name in classes_of(piece)), piece)


def _change(piece: str) -> str | None:
    return next((name for name in classes_of(piece) if name in _CHANGES), None)


def _is_denial(piece: str) -> bool:
    return "none" in classes_of(piece)


def _phrases(pieces: Sequence[str]) -> Iterator[str]:
    filling = word_set("comparison", "arms", "filling")
    core = [piece for piece in pieces if piece not in filling and piece not in "#|%="]
    for name, line in (("w", core), ("c", [_classed(piece) for piece in core])):
        for size in (1, 2, 3):
            for at in range(len(line) - size + 1):
                yield f"{name}{size} {' '.join(line[at : at + size])}"


def _skeletons(pieces: Sequence[str]) -> Iterator[str]:
    words = word_set("comparison", "comparing", "skeleton")
    line = [
        classed
        for piece in pieces
        if (classed := _classed(piece)).startswith("<") or piece in words
    ]
    for size in range(2, SKELETON + 1):
        for at in range(len(line) - size + 1):
            yield f"s {' '.join(line[at : at + size])}"
    yield f"whole {' '.join(piece for piece in line if piece != '<O>')[:80]}"


def _comparisons(pieces: Sequence[str]) -> Iterator[str]:
    """Say which arm stands behind "than", and which change before it."""
    comparing = word_set("comparison", "comparing", "words")
    arms = ("<I>", "<C>")
    for at, piece in enumerate(pieces):
        if piece not in comparing and piece != "compar":
            continue
        behind = next((one for one in pieces[at + 1 : at + 8] if one in arms), None)
        before = next((one for one in reversed(pieces[:at]) if one in arms), None)
        change = next((cue for one in reversed(pieces[:at]) if (cue := _change(one))), None)
        denied = any(_is_denial(one) for one in pieces[max(0, at - REACH) : at])
        yield f"than {behind} {change} {denied}"
        yield f"than {before} {behind} {change}"


def _nearness(pieces: Sequence[str]) -> Iterator[str]:
    changes = [(at, cue) for at, piece in enumerate(pieces) if (cue := _change(piece))]
    denials = [at for at, piece in enumerate(pieces) if _is_denial(piece)]
    for role in Role:
        places = [at for at, piece in enumerate(pieces) if piece == f"<{role}>"]
        yield f"named {role} {bool(places)}"
        if places and changes:
            distance, cue, at = min(
                (abs(at - place), cue, at) for at, cue in changes for place in places
            )
            denied = any(0 < at - denial <= DENIAL for denial in denials)
            yield f"near {role} {cue} {denied} {distance < NEAR}"
    yield f"changes {' '.join(sorted({cue for _, cue in changes}))} {bool(denials)}"


def _significances(sentence: str, tokens: Sequence[Token], pieces: Sequence[str]) -> Iterator[str]:
    values = p_values(sentence)
    yield f"p {min(len(values), 3)}"
    if values:
        some = any(value.significant for value in values)
        every = all(value.significant for value in values)
        yield f"p {some} {every}"
        places = [token.start for token in tokens if token.role is Role.OUTCOME]
        if places:
            # The value behind an outcome is its own; one before it rather another's.
            nearest = min(
                values,
                key=lambda value: min(
                    value.start - place if value.start >= place else 3 * (place - value.start)
                    for place in places
                ),
            )
            changes = sorted({cue for piece in pieces if (cue := _change(piece))})
            yield f"p near {nearest.significant}"
            yield f"p near {nearest.significant} {' '.join(changes)}"
    bounds = interval(sentence)
    if bounds is not None:
        yield f"interval 0 {bounds[0] < 0 < bounds[1]}"
        yield f"interval 1 {bounds[0] < 1 < bounds[1]}"


def _numbers(sentence: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Hold the first number behind each arm's name against the other's."""
    values = p_values(sentence)
    significant = values[0].significant if values else None
    ours, theirs = (_number_behind(tokens, role) for role in (Role.INTERVENTION, Role.COMPARATOR))
    if ours is not None and theirs is not None and ours != theirs:
        yield f"number {ours > theirs}"
        yield f"number {ours > theirs} {significant}"
    pair = _PAIR.search(sentence)
    if pair is not None:
        first, second = float(pair[1]), float(pair[2])
        order = [
            token.role for token in tokens if token.role in (Role.INTERVENTION, Role.COMPARATOR)
        ]
        opens = order[0] if order else None
        yield f"pair {(first > second) - (first < second)} {opens} {significant}"


def _number_behind(tokens: Sequence[Token], role: Role) -> float | None:
    place = next((token.start for token in tokens if token.role is role), None)
    if place is None:
        return None
    near = (token for token in tokens if token.is_number and 0 < token.start - place < AFTER)
    number = next(near, None)
    try:
        return None if number is None else float(number.stem.replace("·", "."))
    except ValueError:  # "1.2.3" is a version or a date
        return None


def _values(arms: Arms, pieces: Sequence[str]) -> Iterator[str]:
    """Say whether less or more of the outcome is good, beside what is said to have become of it."""
    less, more = (tuple(word_set("comparison", "outcomes", key)) for key in ("less", "more"))
    good = {
        sign
        for sign, beginnings in (("less", less), ("more", more))
        for stem in arms.outcome
        if stem.startswith(beginnings)
    }
    wished = " ".join(sorted(good))
    classes = {name for piece in pieces for name in classes_of(piece)}
    changes = " ".join(name for name in _CHANGES if name in classes)
    yield f"wished {wished} {'better' in classes} {'worse' in classes}"
    yield f"wished {wished} {changes}"
    for stem in sorted(arms.outcome):
        yield f"of {stem}"
        yield from (f"of {stem} {name}" for name in ("up", "down", "better") if name in classes)
