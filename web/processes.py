"""Names of processes, by which one that is gone can be told."""

from __future__ import annotations

import os
import platform


def this_process() -> str:
    """Name this process so that `is_gone` knows it again."""
    return f"{platform.node()}:{os.getpid()}"


def is_gone(process: str) -> bool:
    """Tell whether a process has surely ended; one on another machine cannot be told."""
    machine, _, number = process.rpartition(":")
    # Elsewhere than on POSIX, signal 0 would end the process.
    if machine != platform.node() or not number.isdigit() or os.name != "posix":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
