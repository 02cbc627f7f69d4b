"""Records to RDF and back: nothing lost, and nothing taken that is not in its text."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DocumentError
from graph.export import export
from graph.ids import digest
from graph.importing import FORMS, import_rdf
from graph.model import (
    Article,
    ArticleKind,
    ArticleRecord,
    Causality,
    Claim,
    Direction,
    Effect,
    Hedge,
    Marker,
    Mechanism,
    Mention,
    Notice,
    NoticeKind,
    Passage,
    PassageKind,
    Quantity,
    QuantityKind,
    Reference,
    ReferenceType,
    Work,
)
from graph.rdf import article_triples, proposition_triples, said_in
from graph.rdf.reading import article_nodes, read_record
from graph.store import Store, open_store
from graph.studies import Quote, Study, StudyDesign
from graph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeRecord = Callable[..., ArticleRecord]

BASE = "https://kg.clinic.example/"
NONE = Vocabulary(())
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SOME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
MAYBE = st.none() | SOME
IRIS = st.sampled_from(["https://trabecula.example/concepts/walking", "urn:other:concept"])
NUMBERS = st.none() | st.decimals(-1_000_000, 1_000_000, places=3).map(float)


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[str, int, int]:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return text[start:end], start, end


@st.composite
def works(draw: st.DrawFn) -> dict[str, object]:
    return {
        "type": draw(st.sampled_from(ReferenceType)),
        "authors": tuple(draw(st.lists(SOME, max_size=3))),
        "year": draw(st.none() | st.integers(0, 3000)),
        **{name: draw(MAYBE) for name in ("title", "container", "volume", "issue", "pages")},
        **{name: draw(MAYBE) for name in ("doi", "pmid", "url")},
    }


@st.composite
def records(draw: st.DrawFn) -> ArticleRecord:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=4, max_size=60))

    ident = digest("article", text)

    def quote() -> Quote | None:
        return Quote(*draw(spans(text))) if draw(st.booleans()) else None

    def mention() -> Mention:
        return Mention(draw(IRIS), draw(WORDS), *draw(spans(text)))

    article = Article(
        id=ident,
        path=draw(
            st.sampled_from(
                ["https://clinic.example/one", f"{BASE}articles/{digest('article', text)}"]
            )
        ),
        title=draw(WORDS),
        text=text,
        url=draw(MAYBE),
        published=draw(st.sampled_from([None, "2024", "2024-05", "2024-05-01", "in May"])),
        language=draw(st.sampled_from(["en", "de"])),
        kind=draw(st.sampled_from(ArticleKind)),
        work=Work(**draw(works())) if draw(st.booleans()) else None,  # type: ignore[arg-type] # its fields
        study=(
            Study(
                design=draw(st.none() | st.sampled_from(StudyDesign)),
                design_quote=quote(),
                participants=draw(st.none() | st.integers(0, 10**9)),
                participants_quote=quote(),
                studies=draw(st.none() | st.integers(0, 10**6)),
                studies_quote=quote(),
            )
            if draw(st.booleans())
            else None
        ),
    )
    places = sorted(draw(st.sets(spans(text), min_size=1, max_size=4)), key=lambda each: each[1:])
    passages = tuple(
        Passage(
            digest("passage", str(number)),
            start,
            end,
            draw(st.sampled_from(PassageKind)),
            draw(WORDS),
            draw(st.booleans()),
        )
        for number, (_, start, end) in enumerate(places)
    )
    references = tuple(
        Reference(  # type: ignore[arg-type] # its fields
            id=digest("reference", str(number)),
            source=digest("source"),
            raw=draw(WORDS),
            **draw(works()),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    cited = st.permutations([each.id for each in references]).flatmap(
        lambda ids: st.integers(0, len(ids)).map(lambda count: tuple(ids[:count]))
    )
    claims = []
    for number in range(draw(st.integers(0, 3))):
        stated = draw(st.sampled_from(passages))
        claims.append(
            Claim(
                id=digest("claim", str(number)),
                proposition=digest("proposition", str(number)),
                passage=stated.id,
                sentence=text[stated.start : stated.end],
                exposure=mention(),
                outcome=mention(),
                direction=draw(st.sampled_from(Direction)),
                effect=draw(st.sampled_from(Effect)),
                negated=draw(st.booleans()),
                hedge=draw(st.none() | st.sampled_from(Hedge)),
                causality=draw(st.sampled_from(Causality)),
                population=draw(MAYBE),
                dose=draw(MAYBE),
                comparator=draw(MAYBE),
                magnitude=draw(MAYBE),
                attribution=draw(MAYBE),
                quantities=tuple(
                    Quantity(
                        draw(st.sampled_from(QuantityKind)),
                        *draw(spans(text)),
                        draw(NUMBERS),
                        draw(NUMBERS),
                        draw(MAYBE),
                    )
                    for _ in range(draw(st.integers(0, 2)))
                ),
                citations=draw(cited),
                confidence=draw(st.integers(0, 1000)) / 1000,
            )
        )
    mechanisms = []
    for number in range(draw(st.integers(0, 2))):
        stated = draw(st.sampled_from(passages))
        mechanisms.append(
            Mechanism(
                id=digest("mechanism", str(number)),
                passage=stated.id,
                sentence=text[stated.start : stated.end],
                cause=mention(),
                effect=mention(),
                direction=draw(st.sampled_from(Direction)),
            )
        )
    starts = {each.id: each.start for each in passages}
    marked = sorted(draw(st.sets(spans(text), max_size=3)), key=lambda each: each[1:])
    return ArticleRecord(
        article=article,
        passages=passages,
        claims=tuple(
            sorted(
                claims,
                key=lambda c: (starts[c.passage], c.exposure.start, c.outcome.start, c.id),
            )
        ),
        mechanisms=tuple(
            sorted(
                mechanisms, key=lambda m: (starts[m.passage], m.cause.start, m.effect.start, m.id)
            )
        ),
        markers=tuple(Marker(*place, draw(cited)) for place in marked),
        references=references,
    )


def read_back(record: ArticleRecord) -> ArticleRecord:
    held = ox.Store()
    held.extend(ox.Quad(t.subject, t.predicate, t.object) for t in article_triples(record, BASE))
    said = proposition_triples(said_in(record), BASE)
    held.extend(ox.Quad(t.subject, t.predicate, t.object) for t in said)
    (node,) = article_nodes(held)
    return read_record(held, node)


@given(records())
def test_any_record_comes_back_from_its_triples(record: ArticleRecord) -> None:
    assert read_back(record) == record


@given(records())
def test_a_store_of_triples_changes_none_of_them(record: ArticleRecord) -> None:
    said = {str(each) for each in article_triples(record, BASE)}
    held = ox.Store()
    held.extend(ox.Quad(t.subject, t.predicate, t.object) for t in article_triples(record, BASE))
    assert {str(each.triple) for each in held} == said


def exported(store: Store, form: str) -> bytes:
    out = io.BytesIO()
    export(store, NONE, form, out, BASE)
    return out.getvalue()


def placeless(record: ArticleRecord) -> ArticleRecord:
    return replace(record, article=replace(record.article, path=""))


def fill(store: Store, make_record: MakeRecord) -> None:
    """Put in two articles and a study, a registry's answers and a notice."""
    store.put(make_record("/1"))
    store.put(make_record("/2", title="Two", doi=None, direction=Direction.NO_EFFECT))
    third = make_record("https://clinic.example/3", title="Three", doi="10.1000/three")
    study = replace(
        third.article,
        kind=ArticleKind.STUDY,
        work=Work(title="Three", year=2001, authors=("B", "A"), doi="10.1000/one"),
        study=Study(StudyDesign.COHORT, Quote("Three", 0, 5), 12),
    )
    store.put(replace(third, article=study))
    told = Work(title="Bone, told fully", year=2003, authors=("Z", "A", "M"), doi="10.1000/one")
    store.put_work("Crossref", "doi:10.1000/one", told, "2026-01-02T03:04:05+00:00")
    store.put_work("PubMed", "doi:10.1000/three", None, "2026-01-02T03:04:06+00:00")
    notice = Notice(NoticeKind.RETRACTED, "2020-05", "10.1000/n", "Crossref", ("Error", "Other"))
    store.put_notices("Crossref", {notice: ["doi:10.1000/one"]})


