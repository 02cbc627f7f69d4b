"""Unpacking in parts that are held small."""

from __future__ import annotations

import gzip
import zlib
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import DocumentError
from ingest.fetching.unpacking import PART, bounded, inflated, parts_of


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 400))
def test_what_was_packed_comes_back_however_it_was_cut(pieces: list[bytes], size: int) -> None:
    packed = b"".join(map(gzip.compress, pieces))
    assert b"".join(inflated("p", cut(packed, size))) == b"".join(pieces)


@given(st.binary(max_size=300), st.integers(1, 400), st.integers(0, 200))
def test_what_breaks_off_is_never_taken_for_whole(data: bytes, size: int, left: int) -> None:
    packed = zlib.compress(data)
    with pytest.raises(DocumentError, match="is not whole"):
        list(inflated("p", cut(packed[: min(left, len(packed) - 1)], size)))


def test_a_bomb_is_unpacked_in_small_parts_and_no_further_than_it_is_asked_for() -> None:
    packer = zlib.compressobj()
    packed = packer.compress(bytes(50_000_000)) + packer.flush()
    parts = list(islice(inflated("p", [packed]), 100))
    assert len(packed) < 50_000
    assert {len(part) for part in parts} == {PART}


@given(st.binary(max_size=500), st.integers(0, 500))
def test_a_bound_lets_through_as_many_bytes_and_not_one_more(data: bytes, bound: int) -> None:
    if len(data) <= bound:
        assert b"".join(bounded("p", cut(data, 7), bound)) == data
    else:
        with pytest.raises(DocumentError, match="is larger than"):
            list(bounded("p", cut(data, 7), bound))


def test_bytes_are_cut_into_parts_and_nothing_is_lost() -> None:
    data = bytes(range(256)) * 1_000
    parts = list(parts_of(data))
    assert b"".join(parts) == data
    assert max(map(len, parts)) == PART
