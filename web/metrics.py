"""Figures for whoever watches the server, in the format that Prometheus reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web.wiring import Library

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OUTSIDE = "none"  # the route of an address that no route has
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


class Metrics:
    """The figures of one application; labels have few values, whatever is asked."""

    def __init__(self, library: Library) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "trabecula_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "trabecula_request_seconds",
            "Time to the answer.",
            ("route",),
            registry=self._registry,
        )
        self._registry.register(_Collection(library))

    def count(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count a request by the rule of its route."""
        known = method if method in METHODS else "other"
        self._requests.labels(known, route or OUTSIDE, str(status)).inc()
        self._seconds.labels(route or OUTSIDE).observe(seconds)

    def written(self) -> bytes:
        """Write all figures as they are now."""
        return generate_latest(self._registry)


class _Collection:
    """What the collection holds, looked up whenever the figures are read."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges."""
        counts = self._library.store.counts()
        figures = {
            "articles": ("Articles stored.", counts.articles),
            "claims": ("Claims stored.", counts.claims),
            "sources": ("Sources cited.", counts.sources),
            "passages": ("Passages in the search index.", self._library.index.count()),
            "index_lag": ("Changes that the index does not hold yet.", self._library.lag()),
        }
        for name, (text, value) in figures.items():
            yield GaugeMetricFamily(f"trabecula_{name}", text, value=value)

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Yield nothing: the collection is not looked at before the figures are read."""
        return iter(())
