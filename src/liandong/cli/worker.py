"""`liandong worker`: due clocks become facts, outbox rows become notices; see `liandong.worker.loop`."""

from __future__ import annotations

import sys
from datetime import timedelta

import click


@click.command()
@click.option(
    "--once", is_flag=True, help="只做一轮后退出 · One turn, then end; exit code 1 if something needs looking at."
)
@click.option(
    "--every",
    type=click.FloatRange(0.1, 3600),
    default=1.0,
    show_default=True,
    help="间隔秒数 · Seconds between turns.",
)
@click.option(
    "--jobs/--no-jobs",
    default=True,
    show_default=True,
    help="需要时启动重活进程 · Start django-q2 when heavy jobs wait.",
)
@click.option("--accept-clock", is_flag=True, help="确认当前系统时钟无误 · Vouch for the clock after it jumped ahead.")
def worker(once: bool, every: float, jobs: bool, accept_clock: bool) -> None:
    """后台：到期、提醒、通知。 State what fell due, remind, deliver notices. SIGTERM or Ctrl-C ends it in order."""
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.effects.jobs import schedule
    from liandong.web.packages.index import index_of
    from liandong.worker.clock_guard import read_clocks
    from liandong.worker.jobs import JobCluster
    from liandong.worker.loop import Worker
    from liandong.worker.sealing import Sealing

    tell_stale_rows()
    works = Worker(
        timezone.now, timedelta(seconds=every), JobCluster() if jobs and not once else None, Sealing(index_of)
    )
    works.listen()
    if accept_clock:
        works.guard.accept(read_clocks(timezone.now()))
    if once:
        swept = works.turn()
        click.echo(f"stated {swept.stated}, settled already {swept.settled}, failed {swept.failed}")
        sys.exit(1 if swept.failed or works.guard.alarm else 0)
    if jobs:
        schedule(timezone.now())
    works.run()


def tell_stale_rows() -> None:
    """Say so if the rows were written by another version of the fold."""
    from liandong.projections.rebuild import is_stale

    if is_stale():
        click.echo(
            "工作列表由另一版本写成，请运行 liandong rebuild。 The rows are of another version: liandong rebuild",
            err=True,
        )
