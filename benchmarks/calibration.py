"""Whether a claim's confidence says how often such claims are right.

    python benchmarks/calibration.py

For each tenth of confidence it prints how many claims of the annotated articles have it and how
many of those are right: exposure, outcome and direction as annotated. No other sentence counts.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import claims

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SURE = 0.9  # claims of at least this confidence, to one place, should be right nine times in ten


def scoring_tool() -> ModuleType:
    """Load the scoring tool, whose way of comparing sentences and names is used."""
    path = claims.SHARED / "tools" / "score_claims.py"
    spec = importlib.util.spec_from_file_location("score_claims", path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged() -> Iterator[tuple[float, bool]]:
    """Yield the confidence of each claim in an annotated sentence, and whether it is right."""
    tool = scoring_tool()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        claims.write_concepts(work / "concepts.json")
        iris = iris_by_name(tool, json.loads((work / "concepts.json").read_text("utf-8")))
        for name, (articles, gold) in claims.PARTS.items():
            claims.write_records(claims.SHARED / "data" / articles, work / name)
            rows = annotated(tool, claims.SHARED / "data" / "gold" / gold)
            for line in (work / name).read_text("utf-8").splitlines():
                record = json.loads(line)
                known = rows[Path(record["article"]["path"]).name]
                for claim in record["claims"]:
                    links = known.get(tool.squash(claim["sentence"]))
                    if links is not None:
                        right = any(is_right(tool, iris, claim, link) for link in links)
                        yield claim["confidence"], right


def annotated(tool: ModuleType, gold: Path) -> dict[str, dict[str, list[Any]]]:
    """Return the links of each annotated sentence, by article and folded sentence."""
    rows: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["article"]][tool.squash(row["sentence_text"])] = row["links"]
    return rows


def iris_by_name(tool: ModuleType, concepts: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Return the concepts that each name stands for."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept in concepts:
        for name in (concept["label"], *concept["alt_labels"], *concept["hidden_labels"]):
            found[tool.name_key(name)].add(concept["iri"])
    return found


def is_right(
    tool: ModuleType, iris: dict[str, set[str]], claim: dict[str, Any], link: dict[str, Any]
) -> bool:
    """Whether a claim says what an annotated link says."""
    ends = all(
        claim[end]["concept"] in iris[tool.name_key(link[f"{end}_concept"] or "")]
        for end in ("exposure", "outcome")
    )
    return ends and claim["direction"] == link["direction"]


def figures() -> dict[str, float]:
    """Return the share of right claims among those of the highest confidence."""
    sure = [right for confidence, right in judged() if round(confidence, 1) >= SURE]
    return {f"right of those given {SURE}": round(sum(sure) / len(sure), 3)}


def main() -> None:
    if not (claims.SHARED / "data" / "gold").is_dir():
        print(f"The annotated articles are not here ({claims.SHARED / 'data'}).")
        return
    tenths: dict[float, list[bool]] = defaultdict(list)
    for confidence, right in judged():
        tenths[round(confidence, 1)].append(right)
    for tenth, found in sorted(tenths.items()):
        print(f"{tenth:.1f}: {sum(found)} of {len(found)} right ({sum(found) / len(found):.3f})")


if __name__ == "__main__":
    main()
