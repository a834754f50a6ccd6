"""PURE. A procedure as BPMN 2.0 XML, with its picture, for any modeler.

Entries become start events, steps user tasks (one instance per unit for `each`), ends terminating end events.
A flow leaves its step when its outcome is taken and its condition holds; joins become gateways. A standing
possibility is a non-interrupting event sub-process: it may be used any number of times while the matter runs. Working
days have no ISO duration, so limits stand as words beside their step; only one that lapses is a timer.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from liandong.core.bpmn_picture import Flow, picture
from liandong.core.bpmn_words import condition_words, documentation, limit_words, owner
from liandong.core.conditions import Condition
from liandong.core.rules import Opens, Outcome, Pack, Procedure, Step
from liandong.core.texts import Text

NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def export(procedure: Procedure, pack: Pack) -> bytes:
    """The BPMN 2.0 document of a procedure, UTF-8; equal procedures give equal bytes."""
    for prefix, address in NAMESPACES.items():
        Xml.register_namespace(prefix, address)
    root = Xml.Element(
        _name("definitions"),
        {
            "id": "definitions",
            "targetNamespace": f"urn:liandong:{pack.county}",
            "exporter": "liandong",
            "exporterVersion": pack.version,
        },
    )
    process = _add(root, "process", id=procedure.name, name=procedure.title.zh, isExecutable="false")
    _document(process, documentation(procedure.title, procedure.cites, procedure.rules))
    flows = tuple(dict.fromkeys(_flows(procedure)))
    _start_events(process, procedure, flows)
    for step in procedure.steps.values():
        if not step.standing:
            _task(process, procedure, pack, step, flows)
    _ends(process, procedure, flows)
    for step in procedure.steps.values():
        if step.standing:
            _possibility(process, pack, step)
    for number, flow in enumerate(flows, start=1):
        _sequence(process, number, flow)
    _limits(process, procedure)
    root.append(picture(procedure, flows, NAMESPACES))
    Xml.indent(root)
    body: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _name(tag: str) -> str:
    return f"{{{NAMESPACES['bpmn']}}}{tag}"


def _add(parent: Xml.Element, tag: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, _name(tag), attributes)


def _document(parent: Xml.Element, words: str) -> None:
    if words:
        _add(parent, "documentation").text = words


def _flows(procedure: Procedure) -> Iterator[Flow]:
    """Every sequence flow, those of joins through their gateway."""
    for entry in procedure.entries.values():
        yield from _opened(procedure, f"entry-{entry.name}", entry.opens, entry.opens_first, None)
    for step in procedure.steps.values():
        if step.standing:
            continue
        for outcome in step.outcomes.values():
            yield from _of_outcome(procedure, f"step-{step.name}", outcome, len(step.outcomes) > 1)
        if step.lapses:
            yield from _of_outcome(procedure, f"lapse-{step.name}", step.outcomes[step.lapses], False)
        for join in procedure.joins.get(step.name, ()):
            line = next(after for after in procedure.steps[join].after if after.step == step.name)
            words = [f"outcome = {line.outcome}"] if line.outcome else []
            words += [condition_words(line.when)] if line.when else []
            yield Flow(f"step-{step.name}", f"join-{join}", None, " and ".join(words))
        if step.after:
            yield Flow(f"join-{step.name}", f"step-{step.name}")


def _of_outcome(procedure: Procedure, start: str, outcome: Outcome, several: bool) -> Iterator[Flow]:
    name = outcome if several else None
    yield from _opened(procedure, start, outcome.opens, outcome.opens_first, name, outcome.title)
    if outcome.ends:
        yield Flow(start, f"end-{outcome.ends}", outcome.title, _taken(name, []))


def _opened(
    procedure: Procedure,
    start: str,
    lines: tuple[Opens, ...],
    first: bool,
    outcome: Outcome | None,
    label: Text | None = None,
) -> Iterator[Flow]:
    passed: list[Condition] = []
    for line in lines:
        words = [f"not ({condition_words(when)})" for when in passed] if first else []
        words += [condition_words(line.when)] if line.when else []
        for name in _with_companions(procedure, line.step):
            yield Flow(start, f"step-{name}", label, _taken(outcome, words))
        passed += [line.when] if line.when else []


def _taken(outcome: Outcome | None, words: list[str]) -> str:
    return " and ".join([*([f"outcome = {outcome.name}"] if outcome else []), *words])


def _with_companions(procedure: Procedure, name: str) -> list[str]:
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        step = waiting.pop(0)
        if step not in found:
            found[step] = None
            waiting += procedure.companions.get(step, ())
    return [step for step in found if not procedure.steps[step].standing]


def _ends_of(node: Xml.Element, name: str, flows: tuple[Flow, ...]) -> None:
    """The flows of a node; the schema wants those that come in before those that go out."""
    for number, flow in enumerate(flows, start=1):
        if flow.target == name:
            _add(node, "incoming").text = f"flow-{number}"
    for number, flow in enumerate(flows, start=1):
        if flow.start == name:
            _add(node, "outgoing").text = f"flow-{number}"


def _start_events(process: Xml.Element, procedure: Procedure, flows: tuple[Flow, ...]) -> None:
    for entry in procedure.entries.values():
        node = _add(process, "startEvent", id=f"entry-{entry.name}", name=entry.title.zh)
        _document(node, documentation(entry.title, entry.cites, entry.rules))
        _ends_of(node, f"entry-{entry.name}", flows)


def _task(process: Xml.Element, procedure: Procedure, pack: Pack, step: Step, flows: tuple[Flow, ...]) -> None:
    if step.after:
        plain = all(line.when is None and not line.outcome for line in step.after)
        join = _add(process, "parallelGateway" if plain else "inclusiveGateway", id=f"join-{step.name}")
        _ends_of(join, f"join-{step.name}", flows)
    node = _add(process, "userTask", id=f"step-{step.name}", name=step.title.zh)
    needs = [procedure.steps[name].title for name in step.needs]
    _document(node, documentation(step.title, step.cites, step.rules, needs))
    _ends_of(node, f"step-{step.name}", flows)
    _owner(node, pack, procedure, step)
    if step.each:
        _add(node, "multiInstanceLoopCharacteristics", isSequential="false")
    if step.lapses:
        timer = _add(process, "boundaryEvent", id=f"lapse-{step.name}", attachedToRef=f"step-{step.name}")
        _ends_of(timer, f"lapse-{step.name}", flows)
        definition = _add(timer, "timerEventDefinition", id=f"timer-{step.name}")
        _add(definition, "timeDuration").text = limit_words(step.within, "en")


def _owner(node: Xml.Element, pack: Pack, procedure: Procedure, step: Step) -> None:
    performer = _add(node, "potentialOwner", name=owner(pack, procedure, step))
    expression = _add(performer, "resourceAssignmentExpression")
    parties = [line.party for line in (*step.by, *step.each)]
    _add(expression, "formalExpression").text = ", ".join(dict.fromkeys(party.name for party in parties))


def _ends(process: Xml.Element, procedure: Procedure, flows: tuple[Flow, ...]) -> None:
    for end in procedure.ends.values():
        node = _add(process, "endEvent", id=f"end-{end.name}", name=end.title.zh)
        _ends_of(node, f"end-{end.name}", flows)
        _add(node, "terminateEventDefinition", id=f"terminate-{end.name}")


def _possibility(process: Xml.Element, pack: Pack, step: Step) -> None:
    """A standing step: an event sub-process that does not interrupt the matter."""
    box = _add(process, "subProcess", id=f"step-{step.name}", name=step.title.zh, triggeredByEvent="true")
    _document(box, documentation(step.title, step.cites, step.rules))
    start = _add(box, "startEvent", id=f"used-{step.name}", isInterrupting="false")
    _add(start, "outgoing").text = f"use-{step.name}"
    wanted = _add(start, "conditionalEventDefinition", id=f"when-{step.name}")
    opened = " or ".join(f"{name} was opened" for name in step.opened_with) or "it was opened"
    _formal(_add(wanted, "condition"), opened)
    task = _add(box, "userTask", id=f"act-{step.name}", name=step.title.zh)
    _add(task, "incoming").text = f"use-{step.name}"
    _add(task, "outgoing").text = f"done-{step.name}"
    end = _add(box, "endEvent", id=f"over-{step.name}")
    _add(end, "incoming").text = f"done-{step.name}"
    _add(box, "sequenceFlow", id=f"use-{step.name}", sourceRef=f"used-{step.name}", targetRef=f"act-{step.name}")
    _add(box, "sequenceFlow", id=f"done-{step.name}", sourceRef=f"act-{step.name}", targetRef=f"over-{step.name}")


def _formal(node: Xml.Element, words: str) -> None:
    node.set(f"{{{NAMESPACES['xsi']}}}type", "bpmn:tFormalExpression")
    node.text = words


def _sequence(process: Xml.Element, number: int, flow: Flow) -> None:
    label = {"name": flow.label.zh} if flow.label else {}
    node = _add(process, "sequenceFlow", id=f"flow-{number}", sourceRef=flow.start, targetRef=flow.target, **label)
    if flow.condition and flow.start.startswith("step-"):
        _formal(_add(node, "conditionExpression"), flow.condition)
    else:
        _document(node, flow.condition)  # only flows that leave a task may hold a condition


def _limits(process: Xml.Element, procedure: Procedure) -> None:
    """Each limit as a note beside its step."""
    for step in procedure.steps.values():
        if step.within and not step.standing:
            note = _add(process, "textAnnotation", id=f"limit-{step.name}")
            _add(note, "text").text = limit_words(step.within, "zh")
            _add(
                process,
                "association",
                id=f"limits-{step.name}",
                sourceRef=f"step-{step.name}",
                targetRef=f"limit-{step.name}",
            )
