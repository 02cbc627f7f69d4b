from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from web import create_app
from web.limits import OvertimeError, TimeLimit

if TYPE_CHECKING:
    from web.wiring import Library


def test_what_is_done_in_time_is_returned() -> None:
    assert TimeLimit(60).run(lambda: 7) == 7


def test_an_error_of_the_work_is_its_own() -> None:
    def fail() -> None:
        raise TimeoutError("of the work")

    with pytest.raises(TimeoutError, match="of the work"):
        TimeLimit(60).run(fail)


def test_what_takes_too_long_is_given_up_on_and_frees_its_worker_when_it_ends() -> None:
    limit, over = TimeLimit(0.01, workers=1), threading.Event()
    with pytest.raises(OvertimeError, match=r"longer than 0\.01 seconds"):
        limit.run(over.wait)
    with pytest.raises(OvertimeError, match="Too many questions"):
        limit.run(over.wait)
    over.set()
    limit._free.acquire()  # comes back once the work has ended
    limit._free.release()
    assert TimeLimit(60, workers=1).run(lambda: 7) == 7


def test_a_search_that_takes_too_long_is_answered_with_a_problem(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: TimeLimit, __: object) -> None:
        raise OvertimeError("This took longer than 10 seconds; ask for something narrower.")

    monkeypatch.setattr(TimeLimit, "run", refuse)
    response = create_app(library).test_client().get("/api/v1/search?q=bone")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "narrower" in response.get_json()["detail"]
    for address in ("/search?q=bone", "/answer?q=Does+tai+chi+reduce+falls%3F"):
        page = create_app(library).test_client().get(address)
        assert page.status_code == 503
        assert "narrower" in page.text
