"""`liandong map`: a dry run says what would be, `--apply` writes, nothing else does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from liandong.cli import main
from liandong.maps.models import SiteShapes
from liandong.maps.shapes import shapes_of
from liandong.packs import library

pytestmark = pytest.mark.django_db


def run(*asked: str) -> Result:
    return CliRunner().invoke(main, ["map", *asked], catch_exceptions=False)


def square(n: int, **properties: Any) -> dict[str, Any]:
    west, east = 118 + n / 10, 118.1 + n / 10
    ring = [[west, 33.0], [east, 33.0], [east, 33.1], [west, 33.1], [west, 33.0]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """All of Siyang's townships but two, one of them by its code, and a lake."""
    units = [library().pack("siyang").units[code] for code in list(library().pack("siyang").map.tiles)[:-2]]  # type: ignore[union-attr]
    features = [square(n, NAME=unit.name.zh, NO=n) for n, unit in enumerate(units)]
    features[3]["properties"] = {"code": units[3].code}
    features.append(square(20, NAME="湖"))
    path = tmp_path / "towns.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_a_dry_run_lists_what_matches_and_what_does_not_and_writes_nothing(file: Path) -> None:
    said = run("import", "siyang", str(file)).output
    assert "1 → zhongxing-subdistrict 众兴街道（NAME=众兴街道）" in said
    assert "4 → aiyuan-township 爱园镇（code=aiyuan-township）" in said
    assert "14 不是任何乡镇（街道），不导入：NAME=湖" in said
    assert "siyang-farm 泗阳农场没有要素，仍画成方格" in said
    assert "13个乡镇（街道），52个点（文件中52个）。没有写入；加--apply写入。" in said
    assert SiteShapes.objects.count() == 0
    assert "没有导入边界" in run("show", "siyang").output


def test_what_is_applied_is_shown_and_can_be_dropped(file: Path) -> None:
    said = run("import", "siyang", str(file), "--apply", "--lang", "en").output
    assert "Imported 13 townships, 52 points (of 52 in the file)." in said
    shapes = shapes_of("siyang")
    assert shapes is not None
    assert len(shapes.areas) == 13
    assert shapes_of("jinhu") is None
    assert "towns.geojson（SHA-256 " in run("show", "siyang").output
    assert run("import", "siyang", str(file), "--apply").exit_code == 0
    assert SiteShapes.objects.count() == 1
    assert "恢复示意图" in run("drop", "siyang").output
    assert shapes_of("siyang") is None
    assert "the schematic map of the pack is shown" in run("drop", "siyang", "--lang", "en").output


@pytest.mark.parametrize(
    ("features", "why"),
    [
        ([square(0, NAME="众兴街道"), square(1, NAME="众兴街道")], "分不清"),
        ([square(0, NAME="众兴街道", OLD="爱园镇")], "分不清"),
        ([square(0, NAME="湖")], "没有一个要素是本县的乡镇"),
        ([{"type": "Feature", "properties": {}, "geometry": None}], "只收Polygon和MultiPolygon"),
    ],
)
def test_what_cannot_be_decided_or_read_is_refused(tmp_path: Path, features: list[Any], why: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    answer = run("import", "siyang", str(path), "--apply")
    assert answer.exit_code == 1
    assert why in answer.output
    assert SiteShapes.objects.count() == 0


def test_a_property_decides_between_names(tmp_path: Path) -> None:
    path = tmp_path / "towns.geojson"
    features = [square(0, NAME="众兴街道", OLD="爱园镇")]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert "zhongxing-subdistrict" in run("import", "siyang", str(path), "--property", "NAME", "--apply").output
    assert run("import", "nowhere", str(path)).exit_code == 1
    assert "siyang" in run("show", "nowhere").output