@pytest.mark.parametrize(
    ("form", "ending"),
    [
        ("turtle", "ttl"),
        ("nquads", "nq"),
        ("ntriples", "nt"),
        ("trig", "trig"),
        ("jsonld", "jsonld"),
    ],
)
def test_what_was_exported_and_taken_up_again_is_exported_as_the_same_bytes(
    form: str, ending: str, store: Store, make_record: MakeRecord, tmp_path: Path
) -> None:
    fill(store, make_record)
    file = tmp_path / f"all.{ending}"
    file.write_bytes(exported(store, form))
    other = open_store(f"sqlite:///{tmp_path / 'other'}")
    done = import_rdf(file, other, NONE)
    assert (sum(done.articles.values()), done.answers, done.notices) == (3, 2, 1)
    assert exported(other, "nquads") == exported(store, "nquads")
    records = [
        (replace(r, article=replace(r.article, path="")), r.article.path) for r in store.records()
    ]
    again = [
        (replace(r, article=replace(r.article, path="")), r.article.path) for r in other.records()
    ]
    assert [record for record, _ in again] == [record for record, _ in records]
    assert {path for _, path in again if "clinic.example/3" in path} == {"https://clinic.example/3"}
    assert other.sources() == store.sources()
    assert other.checks() == store.checks()
    assert sum(import_rdf(file, other, NONE).articles.values()) == 3
    assert exported(other, "nquads") == exported(store, "nquads")
    other.close()


