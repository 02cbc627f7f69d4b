"""What a site asks of programs in its robots.txt, kept to as RFC 9309 says.

A site without the file allows all; one whose file cannot be had for the moment allows nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from protego import Protego

from graph.errors import DocumentError
from ingest.fetching.errors import HostError
from ingest.fetching.settings import PRODUCT

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from ingest.fetching.exchange import Answer

MAX_BYTES: Final = 512_000  # that are heeded, as the RFC has it

_UNKNOWN: Final = "may not be read, since its robots.txt"
_AGENT: Final = re.compile(r"\s*user[- ]?agent\b[\s:]*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's wishes; or why there are none to be had, and so nothing may be read."""

    parsed: Protego | None = None
    failure: str | None = None


class Robots:
    """The rules of all sites that were met, each asked for once.

    Args:
        ask: fetches a robots.txt, redirects followed; raises DocumentError.
    """

    def __init__(self, ask: Callable[[httpx.URL], Answer]) -> None:
        self._ask = ask
        self._known: dict[httpx.URL, _Rules] = {}

    def pause_for(self, url: httpx.URL) -> float:
        """Return the seconds that the site wants between two requests.

        Raises:
            DocumentError: the site does not let programs such as this one read the address.
        """
        place = url.copy_with(raw_path=b"/robots.txt")
        if place not in self._known:
            self._known[place] = self._rules(place)
        rules = self._known[place]
        if rules.failure is not None:
            raise DocumentError(str(url), rules.failure)
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(str(url), PRODUCT):
            raise DocumentError(str(url), "may not be read by programs, as its robots.txt says")
        return rules.parsed.crawl_delay(PRODUCT) or 0.0

    def _rules(self, place: httpx.URL) -> _Rules:
        try:
            answer = self._ask(place)
        except DocumentError as error:
            if isinstance(error, HostError) and error.path == str(place):
                return _Rules(failure=error.reason)
            return _Rules(failure=f"{_UNKNOWN} {error.reason}")
        if answer.status == 200:
            text = answer.data[:MAX_BYTES].decode("utf-8-sig", "replace")
            return _Rules(Protego.parse("\n".join(map(_folded, text.splitlines()))))
        if 400 <= answer.status < 500:
            return _Rules()
        return _Rules(failure=f"{_UNKNOWN} answered {answer.words}")


def _folded(line: str) -> str:
    """Give all other programs one name, and this one its own without a version.

    A group may name many programs and have many rules, and the parser keeps each rule for each.
    """
    agent = _AGENT.match(line)
    if agent is None or agent[1].strip() == "*":
        return line
    ours = agent[1].partition("/")[0].strip().casefold() == PRODUCT.casefold()
    return f"User-agent: {PRODUCT if ours else 'another'}"
