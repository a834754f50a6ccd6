"""The files of the pages: an address that changes with its content, kept for a year; pages compressed on the line."""

from __future__ import annotations

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from liandong.web.static_files import static
from tests.web.county import CENTER, County


def test_an_address_changes_with_the_content_and_only_with_it(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path_factory.mktemp("files") / "one.css"
    monkeypatch.setattr(finders, "find", lambda name: str(file))
    seen = []
    for content in ("a {}", "b {}", "a {}"):
        file.write_text(content)
        static.cache_clear()
        seen.append(static("one.css"))
    static.cache_clear()
    assert seen[0] == seen[2] != seen[1]
    assert re.fullmatch(r"/static/one\.css\?v=[0-9a-f]{10}", seen[0])


def test_a_file_that_is_not_installed_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match="make setup"):
        static("liandong/no-such.css")


def test_each_file_of_a_page_is_there_and_kept_for_a_year(county: County) -> None:
    body = county.desk(CENTER, "operator").get("/").content.decode()
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', body)
    assert len(addresses) > 5
    for address in addresses:
        assert re.search(r"\?v=[0-9a-f]{10}$", address), address
        found = Client().get(address)
        assert (found.status_code, found.headers["Cache-Control"]) == (200, "max-age=31449600, public"), address


def test_a_page_is_compressed_with_padding_that_changes(county: County) -> None:
    desk = county.desk(CENTER, "operator")
    sent = [desk.get("/duty/", headers={"accept-encoding": "gzip"}) for _ in range(8)]
    assert {each.headers["Content-Encoding"] for each in sent} == {"gzip"}
    assert len({gzip.decompress(each.content)[:200] for each in sent}) == 1
    assert len({len(each.content) for each in sent}) > 1, "their length tells nothing"
