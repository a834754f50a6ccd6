"""Classified material is kept out at the pages: said beside each form, refused at its field, stored nowhere."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from liandong.record.queries import queries
from tests.web.county import CENTER, FACTS, LEAD, POLICE, TOWN, County, field_of, form_value, words

SAID = "此处不得填写、不得上传国家秘密和工作秘密"
MARKED = "行动部署见机密★1年文件"
APPLY = "/open/joint-enforcement/apply/"


def send(county: County, seat: tuple[str, str], path: str, **typed: Any) -> Any:
    return county.desk(*seat).post(path, {"key": uuid4().hex, **typed}, follow=True)


def stored(text: str) -> list[str]:
    """The columns of the database that hold a text somewhere."""
    tables = connection.introspection.table_names()
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]
            if any(text in str(value) or text.encode() in _bytes(value) for row in rows for value in row):
                found.append(table)
    return found


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def paths(county: County, matter: str) -> list[tuple[tuple[str, str], str]]:
    """Every kind of form with a free text, and a seat that gets it."""
    review = county.task(matter, "preliminary-review").id
    return [
        ((TOWN, "officer"), APPLY),
        ((CENTER, "operator"), f"/matter/{matter}/task/{review}/accept/"),
        ((CENTER, "operator"), f"/matter/{matter}/record-later/{review}/accept/"),
        ((TOWN, "officer"), f"/matter/{matter}/act/note/"),
        ((TOWN, "officer"), f"/matter/{matter}/act/withdraw/"),
        ((CENTER, "operator"), f"/matter/{matter}/correct/1/facts/"),
    ]


def test_every_form_with_free_text_says_that_secrets_must_not_be_entered(county: County) -> None:
    matter = county.apply()
    for seat, path in paths(county, matter):
        response = county.desk(*seat).get(path)
        assert response.status_code == 200, path
        assert words(response).count(SAID) == 1, path
    english = county.desk(TOWN, "officer", "en").get(APPLY)
    assert "State and work secrets must not be entered here." in words(english)


def test_an_application_with_a_mark_comes_back_with_all_that_was_typed_and_is_stored_nowhere(
    county: County, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    refused = send(
        county,
        (TOWN, "officer"),
        APPLY,
        ground_powers="yes",
        facts=MARKED,
        lead_unit=county.pack.units[LEAD].name.zh,
        cooperating_units=[POLICE],
    )
    assert refused.status_code == 422
    assert "国家秘密标志（机密★）" in field_of(refused, "facts")
    assert "保守国家秘密法" in field_of(refused, "facts")
    assert form_value(refused, "facts") == MARKED
    assert stored(MARKED) == []
    out = capfd.readouterr()
    assert MARKED not in caplog.text + out.out + out.err


def test_the_look_into_the_database_finds_what_is_there(county: County) -> None:
    county.apply()
    assert "projections_matter" in " ".join(stored(FACTS))


@pytest.mark.parametrize(
    ("slug", "name"), [("note", "words"), ("withdraw", "reason")], ids=["a note", "a reason to withdraw"]
)
def test_an_act_beside_the_tasks_is_refused_at_its_field(county: County, slug: str, name: str) -> None:
    matter = county.apply()
    before = county.state(matter)
    refused = send(county, (TOWN, "officer"), f"/matter/{matter}/act/{slug}/", **{name: MARKED})
    assert refused.status_code == 422
    assert "国家秘密标志" in field_of(refused, name)
    assert form_value(refused, name) == MARKED
    assert county.state(matter) == before
    assert stored(MARKED) == []


def test_a_correction_and_an_act_recorded_later_are_refused_at_their_fields(county: County) -> None:
    matter = county.apply()
    center = (CENTER, "operator")
    corrected = send(county, center, f"/matter/{matter}/correct/1/facts/", facts=MARKED, reason="笔误")
    assert "国家秘密标志" in field_of(corrected, "facts")
    task = county.task(matter, "preliminary-review").id
    recorded = send(
        county,
        center,
        f"/matter/{matter}/record-later/{task}/accept/",
        said_by="operator",
        how="phone",
        happened_at="2026-11-20T10:00",
        preliminary_opinion=MARKED,
        gravity="ordinary",
        gravity_reason="影响较小",
    )
    assert recorded.status_code == 422
    assert "国家秘密标志" in field_of(recorded, "preliminary_opinion")
    assert form_value(recorded, "preliminary_opinion") == MARKED
    assert stored(MARKED) == []


@pytest.mark.parametrize("name", ["purpose", "words"])
def test_a_query_with_a_mark_is_neither_searched_nor_logged(county: County, name: str) -> None:
    desk = county.desk(TOWN)
    assert SAID in words(desk.get("/sharing/"))
    typed = {"words": "许可", "purpose": "核对处罚依据", name: MARKED}
    refused = desk.post("/sharing/find/", typed)
    assert refused.status_code == 422
    assert "国家秘密标志" in words(refused)
    assert form_value(refused, "purpose") == typed["purpose"]
    assert queries("siyang", limit=5) == []
    assert stored(MARKED) == []


def test_the_word_without_a_star_goes_its_way(county: County) -> None:
    matter = county.apply(facts="涉及商业秘密")
    assert county.state(matter).fields["facts"] == "涉及商业秘密"
