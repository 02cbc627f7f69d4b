"""What a request asks for, read from its address."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from graph.errors import QueryError
from search.base import Facet
from search.query import MAX_OFFSET

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

Choice = TypeVar("Choice", bound=StrEnum)

MAX_FIGURE = 1_000_000
MAX_TEXT = 500  # characters
MAX_CHOICES = 50  # values that narrow one search


def text(args: MultiDict[str, str], name: str) -> str:
    """Read a text without the white space around it; "" where it is not given.

    Raises:
        QueryError: it is longer than MAX_TEXT characters.
    """
    value = args.get(name, "").strip()
    if len(value) > MAX_TEXT:
        raise QueryError(f"{name} has {MAX_TEXT} characters at most; this one has {len(value):,}.")
    return value


def texts(args: MultiDict[str, str], name: str) -> tuple[str, ...]:
    """Read every value given under a name; empty ones, as of an untouched form, are left out."""
    return tuple(value for raw in args.getlist(name) if (value := raw.strip()))


def figure(args: MultiDict[str, str], name: str, default: int, *, least: int, most: int) -> int:
    """Read a whole number.

    Raises:
        QueryError: it is none, or out of its bounds.
    """
    value = args.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(MAX_FIGURE))):
        raise QueryError(f"{name} must be a whole number from {least} to {most:,}.")
    if not least <= int(value) <= most:
        raise QueryError(f"{name} must be from {least} to {most:,}, and not {int(value):,}.")
    return int(value)


def page_offset(args: MultiDict[str, str], size: int) -> int:
    """Read the page number, from 1, as the things passed over before it.

    Raises:
        QueryError: it is no page that can be leafed to.
    """
    return size * (figure(args, "page", 1, least=1, most=MAX_OFFSET // size + 1) - 1)


def choice(args: MultiDict[str, str], name: str, choices: type[Choice], default: Choice) -> Choice:
    """Read one of some values.

    Raises:
        QueryError: it is another one.
    """
    return optional(args, name, choices) or default


def optional(args: MultiDict[str, str], name: str, choices: type[Choice]) -> Choice | None:
    """Read one of some values, or None where none is given.

    Raises:
        QueryError: it is another one.
    """
    value = args.get(name, "").strip()
    try:
        return choices(value) if value else None
    except ValueError as error:
        raise QueryError(f"{name} is one of {', '.join(choices)}, and not {value!r}.") from error


def yes(args: MultiDict[str, str], name: str, *, default: bool) -> bool:
    """Read a yes or no.

    Raises:
        QueryError: it is neither.
    """
    value = args.get(name, "").strip().casefold()
    if value not in ("", "yes", "no"):
        raise QueryError(f"{name} is yes or no, and not {value!r}.")
    return value == "yes" if value else default


def filters(args: MultiDict[str, str]) -> dict[Facet, tuple[str, ...]]:
    """Read what narrows a search: the values of each facet, under its name.

    Raises:
        QueryError: there are more than MAX_CHOICES values.
    """
    chosen = {facet: texts(args, facet.value) for facet in Facet}
    if sum(map(len, chosen.values())) > MAX_CHOICES:
        raise QueryError(f"A search is narrowed by {MAX_CHOICES} values at most.")
    return {facet: values for facet, values in chosen.items() if values}
