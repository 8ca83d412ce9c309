"""The `beanfield` command. Each sub-command is a module of its own, loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from beanfield import __version__
from beanfield.cli.language import say, translated
from beanfield.platform.errors import Problem

#: Command → module that defines a click command `command`.
COMMANDS = {
    "serve": "beanfield.cli.serve",
    "worker": "beanfield.cli.worker",
    "backup": "beanfield.cli.backup",
    "restore": "beanfield.cli.restore",
    "audit": "beanfield.cli.audit",
    "account": "beanfield.cli.account",
    "project": "beanfield.cli.project",
    "import": "beanfield.cli.imports",
    "export": "beanfield.cli.exports",
    "schema": "beanfield.cli.schema",
    "formats": "beanfield.cli.formats",
    "convert": "beanfield.cli.convert",
    "truth": "beanfield.cli.truth",
    "agreement": "beanfield.cli.agreement",
    "compare": "beanfield.cli.compare",
    "sampling": "beanfield.cli.sampling",
    "certificate": "beanfield.cli.certificate",
}


class Commands(click.Group):
    """Sub-commands loaded by name, so that `--help` and each command start quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        if not isinstance(command, click.Command):
            raise TypeError(COMMANDS[cmd_name])
        return command


@translated
@click.group(cls=Commands, help="cli_help", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", help="cli_version_help", message="beanfield %(version)s")
def cli() -> None:
    """The root of all commands."""


def main() -> None:
    """Run the command; an error that the user can mend is one plain line and exit code 2."""
    try:
        cli(standalone_mode=False)
    except Problem as problem:
        say(problem)
        sys.exit(2)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)


if __name__ == "__main__":
    main()
