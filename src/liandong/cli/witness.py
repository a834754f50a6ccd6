"""`liandong witness`: stands on another host, and signs below the checkpoints of a log that only ever grows."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from liandong.record.log.witnessing import WitnessDesk

LARGEST = 64 * 1024  # bytes of a request: a proof has some sixty lines
WAIT_SECONDS = 10.0
ASKED = "/add-checkpoint"


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="密钥和已签检查点的文件夹 · Folder of its key and of the checkpoints it signed.",
)
@click.option("--name", default="liandong.witness", show_default=True, help="见证者名称 · How the witness signs.")
@click.option(
    "--log",
    "logs",
    multiple=True,
    metavar="KEY",
    help="记录日志的公钥，可多次给出 · Public key of a log (liandong record key); may be given several times.",
)
@click.option("--bind", default="127.0.0.1", show_default=True, help="监听地址 · Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8090, show_default=True, help="端口 · Port.")
def witness(folder: Path, name: str, logs: tuple[str, ...], bind: str, port: int) -> None:
    """见证：核对检查点前后一致后加签。 Check that each checkpoint only adds to the one before, and sign below it.

    Runs without a database, on a host that the operators of the record do not administer. Prints its public key, which
    the site sets as LIANDONG_WITNESS_KEY. Without --log it only prints the key.
    """
    desk = desk_in(folder, name, logs)
    click.echo(f"LIANDONG_WITNESS_KEY={desk.key.public}")
    if not logs:
        return
    server = ThreadingHTTPServer((bind, port), _answering(desk))
    click.echo(f"http://{bind}:{server.server_port}{ASKED}   停止 Stop: Ctrl-C")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("")
    finally:
        server.server_close()


def desk_in(folder: Path, name: str, logs: tuple[str, ...]) -> WitnessDesk:
    """The witness whose key and file stand in a folder; both are made at the first start."""
    from liandong.core.signed_notes import WITNESS_KEY, Malformed, key_from
    from liandong.record.log.keys import drawn, keep, key_in
    from liandong.record.log.witnessing import WitnessDesk

    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "key"
        key = key_in(file) if file.exists() else keep(drawn(name, WITNESS_KEY), file)
        known = {found.name: found for found in map(key_from, logs)}
    except (OSError, Malformed) as fault:
        raise click.ClickException(f"密钥不可用 · A key cannot be used: {fault}") from None
    return WitnessDesk(key, known, folder)


def _answering(desk: WitnessDesk) -> type[BaseHTTPRequestHandler]:
    from liandong.record.log.witnessing import Refused

    class Answering(BaseHTTPRequestHandler):
        """Answers one request."""

        timeout = WAIT_SECONDS

        def do_POST(self) -> None:
            """Sign, or say why not."""
            length = self.headers.get("Content-Length", "")
            if self.path != ASKED or not length.isdecimal() or int(length) > LARGEST:
                self._say(404 if self.path != ASKED else 413, "")
                return
            try:
                self._say(200, desk.sign(self.rfile.read(int(length)), int(time.time())))
            except Refused as refused:
                self._say(refused.status, refused.said)

        def _say(self, status: int, text: str) -> None:
            kind = "text/x.tlog.size" if status == 409 else "text/plain; charset=utf-8"
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
            """One line a request on standard output, as the other commands write."""
            click.echo(f"{self.address_string()} {format % args}")

    return Answering
