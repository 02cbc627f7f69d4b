"""Rows of CSV that a spreadsheet takes for text, and never for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a spreadsheet would take for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_row(cells: Iterable[object]) -> str:
    """Write a row with its line end; None is an empty cell."""
    line = io.StringIO()
    csv.writer(line).writerow([_guarded(each) for each in cells])
    return line.getvalue()


def _guarded(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
