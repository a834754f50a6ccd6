"""PURE. The picture of a BPMN document: a shape for each node, corners for each flow, laid out by `core.diagram`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from liandong.core.diagram import MARGIN, Diagram, Node, NodeKind, Way, draw
from liandong.core.rules import Procedure
from liandong.core.texts import Text

EVENT, GATEWAY = 36, 28
BOX_WIDTH, BOX_HEIGHT, BOX_GAP = 148, 52, 24
BOXES_IN_A_ROW = 6
NOTE_HEIGHT = 22

Corner = tuple[int, int]
Prefixes = {NodeKind.ENTRY: "entry", NodeKind.STEP: "step", NodeKind.END: "end"}


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow; `label` is the title of the outcome that takes it, `condition` what must hold for it."""

    start: str
    target: str
    label: Text | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where an element stands."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """The height of its middle."""
        return self.y + self.height // 2


def picture(procedure: Procedure, flows: tuple[Flow, ...], namespaces: Mapping[str, str]) -> Xml.Element:
    """The BPMNDiagram element for a procedure and its flows."""
    diagram = draw(procedure)
    boxes = _boxes(procedure, diagram)
    root = Xml.Element(f"{{{namespaces['bpmndi']}}}BPMNDiagram", {"id": "diagram"})
    plane = Xml.SubElement(root, f"{{{namespaces['bpmndi']}}}BPMNPlane", {"id": "plane", "bpmnElement": procedure.name})
    for name, box in boxes.items():
        shape = Xml.SubElement(
            plane, f"{{{namespaces['bpmndi']}}}BPMNShape", {"id": f"shape-{name}", "bpmnElement": name}
        )
        if name.startswith("step-") and procedure.steps[name.removeprefix("step-")].standing:
            shape.set("isExpanded", "false")
        bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        Xml.SubElement(shape, f"{{{namespaces['dc']}}}Bounds", {key: str(value) for key, value in bounds.items()})
    for name, corners in _edges(procedure, diagram, flows, boxes):
        edge = Xml.SubElement(plane, f"{{{namespaces['bpmndi']}}}BPMNEdge", {"id": f"edge-{name}", "bpmnElement": name})
        for x, y in corners:
            Xml.SubElement(edge, f"{{{namespaces['di']}}}waypoint", {"x": str(x), "y": str(y)})
    return root


def _boxes(procedure: Procedure, diagram: Diagram) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    for node in diagram.nodes:
        boxes[f"{Prefixes[node.kind]}-{node.name}"] = _box(node)
    for step in procedure.steps.values():
        found = boxes.get(f"step-{step.name}")
        if found is None:
            continue
        if step.after:
            boxes[f"join-{step.name}"] = Box(found.x - GATEWAY - 6, found.middle - GATEWAY // 2, GATEWAY, GATEWAY)
        if step.lapses:
            left, top = found.x + found.width - EVENT, found.y + found.height - EVENT // 2
            boxes[f"lapse-{step.name}"] = Box(left, top, EVENT, EVENT)
        if step.within:
            boxes[f"limit-{step.name}"] = Box(found.x + 8, found.y + found.height + 2, found.width - 8, NOTE_HEIGHT)
    standing = [step.name for step in procedure.steps.values() if step.standing]
    for number, name in enumerate(standing):
        column, row = number % BOXES_IN_A_ROW, number // BOXES_IN_A_ROW
        left, top = MARGIN + column * (BOX_WIDTH + BOX_GAP), diagram.height + row * (BOX_HEIGHT + BOX_GAP)
        boxes[f"step-{name}"] = Box(left, top, BOX_WIDTH, BOX_HEIGHT)
    return boxes


def _box(node: Node) -> Box:
    """Events are circles: a small square at the side of the node where its ways meet it."""
    middle = node.y + node.height // 2
    if node.kind is NodeKind.ENTRY:
        return Box(node.x + node.width - EVENT, middle - EVENT // 2, EVENT, EVENT)
    if node.kind is NodeKind.END:
        return Box(node.x, middle - EVENT // 2, EVENT, EVENT)
    return Box(node.x, node.y, node.width, node.height)


def _edges(
    procedure: Procedure, diagram: Diagram, flows: tuple[Flow, ...], boxes: Mapping[str, Box]
) -> Iterator[tuple[str, list[Corner]]]:
    ways = {(way.start, way.target, way.label): way for way in diagram.ways}
    for number, flow in enumerate(flows, start=1):
        start, target = boxes[flow.start], boxes[flow.target]
        way = ways.get((_bare(flow.start), _bare(flow.target), flow.label))
        if way is None or flow.start.startswith(("join-", "lapse-")):
            corners = [(start.x + start.width, start.middle), (target.x, target.middle)]
        else:
            corners = _bent(way, target, to_join=flow.target.startswith("join-"))
        yield f"flow-{number}", corners
    for step in procedure.steps.values():
        if step.within and not step.standing:
            bearer, note = boxes[f"step-{step.name}"], boxes[f"limit-{step.name}"]
            yield f"limits-{step.name}", [(bearer.x, bearer.middle), (note.x, note.middle)]


def _bare(name: str) -> str:
    return name.partition("-")[2]


def _bent(way: Way, target: Box, *, to_join: bool) -> list[Corner]:
    corners = list(way.points)
    if to_join:
        corners[-1] = (target.x, target.middle)
    return corners
