"""The evidence map drawn as a figure, SVG or PNG: the same values as the page shows."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any

from graph.model import Effect
from web.presenters.map_table import filters_in_words
from web.wording import DIRECTIONS, EFFECTS, plural, written_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

    from graph.records import Json

FORMS = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}
MOST_ROWS, MOST_COLUMNS = 120, 120  # of one figure
MOST_PIXELS = 12_000_000
DOTS = 150  # an inch
STEP = 0.34  # inches a row or column
LABELS = 2.7  # inches for the names of rows, and for those of columns under the title
FOOT = 1.5
COLOURS = {
    "beneficial": "#17613a",
    "harmful": "#9c2f1b",
    "neutral": "#414c55",
    "unclear": "#414c55",
}
SIGNS = {"beneficial": "\u2713", "harmful": "\u2717"}
INK, LINE, MUTED = "#1c2426", "#dcd8cd", "#566166"
SMALLEST, LARGEST = 26.0, 150.0  # areas of a mark, in square points
LARGEST_AT = 8  # sources from which a mark grows no more

_SHAPES: dict[str, list[list[tuple[float, float]]]] = {
    "increase": [[(-1, -0.9), (1, -0.9), (0, 1)]],
    "decrease": [[(-1, 0.9), (1, 0.9), (0, -1)]],
    "no_effect": [
        [(-1, 0.25), (1, 0.25), (1, 0.75), (-1, 0.75)],
        [(-1, -0.75), (1, -0.75), (1, -0.25), (-1, -0.25)],
    ],
    "mixed": [[(-1.1, 0), (0, 0), (-0.55, 1)], [(0, 0), (1.1, 0), (0.55, -1)]],
    "unclear": [  # a ring: the second part runs the other way round
        [(0, 1), (0.7, 0.7), (1, 0), (0.7, -0.7), (0, -1), (-0.7, -0.7), (-1, 0), (-0.7, 0.7)],
        [(0, 0.5), (-0.35, 0.35), (-0.5, 0), (-0.35, -0.35), (0, -0.5), (0.35, -0.35), (0.5, 0)],
    ],
}
_DRAWING = threading.Lock()  # one at a time: a figure takes much memory


def draw_map(result: Json, form: str) -> bytes:
    """Draw a presented map with its title, legend and date.

    The same map gives the same bytes. Rows and columns beyond MOST_ROWS and MOST_COLUMNS are left
    out, and the figure says so.

    Args:
        result: of `web.presenters.evidence_map.map_result`.
        form: a key of FORMS.
    """
    import matplotlib as mpl

    mpl.rcParams["svg.hashsalt"] = "trabecula"  # else the ids of an SVG change each time
    with _DRAWING:
        figure = _figure(result)
        written = io.BytesIO()
        if form == "svg":
            meta: dict[str, Any] = {"Date": None, "Title": result["title"], "Creator": "Trabecula"}
            figure.savefig(written, format="svg", metadata=meta)
        else:
            width, height = figure.get_size_inches()
            dots = min(DOTS, (MOST_PIXELS / (width * height)) ** 0.5)
            meta = {"Software": None, "Title": result["title"]}
            figure.savefig(written, format="png", dpi=dots, metadata=meta)
        return written.getvalue()


def _figure(result: Json) -> Figure:
    from matplotlib.figure import Figure

    rows, columns = result["rows"][:MOST_ROWS], result["columns"][:MOST_COLUMNS]
    across, down = max(STEP * len(columns), 3.6), STEP * max(len(rows), 1)
    width, height = LABELS + across + 0.4, LABELS + down + FOOT
    figure = Figure(figsize=(width, height), facecolor="white")
    axes = figure.add_axes(
        (LABELS / width, FOOT / height, across / width, down / height), facecolor="white"
    )
    _lay_out(axes, rows, columns)
    places = {view["iri"]: n for n, view in enumerate(rows)}
    at = {view["iri"]: n for n, view in enumerate(columns)}
    for cell in result["cells"]:
        if cell["exposure_iri"] in places and cell["outcome_iri"] in at:
            _draw_cell(axes, at[cell["outcome_iri"]], places[cell["exposure_iri"]], cell)
    if not result["cells"]:
        axes.text(0.5, 0.5, "No claim passes the filters.", transform=axes.transAxes, ha="center")
    _write(figure, result, len(rows), len(columns), height)
    return figure


def _lay_out(axes: Axes, rows: Sequence[Json], columns: Sequence[Json]) -> None:
    axes.set_xlim(-0.5, max(len(columns), 1) - 0.5)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_xticks(range(len(columns)))
    axes.set_yticks(range(len(rows)))
    axes.xaxis.tick_top()
    names: dict[str, Any] = {"parse_math": False, "fontsize": 8, "color": INK}
    axes.set_xticklabels(
        [_short(v["label"]) for v in columns],
        rotation=55,
        ha="left",
        rotation_mode="anchor",
        **names,
    )
    axes.set_yticklabels([_short(v["label"]) for v in rows], **names)
    axes.tick_params(length=0)
    axes.set_xticks([n - 0.5 for n in range(len(columns) + 1)], minor=True)
    axes.set_yticks([n - 0.5 for n in range(len(rows) + 1)], minor=True)
    axes.tick_params(which="minor", length=0)
    axes.grid(which="minor", color=LINE, linewidth=0.5)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_cell(axes: Axes, x: float, y: float, cell: Json) -> None:
    sides = {side["direction"]: side for side in cell["directions"]}
    if not sides:
        axes.scatter([x], [y], marker="x", s=12, color=MUTED, linewidths=0.8)
        return
    leading = cell["leading"]
    apart = 0.26 if len(leading) > 1 else 0.0
    for n, direction in enumerate(leading):
        place = x + apart * (2 * n - len(leading) + 1) / (1 if len(leading) < 3 else 1.5)
        _mark(axes, place, y - 0.1, sides[direction], 0.5 if len(leading) > 1 else 1.0)
    sign = SIGNS.get(sides[leading[0]]["effect"], "") if len(leading) == 1 else ""
    words = f"{cell['sources']}{sign}{' !' if cell['disputed'] else ''}"
    axes.text(x, y + 0.37, words, fontsize=5, ha="center", va="center", color=INK)


def _mark(axes: Axes, x: float, y: float, side: Mapping[str, Any], scale: float = 1.0) -> None:
    """Draw a direction: its shape, filled and as large as it has sources, hollow without one."""
    colour = COLOURS[side["effect"]]
    share = (min(side["sources"], LARGEST_AT) - 1) / (LARGEST_AT - 1)
    area = SMALLEST + (LARGEST - SMALLEST) * max(share, 0.0)
    axes.scatter(
        [x],
        [y],
        marker=_shape(side["direction"]),
        s=area * scale,
        facecolors=colour if side["sources"] else "white",
        edgecolors=colour,
        linewidths=0.7,
        clip_on=False,
        zorder=3,
    )


def _shape(direction: str) -> Path:
    from matplotlib.path import Path

    parts = [Path([*points, points[0]], closed=True) for points in _SHAPES[direction]]
    return Path.make_compound_path(*parts)


def _write(figure: Figure, result: Json, rows: int, columns: int, height: float) -> None:
    """Write the title, what is not shown, and the legend."""
    counted = (
        f"{plural(result['links'], 'link')} from {plural(result['claims'], 'claim')} in"
        f" {plural(result['articles'], 'article')},"
        f" {plural(result['sources'], 'independent source')}"
    )
    lines = [
        counted,
        filters_in_words(result),
        f"As of {written_date(result['as_of'])}" if result["as_of"] else "",
    ]
    if rows < result["total_rows"] or columns < result["total_columns"]:
        lines.insert(
            1,
            f"Shown: {rows} of {plural(result['total_rows'], 'row')} and {columns} of"
            f" {plural(result['total_columns'], 'column')}, those with the most sources",
        )
    words: dict[str, Any] = {"parse_math": False, "ha": "left", "va": "top", "wrap": False}
    width = figure.get_size_inches()[0]
    figure.text(
        0.15 / width,
        1 - 0.15 / height,
        f"Evidence map: {result['title'].lower()}",
        fontsize=12,
        weight="bold",
        color=INK,
        **words,
    )
    told = "\n".join(_folded(line, int(width * 16)) for line in lines if line)
    figure.text(
        0.15 / width, 1 - 0.45 / height, told, fontsize=6.5, color=MUTED, linespacing=1.4, **words
    )
    legend = figure.add_axes(
        (0.15 / width, 0.1 / height, (width - 0.3) / width, (FOOT - 0.3) / height)
    )
    legend.set_axis_off()
    legend.set_xlim(0, (width - 0.3) * 10)
    legend.set_ylim(0, (FOOT - 0.3) * 10)
    _legend(legend)


def _legend(axes: Axes) -> None:
    plain: dict[str, Any] = {"effect": "unclear", "sources": 3}
    entries: list[tuple[Json, str]] = [
        *((plain | {"direction": each.value}, name) for each, name in DIRECTIONS.items()),
        *(
            (
                {"direction": "increase", "effect": effect, "sources": 3},
                f"{SIGNS[effect]} {EFFECTS[effect]}",
            )
            for effect in (Effect.BENEFICIAL, Effect.HARMFUL)
        ),
        (plain | {"direction": "increase", "sources": 1}, "1 source"),
        (plain | {"direction": "increase", "sources": LARGEST_AT}, f"{LARGEST_AT} or more"),
        (plain | {"direction": "increase", "sources": 0}, "no source that counts"),
    ]
    for n, (side, name) in enumerate(entries):
        x, y = 1 + 14.5 * (n % 4), 10.5 - 3 * (n // 4)
        _mark(axes, x, y, side)
        axes.text(x + 1.6, y, name, fontsize=6.5, va="center", color=INK)
    axes.scatter([30], [4.5], marker="x", s=12, color=MUTED, linewidths=0.8)
    axes.text(31.6, 4.5, "said, no source", fontsize=6.5, va="center", color=INK)
    axes.text(
        1,
        1.2,
        "! disputed. The number counts independent sources; empty: no article says anything.",
        fontsize=6.5,
        color=MUTED,
    )


def _short(label: str, most: int = 34) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "\u2026"


def _folded(line: str, width: int) -> str:
    from textwrap import fill

    return fill(line, width, max_lines=4, placeholder=" \u2026")
