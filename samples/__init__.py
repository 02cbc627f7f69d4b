"""The bundled sample articles, written for this project, citing real publications."""

from importlib.resources import files
from pathlib import Path

SUFFIXES = (".html", ".md", ".txt")


def sample_paths() -> tuple[Path, ...]:
    """Return the sample articles' files, sorted by name."""
    folder = Path(str(files("samples")))
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES))
