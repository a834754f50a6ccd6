"""`liandong evidence verify`: whether every file that stands on record is what it was when it was added."""

from __future__ import annotations

import json
import sys

import click

TOLD_EVERY = 1000  # files


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def evidence() -> None:
    """证据文件：核验。 Files of evidence, verified."""


@evidence.command()
@click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象 · Print one JSON object.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")
def verify(as_json: bool, lang: str) -> None:
    """逐个读取记录中的文件，与写入记录时的校验值比较，指出缺失和被改动的。

    Read every file that the record names and compare its SHA-256; name the missing and the changed. Exit code 1 if
    anything was found.
    """
    from liandong.cli.stack import start_django

    start_django()
    from liandong.evidence.uploads import spelled
    from liandong.evidence.verification import Report
    from liandong.evidence.verification import verify as check

    def told(report: Report) -> None:
        if report.files % TOLD_EVERY == 0 and not as_json:
            click.echo(f"… {report.files}", err=True)

    report = check(told)
    if as_json:
        found = [finding.to_json() for finding in report.findings]
        click.echo(json.dumps({"files": report.files, "bytes": report.size, "findings": found}, ensure_ascii=False))
    else:
        for finding in report.findings:
            click.echo(f"[{finding.fault.value}] {finding.say(lang)}")
        size = spelled(report.size)
        counted = {"zh": f"已核验 {report.files} 个文件（{size}）：", "en": f"{report.files} files ({size}) verified: "}
        whole = {"zh": "完好。", "en": "all are as they were added."}
        wrong = {"zh": f"发现 {len(report.findings)} 处问题。", "en": f"{len(report.findings)} findings."}
        click.echo(counted[lang] + (wrong if report.findings else whole)[lang])
    sys.exit(1 if report.findings else 0)