def test_two_exports_that_share_articles_are_taken_up_one_after_the_other(
    store: Store, make_record: MakeRecord, tmp_path: Path
) -> None:
    store.put(make_record("/1"))
    (tmp_path / "one.ttl").write_bytes(exported(store, "turtle"))
    store.put(make_record("/2", title="Two"))
    (tmp_path / "two.nq").write_bytes(exported(store, "nquads"))
    other = open_store(f"sqlite:///{tmp_path / 'other'}")
    import_rdf(tmp_path / "one.ttl", other, NONE)
    import_rdf(tmp_path / "two.nq", other, NONE)
    assert exported(other, "nquads") == exported(store, "nquads")
    other.close()


def test_an_article_that_is_there_already_stays_where_it_was_read(
    store: Store, make_record: MakeRecord, tmp_path: Path
) -> None:
    record = make_record("/articles/one.md")
    store.put(record)
    (tmp_path / "all.nq").write_bytes(exported(store, "nquads"))
    import_rdf(tmp_path / "all.nq", store, NONE)
    assert store.record(record.article.id) == record
    assert store.article_at("/articles/one.md") == record.article.id


def test_what_a_registry_said_later_is_not_overwritten_by_what_it_said_before(
    store: Store, make_record: MakeRecord, tmp_path: Path
) -> None:
    fill(store, make_record)
    (tmp_path / "all.nq").write_bytes(exported(store, "nquads"))
    newer = "2026-03-01T00:00:00+00:00"
    store.put_work("Crossref", "doi:10.1000/one", None, newer)
    import_rdf(tmp_path / "all.nq", store, NONE)
    assert store.asked("Crossref") == {"doi:10.1000/one": newer}


@pytest.mark.parametrize(
    ("there", "instead", "problem"),
    [
        ('text> "Resistance training can', 'text> "Resistance training must', "word for word"),
        ('terms#effect> "beneficial"', 'terms#effect> "splendid"', "splendid"),
        ('terms#confidence> "0.75"', 'terms#confidence> "much"', "much"),
        ('oa#end> "12"^^', 'oa#end> "9999"^^', "not in its text"),
        ('oa#start> "0"^^', 'oa#start> "-1"^^', "-1"),
        ('terms#hedge> "can"', "terms#hedge> <urn:can>", "takes a literal"),
        ("/passages/", "/passages/not-an-id-", "no address of one of the passages"),
        ("terms#exposure>", "terms#laid-bare>", "0 of"),
        ("terms#effect> ", "terms#affect> ", "has no"),
    ],
)
def test_a_file_that_says_what_no_record_can_hold_is_refused_and_changes_nothing(
    there: str, instead: str, problem: str, store: Store, make_record: MakeRecord, tmp_path: Path
) -> None:
    store.put(make_record())
    written = exported(store, "ntriples").decode("utf-8")
    assert there in written
    (tmp_path / "all.nt").write_text(written.replace(there, instead), "utf-8")
    other = open_store(f"sqlite:///{tmp_path / 'other'}")
    with pytest.raises(DocumentError, match="cannot be taken up") as refused:
        import_rdf(tmp_path / "all.nt", other, NONE)
    assert problem in str(refused.value)
    assert other.last_change() == 0
    other.close()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("one.docx", b"", "none of the endings"),
        ("one.ttl", b"<urn:a> <urn:b>", "no valid RDF"),
        ("one.nq", b"\xff\xfe", "no valid RDF"),
        ("one.jsonld", b'{"@context": "https://elsewhere.example/context"}', "no valid RDF"),
        ("one.ttl", b"", "no article"),
        ("one.trig", b"<urn:g> { <urn:a> <urn:b> <urn:c> }", "no article"),
    ],
)
def test_a_file_that_is_no_export_is_refused_by_name(
    name: str, content: bytes, problem: str, store: Store, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError, match=problem):
        import_rdf(tmp_path / name, store, NONE)


def test_a_file_that_is_not_there_is_refused_by_name(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        import_rdf(tmp_path / "none.ttl", store, NONE)


def test_concepts_that_the_vocabulary_lacks_are_named(
    store: Store, make_record: MakeRecord, tmp_path: Path
) -> None:
    store.put(make_record())
    (tmp_path / "all.nq").write_bytes(exported(store, "nquads"))
    done = import_rdf(tmp_path / "all.nq", store, NONE)
    assert [iri.rpartition("/")[2] for iri in done.unknown] == [
        "bone-mineral-density",
        "resistance-training",
    ]


@given(st.binary(max_size=200), st.sampled_from(sorted(FORMS)))
def test_whatever_the_bytes_are_they_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / f"one{ending}").write_bytes(content)
    other = open_store(f"sqlite:///{folder / 'store'}")
    with pytest.raises(DocumentError):
        import_rdf(folder / f"one{ending}", other, NONE)
    other.close()
