"""Search engines by name."""

import pytest

from graph.errors import UsageError
from search.registry import open_index


def test_an_unknown_engine_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(UsageError, match="'lucene'; there are: memory, tantivy, whoosh"):
        open_index("lucene")


def test_an_engine_on_disk_needs_a_folder() -> None:
    with pytest.raises(UsageError, match="needs a folder"):
        open_index("whoosh")
