"""PURE. What a scenario expects, compared with what is: each difference in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from liandong.core.conditions import holds
from liandong.core.evidence import is_item
from liandong.core.matter import events as e
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Pack
from liandong.core.scenarios.script import Expect
from liandong.core.standing import Phase, standing
from liandong.core.time_limits import CHINA, Deadline

NONE = "none"
Expected = Mapping[str, Any]


def differences(
    expect: Expect, state: Matter, events: Sequence[e.Event], history: Sequence[e.Event], pack: Pack
) -> Iterator[str]:
    """How a matter differs from what is expected; `events` are those that the expectation speaks of."""
    for key, wanted in expect.says.items():
        for difference in COMPARED[key](wanted, state, events, history, pack):
            yield f"{expect.place}: {difference}"


def _open(wanted: Any, state: Matter, events: object, history: object, pack: Pack) -> Iterator[str]:
    left = list(state.open_tasks)
    for line in wanted:
        found = next((task for task in left if not any(_task_differences(line, task, state, pack))), None)
        if found:
            left.remove(found)
            continue
        nearest = [t for t in left if t.step == line["step"] and t.unit == line.get("unit", t.unit)]
        if nearest:
            left.remove(nearest[0])
            yield from (f"open task {line['step']}: {d}" for d in _task_differences(line, nearest[0], state, pack))
        else:
            yield f"no open task {_said(line)}"
    for task in left:
        if not task.standing:
            yield f"unexpected open task {task.step} of {task.unit}{'/' + task.post if task.post else ''}"


def _said(line: Expected) -> str:
    return " ".join(str(line[key]) for key in ("step", "unit", "post") if key in line)


def _task_differences(line: Expected, task: Task, state: Matter, pack: Pack) -> Iterator[str]:
    for key, wanted in line.items():
        asked = "day" if key == "due" and len(str(wanted)) == DAY_LENGTH else key
        found = _anchor(task, state, pack) if key == "anchor" else task_value(asked, task, state)
        if wanted != found:
            yield f"{key} is {found}, expected {wanted}"


def _anchor(task: Task, state: Matter, pack: Pack) -> str:
    """The field that the clock of a task runs from, or counts back from."""

    step = pack.procedures[state.procedure].steps[task.step]
    rows = state.fields.get(step.each[0].party.name) if step.each and task.about.isdecimal() else None
    row = rows[int(task.about) - 1] if isinstance(rows, list) else None

    def lookup(path: str) -> object:
        head, _, part = path.partition(".")
        found = state.value(part if head in ("count", "kind") else path)
        match head:
            case "count":
                return len(found) if isinstance(found, list) else 0
            case "kind":
                return pack.units[found].kind if isinstance(found, str) and found in pack.units else None
            case "row":
                return row.get(part) if isinstance(row, dict) else None
        return found

    line = next((line for line in step.within if holds(line.when, lookup)), None)
    return (line.before or line.anchor or NONE) if line else NONE


DAY_LENGTH = len("2026-10-09")


def task_value(key: str, task: Task, state: Matter) -> object:
    """What an open task says under a key of `expect: open`."""
    deadline = Deadline.from_json(task.deadline) if task.deadline else None
    plain: Mapping[str, object] = {
        "step": task.step,
        "unit": task.unit,
        "post": task.post or NONE,
        "fell_to_head": task.fell_to_head or NONE,
        "overdue": task.overdue,
        "reminded": task.reminded,
        "standing": task.standing,
        "recorder": task.recorder or NONE,
        "about": task.about.split(",") if task.about else [],
        "confirms": state.tasks[task.confirms - 1].step if task.confirms else NONE,
    }
    return plain[key] if key in plain else _clock_value(key, deadline)


def _clock_value(key: str, deadline: Deadline | None) -> object:
    if deadline is None:
        return NONE
    match key:
        case "due":
            return _local(deadline.due)
        case "day":
            return deadline.due_day.isoformat() if deadline.due_day else NONE
        case "remind":
            return _local(deadline.remind_at)
        case "from":
            return _local(deadline.trigger)
        case "force":
            return deadline.force.value
        case "limit":
            return str(deadline.limit)
        case "paused":
            return deadline.is_paused
        case "cites":
            return list(deadline.cites)
        case "provisional" if deadline.earliest and deadline.latest:
            return {"earliest": deadline.earliest.isoformat(), "latest": deadline.latest.isoformat()}
    return NONE


def _local(at: datetime | None) -> str:
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if at else NONE


def _fields(wanted: Any, state: Matter, events: object, history: object, pack: Pack) -> Iterator[str]:
    for path, value in wanted.items():
        yield from _value(f"field {path}", value, state.value(path))


def _value(what: str, wanted: object, found: object) -> Iterator[str]:
    if wanted == NONE:
        if found not in (None, "", [], {}, NONE):
            yield f"{what} is {found!r}, expected none"
    elif wanted != (names := _file_names(found)):
        yield f"{what} is {names!r}, expected {wanted!r}"


def _file_names(found: object) -> object:
    """Files as a scenario names them; anything else as it is."""
    return [item["name"] for item in found] if isinstance(found, list) and all(map(is_item, found)) and found else found


def _answers(wanted: Any, state: Matter, events: object, history: object, pack: Pack) -> Iterator[str]:
    for step, units in wanted.items():
        for unit, fields in units.items():
            done = [task for task in state.of_step(step) if task.unit == unit and task.state == "done"]
            if not done:
                yield f"{unit} has not answered {step}"
            for path, value in fields.items() if done else ():
                yield from _value(f"answer {step} of {unit}: {path}", value, done[-1].answers.get(path))


def _ended(wanted: Any, state: Matter, events: object, history: object, pack: Pack) -> Iterator[str]:
    yield from _value("end", wanted, state.end)


def _told(wanted: Any, state: Matter, events: Sequence[e.Event], history: object, pack: Pack) -> Iterator[str]:
    told = {unit for event in events for unit in getattr(event, "told", ())}
    if told != set(wanted):
        yield f"told are {_listed(told)}, expected {_listed(wanted)}"


def _informed(wanted: Any, state: Matter, events: Sequence[e.Event], history: object, pack: Pack) -> Iterator[str]:
    informed = {name for event in events for name in getattr(event, "informed", ())}
    if informed != set(wanted):
        yield f"informed are {_listed(informed)}, expected {_listed(wanted)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or NONE


def _events(wanted: Any, state: Matter, events: Sequence[e.Event], history: object, pack: Pack) -> Iterator[str]:
    kinds = [type(event).__name__ for event in events]
    if kinds != wanted:
        yield f"events are {', '.join(kinds) or 'none'}, expected {', '.join(wanted) or 'none'}"


def _settled(wanted: Any, state: Matter, events: object, history: object, pack: Pack) -> Iterator[str]:
    for step, outcome in wanted.items():
        yield from _value(f"settlement of {step}", outcome, state.settled.get(step, ""))


def _late(wanted: Any, state: Matter, events: Sequence[e.Event], history: object, pack: Pack) -> Iterator[str]:
    late = any(getattr(event, "late", False) for event in events)
    if late is not wanted:
        yield f"the act was {'late' if late else 'in time'}, expected {'late' if wanted else 'in time'}"


def _filed_by(wanted: Any, state: Matter, events: object, history: Sequence[e.Event], pack: Pack) -> Iterator[str]:
    opened = history[0]
    against = opened.filed_against if isinstance(opened, e.MatterOpened) else None
    deadline = Deadline.from_json(against) if against else None
    says = wanted if isinstance(wanted, Mapping) else {"day": wanted}
    for key, value in says.items():
        yield from _value(f"filing: {key}", value, _clock_value(key, deadline))


def _links(wanted: Any, state: Matter, events: object, history: object, pack: Pack) -> Iterator[str]:
    with_kinds = any(" " in each for each in wanted)
    found = sorted(f"{link['matter']} {link['kind']}" if with_kinds else link["matter"] for link in state.links)
    if found != sorted(wanted):
        yield f"links are {', '.join(found) or 'none'}, expected {', '.join(sorted(wanted)) or 'none'}"


def _parties(wanted: Any, state: Matter, events: object, history: object, pack: Pack) -> Iterator[str]:
    if set(state.parties) != set(wanted):
        yield f"parties are {', '.join(state.parties)}, expected {', '.join(wanted)}"


def _changed(wanted: Any, state: Matter, events: object, history: Sequence[e.Event], pack: Pack) -> Iterator[str]:
    opened = history[0]
    changed = sorted(opened.changed or []) if isinstance(opened, e.MatterOpened) else []
    if changed != sorted(wanted):
        yield f"changed fields are {', '.join(changed) or 'none'}, expected {', '.join(wanted) or 'none'}"


CITIZEN_KEYS = ("line", "now", "unit", "told")


def _citizen(wanted: Any, state: Matter, events: object, history: object, pack: Pack) -> Iterator[str]:
    """What the citizen who filed the matter is told: titles of stages, the one that runs, with whom, in which words."""
    public = pack.procedures[state.procedure].entries[state.entry].public
    line = standing(state, public) if public else ()
    now = next((seen for seen in line if seen.phase is Phase.NOW), None)
    found = {
        "line": [seen.title.zh for seen in line],
        "now": now.title.zh if now else NONE,
        "unit": now.unit if now else NONE,
        "told": "".join(seen.shown for seen in line) or NONE,
    }
    for key, value in wanted.items():
        yield from _value(f"citizen: {key}", value, found[key])


Compare = Callable[[Any, Matter, Sequence[e.Event], Sequence[e.Event], Pack], Iterator[str]]

COMPARED: Mapping[str, Compare] = {
    "open": _open,
    "fields": _fields,
    "answers": _answers,
    "ended": _ended,
    "told": _told,
    "informed": _informed,
    "events": _events,
    "settled": _settled,
    "late": _late,
    "filed_by": _filed_by,
    "links": _links,
    "parties": _parties,
    "changed": _changed,
    "citizen": _citizen,
}
TASK_KEYS = (
    *("step", "unit", "post", "due", "remind", "from", "force", "limit", "paused", "cites", "anchor"),
    *("provisional", "fell_to_head", "overdue", "reminded", "standing", "recorder", "confirms", "about"),
)
OF_ALL_MATTERS = ("told", "informed", "late")
"""What is asked of all matters that an act moved."""
