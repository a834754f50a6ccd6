"""What an officer might plausibly write into a form: values that fit the fields of a procedure, by a seeded chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from liandong.core.companies import check_character
from liandong.core.conditions import Lookup, holds
from liandong.core.matter.commands import Plain
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import merged
from liandong.core.rules import Ask, Field, FieldType, Pack, Procedure

Look = Callable[[dict[str, Plain]], Lookup]

PLACES = (
    "中心小学周边",
    "老街农贸市场",
    "东环路口",
    "河堤南段",
    "工业园北门",
    "客运站广场",
    "镇北建材市场",
    "景区停车场",
)
COMPANIES = (
    *("演示建材厂", "演示超市", "演示饭店", "演示砂石场"),
    *("演示养殖场", "演示汽修店", "演示物流公司", "演示加油站"),
)
PROBLEMS = (
    "占道经营、堵塞通道",
    "向河道倾倒建筑垃圾",
    "无证运输砂石",
    "未经许可采砂",
    "露天焚烧垃圾",
    "违法搭建临时用房",
    "超范围销售散装食品",
    "机动车非法改装揽客",
)
SAID: Mapping[str, tuple[str, ...]] = {
    "电话": ("0500-1234001", "0500-1234002", "0500-1234003"),
    "职务": ("负责人", "分管负责人", "科室负责人"),
    "岗位": ("联络员", "执法科", "值班岗"),
    "文号": ("演示函〔2026〕1号", "演示函〔2026〕2号"),
    "编号": ("演示-001", "演示-002", "演示-003"),
    "理由": ("材料不齐，须补充现场照片。", "情况有变，须重新安排。", "涉及多个环节，需要延后。", "与职责清单不符。"),
    "意见": ("同意，按方案实施。", "事实清楚，权限明确，同意。", "建议增加现场秩序维护力量。"),
    "方案": ("先劝导、后查处，分三组同时到场。", "由牵头单位统一调度，各组按分工取证。"),
    "结果": ("当场改正，已制作文书。", "已立案，按程序调查。", "已清理完毕，恢复原状。"),
    "地点": PLACES,
    "材料": ("现场检查记录、现场照片", "现场照片、投诉登记"),
    "文书": ("责令改正通知书", "现场检查笔录"),
}
ORDINARY = ("已核实，按规定办理。", "已与相关单位沟通一致。", "情况属实，已记录在案。", "按职责分工落实。")


@dataclass
class Plausible:
    """Values for the procedures of a pack; equal chances give equal values."""

    pack: Pack
    chance: Random
    fits: dict[tuple[bool, tuple[str, ...]], list[str]] = field(default_factory=dict)

    def of_asks(
        self, procedure: Procedure, asks: tuple[Ask, ...], facts: Mapping[str, Plain], now: datetime, look: Look
    ) -> dict[str, Plain]:
        """Values for all that must be given, and mostly for what may be; `look` sees what is given so far."""
        given: dict[str, Plain] = {}
        for ask in asks:
            if ask.when is not None and not holds(ask.when, look(given)):
                continue
            if ask.optional and _is_files(procedure, ask.field):
                continue  # a year of drawn photos would fill a disk and show nothing
            if ask.optional and self.chance.random() < 0.3:
                continue
            given[ask.field] = self._value(procedure, ask.field, merged(facts, given), now)
            self._explain(procedure, ask.field, given)
        return given

    def _explain(self, procedure: Procedure, path: str, given: dict[str, Plain]) -> None:
        found = procedure.fields.get(path)
        for choice in found.of if found else ():
            chosen = given[path]
            if choice.explained_by and (choice.name in chosen if isinstance(chosen, list) else chosen == choice.name):
                given[choice.explained_by] = self.chance.choice(PROBLEMS)

    def _value(self, procedure: Procedure, path: str, facts: Mapping[str, Plain], now: datetime) -> Plain:
        name, _, part = path.partition(".")
        if part == "place":
            return self.chance.choice(PLACES)
        if part == "ended_at":
            return _spelled(now)
        if part:
            return self._soon(now)
        return self._of(procedure.fields[name], facts, now)

    def _of(self, asked: Field, facts: Mapping[str, Plain], now: datetime) -> Plain:
        by_type: dict[FieldType, Callable[[], Plain]] = {
            FieldType.TEXT: lambda: self.words(asked),
            FieldType.CHOICE: lambda: self._first_mostly([choice.name for choice in asked.of]),
            FieldType.BOOL: lambda: self.chance.random() < 0.25,
            FieldType.DATE: lambda: self._day(asked, now),
            FieldType.INSTANT: lambda: self._moment(asked, now),
            FieldType.UNIT: lambda: self.chance.choice(self._fitting(asked)),
            FieldType.UNITS: lambda: self._units(asked),
            FieldType.ITEM: lambda: self.chance.choice(list(self.pack.items)),
            FieldType.OFFICERS: lambda: self._officers(asked, facts),
            FieldType.COMPANIES: lambda: self._companies(asked),
            FieldType.ROWS: lambda: self._rows(asked, facts, now),
            FieldType.OPERATION: lambda: {"starts_at": self._soon(now), "place": self.chance.choice(PLACES)},
            FieldType.CHOICES: lambda: self._choices(asked),
            FieldType.EXECUTIVE_FIELDS: lambda: self._executive_fields(asked),
            FieldType.INFORMATION: lambda: self.chance.choice(list(self.pack.sharing)),
            FieldType.PERSON: lambda: {"name": "某先生", "phone": f"139{self.chance.randrange(10**8):08}"},
            FieldType.CASE: lambda: f"演案〔{now.astimezone(ZONE).year}〕{self.chance.randint(1, 9999)}号",
            FieldType.AMOUNT: lambda: f"{self.chance.randint(2, 300) * 100}.00",
            FieldType.NUMBER: lambda: asked.min + self.chance.randint(0, 4),
        }
        return by_type[asked.type]()

    def words(self, asked: Field) -> str:
        """A sentence that suits the title of a text field."""
        for word, sentences in SAID.items():
            if word in asked.title.zh:
                return self.chance.choice(sentences)
        if any(word in asked.title.zh for word in ("情况", "事实", "内容", "案情", "事由", "事项")):
            return f"{self.chance.choice(PLACES)}：{self.chance.choice(PROBLEMS)}。"
        return self.chance.choice(ORDINARY)

    def _first_mostly(self, names: list[str]) -> str:
        return names[0] if self.chance.random() < 0.45 else self.chance.choice(names)

    def _day(self, asked: Field, now: datetime) -> str:
        today = now.astimezone(ZONE).date()
        ahead = -self.chance.randint(0, 2) if asked.past else self.chance.randint(6, 20)
        return (today + timedelta(days=ahead)).isoformat()

    def _moment(self, asked: Field, now: datetime) -> str:
        if asked.past:
            return _spelled(now - timedelta(minutes=self.chance.randint(5, 300)))
        return self._soon(now)

    def _soon(self, now: datetime) -> str:
        day = now.astimezone(ZONE) + timedelta(days=self.chance.randint(6, 16))
        return day.replace(hour=self.chance.choice((9, 10, 14, 15)), minute=0, second=0, microsecond=0).isoformat()

    def _fitting(self, asked: Field) -> list[str]:
        key = (asked.enforces, asked.kinds)
        if key not in self.fits:
            self.fits[key] = [
                unit.code
                for unit in self.pack.units.values()
                if unit.can_act
                and (unit.enforces or not asked.enforces)
                and (unit.kind in asked.kinds or not asked.kinds)
            ]
        return self.fits[key]

    def _units(self, asked: Field) -> Plain:
        fitting = self._fitting(asked)
        count = min(len(fitting), max(asked.min, self.chance.choice((1, 2, 2, 3))))
        return list(self.chance.sample(fitting, count))

    def _officers(self, asked: Field, facts: Mapping[str, Plain]) -> Plain:
        units = self._fitting(asked)
        named = [unit for unit in _listed(facts.get("lead_unit")) if unit in units]
        unit = str(named[0]) if named else self.chance.choice(units)
        first = self.chance.randrange(10**6)
        return [
            {"unit": unit, "name_or_post": f"执法人员{n + 1}", "certificate": f"Y{first + n:07}"}
            for n in range(max(asked.min, 2))
        ]

    def _companies(self, asked: Field) -> Plain:
        """Few companies, so that some are visited again; their codes belong to nobody: no such division exists."""
        names = self.chance.sample(COMPANIES, max(asked.min, self.chance.choice((1, 1, 2))))
        return [{"name": name, "credit_code": _code(COMPANIES.index(name))} for name in names]

    def _rows(self, asked: Field, facts: Mapping[str, Plain], now: datetime) -> Plain:
        covered = [unit for name in asked.covers for unit in _listed(facts.get(name))]
        count = max(asked.min, len(covered), 1)
        return [self._row(asked, covered[n] if n < len(covered) else None, facts, now) for n in range(count)]

    def _row(self, asked: Field, unit: Plain, facts: Mapping[str, Plain], now: datetime) -> Plain:
        return {
            column.name: unit if unit and column.name == "unit" else self._of(column, facts, now)
            for column in asked.columns
            if not (column.optional and self.chance.random() < 0.4)
        }

    def _choices(self, asked: Field) -> Plain:
        spare = [choice.name for choice in asked.of if not choice.required]
        count = self.chance.randint(min(asked.min, len(spare)), len(spare))
        return [*(choice.name for choice in asked.of if choice.required), *self.chance.sample(spare, count)]

    def _executive_fields(self, asked: Field) -> Plain:
        names = list(self.pack.executive_fields)
        return list(self.chance.sample(names, min(len(names), max(asked.min, self.chance.choice((1, 1, 2))))))


def _is_files(procedure: Procedure, path: str) -> bool:
    found = procedure.fields.get(path)
    return found is not None and found.type is FieldType.FILES


def _code(number: int) -> str:
    body = f"92000000MADEMN{number:03}"
    return body + check_character(body)


def _listed(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [value] if value else []


def _spelled(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat(timespec="seconds")
