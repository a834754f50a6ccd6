"""PURE. A procedure as BPMN 2.0 XML, with its picture, for any modeler.

Entries become start events (with a timer, where the clock makes them), steps user tasks (one instance per unit, row or
leader for `each`), ends terminating end events. A matter that an outcome starts is a call activity, which calls the
process of the other procedure; a step that awaits it hears each answer as a message at its edge. A flow leaves its step
when its outcome is taken and its condition holds; joins become gateways. A standing possibility is a non-interrupting
event sub-process: it may be used any number of times while the matter runs; one that leads on is a task that loops.
Working days have no ISO duration, so limits stand as words beside their step; only one that lapses is a timer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from liandong.core.bpmn_picture import DC, DD, DI, Flow, answers, picture, process_id
from liandong.core.bpmn_words import (
    AGAIN,
    bearer_words,
    condition_words,
    documentation,
    limit_words,
    recurrence_words,
    spread_words,
    started_words,
)
from liandong.core.conditions import Condition
from liandong.core.diagram import stands_apart, started_procedure
from liandong.core.rules import Entry, Every, Opens, Outcome, Pack, Procedure, Step

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CYCLES = {Every.MONTH: "R/P1M", Every.QUARTER: "R/P3M", Every.YEAR: "R/P1Y"}
for _prefix, _space in (("bpmn", BPMN), ("bpmndi", DI), ("dc", DC), ("di", DD), ("xsi", XSI)):
    Xml.register_namespace(_prefix, _space)


def export(procedure: Procedure, pack: Pack, lang: str = "zh") -> bytes:
    """The BPMN 2.0 document of a procedure, UTF-8, titles in `lang`; equal procedures give equal bytes."""
    space = {"id": f"{pack.county}-{procedure.name}", "targetNamespace": f"urn:liandong:{pack.county}"}
    root = Xml.Element(_name("definitions"), {**space, "exporter": "liandong", "exporterVersion": pack.version})
    flows = tuple(dict.fromkeys(_flows(procedure)))
    _Writer(procedure, pack, lang, flows).write(root)
    root.append(picture(procedure, pack, flows))
    Xml.indent(root)
    body: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _name(tag: str) -> str:
    return f"{{{BPMN}}}{tag}"


def _flows(procedure: Procedure) -> Iterator[Flow]:
    """Every sequence flow, those of joins through their gateway."""
    for entry in procedure.entries.values():
        yield from _opened(procedure, f"entry-{entry.name}", entry.opens, entry.opens_first)
    for step in procedure.steps.values():
        if stands_apart(step):
            continue
        heard = answers(step)
        for outcome in step.outcomes.values():
            start = f"answer-{step.name}.{outcome.name}" if outcome.name in heard else f"step-{step.name}"
            yield from _of_outcome(procedure, start, outcome)
            if outcome.starts and outcome.name not in heard:
                matter = f"matter-{step.name}.{outcome.name}"
                yield Flow(start, matter, outcome.name, outcome.title, _taken(outcome, []))
        if step.lapses:
            yield from _of_outcome(procedure, f"lapse-{step.name}", step.outcomes[step.lapses])
        for join in procedure.joins.get(step.name, ()):
            line = next(after for after in procedure.steps[join].after if after.step == step.name)
            words = [f'outcome = "{line.outcome}"'] if line.outcome else []
            words += [condition_words(line.when)] if line.when else []
            for start in (f"step-{step.name}", *(f"answer-{step.name}.{name}" for name in heard)):
                yield Flow(start, f"join-{join}", condition=" and ".join(words))
        if step.after:
            for opened in _with_companions(procedure, step.name):
                yield Flow(f"join-{step.name}", f"step-{opened}")


def _of_outcome(procedure: Procedure, start: str, outcome: Outcome) -> Iterator[Flow]:
    yield from _opened(procedure, start, outcome.opens, outcome.opens_first, outcome)
    if outcome.ends:
        yield Flow(start, f"end-{outcome.ends}", outcome.name, outcome.title, _taken(outcome, []))


def _opened(
    procedure: Procedure, start: str, lines: tuple[Opens, ...], first: bool, outcome: Outcome | None = None
) -> Iterator[Flow]:
    passed: list[Condition] = []
    name, title = (outcome.name, outcome.title) if outcome else ("", None)
    for line in lines:
        words = [f"not ({condition_words(when)})" for when in passed] if first else []
        words += [condition_words(line.when)] if line.when else []
        for step in _with_companions(procedure, line.step):
            yield Flow(start, f"step-{step}", name, title, _taken(outcome, words))
        passed += [line.when] if line.when else []


def _taken(outcome: Outcome | None, words: list[str]) -> str:
    return " and ".join([*([f'outcome = "{outcome.name}"'] if outcome else []), *words])


def _with_companions(procedure: Procedure, name: str) -> list[str]:
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        step = waiting.pop(0)
        if step not in found:
            found[step] = None
            waiting += procedure.companions.get(step, ())
    return [step for step in found if not stands_apart(procedure.steps[step])]


def _add(parent: Xml.Element, tag: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, _name(tag), attributes)


def _document(parent: Xml.Element, words: str) -> None:
    if words:
        _add(parent, "documentation").text = words


def _formal(node: Xml.Element, words: str) -> None:
    node.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
    node.text = words


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the elements of one procedure."""

    procedure: Procedure
    pack: Pack
    lang: str
    flows: tuple[Flow, ...]

    def write(self, root: Xml.Element) -> None:
        """The process element with all that is in it."""
        found = self.procedure
        title = found.title.say(self.lang)
        whole = _add(root, "process", id=process_id(found.name), name=title, isExecutable="false")
        _document(whole, documentation(found.cites, found.rules))
        for entry in found.entries.values():
            self.entry(whole, entry)
        for step in found.steps.values():
            if not stands_apart(step):
                self.task(whole, step)
        for end in found.ends.values():
            node = _add(whole, "endEvent", id=f"end-{end.name}", name=end.title.say(self.lang))
            self.ends_of(node)
            _add(node, "terminateEventDefinition", id=f"terminate-{end.name}")
        for step in found.steps.values():
            if stands_apart(step):
                self.possibility(whole, step)
        for number, flow in enumerate(self.flows, start=1):
            self.sequence(whole, number, flow)
        for step in found.steps.values():
            if step.within and not step.standing:
                self.limit(whole, step)
        for step in found.steps.values():
            for name in answers(step):
                self.hearing(whole, step, name)

    def entry(self, whole: Xml.Element, entry: Entry) -> None:
        """A way to open a matter; what recurs begins by a timer."""
        node = _add(whole, "startEvent", id=f"entry-{entry.name}", name=entry.title.say(self.lang))
        recurs = [recurrence_words(self.pack, entry.recurs, self.lang)] if entry.recurs else []
        _document(node, "\n".join([*recurs, documentation(entry.cites, entry.rules)]).strip())
        self.ends_of(node)
        if entry.recurs:
            definition = _add(node, "timerEventDefinition", id=f"recurs-{entry.name}")
            _formal(_add(definition, "timeCycle"), CYCLES[entry.recurs.every])

    def ends_of(self, node: Xml.Element) -> None:
        """The flows of a node; the schema wants those that come in before those that go out."""
        numbered = list(enumerate(self.flows, start=1))
        for number, flow in numbered:
            if flow.target == node.get("id"):
                _add(node, "incoming").text = f"flow-{number}"
        for number, flow in numbered:
            if flow.start == node.get("id"):
                _add(node, "outgoing").text = f"flow-{number}"

    def task(self, whole: Xml.Element, step: Step) -> None:
        """A step, the gateway of its join before it, and the timer of a limit that lapses on its edge."""
        if step.after:
            plain = all(line.when is None and not line.outcome for line in step.after)
            self.ends_of(_add(whole, "parallelGateway" if plain else "inclusiveGateway", id=f"join-{step.name}"))
        node = self.user_task(whole, step)
        _document(node, documentation(step.cites, step.rules, [self.procedure.steps[n].title for n in step.needs]))
        self.ends_of(node)
        self.bearers(node, step)
        self.started(whole, step)
        if step.lapses:
            timer = _add(whole, "boundaryEvent", id=f"lapse-{step.name}", attachedToRef=f"step-{step.name}")
            self.ends_of(timer)
            definition = _add(timer, "timerEventDefinition", id=f"timer-{step.name}")
            _formal(_add(definition, "timeDuration"), limit_words(self.procedure, step, self.lang))
        for name in answers(step):
            self.answer(whole, step, step.outcomes[name])

    def started(self, whole: Xml.Element, step: Step) -> None:
        """The matters that the outcomes of a step start, as calls of their processes."""
        for outcome in step.outcomes.values():
            if outcome.starts:
                other = started_procedure(self.procedure, f"{step.name}.{outcome.name}", self.pack)
                title, name = other.title.say(self.lang), f"matter-{step.name}.{outcome.name}"
                call = _add(whole, "callActivity", id=name, name=title, calledElement=process_id(other.name))
                _document(call, started_words(other, outcome.starts, self.lang))
                self.ends_of(call)

    def answer(self, whole: Xml.Element, step: Step, outcome: Outcome) -> None:
        """An outcome that the awaited matter takes: a message that ends the waiting."""
        name, title = f"{step.name}.{outcome.name}", outcome.title.say(self.lang)
        event = _add(whole, "boundaryEvent", id=f"answer-{name}", name=title, attachedToRef=f"step-{step.name}")
        news = [heard for heard, taken in step.awaits.on.items() if taken == outcome.name] if step.awaits else []
        _document(event, ", ".join(news))
        self.ends_of(event)
        _add(event, "messageEventDefinition", id=f"message-{name}")

    def user_task(self, parent: Xml.Element, step: Step) -> Xml.Element:
        """The task of a step."""
        return _add(parent, "userTask", id=f"step-{step.name}", name=step.title.say(self.lang))

    def bearers(self, node: Xml.Element, step: Step) -> None:
        """Who bears the task, and whether each of them has one."""
        performer = _add(node, "potentialOwner", name=bearer_words(self.pack, self.procedure, step, self.lang))
        expression = _add(performer, "resourceAssignmentExpression")
        parties = [line.party for line in (*step.by, *step.each)]
        _add(expression, "formalExpression").text = ", ".join(dict.fromkeys(party.name for party in parties))
        if step.each:
            many = _add(node, "multiInstanceLoopCharacteristics", isSequential="false")
            words = (spread_words(step, self.lang), bearer_words(self.pack, self.procedure, step, self.lang))
            _document(many, ("：" if self.lang == "zh" else ": ").join(words))
        elif step.standing and not stands_apart(step):
            _document(_add(node, "standardLoopCharacteristics", testBefore="true"), AGAIN.say(self.lang))

    def possibility(self, whole: Xml.Element, step: Step) -> None:
        """A standing step: an event sub-process that does not interrupt the matter."""
        name = step.name
        title = step.title.say(self.lang)
        box = _add(whole, "subProcess", id=f"standing-{name}", name=title, triggeredByEvent="true")
        start = _add(box, "startEvent", id=f"used-{name}", isInterrupting="false")
        _add(start, "outgoing").text = f"use-{name}"
        opened = " or ".join(f"{other} was opened" for other in step.opened_with) or "it was opened"
        _formal(_add(_add(start, "conditionalEventDefinition", id=f"when-{name}"), "condition"), opened)
        task = self.user_task(box, step)
        _document(task, documentation(step.cites, step.rules))
        _add(task, "incoming").text = f"use-{name}"
        _add(task, "outgoing").text = f"done-{name}"
        self.bearers(task, step)
        _add(_add(box, "endEvent", id=f"over-{name}"), "incoming").text = f"done-{name}"
        _add(box, "sequenceFlow", id=f"use-{name}", sourceRef=f"used-{name}", targetRef=f"step-{name}")
        _add(box, "sequenceFlow", id=f"done-{name}", sourceRef=f"step-{name}", targetRef=f"over-{name}")

    def sequence(self, whole: Xml.Element, number: int, flow: Flow) -> None:
        """A flow; only one that leaves a task may hold its condition, any other says it in words."""
        label = {"name": flow.label.say(self.lang)} if flow.label else {}
        node = _add(whole, "sequenceFlow", id=f"flow-{number}", sourceRef=flow.start, targetRef=flow.target, **label)
        if flow.condition and flow.start.startswith("step-"):
            _formal(_add(node, "conditionExpression"), flow.condition)
        else:
            _document(node, flow.condition)

    def limit(self, whole: Xml.Element, step: Step) -> None:
        """A limit as a note beside its step."""
        name, words = step.name, limit_words(self.procedure, step, self.lang)
        _add(_add(whole, "textAnnotation", id=f"limit-{name}"), "text").text = words
        _add(whole, "association", id=f"limits-{name}", sourceRef=f"step-{name}", targetRef=f"limit-{name}")

    def hearing(self, whole: Xml.Element, step: Step, outcome: str) -> None:
        """That an answer comes from the started matter."""
        name = f"{step.name}.{outcome}"
        matter = f"matter-{step.awaits.starts}" if step.awaits else ""
        _add(whole, "association", id=f"hears-{name}", sourceRef=matter, targetRef=f"answer-{name}")
