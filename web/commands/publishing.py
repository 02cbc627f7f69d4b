"""Subcommand that keeps a triple store elsewhere the same as the collection: publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph.errors import UsageError
from web.cli import settings_of
from web.commands.options import data_option
from web.wording import plural

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from graph.publishing import Remote


@click.command()
@click.option("--to", "address", required=True, metavar="URL", help="The store to publish to.")
@click.option(
    "--protocol",
    type=click.Choice(["graph-store", "update"]),
    default="graph-store",
    show_default=True,
    help="What the address speaks.",
)
@click.option("--query", metavar="URL", help="Where a store that takes updates answers queries.")
@data_option
@click.pass_context
def publish(
    ctx: click.Context, address: str, protocol: str, query: str | None, data: Path | None
) -> None:
    """Keep a triple store elsewhere the same as the collection, sending only what differs.

    A run that broke off is taken up where it was by the same command.
    """
    import httpx

    from graph.publishing import publish as send
    from graph.publishing.remotes import TIMEOUT
    from web.wiring import open_library

    settings = settings_of(ctx, data)
    login = settings.publish_login
    library = open_library(settings, repair=False)
    auth = httpx.BasicAuth(*login) if login else None
    try:
        with httpx.Client(timeout=TIMEOUT, auth=auth, trust_env=False) as client:
            done = send(
                library.store,
                library.vocabulary,
                settings.base,
                _remote(client, address, protocol, query),
                lambda name: click.echo(name, err=True),
            )
    finally:
        library.close()
    click.echo(
        f"{plural(done.sent, 'graph')} sent, {done.removed} removed, {done.unchanged} there already"
    )


def _remote(client: httpx.Client, address: str, protocol: str, query: str | None) -> Remote:
    from graph.publishing import GraphStore, UpdateEndpoint
    from graph.publishing.remotes import Service

    for each in filter(None, (address, query)):
        if not each.startswith(("http://", "https://")):
            raise UsageError(f"A store has an http or https address, and {each} is none.")
    service = Service(client)
    if protocol == "graph-store":
        return GraphStore(service, address)
    if query is None:
        if not address.endswith("/update"):
            raise UsageError(f"Say with --query where the store of {address} answers queries.")
        query = f"{address.removesuffix('update')}query"
    return UpdateEndpoint(service, address, query)
