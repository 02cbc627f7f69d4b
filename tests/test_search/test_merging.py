"""Which segments of an index are merged."""

from hypothesis import given
from hypothesis import strategies as st

from search.merging import FAN_IN, Size, to_merge


def test_few_segments_are_left_as_they_are() -> None:
    assert to_merge(10, [Size(10, 0)] * (FAN_IN - 1)) == set()


def test_many_small_segments_become_one_and_a_large_one_stays() -> None:
    segments = [Size(1_000, 0), *[Size(10, 0)] * (FAN_IN - 1)]
    assert to_merge(10, segments) == set(range(1, FAN_IN))


def test_a_segment_more_than_half_deleted_goes_at_any_time() -> None:
    assert to_merge(1, [Size(100, 51), Size(100, 50)]) == {0}


def test_no_more_is_copied_than_a_write_may_take_time_for() -> None:
    segments = [Size(300, 0)] * FAN_IN
    assert to_merge(200, segments, 1_000) == {0, 1, 2}
    assert to_merge(10, [Size(5_000, 4_000)], 900) == set()


def test_what_was_put_off_is_merged_when_nothing_is_added() -> None:
    assert to_merge(0, [Size(2_000, 0)] * FAN_IN) == set(range(FAN_IN))


@given(st.lists(st.integers(1, 3_000), min_size=1, max_size=300))
def test_segments_stay_few_and_passages_are_copied_seldom(batches: list[int]) -> None:
    segments: list[Size] = []
    copied = 0
    for batch in batches:
        chosen = to_merge(batch, segments)
        moved = sum(segments[n].left for n in chosen)
        copied += moved
        segments = [size for n, size in enumerate(segments) if n not in chosen]
        segments.append(Size(batch + moved, 0))
    assert len(segments) <= 2 * FAN_IN
    assert copied <= 8 * sum(batches)
