"""Subcommands that show it to people: serve, demo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from graph.errors import UsageError
from web.cli import settings_of
from web.commands.options import data_option

if TYPE_CHECKING:
    from pathlib import Path

    from web.wiring import Library

QUESTION = "Does resistance training improve bone mineral density?"
THREADS = 8

host_option = click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to serve on."
)
port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to serve on; 0 takes a free one.",
)


@click.command()
@host_option
@port_option
@data_option
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, data: Path | None) -> None:
    """Serve the site and the API; /healthz answers when it is ready."""
    from web.wiring import open_library

    library = open_library(settings_of(ctx, data))
    try:
        run_server(library, host, port)
    finally:
        library.close()


def run_server(library: Library, host: str, port: int) -> None:
    """Serve a library with waitress until the process is told to stop.

    Raises:
        UsageError: the address is taken or is none of this machine's.
    """
    import socket

    from waitress import create_server

    from web import create_app
    from web.following import Follower
    from web.logs import configure_logs

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(f"Cannot serve on {host}:{port}: {error.strerror or error}.") from error
    configure_logs(library.settings.log)
    with listening, Follower(library) as follower:
        app = create_app(library, follower)
        server = create_server(app, sockets=[listening], threads=THREADS)
        # With port 0 the system chooses one, so the line names the address really used.
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Serving on http://{shown}:{listening.getsockname()[1]}/ (Ctrl+C stops it)")
        server.run()


@click.command()
@host_option
@port_option
@click.option("--serve/--no-serve", "serving", default=True, help="Serve the site at the end.")
@data_option
@click.pass_context
def demo(ctx: click.Context, host: str, port: int, serving: bool, data: Path | None) -> None:
    """Ingest the bundled sample articles, answer a question, and serve the site."""
    from samples import sample_paths
    from search.answering.answering import answer
    from search.answering.rendering import answer_to_json
    from web.commands.answering import answer_lines
    from web.commands.collecting import ingest_into
    from web.wiring import open_library

    settings = settings_of(ctx, data)
    if data is None and ctx.obj is None:
        # The samples stay out of the person's own collection unless they name a folder.
        folder = settings.data / "demo"
        settings = replace(settings, data=folder, store=f"sqlite:///{folder / 'store.sqlite'}")
    library = open_library(settings)
    try:
        ingest_into(library, tuple(str(path) for path in sample_paths()))
        click.echo(f"\n{QUESTION}")
        found = answer(QUESTION, library.store, library.vocabulary, library.network)
        for line in answer_lines(answer_to_json(found)):
            click.echo(line)
        if serving:
            click.echo()
            run_server(library, host, port)
    finally:
        library.close()
