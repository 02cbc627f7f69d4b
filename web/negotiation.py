"""Which of the forms that there are a request accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flask import request
from werkzeug.exceptions import NotAcceptable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    R = TypeVar("R", bound=Response)

HTML = "text/html"


def best(offered: Sequence[str]) -> str | None:
    """Choose the media type that is accepted most; the first, where the request does not say."""
    accepted = request.accept_mimetypes
    return accepted.best_match(offered) if accepted else offered[0]


def accepted_of(offered: Sequence[str]) -> str:
    """Choose the media type that is accepted most.

    Raises:
        NotAcceptable: none is; names those that there are.
    """
    chosen = best(offered)
    if chosen is None:
        raise NotAcceptable(f"There are {', '.join(offered)}.")
    return chosen


def is_for_a_person() -> bool:
    """Tell a browser, which names HTML, from a program that takes anything."""
    return any(kind == HTML for kind, _ in request.accept_mimetypes)


def varying(response: R) -> R:
    """Tell caches that another visitor may get another form."""
    response.vary.add("Accept")
    return response
