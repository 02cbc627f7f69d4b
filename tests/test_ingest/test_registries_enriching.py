"""A run with a registry: what is asked, what is kept, and when it is given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from graph.errors import RegistryError
from graph.identity import source_of, work_keys
from graph.ids import article_id, reference_id
from graph.model import Article, ArticleRecord, Notice, NoticeKind, Reference, Work
from graph.store import Store, open_store
from ingest.registries.base import Answer, Question
from ingest.registries.crossref import Crossref
from ingest.registries.enriching import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

RETRACTED = Notice(NoticeKind.RETRACTED, "2015-03-01", "10.1000/notice", "Crossref")


class Register:
    """Knows the works that it was given, by DOI or title; fails where it is told to."""

    name = "Crossref"

    def __init__(self, *works: Work, fails: Sequence[RegistryError] = ()) -> None:
        self.works = {work.title: work for work in works}
        self.fails = list(fails)
        self.got: list[str] = []

    def keys(self, work: Work) -> tuple[str, ...]:
        return work_keys(work)[:1]

    def look_up(self, questions: Sequence[Question]) -> Iterator[Answer]:
        for question in questions:
            self.got.append(question.key)
            if self.fails:
                yield Answer(question=question, error=self.fails.pop(0))
                continue
            work = self.works.get(question.source.title)
            known = {RETRACTED: ["doi:10.1000/a"]} if work and work.doi == "10.1000/a" else {}
            yield Answer(question=question, work=work, notices=known)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.close()


def title(number: int) -> str:
    return f"A work of some length, number {number}"


def cite(store: Store, *works: Work) -> None:
    ident = article_id(repr(works), "")
    store.put(
        ArticleRecord(
            article=Article(ident, f"/{ident}", ident, ident),
            references=tuple(
                Reference(
                    id=reference_id(ident, f"{place}"),
                    source=source_of(work_keys(work, f"{place}")),
                    raw=f"{place}",
                    **{name: getattr(work, name) for name in Work.__slots__},
                )
                for place, work in enumerate(works)
            ),
        )
    )


def go(run: Run) -> Run:
    for _ in run.ask(run.due()):
        pass
    return run


def test_an_answer_completes_the_source_and_marks_it(store: Store) -> None:
    cite(store, Work(title=title(1)), Work(title=title(2)))
    register = Register(Work(title=title(1), doi="10.1000/a", volume="7"))

    report = go(Run(store, register)).report

    assert (report.asked, report.completed, report.unknown, report.notices) == (2, 1, 1, 1)
    found = {source.title: source for source in store.sources()}
    assert (found[title(1)].doi, found[title(1)].volume) == ("10.1000/a", "7")
    assert found[title(1)].is_retracted
    assert found[title(2)].doi is None


def test_a_second_run_asks_nothing_not_even_under_the_name_that_was_found(store: Store) -> None:
    cite(store, Work(title=title(1)), Work(title=title(2)))
    register = Register(Work(title=title(1), doi="10.1000/a"))
    go(Run(store, register))
    assert Run(store, register).due() == []


def test_a_run_that_was_broken_off_goes_on_where_it_was(store: Store) -> None:
    cite(store, *[Work(title=title(n)) for n in range(4)])
    register = Register()
    run = Run(store, register)
    answers = run.ask(run.due())
    next(answers)
    next(answers)
    answers.close()  # type: ignore[attr-defined] # a generator

    go(Run(store, register))

    assert len(register.got) == 4
    assert len(set(register.got)) == 4


def test_old_answers_are_asked_for_again_since_a_work_may_be_retracted_later(
    store: Store,
) -> None:
    cite(store, Work(title=title(1)))
    go(Run(store, Register()))
    later = datetime.now(UTC) + timedelta(days=31)
    assert len(Run(store, Register(), now=lambda: later).due()) == 1


def test_again_asks_for_all_but_once(store: Store) -> None:
    cite(store, Work(title=title(1)))
    go(Run(store, Register()))
    run = go(Run(store, Register(), again=True))
    assert run.report.asked == 1
    assert run.due() == []


def test_no_more_are_asked_for_than_the_limit(store: Store) -> None:
    cite(store, *[Work(title=title(n)) for n in range(4)])
    run = go(Run(store, Register(), limit=3))
    assert run.report.asked == 3
    assert run.due() == []


def test_a_failure_is_named_and_asked_again_next_time_not_this_time(store: Store) -> None:
    cite(store, Work(title=title(1)), Work(title=title(2)))
    run = go(Run(store, Register(fails=[RegistryError("answered with status 500")])))

    (failure,) = run.report.failed
    assert failure.startswith("title:aworkofsomelength")
    assert failure.endswith(": Crossref answered with status 500")
    assert (run.report.unknown, run.report.stopped) == (1, None)
    assert run.due() == []
    assert len(Run(store, Register()).due()) == 1


def test_a_registry_that_fails_five_times_in_a_row_is_asked_no_more(store: Store) -> None:
    cite(store, *[Work(title=title(n)) for n in range(9)])
    register = Register(fails=[RegistryError("did not answer in time") for _ in range(9)])

    run = go(Run(store, register))

    assert len(register.got) == len(run.report.failed) == 5
    assert run.report.stopped == (
        "Crossref did not answer in time, 5 times in a row; it is asked no more for now"
    )
    assert run.due() == []


def test_failures_between_answers_do_not_stop_a_run(store: Store) -> None:
    cite(store, *[Work(title=title(n)) for n in range(12)])

    class Shaky(Register):
        def look_up(self, questions: Sequence[Question]) -> Iterator[Answer]:
            for place, question in enumerate(questions):
                error = RegistryError("answered with status 500") if place % 4 else None
                yield Answer(question=question, error=error)

    report = go(Run(store, Shaky())).report
    assert (report.asked, len(report.failed), report.stopped) == (12, 9, None)


def test_a_batch_that_fails_is_one_failure(store: Store) -> None:
    cite(store, *[Work(title=title(n)) for n in range(9)])
    run = go(Run(store, Register(fails=[RegistryError("answered with status 500")] * 9)))
    assert len(run.report.failed) == 9
    assert run.report.stopped is None


def test_a_registry_that_refuses_us_is_asked_no_more_at_once(store: Store) -> None:
    cite(store, Work(title=title(1)), Work(title=title(2)))
    register = Register(fails=[RegistryError("answered with status 403", final=True)])
    run = go(Run(store, register))
    assert len(register.got) == 1
    assert run.report.stopped is not None


def test_a_doubt_is_told_and_the_source_keeps_its_own_fields(store: Store) -> None:
    cite(store, Work(title=title(1), doi="10.1000/b"))

    class Doubting(Register):
        def look_up(self, questions: Sequence[Question]) -> Iterator[Answer]:
            for question in questions:
                yield Answer(question=question, doubt="Crossref has another work under this DOI")

    run = go(Run(store, Doubting()))
    assert run.report.doubtful == ["doi:10.1000/b: Crossref has another work under this DOI"]
    assert store.sources()[0].title == title(1)
    assert Run(store, Doubting()).due() == []


def test_the_versions_of_a_review_are_asked_for_apart_and_stay_one_source(store: Store) -> None:
    review = "10.1002/14651858.cd000123"
    cite(store, Work(doi=f"{review}.pub2", year=2011), Work(doi=f"{review}.pub3", year=2019))
    before = store.sources()[0].versions

    class Reviews(Register):
        def keys(self, work: Work) -> tuple[str, ...]:
            return Crossref.keys(self, work)  # type: ignore[arg-type] # uses no client

        def look_up(self, questions: Sequence[Question]) -> Iterator[Answer]:
            for question in questions:
                doi = question.key.removeprefix("doi:")
                yield Answer(question=question, work=Work(doi=doi, title="A review"))

    run = go(Run(store, Reviews()))

    assert run.report.completed == 2
    (source,) = store.sources()
    assert source.title == "A review"
    assert source.versions == before
    assert len(before) == 2
