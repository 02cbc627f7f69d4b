"""Subcommand for assistants: mcp."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from web.cli import settings_of
from web.commands.options import data_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@data_option
@click.pass_context
def mcp(ctx: click.Context, data: Path | None) -> None:
    """Let an assistant search and cite, over the Model Context Protocol on standard input."""
    from importlib.metadata import version

    from web.assistant import make_assistant_server
    from web.logs import configure_logs
    from web.wiring import open_library

    settings = settings_of(ctx, data)
    # Standard output belongs to the protocol; the log goes to standard error.
    configure_logs(settings.log)
    library = open_library(settings)
    try:
        make_assistant_server(library, version("trabecula")).run("stdio")
    finally:
        library.close()
