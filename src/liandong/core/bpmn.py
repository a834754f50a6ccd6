"""PURE. A procedure as a BPMN 2.0 file, with its picture, for any tool that reads the standard.

A step is a user task (parallel instances where each unit has its own), an entry a start event, an end an end event.
The ways out of a step carry the condition of their outcome, so that an outcome that opens several steps opens them
side by side; a join stands behind a parallel gateway. Standing possibilities form an ad-hoc subprocess.
Time limits and articles stand in the documentation of each task.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from liandong.core.diagram import GAP_X, GAP_Y, HEIGHT, MARGIN, WIDTH, Diagram, Node, NodeKind, Way, draw
from liandong.core.rules import Pack, Procedure, Step
from liandong.core.time_words import limit_text

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
EVENT, GATE = 36, 32

for _prefix, _space in (("bpmn", BPMN), ("bpmndi", DI), ("dc", DC), ("di", DD), ("xsi", XSI)):
    ET.register_namespace(_prefix, _space)

TAGS = {NodeKind.ENTRY: "startEvent", NodeKind.STEP: "userTask", NodeKind.END: "endEvent"}


def export(procedure: Procedure, pack: Pack, lang: str = "zh") -> bytes:
    """The procedure as BPMN 2.0 XML in UTF-8; titles in `lang`."""
    diagram = draw(procedure)
    root = ET.Element(
        _in(BPMN, "definitions"), {"id": f"{pack.county}-{procedure.name}", "targetNamespace": "liandong"}
    )
    process = ET.SubElement(
        root,
        _in(BPMN, "process"),
        {"id": "process", "name": procedure.title.say(lang), "isExecutable": "false"},
    )
    for node in diagram.nodes:
        _element(process, procedure, node, lang)
    gates = [step.name for step in procedure.steps.values() if step.after and not step.standing]
    for name in gates:
        ET.SubElement(process, _in(BPMN, "parallelGateway"), {"id": f"join-{name}"})
        flow = {"id": f"flow-join-{name}", "sourceRef": f"join-{name}", "targetRef": f"step-{name}"}
        ET.SubElement(process, _in(BPMN, "sequenceFlow"), flow)
    for number, way in enumerate(diagram.ways):
        _flow(process, procedure, way, number, lang)
    standing = [step for step in procedure.steps.values() if step.standing]
    _standing(process, standing, lang)
    _picture(root, diagram, gates, standing)
    ET.indent(root)
    found: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return found


def _in(space: str, tag: str) -> str:
    return f"{{{space}}}{tag}"


def _ref(kind: NodeKind, name: str) -> str:
    return f"{kind.value}-{name}"


def _element(process: ET.Element, procedure: Procedure, node: Node, lang: str) -> None:
    found = ET.SubElement(
        process, _in(BPMN, TAGS[node.kind]), {"id": _ref(node.kind, node.name), "name": node.title.say(lang)}
    )
    if node.kind is NodeKind.STEP:
        _document(found, procedure.steps[node.name], lang)


def _document(found: ET.Element, step: Step, lang: str) -> None:
    limits = [limit_text(line.limit).say(lang) for line in step.within]
    words = "；".join(part for part in ("、".join(limits), "、".join(step.cites)) if part)
    if words:
        ET.SubElement(found, _in(BPMN, "documentation")).text = words
    if step.each:
        ET.SubElement(found, _in(BPMN, "multiInstanceLoopCharacteristics"), {"isSequential": "false"})


def _flow(process: ET.Element, procedure: Procedure, way: Way, number: int, lang: str) -> None:
    given = {
        "id": f"flow-{number}",
        "sourceRef": _ref(*way.start),
        "targetRef": _target(procedure, way),
    }
    if way.label:
        given["name"] = way.label.say(lang)
    flow = ET.SubElement(process, _in(BPMN, "sequenceFlow"), given)
    if way.outcome:
        expression = ET.SubElement(flow, _in(BPMN, "conditionExpression"), {_in(XSI, "type"): "bpmn:tFormalExpression"})
        expression.text = f'outcome = "{way.outcome}"'


def _target(procedure: Procedure, way: Way) -> str:
    kind, name = way.target
    joined = kind is NodeKind.STEP and way.start[1] in {line.step for line in procedure.steps[name].after}
    return f"join-{name}" if joined else _ref(kind, name)


def _standing(process: ET.Element, steps: Iterable[Step], lang: str) -> None:
    found = list(steps)
    if not found:
        return
    name = "随时可办" if lang == "zh" else "Possible at any time"
    box = ET.SubElement(process, _in(BPMN, "adHocSubProcess"), {"id": "standing", "name": name})
    for step in found:
        task = ET.SubElement(
            box, _in(BPMN, "userTask"), {"id": _ref(NodeKind.STEP, step.name), "name": step.title.say(lang)}
        )
        _document(task, step, lang)


def _picture(root: ET.Element, diagram: Diagram, gates: list[str], standing: list[Step]) -> None:
    plane = ET.SubElement(
        ET.SubElement(root, _in(DI, "BPMNDiagram"), {"id": "diagram"}),
        _in(DI, "BPMNPlane"),
        {"id": "plane", "bpmnElement": "process"},
    )
    places = {node.name: node for node in diagram.nodes if node.kind is NodeKind.STEP}
    for node in diagram.nodes:
        _shape(plane, _ref(node.kind, node.name), *_bounds(node))
    for name in gates:
        x, y = _gate(places[name])
        _shape(plane, f"join-{name}", x, y, GATE, GATE)
        middle = places[name].y + HEIGHT // 2
        _edge(plane, f"flow-join-{name}", ((x + GATE, middle), (places[name].x, middle)))
    for number, way in enumerate(diagram.ways):
        _edge(plane, f"flow-{number}", _points(way, places, gates))
    _standing_picture(plane, diagram, standing)


def _bounds(node: Node) -> tuple[int, int, int, int]:
    if node.kind is NodeKind.STEP:
        return node.x, node.y, node.width, node.height
    middle = node.y + node.height // 2
    x = node.x + node.width - EVENT if node.kind is NodeKind.ENTRY else node.x
    return x, middle - EVENT // 2, EVENT, EVENT


def _gate(node: Node) -> tuple[int, int]:
    return node.x - GATE - 8, node.y + (node.height - GATE) // 2


def _points(way: Way, places: Mapping[str, Node], gates: list[str]) -> tuple[tuple[int, int], ...]:
    kind, name = way.target
    if kind is not NodeKind.STEP or name not in gates or way.back:
        return way.points
    x, y = _gate(places[name])
    return (*way.points[:-1], (x, y + GATE // 2))


def _standing_picture(plane: ET.Element, diagram: Diagram, standing: list[Step]) -> None:
    if not standing:
        return
    columns = max(1, (diagram.width - 2 * MARGIN) // (WIDTH + GAP_X // 2))
    rows = -(-len(standing) // columns)
    top = diagram.height + MARGIN
    width = min(len(standing), columns) * (WIDTH + GAP_X // 2) + MARGIN
    _shape(plane, "standing", MARGIN, top, width, rows * (HEIGHT + GAP_Y) + 2 * MARGIN)
    for number, step in enumerate(standing):
        x = 2 * MARGIN + (number % columns) * (WIDTH + GAP_X // 2)
        y = top + MARGIN + 8 + (number // columns) * (HEIGHT + GAP_Y)
        _shape(plane, _ref(NodeKind.STEP, step.name), x, y, WIDTH, HEIGHT)


def _shape(plane: ET.Element, element: str, x: int, y: int, width: int, height: int) -> None:
    shape = ET.SubElement(plane, _in(DI, "BPMNShape"), {"id": f"{element}-shape", "bpmnElement": element})
    bounds = {"x": x, "y": y, "width": width, "height": height}
    ET.SubElement(shape, _in(DC, "Bounds"), {name: str(value) for name, value in bounds.items()})


def _edge(plane: ET.Element, element: str, points: Iterable[tuple[int, int]]) -> None:
    edge = ET.SubElement(plane, _in(DI, "BPMNEdge"), {"id": f"{element}-edge", "bpmnElement": element})
    for x, y in points:
        ET.SubElement(edge, _in(DD, "waypoint"), {"x": str(x), "y": str(y)})
