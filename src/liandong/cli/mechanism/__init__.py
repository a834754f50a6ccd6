"""`liandong mechanism`: read, check, test and export counties' mechanisms. Needs no database."""

from __future__ import annotations

import click

from liandong.cli.mechanism.comparing import compare_counties
from liandong.cli.mechanism.covering import show_coverage
from liandong.cli.mechanism.judging import check, mutate, test
from liandong.cli.mechanism.making import new
from liandong.cli.mechanism.moving import migrate
from liandong.cli.mechanism.reading import bpmn, find, list_all, show


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def mechanism() -> None:
    """县里公布的机制：列出、检查、试演、查阅、比较、导出。 List, check, test, show, compare, export."""


for _command in (list_all, check, test, show, find, compare_counties, show_coverage, mutate, bpmn, new, migrate):
    mechanism.add_command(_command)
