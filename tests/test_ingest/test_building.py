"""The text of a snapshot while it is built."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import BlockKind
from ingest.readers.building import SnapshotBuilder


@given(st.lists(st.lists(st.text("ab \n\u00a0", max_size=5), max_size=4), max_size=4), st.data())
def test_the_text_since_a_place_is_the_end_of_the_snapshot(
    blocks: list[list[str]], data: st.DataObject
) -> None:
    builder = SnapshotBuilder()
    for pieces in blocks:
        builder.begin(BlockKind.PARAGRAPH)
        for piece in pieces:
            builder.add(piece)
        builder.end()
    place = data.draw(st.integers(0, builder.place))
    assert builder.since(place) == builder.text[place:]
    assert [builder.text[each.start : each.end].strip() for each in builder.blocks] == [
        builder.text[each.start : each.end] for each in builder.blocks
    ]
