"""Retraction Watch's table, as a CSV file that the user has: every row a notice about a work."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from graph.errors import DocumentError
from graph.identity import work_keys
from graph.ids import normalise_doi
from graph.model import Notice, Work
from ingest.registries.base import RETRACTION_WATCH
from ingest.registries.notices import iso_date, kind_of, reasons_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NATURE = "RetractionNature"
DATE = "RetractionDate"
COLUMNS = (
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionDOI",
    "RetractionPubMedID",
    DATE,
    NATURE,
    "Reason",
)
MAX_LINE = 1_000_000  # characters
MAX_REASONS = 30
MAX_REASON = 200  # characters
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.{0,20})?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s].{0,20})?")
_DOI = re.compile(r"10\.\d{4,9}/\S{1,300}")
_PMID = re.compile(r"[1-9]\d{0,8}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read.

    Attributes:
        notice: what it says.
        keys: of the work that it is about; none where it gives neither DOI nor PubMed number.
        problem: what in it could not be read and was left out, or None.
    """

    notice: Notice
    keys: tuple[str, ...]
    problem: str | None = None


def read_notices(path: Path) -> Iterator[Row | DocumentError]:
    """Read the rows one by one; what cannot be read is yielded as the error that names its line.

    Bytes that are no UTF-8 are taken for Latin-1, since files with both go round.

    Raises:
        DocumentError: it is not such a table, or breaks off in a way that the rest cannot be read.
    """
    name = str(path)
    codecs.register_error("or-latin-1", _latin_1)
    line = 0
    try:
        with path.open(encoding="utf-8-sig", errors="or-latin-1", newline="") as file:
            table = csv.reader(_lines(name, file))
            header = next(table, [])
            _check_columns(name, header)
            for cells in table:
                line = table.line_num
                try:
                    row = _row(header, cells)
                except ValueError as error:
                    yield DocumentError(name, f"line {line}: {error}")
                    continue
                yield row
                if row.problem:
                    yield DocumentError(name, f"line {line}: {row.problem}")
    except OSError as error:
        raise DocumentError(name, f"cannot be read: {error.strerror}") from error
    except csv.Error as error:
        raise DocumentError(name, f"after line {line}: is not valid CSV: {error}") from error


def _lines(path: str, file: TextIO) -> Iterator[str]:
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE:
            raise DocumentError(path, f"line {number}: is longer than {MAX_LINE:,} characters")
        yield line


def _latin_1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _check_columns(path: str, header: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if len(missing) == len(COLUMNS):
        raise DocumentError(path, "line 1: has none of the columns of a Retraction Watch table")
    if missing:
        raise DocumentError(path, f"line 1: lacks the columns {', '.join(missing)}")


def _row(header: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) != len(header):
        raise ValueError(f"has {len(cells)} columns, and line 1 has {len(header)}")
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    kind = kind_of(row[NATURE])
    if kind is None:
        raise ValueError(f"calls its notice {row[NATURE][:80]!r}, which says nothing known")
    date = _date(row[DATE])
    work = Work(doi=_doi(row["OriginalPaperDOI"]), pmid=_number(row["OriginalPaperPubMedID"]))
    notice = Notice(
        kind,
        date,
        _doi(row["RetractionDOI"]) or _address(row["RetractionPubMedID"]),
        RETRACTION_WATCH,
        (*reasons_of(row[NATURE], work.doi), *_reasons(row["Reason"])),
    )
    problem = None
    if row[DATE] and date is None:
        problem = f"has the date {row[DATE][:40]!r}, not month/day/year; kept without a date"
    return Row(notice, work_keys(work) if work.doi or work.pmid else (), problem)


def _reasons(value: str) -> list[str]:
    reasons = (part.strip().lstrip("+")[:MAX_REASON] for part in value.split(";"))
    return [reason for reason in reasons if reason][:MAX_REASONS]


def _doi(value: str) -> str | None:
    doi = normalise_doi(value)
    return doi if _DOI.fullmatch(doi) else None


def _number(value: str) -> str | None:
    return value if _PMID.fullmatch(value) else None


def _address(number: str) -> str | None:
    return f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if _number(number) else None


def _date(value: str) -> str | None:
    """Read "3/15/2019 0:00", the month first; None for no date."""
    if match := _DATE.fullmatch(value):
        month, day, year = map(int, match.groups())
        return iso_date(year, month, day)
    if match := _ISO_DATE.fullmatch(value):
        return iso_date(*map(int, match.groups()))
    return None
