"""The API asked whatever its own description allows and forbids, with every check there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from web import create_app
from web.api.answers import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web.wiring import Library

EXAMPLES = 25  # of each operation and kind: those that must be taken, those that must be refused


@pytest.fixture(scope="module")
def schema(library: Library) -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", create_app(library))


def operations(schema: Any) -> Iterator[Any]:
    for found in schema.get_all_operations():
        yield found.ok()


MODES = [
    (name, mode)
    for name in sorted(ANSWERS)
    for mode in schemathesis.GenerationMode
    # Any text may be an id, and the collection takes nothing: these cannot be asked wrongly.
    if name not in ("article", "collection", "concept", "source") or mode.is_positive
]


@pytest.mark.parametrize(("name", "mode"), MODES)
def test_whatever_is_asked_is_answered_as_described(
    schema: Any, name: str, mode: schemathesis.GenerationMode
) -> None:
    (operation,) = [
        each for each in operations(schema) if each.definition.raw["operationId"] == name
    ]

    def check(case: Any) -> None:
        # It asks an application for packed answers too, and does not unpack them.
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    strategy = operation.as_strategy(generation_mode=mode)
    settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )(given(case=strategy)(check))()
