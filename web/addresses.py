"""Addresses that lead from a list to the same list, leafed, narrowed or sorted otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request, url_for

if TYPE_CHECKING:
    from collections.abc import Iterable


def leaf(page: int) -> str:
    """Address another page of the list that is being shown."""
    return changed(page=page)


def changed(**values: object) -> str:
    """Address the list that is being shown with some parameters of its address changed.

    Args:
        **values: by name; None takes a parameter out, a list gives it several values. Another list
            than the one shown starts at its first page.
    """
    return address_of(str(request.endpoint), **({"page": None} | values))


def address_of(endpoint: str, **values: object) -> str:
    """Address a list with the parameters of the request, some of them changed; see `changed`."""
    kept = [(name, v) for name, v in request.args.items(multi=True) if name not in values]
    added = [(name, each) for name, value in values.items() for each in _each(value)]
    query = urlencode([(name, value) for name, value in (*kept, *added) if value])
    arguments = (request.view_args or {}) if endpoint == request.endpoint else {}
    return f"{url_for(endpoint, **arguments)}{'?' if query else ''}{query}"


def _each(value: object) -> Iterable[object]:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)
