"""`liandong migrate`: creates the tables, or brings them to this version."""

from __future__ import annotations

import click


@click.command()
@click.option("--plan", is_flag=True, help="只列出将做的 · Only list what would be done.")
def migrate(plan: bool) -> None:
    """建表或升级表结构。 Create the tables, or bring them to this version; data stays."""
    from liandong.cli.stack import start_django

    start_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, plan=plan, verbosity=1 if plan else 0)
