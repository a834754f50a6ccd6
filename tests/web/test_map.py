"""The map of the county: each number with its list, layers by the address, tiles or the site's own shapes."""

from __future__ import annotations

import gzip
import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.map_shapes.simplify import MOST_POINTS, simplified
from liandong.maps.shapes import Source, keep_shapes
from tests.web.county import CENTER, TOWN, County, words

MOST_BYTES, MOST_QUERIES = 20_000, 12
WHEN = datetime(2026, 11, 20, tzinfo=UTC)


def page(desk: Any, path: str) -> str:
    response = desk.get(path)
    assert response.status_code == 200, path
    assert len(gzip.compress(response.content)) <= MOST_BYTES, path
    return response.content.decode()  # type: ignore[no-any-return]


def numbers(body: str) -> dict[str, int]:
    """Each number of the picture for a wide screen, by the address that it leads to."""
    picture = body.partition("ld-picture--wide")[2].partition("</svg>")[0]
    found = re.findall(r'<a href="([^"]*)" tabindex="-1" aria-label="[^"]*?(\d+)"', picture)
    return {html.unescape(address): int(count) for address, count in found}


def crooked(county: County) -> dict[str, list[list[tuple[float, float]]]]:
    """Shapes for all townships but the last, with more points than a page can carry."""
    codes = list(county.pack.map.tiles)[:-1]  # type: ignore[union-attr]
    found = {}
    for n, code in enumerate(codes):
        west, south = 118.0 + (n % 5) / 10, 33.0 + n // 5 / 10
        steps = [k / 400 for k in range(400)]
        ring = [(west + k / 10, south + 0.004 * ((k * 997) % 1)) for k in steps]
        ring += [(west + 0.1, south + k / 10) for k in steps] + [(west + 0.1 - k / 10, south + 0.1) for k in steps]
        found[code] = [[*ring, *((west, south + 0.1 - k / 10) for k in steps)]]
    return found


@pytest.fixture
def busy(county: County) -> County:
    """Matters from two townships, one of them with a plan for an operation."""
    county.brought_to("plan")
    county.apply()
    county.apply("zhongxing-subdistrict")
    return county


def test_every_number_on_the_map_is_the_length_of_its_list(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    found = numbers(page(desk, "/figures/map/"))
    assert len(found) >= 3
    for address, count in found.items():
        assert f"{count} 件事项" in words(desk.get(address))
        assert page(desk, address).count('<td class="ld-table__number">') == count
    here = {address: count for address, count in found.items() if "column=running" in address}
    assert sum(here.values()) == 3


def test_the_address_says_which_layers_are_shown(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    whole = page(desk, "/figures/map/")
    assert whole.count('type="checkbox" name="layer"') == whole.count(" checked>") == 5
    some = page(desk, "/figures/map/?layer=operations&layer=overdue")
    assert numbers(some) == numbers(page(desk, "/figures/map/?layer=overdue,operations,gone"))
    assert some.count(" checked>") == 2
    assert {re.findall(r"column=(\w+)", address)[0] for address in numbers(some)} == {"operations"}
    assert all("layer=overdue%2Coperations" in address for address in numbers(some))
    for address, count in numbers(some).items():
        assert f"{count} 件事项" in words(desk.get(address))
    for path in ("/figures/map/?layer=", "/figures/map/?layer=no"):
        assert numbers(page(desk, path)) == numbers(whole)
    csv = b"".join(desk.get("/figures/map.csv?layer=overdue,operations")).decode("utf-8-sig").splitlines()
    assert csv[0] == "乡镇（街道）,有逾期任务,未结束的行动"


def test_a_schematic_map_says_that_it_is_one(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    assert "示意图：方格按单位名录排列，不表示方位、边界和面积。" in page(desk, "/figures/map/")
    file = desk.get("/figures/map.svg").content.decode()
    assert "示意图" in file
    assert "众兴街道" in file
    assert file.count("<rect") > len(busy.pack.map.tiles)  # type: ignore[union-attr]


def test_the_sites_own_shapes_take_the_place_of_tiles_and_no_count_is_lost(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    before = numbers(page(desk, "/figures/map/"))
    shapes = simplified(crooked(busy))
    assert 500 < shapes.points <= MOST_POINTS
    keep_shapes("siyang", shapes, Source("a.geojson", "0" * 64, WHEN))
    after = page(desk, "/figures/map/")
    assert after.count("<path d=") >= len(shapes.areas)
    assert "边界由本单位导入" in after
    assert "ld-picture--narrow" not in after, "shapes keep their size on a phone and are scrolled in their frame"
    assert numbers(after) == before
    assert "泗阳农场" in after.partition("ld-picture--wide")[2].partition("</svg>")[0], "without a shape it is a box"
    assert desk.get("/figures/map.svg").status_code == 200
    assert page(desk, "/figures/")
    assert page(desk, "/operations/")
    board = desk.get("/board/")
    assert len(gzip.compress(board.content)) <= 60_000


def test_who_sees_only_his_own_matters_has_a_map_of_them(busy: County) -> None:
    found = numbers(page(busy.desk(TOWN), "/figures/map/"))
    assert {re.findall(r"row=([\w-]+)", address)[0] for address in found} == {TOWN}


def test_the_map_costs_the_same_however_many_matters_there_are(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    counts = []
    for path in ("/figures/map/", "/figures/item-place/"):
        for _ in range(2):
            page(desk, path)
            with CaptureQueriesContext(connection) as found:
                page(desk, path)
            counts.append(len(found))
            busy.apply()
    assert counts[0] == counts[1] <= MOST_QUERIES
    assert counts[2] == counts[3] <= MOST_QUERIES


def test_items_gather_in_townships(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    body = page(desk, "/figures/item-place/")
    found = numbers(body)
    assert found
    for address, count in found.items():
        assert f"{count} 件事项" in words(desk.get(address))


def test_the_map_is_said_in_english_too(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    desk.post("/language/", {"language": "en", "next": "/"})
    said = words(desk.get("/figures/map/"))
    assert "Map of the county" in said
    assert "Schematic: tiles stand in the order of the list of units" in said
    assert "number: Running matters" in said
