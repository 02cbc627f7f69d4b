"""Take pictures of every page and state of the site, wide and narrow, some of them dark.

    python benchmarks/screens.py [FOLDER]

Into docs/screens/ unless another folder is named. Needs Chromium.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.showcase import FLAGS, chromium, served, stage, states

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from benchmarks.showcase import State

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screens"
SIZES = {"wide": (1440, 1000), "narrow": (375, 800)}
DARK = {"home", "search", "answer-mixed", "topic", "graph", "map", "article", "collection"}
TALLEST = 2_000  # pixels of a page that are shown
COLOURS = 64
ABOUT = """# Screens

Every page of the site in each of its states, on the bundled sample articles and one more that
cites a withdrawn work made up for it; `make screens` takes them anew.

"""


def main(folder: Path) -> int:
    """Take the pictures; return the exit status."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        print("Chromium is not installed: no pictures were taken.", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        library = stage(Path(data))
        shown = states(library)
        with served(library) as site:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            for size in SIZES:
                _take(browser, site, shown, folder, size, "light")
                _take(browser, site, [s for s in shown if s.name in DARK], folder, size, "dark")
            browser.close()
        library.close()
    names = sorted(picture.name for picture in folder.glob("*.png"))
    lines = (f"- [{name.removesuffix('.png')}]({name})\n" for name in names)
    (folder / "README.md").write_text(ABOUT + "".join(lines), "utf-8")
    total = sum((folder / name).stat().st_size for name in names)
    print(f"{len(names)} pictures, {total / 1e6:.1f} MB, in {folder}")
    return 0


def _take(
    browser: Browser, site: str, shown: list[State], folder: Path, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    page = browser.new_page(
        base_url=site,
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    for state in shown:
        page.goto(state.path, wait_until="networkidle")
        suffix = "-dark" if scheme == "dark" else ""
        (folder / f"{state.name}-{size}{suffix}.png").write_bytes(_picture(page, width))
    page.close()


def _picture(page: Page, width: int) -> bytes:
    """Photograph a page down to TALLEST pixels, with few colours so that the file is small."""
    from PIL import Image

    tall = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
    taken = page.screenshot(
        full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall}, caret="hide"
    )
    packed = io.BytesIO()
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS).save(
        packed, "PNG", optimize=True
    )
    return packed.getvalue()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
