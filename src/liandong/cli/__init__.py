"""The command `liandong`. A sub-command is imported only when it is asked for: `liandong deadline` needs no Django."""

from __future__ import annotations

import importlib
import sys

import click

from liandong import __version__

COMMANDS = {
    "appraisal": "liandong.cli.appraisal",
    "archive": "liandong.cli.archive",
    "calendar": "liandong.cli.calendar",
    "deadline": "liandong.cli.deadline",
    "demo": "liandong.cli.demo",
    "duty": "liandong.cli.duty",
    "evidence": "liandong.cli.evidence",
    "figures": "liandong.cli.figures",
    "map": "liandong.cli.map",
    "matter": "liandong.cli.matter",
    "mechanism": "liandong.cli.mechanism",
    "migrate": "liandong.cli.migrate",
    "operations": "liandong.cli.operations",
    "people": "liandong.cli.people",
    "play": "liandong.cli.play",
    "rebuild": "liandong.cli.rebuild",
    "record": "liandong.cli.record",
    "run": "liandong.cli.run",
    "sharing": "liandong.cli.sharing",
    "witness": "liandong.cli.witness",
    "worker": "liandong.cli.worker",
}


class OnDemand(click.Group):
    """A group that finds the command NAME as the object NAME of the module in COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports the command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        if not isinstance(found, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]}.{cmd_name} is no click command")
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; a database that does not answer as it should is said in a sentence, not in a traceback."""
        try:
            return super().invoke(ctx)
        except _database_errors() as fault:
            raise click.ClickException(
                f"数据库：{fault}。如果是新装或升级，先运行 liandong migrate。"
                f" The database says: {fault}. After an installation or an upgrade run liandong migrate first."
            ) from fault


def _database_errors() -> tuple[type[Exception], ...]:
    """Django's database errors, without loading Django for commands that do not need it."""
    loaded = sys.modules.get("django.db.utils")
    return (loaded.OperationalError, loaded.ProgrammingError) if loaded else ()


@click.group(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, version=__version__, prog_name="liandong")
def main() -> None:
    """联动：按县里公布的机制办联合执法。 Liandong runs a county's published mechanism for joint enforcement."""
