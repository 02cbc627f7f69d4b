"""The command `trabecula`: its subcommands are found by name and imported when called."""

from __future__ import annotations

import importlib
from keyword import iskeyword
from pathlib import Path
from typing import IO, Any

import click

from graph.errors import DocumentError, TrabeculaError
from web.settings import Settings, settings_from_environment

COMMANDS = {
    "answer": ("web.commands.answering", "Answer a question with quotes, or say why not."),
    "check": ("web.commands.collecting", "Compare the store with its projections."),
    "concepts": ("web.commands.asking", "List the vocabulary."),
    "demo": ("web.commands.serving", "Try it all on the bundled sample articles."),
    "enrich": ("web.commands.enriching", "Ask registries what became of the sources."),
    "explain": ("web.commands.explaining", "Show how a sentence is read for claims."),
    "export": ("web.commands.exchanging", "Write the graph for other tools."),
    "extract": ("web.commands.exchanging", "Read documents without a store; a JSON record each."),
    "import": ("web.commands.exchanging", "Take exported RDF into the collection."),
    "ingest": ("web.commands.collecting", "Read documents into the store."),
    "mcp": ("web.commands.assisting", "Let an assistant search and cite."),
    "parse-references": ("web.commands.exchanging", "Parse reference strings, a line each."),
    "publish": ("web.commands.publishing", "Keep a triple store elsewhere the same."),
    "reindex": ("web.commands.collecting", "Rebuild the projections from the store."),
    "search": ("web.commands.asking", "Search the passages."),
    "serve": ("web.commands.serving", "Serve the site and the API."),
    "verify-answer": ("web.commands.answering", "Check an answer's JSON against the store."),
}


UNREADABLE = 1
WRONG_USAGE = 2


def _function(name: str) -> str:
    """Return the name of a subcommand's function; one that Python keeps for itself has a dash."""
    return f"{name}_" if iskeyword(name) else name.replace("-", "_")


class Failure(click.ClickException):
    """One of our own errors at the edge: its sentence on standard error, and an exit status."""

    exit_code = WRONG_USAGE

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence under the program's name."""
        click.echo(f"trabecula: {self.format_message()}", file=file, err=file is None)


class UnreadableFailure(Failure):
    """A document that cannot be read."""

    exit_code = UNREADABLE


class LazyGroup(click.Group):
    """A group that imports a subcommand's module only to run it, so that `--help` stays quick."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand; the one place where our errors become exit statuses."""
        try:
            return super().invoke(ctx)
        except TrabeculaError as error:
            unreadable = isinstance(error, DocumentError)
            raise (UnreadableFailure if unreadable else Failure)(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the subcommand of that name; None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, _function(cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in sorted(COMMANDS.items())])


@click.group(cls=LazyGroup)
@click.version_option(package_name="trabecula")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the store and the index (or TRABECULA_DATA; else ./trabecula-data).",
)
@click.pass_context
def trabecula(ctx: click.Context, data: Path | None) -> None:
    """Turn health articles into a graph of claims, and answer from it with citations."""
    ctx.obj = data


def settings_of(ctx: click.Context, data: Path | None = None) -> Settings:
    """Read the settings that a command runs under; its own --data goes before the group's."""
    return settings_from_environment(data or ctx.obj)


def main() -> None:
    """Run the command line."""
    trabecula()


if __name__ == "__main__":
    main()
