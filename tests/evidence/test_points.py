"""The points of the map: where photos of running matters say that they were taken, for those who may see them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.map_shapes.simplify import simplified
from liandong.core.matter import commands as c
from liandong.maps.shapes import Source, keep_shapes
from tests.evidence import samples
from tests.evidence.test_custody import erased, photo
from tests.evidence.test_named import notify, sent
from tests.web.county import CENTER, LEADERS, MARKET, TOWN, County, words

MAP = "/figures/map/"
WHERE = "33.72014, 118.69167"  # of samples.jpeg(gps=True)
WHEN = datetime(2026, 11, 20, tzinfo=UTC)
MOST_QUERIES = 12


def drawn(county: County, west: float = 118.6) -> None:
    """The site's shapes: two townships side by side, a tenth of a degree each, from this longitude on."""
    codes = list(county.pack.map.tiles)[:2]  # type: ignore[union-attr]
    squares = {
        code: [[(x, 33.7), (x + 0.1, 33.7), (x + 0.1, 33.8), (x, 33.8)]]
        for code, x in zip(codes, (west, west + 0.1), strict=True)
    }
    keep_shapes(county.pack.county, simplified(squares), Source("a.geojson", "0" * 64, WHEN))


def dots(body: str) -> list[tuple[float, float]]:
    """The middles of the points in the picture."""
    return [
        (float(x), float(y))
        for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="9" class="ld-ink ld-ink--box"', body)
    ]


def shown(county: County, unit: str = CENTER, post: str = "operator") -> str:
    return str(county.desk(unit, post).get(MAP).content.decode())


def test_a_matter_stands_where_its_first_photo_was_taken(county: County) -> None:
    body = samples.jpeg((64, 48), gps=True)
    matter = notify(county, [sent(county, body=photo(1)), sent(county, body=body)])
    number = county.state(matter).number
    assert not dots(shown(county)) and WHERE not in shown(county), "tiles lie nowhere"
    drawn(county)
    page = shown(county)
    ((x, _),) = dots(page)
    assert abs(x / 960 - 0.0916667 / 0.2) < 0.002, "nine tenths of the first township's width"
    assert f'<a href="/matter/{matter}/">{number}</a>' in page and WHERE in page
    assert "1件事项中，1件有点位" in words(county.desk(CENTER, "operator").get(MAP))
    overdue = county.desk(CENTER, "operator").get(f"{MAP}?layer=overdue")
    assert not dots(overdue.content.decode()), "the layers that are shown say which points are"
    drawn(county, west=120.0)
    assert not dots(shown(county)), "a camera that is wrong by a degree makes no picture larger"


def test_what_was_added_beside_the_forms_counts_and_what_was_erased_does_not(county: County) -> None:
    drawn(county)
    matter = notify(county, [sent(county, body=photo(0))])
    assert not dots(shown(county))
    key = sent(county, body=samples.jpeg((64, 48), gps=True))
    county.act(TOWN, "officer", c.AddEvidence([key], "补拍"), matter)
    assert len(dots(shown(county))) == 1
    erased(county, matter, key)
    assert not dots(shown(county)) and WHERE not in shown(county)


def test_who_does_not_see_the_matter_gets_no_way_to_it_and_others_no_point(county: County) -> None:
    drawn(county)
    matter = notify(county, [sent(county, body=samples.jpeg((64, 48), gps=True))])
    leader = shown(county, LEADERS, "leader-in-charge")
    assert len(dots(leader)) == 1 and matter not in leader, "a board's numbers, and no way to what they say"
    assert len(dots(shown(county, MARKET, "officer"))) == 1, "to whom the notice went"
    assert not dots(shown(county, "zhongxing-subdistrict", "officer"))


def test_points_cost_the_same_however_many_there_are(county: County) -> None:
    drawn(county)
    desk = county.desk(CENTER, "operator")
    counts = []
    for width in (64, 65, 66):
        for _ in range(width - 63):
            notify(county, [sent(county, body=samples.jpeg((width, 48), gps=True))])
        desk.get(MAP)
        with CaptureQueriesContext(connection) as found:
            desk.get(MAP)
        counts.append(len(found))
    assert len(dots(shown(county))) == 6
    assert counts[0] == counts[1] == counts[2] <= MOST_QUERIES
