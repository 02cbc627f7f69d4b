"""What of an article goes into the index: a document for each passage that is searched."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from graph.model import ArticleKind, PassageKind
from search.answering.naming import populations
from search.base import Facet, PassageDocument
from search.query_fields import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.model import Article, ArticleRecord, Claim, Evidence, Source
    from graph.store import Store
    from graph.studies import Appraisal
    from graph.vocabulary import Vocabulary

    Known = Mapping[str, tuple[Source, Appraisal]]

UNSEARCHED = (PassageKind.BOILERPLATE, PassageKind.REFERENCE)
MAX_SOURCES = 50  # whose titles are searched with a passage


def documents(
    record: ArticleRecord, vocabulary: Vocabulary, store: Store
) -> Iterator[PassageDocument]:
    """Make an article's passages into documents; boilerplate and references are left out.

    The concepts of a passage's claims bring their broader ones along, so that a filter by a broad
    concept finds the narrow ones. A concept that the vocabulary no longer has stands alone.
    """
    article = record.article
    role = store.roles([article.id]).get(article.id)
    own = role.source if role else None
    stated: dict[str, list[Evidence]] = defaultdict(list)
    for each in store.evidence(article=article.id) if record.claims else ():
        stated[each.claim.passage].append(each)
    cited = _cited(record)
    known = store.appraised(
        {*filter(None, [own]), *(source for each in cited.values() for source in each)}
    )
    of_article = _of_article(article)
    year = _year(article)
    for passage in record.passages:
        if passage.kind in UNSEARCHED:
            continue
        evidence = stated.get(passage.id, ())
        sources = cited.get(passage.id, ())
        rests_on = (*sources, *filter(None, [own]))
        facets = {
            **_of_claims([each.claim for each in evidence], vocabulary),
            Facet.CITED: tuple(sorted({"yes" if each.sources else "no" for each in evidence})),
            Facet.SOURCE: tuple(sorted(set(rests_on))),
            Facet.DESIGN: _designs(rests_on, known),
            **of_article,
        }
        yield PassageDocument(
            id=passage.id,
            article=article.id,
            title=article.title,
            section=passage.section,
            text=article.text[passage.start : passage.end],
            kind=passage.kind,
            claims=_names(evidence),
            sources=_titles(sources, known),
            facets={facet: values for facet, values in facets.items() if values},
            evidence=len({source for each in evidence for source in each.sources}),
            year=year,
        )


def _cited(record: ArticleRecord) -> dict[str, tuple[str, ...]]:
    """Return the sources that each passage cites, by its markers or for its claims."""
    sources = {reference.id: reference.source for reference in record.references}
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for claim in record.claims:
        named[claim.passage].update(dict.fromkeys(claim.citations))
    markers = sorted(record.markers, key=lambda marker: marker.start)
    starts = [marker.start for marker in markers]
    for passage in record.passages:
        inside = slice(bisect_left(starts, passage.start), bisect_left(starts, passage.end))
        for marker in markers[inside]:
            named[passage.id].update(dict.fromkeys(marker.references))
    return {
        passage: tuple(dict.fromkeys(sources[each] for each in references if each in sources))
        for passage, references in named.items()
    }


def _of_claims(claims: Sequence[Claim], vocabulary: Vocabulary) -> dict[Facet, tuple[str, ...]]:
    people = {iri for c in claims if c.population for iri in populations(c.population, vocabulary)}
    return {
        Facet.EXERCISE: _with_broader({claim.exposure.concept for claim in claims}, vocabulary),
        Facet.OUTCOME: _with_broader({claim.outcome.concept for claim in claims}, vocabulary),
        Facet.POPULATION: _with_broader(people, vocabulary),
        Facet.DIRECTION: tuple(sorted({claim.direction.value for claim in claims})),
    }


def _of_article(article: Article) -> dict[Facet, tuple[str, ...]]:
    site = site_of(article.url) if article.url else ""
    year = _year(article)
    return {
        Facet.SITE: (site,) if site else (),
        Facet.YEAR: (f"{year:04}",) if year else (),
    }


def _year(article: Article) -> int | None:
    """Return the year in which an article came out; for a study, that of the work."""
    if article.kind is ArticleKind.STUDY and article.work and article.work.year:
        return article.work.year
    beginning = (article.published or "")[:4]
    return int(beginning) if beginning.isascii() and beginning.isdigit() else None


def _designs(sources: Iterable[str], known: Known) -> tuple[str, ...]:
    designs = {known[source][1].design for source in sources if source in known}
    return tuple(sorted(design.value for design in designs if design))


def _titles(sources: Sequence[str], known: Known) -> str:
    titles = (known[source][0].title for source in sources[:MAX_SOURCES] if source in known)
    return ". ".join(title for title in titles if title)


def _names(evidence: Iterable[Evidence]) -> str:
    """Return the names of the concepts that claims link, each once."""
    mentions = (part for e in evidence for part in (e.claim.exposure, e.claim.outcome))
    return ". ".join(dict.fromkeys(mention.label for mention in mentions))


def _with_broader(concepts: set[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    known = {iri for iri in concepts if iri in vocabulary}
    return tuple(sorted(concepts.union(*map(vocabulary.broader, known))))
