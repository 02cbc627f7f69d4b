"""Cited works and the references that name them: how they are cited, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.records import reference_to_json, source_to_json, version_to_json
from graph.versions import is_versioned, newer_version, version_doi
from web.wording import doi_link, short_citation, web_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.model import Evidence, NoticeKind, Reference, Source, Step
    from graph.records import Json
    from graph.store import Store


def source_view(source: Source) -> Json:
    """Present a cited work, with where it and the notices about it lead."""
    view = source_to_json(source)
    for notice in view["notices"]:
        notice["link"] = _notice_link(notice["notice"])
    view["citation"] = short_citation(view)
    view["link"] = doi_link(source.doi) if source.doi else web_link(source.url)
    return view


def reference_view(
    reference: Reference, standing: NoticeKind | None, source: Source | None
) -> Json:
    """Present an entry of a reference list: its own words, and what is known of the work.

    Args:
        reference: the entry; its fields are given as they were printed.
        standing: what holds of the work.
        source: the work, where it says more than the entry does; see `known_works`.
    """
    view = reference_to_json(reference)
    source_doi = newer = None
    if source is not None:
        newer = newer_version(reference, source)
        if not reference.doi:
            source_doi = version_doi(reference, source) or source.doi
    doi = reference.doi or source_doi
    return view | {
        "standing": standing.value if standing else None,
        "source_doi": source_doi,
        "newer_version": version_to_json(newer) if newer else None,
        "citation": short_citation(view),
        "link": doi_link(doi) if doi else web_link(reference.url),
    }


def known_works(store: Store, references: Iterable[Reference]) -> Mapping[str, Source]:
    """Return the works of which the store may know what their references do not say.

    These are the ones that a reference names without a DOI, or in one of several versions.
    """
    wanted = {each.source for each in references if not each.doi or is_versioned(each)}
    return store.works(wanted)


def reference_views(evidence: Iterable[Evidence | Step], store: Store) -> dict[str, Json]:
    """Present the references that claims or mechanisms cite, by id."""
    found = {
        reference.id: (reference, item.standings.get(reference.source))
        for item in evidence
        for reference in item.references
    }
    works = known_works(store, (reference for reference, _ in found.values()))
    return {
        key: reference_view(reference, standing, works.get(reference.source))
        for key, (reference, standing) in found.items()
    }


def retracted_of(evidence: Evidence) -> frozenset[str]:
    """Return the ids of the references that a claim cites and whose works are retracted."""
    gone = set(evidence.retracted)
    return frozenset(each.id for each in evidence.references if each.source in gone)


def _notice_link(notice: str | None) -> str | None:
    """Address a notice that is known by its DOI or by its place on the web."""
    if notice and notice.startswith("10."):
        return doi_link(notice)
    return web_link(notice)
