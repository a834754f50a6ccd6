"""Earlier answers at a step in matters that are alike: found by rows that follow corrections, for those who may see."""

from __future__ import annotations

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.projections.alike import MOST, earlier_answers
from liandong.projections.models import AlikeRow
from liandong.projections.rebuild import rebuild
from tests.web.county import REVIEW, TOWN, County, county

__all__ = ["county"]
REVIEWER = (REVIEW, "legal-reviewer")


def found(county: County, matter: str, unit: str, post: str = "officer") -> list[str]:
    """The matters of the earlier answers at the legal review of this one."""
    step = county.pack.procedures["joint-enforcement"].steps["legal-review"]
    return [each.matter_id for each in earlier_answers(county.actor(unit, post), county.state(matter), step)]


def rows(matter: str) -> list[tuple[str, str]]:
    return list(AlikeRow.objects.unscoped("a test looks").filter(matter_id=matter).values_list("alike_by", "value"))


def reviewed(county: County, **fields: object) -> str:
    matter = county.apply(**fields)
    county.complete(
        matter, "preliminary-review", "accept", preliminary_opinion="可", gravity="major", gravity_reason="大"
    )
    county.complete(matter, "legal-review", "return", return_reason="补充")
    return matter


def test_the_newest_answer_stands_first_and_there_are_few(county: County) -> None:
    answered = [reviewed(county) for _ in range(MOST + 1)]
    assert found(county, county.apply(), *REVIEWER) == answered[:0:-1]


def test_a_matter_without_the_item_is_like_no_other(county: County) -> None:
    reviewed(county, item=None)
    assert found(county, county.apply(item=None), *REVIEWER) == []
    assert rows(county.opened[-1]) == []


def test_the_row_follows_a_correction_and_a_rebuild_finds_nothing_to_mend(county: County) -> None:
    wrong = reviewed(county, item="9")
    matter = county.apply()
    assert found(county, matter, *REVIEWER) == []
    county.act(TOWN, "officer", c.CorrectFact(1, "item", "7", "选错了事项"), wrong)
    assert rows(wrong) == [("item", '["7"]')]
    assert found(county, matter, *REVIEWER) == [wrong]
    assert rebuild(lambda _: library().pack("siyang"), county.now, check=True).differences == []


def test_a_row_that_is_wrong_is_named_and_mended(county: County) -> None:
    matter = reviewed(county)
    AlikeRow.objects.unscoped("a test spoils a row").filter(matter_id=matter).update(value='["9"]')
    rebuilt = rebuild(lambda _: library().pack("siyang"), county.now)
    assert [(each.table, each.matter, each.what) for each in rebuilt.differences] == [("alike", matter, "value")]
    assert rows(matter) == [("item", '["7"]')]


def test_whoever_takes_no_part_in_the_other_matter_is_not_told_of_it(county: County) -> None:
    reviewed(county)
    matter = county.apply("aiyuan-township")
    assert found(county, matter, "aiyuan-township") == []
    assert len(found(county, matter, "command-center", "operator")) == 1
