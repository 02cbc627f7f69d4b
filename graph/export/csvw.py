"""The metadata of the table of claims, as CSV on the Web describes tables."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.export.tables import CSV_COLUMNS

if TYPE_CHECKING:
    from typing import BinaryIO

    from graph.holdings import Holdings
    from graph.vocabulary import Vocabulary


def csvw(_holdings: Holdings, _vocabulary: Vocabulary, out: BinaryIO, base: str) -> None:
    """Write the metadata of `claims.csv`, which stands beside it."""
    described = json.loads((files("graph.export") / "claims_table.json").read_text("utf-8"))
    columns: list[dict[str, Any]] = [
        {"name": name, "titles": name, **described["columns"][name]} for name in CSV_COLUMNS
    ]
    metadata = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": "claims.csv",
        "dc:title": described["title"],
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "aboutUrl": f"{base}claims/{{claim}}",
            "primaryKey": "claim",
            "columns": columns,
        },
    }
    out.write(json.dumps(metadata, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
