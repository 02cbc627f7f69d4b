"""Checking an answer's JSON against the store: every quote, claim, reference and count."""

from __future__ import annotations

import json
from itertools import takewhile
from typing import IO, TYPE_CHECKING, Any

from graph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store
    from search.answering.rendering import Json

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 60
MAX_SENTENCES = 50  # disagreements told of
SHOWN = 80  # characters of a value


def read_answer(stream: IO[bytes]) -> Json:
    """Read an answer's JSON.

    Raises:
        UsageError: it is too large, no JSON, nested too deep, or no answer.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UsageError(f"An answer has {MAX_BYTES:,} bytes at most; this has more.")
    try:
        given = json.loads(data.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_once)
    except RecursionError as error:
        raise UsageError("This is no answer: it is nested too deep.") from error
    except ValueError as error:  # of the encoding, of the syntax, or a number too long
        raise UsageError(f"This is no JSON: {str(error)[:SHOWN]}") from error
    if not isinstance(given, dict) or not isinstance(given.get("question"), str):
        raise UsageError("This is no answer: it holds no question.")
    if _depth(given) > MAX_DEPTH:
        raise UsageError("This is no answer: it is nested too deep.")
    try:
        json.dumps(given, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError("This is no answer: it holds half a character.") from error
    return given


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no value of JSON")


def _once(pairs: list[tuple[str, Any]]) -> Json:
    """Make an object of its pairs; a name that stands twice would hide one of its values."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("an object has the same name twice")
    return made


def _depth(value: object) -> int:
    deepest, ahead = 0, [(value, 1)]
    while ahead:
        each, depth = ahead.pop()
        deepest = max(deepest, depth)
        if isinstance(each, dict):
            ahead += [(inner, depth + 1) for inner in each.values()]
        elif isinstance(each, list):
            ahead += [(inner, depth + 1) for inner in each]
    return deepest


def disagreements(given: Json, expected: Json, store: Store) -> tuple[str, ...]:
    """Say, a sentence each, where an answer does not hold what the store gives.

    Args:
        given: the answer to check.
        expected: the answer that the store gives now to the same question, in the same shape.
        store: holds the articles that are quoted.

    Returns:
        Misquotes first, then every value that differs; the first MAX_SENTENCES of them.
    """
    found = [*_misquotes(given, store), *_differing(given, expected, "answer")]
    if len(found) <= MAX_SENTENCES:
        return tuple(found)
    return (*found[:MAX_SENTENCES], f"{len(found) - MAX_SENTENCES} more disagree.")


def _misquotes(given: Json, store: Store) -> Iterator[str]:
    """Check each quote at its own offsets, so that a quote that moved is told from a forged one."""
    quotes = list(_quotes(given, "answer"))
    named = {each["passage"] for _, each in quotes if isinstance(each["passage"], str)}
    placed = store.passages(named)
    for path, each in quotes:
        held = placed.get(each["passage"]) if isinstance(each["passage"], str) else None
        if held is None:
            yield f"{path}: the store has no passage {_short(each['passage'])}."
        elif each["sentence"] != held.article.text[held.passage.start : held.passage.end]:
            yield f"{path}: the article does not say {_short(each['sentence'])}."


def _quotes(value: object, path: str) -> Iterator[tuple[str, Json]]:
    """Yield everything that looks like a quote, wherever it stands."""
    if isinstance(value, dict):
        if {"passage", "sentence", "start", "end"} <= value.keys():
            yield path, value
            return
        for name, inner in value.items():
            yield from _quotes(inner, f"{path}.{_name(name)}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _quotes(inner, f"{path}[{number}]")


def _differing(given: object, expected: object, path: str) -> Iterator[str]:
    if isinstance(given, dict) and isinstance(expected, dict):
        for name in sorted(expected.keys() - given.keys()):
            yield f"{path}: {name} is missing."
        for name in sorted(given.keys() - expected.keys()):
            yield f"{path}: {_short(name)} is no part of an answer."
        for name in (name for name in expected if name in given):
            yield from _differing(given[name], expected[name], f"{path}.{name}")
    elif isinstance(given, list) and isinstance(expected, list):
        if len(given) != len(expected):
            yield f"{path}: it has {len(given)} where the store gives {len(expected)}."
        for number, (one, other) in enumerate(zip(given, expected, strict=False)):
            yield from _differing(one, other, f"{path}[{number}]")
    elif type(given) is not type(expected) or given != expected:
        one, other = _apart(given, expected)
        yield f"{path}: it says {one}, the store gives {other}."


def _name(name: str) -> str:
    return name if name.isidentifier() and len(name) <= SHOWN else _short(name)


def _short(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def _apart(given: object, expected: object) -> tuple[str, str]:
    """Show two values from shortly before the place where they part."""
    if not (isinstance(given, str) and isinstance(expected, str)):
        return _short(given), _short(expected)
    pairs = zip(given, expected, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = max(0, same - SHOWN // 4) if max(len(given), len(expected)) > SHOWN - 2 else 0
    lead = "…" if start else ""
    return _short(lead + given[start:]), _short(lead + expected[start:])
