"""The folder of an index on disk: which files are its own, and which of them are left over.

Every file's name begins with the index's name, which holds the number of its layout.
"""

import re
import shutil
from pathlib import Path

from graph.errors import SearchIndexError

_OURS = re.compile(r"_?passages[0-9]+[_.].*")


def index_name(layout: int) -> str:
    """Return the name that the files of an index of this layout begin with."""
    return f"passages{layout}"


class IndexFolder:
    """A folder that holds one index and nothing else."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name

    def refuse_foreign(self) -> None:
        """Make sure that nothing here belongs to anyone else.

        Raises:
            SearchIndexError: there is a file that is none of an index's.
        """
        if self._path.is_dir():
            others = (path.name for path in self._path.iterdir() if not _OURS.fullmatch(path.name))
            foreign = min(others, default=None)
            if foreign is not None:
                raise SearchIndexError(
                    f"The folder {self._path} is not a search index's own: it holds {foreign!r}."
                )
        elif self._path.exists() and not self._path.is_dir():  # made meanwhile, perhaps
            raise SearchIndexError(f"{self._path} is a file; a search index lives in a folder.")

    def sweep(self, *, everything: bool = False) -> None:
        """Remove what killed processes and other layouts left behind.

        Only for the holder of the lock, which stays.

        Args:
            everything: remove the index itself too, for a new start.
        """
        for path in sorted(self._path.iterdir()):
            mine = re.match(rf"_?{self._name}[_.]", path.name)
            # Whoosh writes a new table of contents beside the old one, then renames it.
            unfinished = re.fullmatch(rf"_{self._name}_[0-9]+\.toc\..+", path.name)
            if not _OURS.fullmatch(path.name) or path.name == f"{self._name}_WRITELOCK":
                continue
            if everything or unfinished or not mine:
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
