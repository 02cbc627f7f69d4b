"""Exported RDF taken into a store: articles, what registries answered, notices.

All of it is read and checked before anything is stored, so that a broken file changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.errors import DocumentError, RdfError
from graph.identity import work_keys
from graph.model import Notice
from graph.rdf import fields as f
from graph.rdf.addresses import id_of
from graph.rdf.description import Description
from graph.rdf.reading import article_nodes, read_record, read_work
from graph.store import Answer, Change
from graph.terms import BIBO, DCTERMS, RDF, SCHEMA, TB

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph.store import Store
    from graph.vocabulary import Vocabulary

# Those that lose nothing; RDF/XML cannot hold every character of a text.
FORMS = {
    f".{form.file_extension}": form
    for form in (
        *(ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES),
        *(ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD),
    )
}
MAX_BYTES = 4_000_000_000  # of a file; some 10,000 articles


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        articles: how many were added, changed, unchanged.
        answers: answers of registries taken up.
        notices: notices taken up or known already.
        unknown: IRIs of concepts that its claims name and the vocabulary has not, sorted.
    """

    articles: Counter[Change]
    answers: int
    notices: int
    unknown: tuple[str, ...]


def import_rdf(path: Path, store: Store, vocabulary: Vocabulary) -> Imported:
    """Take what a file says into a store.

    Args:
        path: Turtle, TriG, N-Triples, N-Quads or JSON-LD, by its suffix.
        store: takes the articles that it has not yet; what it has is kept up.
        vocabulary: the concepts that are known here.

    Raises:
        DocumentError: the file cannot be read, is no such RDF, or says something that no record
            can hold; the store is as it was.
    """
    if path.suffix not in FORMS:
        known = ", ".join(sorted(FORMS))
        raise DocumentError(str(path), f"has none of the endings {known}")
    with TemporaryDirectory(prefix="trabecula-") as folder:
        held = ox.Store(folder)
        _load(path, held)
        try:
            return _take_up(held, store, vocabulary, str(path))
        except RdfError as error:
            raise DocumentError(str(path), f"cannot be taken up: {error}") from error


def _load(path: Path, held: ox.Store) -> None:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(str(path), f"is larger than {MAX_BYTES // 1_000_000} MB")
        with path.open("rb") as stream:
            held.bulk_load(stream, format=FORMS[path.suffix])
    except SyntaxError as error:
        reason = str(error.msg or error)
        raise DocumentError(str(path), f"is no valid RDF of its kind: {reason}") from error
    except OSError as error:
        raise DocumentError(str(path), f"cannot be read ({error.strerror or error})") from error


def _take_up(held: ox.Store, store: Store, vocabulary: Vocabulary, name: str) -> Imported:
    nodes = list(article_nodes(held))
    unknown: set[str] = set()
    for node in nodes:
        unknown |= {iri for iri in read_record(held, node).concepts if iri not in vocabulary}
    answers = list(_answers(held))
    notices: defaultdict[str, defaultdict[Notice, set[str]]]
    notices = defaultdict(lambda: defaultdict(set))
    for notice, key in _notices(held):
        notices[notice.registry][notice].add(key)
    if not nodes and not answers:
        raise DocumentError(name, "describes no article with its text")
    done: Counter[Change] = Counter()
    # An article that is here already stays where it was read.
    places = {each.id: each.path for each in store.articles()}
    for node in nodes:
        record = read_record(held, node)
        path = places.get(record.article.id, record.article.path)
        done[store.put(replace(record, article=replace(record.article, path=path)))] += 1
    asked = {registry: store.asked(registry) for registry in {each.registry for each in answers}}
    for answer in answers:
        if asked[answer.registry].get(answer.asked, "") < answer.fetched_at:  # ours may be newer
            store.put_work(answer.registry, answer.asked, answer.work, answer.fetched_at)
    for registry, found in notices.items():
        store.put_notices(registry, found)
    told = sum(map(len, notices.values()))
    return Imported(done, len(answers), told, tuple(sorted(unknown)))


def _described(held: ox.Store, kind: ox.NamedNode) -> Iterator[Description]:
    for quad in held.quads_for_pattern(None, RDF.type, kind, None):
        if isinstance(quad.subject, ox.NamedNode):
            yield Description(held, quad.subject)


def _answers(held: ox.Store) -> Iterator[Answer]:
    for said in _described(held, TB.RegistryAnswer):
        is_known = said.fields((f.Field("known", TB.known, f.TRUTH),))["known"]
        work = read_work(said) if is_known else None
        yield Answer(work=work, **said.fields(f.ANSWER))


def _notices(held: ox.Store) -> Iterator[tuple[Notice, str]]:
    """Read notices, each with the strongest key of the work that it is about."""
    for said in _described(held, TB.Notice):
        source = said.node_of(SCHEMA.about)
        id_of(source.node, "sources")
        notice = Notice(
            notice=said.text(BIBO.doi) or said.text(SCHEMA.url),
            reasons=tuple(said.texts(DCTERMS.description)),
            **said.fields(f.NOTICE),
        )
        raw = source.text(DCTERMS.bibliographicCitation) or ""
        yield notice, work_keys(read_work(source), raw)[0]
