"""PURE. The picture of a BPMN document: a shape for each node, corners for each flow, laid out by `core.diagram`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from liandong.core.diagram import HEIGHT, MARGIN, WIDTH, Diagram, Node, NodeKind, Way, draw, stands_apart
from liandong.core.rules import Pack, Procedure, Step
from liandong.core.texts import Text

EVENT, GATEWAY = 36, 28
BOX_WIDTH, BOX_HEIGHT = WIDTH + 2 * EVENT + 4 * MARGIN, HEIGHT + 2 * MARGIN
BOXES_IN_A_ROW = 4
NOTE_HEIGHT = 22

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow by the ids of its nodes; `outcome` takes it, `label` is its title, `condition` what must hold."""

    start: str
    target: str
    outcome: str = ""
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


def process_id(procedure: str) -> str:
    """The id of the process element of a procedure, by which other procedures call it."""
    return f"process-{procedure}"


def answers(step: Step) -> list[str]:
    """The outcomes of a step that an awaited matter takes, each once, in order."""
    return list(dict.fromkeys(step.awaits.on.values())) if step.awaits else []


def picture(procedure: Procedure, pack: Pack, flows: tuple[Flow, ...]) -> Xml.Element:
    """The BPMNDiagram element for a procedure and its flows."""
    diagram = draw(procedure, pack)
    boxes = _boxes(procedure, diagram)
    root = Xml.Element(f"{{{DI}}}BPMNDiagram", {"id": "diagram"})
    plane = Xml.SubElement(root, f"{{{DI}}}BPMNPlane", {"id": "plane", "bpmnElement": process_id(procedure.name)})
    for name, box in boxes.items():
        _shape(plane, name, box)
    for name, corners in _edges(procedure, diagram, flows, boxes):
        _edge(plane, name, corners)
    return root


def _shape(plane: Xml.Element, name: str, box: Box) -> None:
    shape = Xml.SubElement(plane, f"{{{DI}}}BPMNShape", {"id": f"{name}-shape", "bpmnElement": name})
    if name.startswith("standing-"):
        shape.set("isExpanded", "true")
    bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    Xml.SubElement(shape, f"{{{DC}}}Bounds", {key: str(value) for key, value in bounds.items()})


def _edge(plane: Xml.Element, name: str, corners: list[Corner]) -> None:
    edge = Xml.SubElement(plane, f"{{{DI}}}BPMNEdge", {"id": f"{name}-edge", "bpmnElement": name})
    for x, y in corners:
        Xml.SubElement(edge, f"{{{DD}}}waypoint", {"x": str(x), "y": str(y)})


def _boxes(procedure: Procedure, diagram: Diagram) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    for node in diagram.nodes:
        boxes[f"{node.kind}-{node.name}"] = _box(node)
    for step in procedure.steps.values():
        found = boxes.get(f"step-{step.name}")
        if found is None:
            continue
        if step.after:
            boxes[f"join-{step.name}"] = Box(found.x - GATEWAY - 6, found.middle - GATEWAY // 2, GATEWAY, GATEWAY)
        edge = [*([f"lapse-{step.name}"] if step.lapses else []), *(f"answer-{step.name}.{n}" for n in answers(step))]
        for number, name in enumerate(edge, start=1):
            left, top = found.x + found.width - number * EVENT, found.y + found.height - EVENT // 2
            boxes[name] = Box(left, top, EVENT, EVENT)
        if step.within:
            boxes[f"limit-{step.name}"] = Box(found.x + 8, found.y + found.height + 2, found.width - 8, NOTE_HEIGHT)
    standing = [step.name for step in procedure.steps.values() if stands_apart(step)]
    for number, name in enumerate(standing):
        column, row = number % BOXES_IN_A_ROW, number // BOXES_IN_A_ROW
        left, top = MARGIN + column * (BOX_WIDTH + MARGIN), diagram.height + row * (BOX_HEIGHT + MARGIN)
        boxes |= _standing(name, left, top)
    return boxes


def _standing(name: str, left: int, top: int) -> dict[str, Box]:
    """A box with its start, its task and its end side by side."""
    middle = top + BOX_HEIGHT // 2
    task = Box(left + 2 * MARGIN + EVENT, middle - HEIGHT // 2, WIDTH, HEIGHT)
    return {
        f"standing-{name}": Box(left, top, BOX_WIDTH, BOX_HEIGHT),
        f"used-{name}": Box(left + MARGIN, middle - EVENT // 2, EVENT, EVENT),
        f"step-{name}": task,
        f"over-{name}": Box(task.x + WIDTH + MARGIN, middle - EVENT // 2, EVENT, EVENT),
    }


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
    ways = {(way.start, way.target, way.outcome): way for way in diagram.ways}
    for number, flow in enumerate(flows, start=1):
        start, target = boxes[flow.start], boxes[flow.target]
        way = ways.get((_key(flow.start), _key(flow.target), flow.outcome))
        if way is None or flow.start.startswith(("join-", "lapse-", "answer-")):
            corners = [(start.x + start.width, start.middle), (target.x, target.middle)]
        else:
            corners = _bent(way, target, to_join=flow.target.startswith("join-"))
        yield f"flow-{number}", corners
    for step in procedure.steps.values():
        yield from _beside(step, boxes)


def _beside(step: Step, boxes: Mapping[str, Box]) -> Iterator[tuple[str, list[Corner]]]:
    """The lines of a step that are no flows of the procedure: to its note, from the matter that it awaits."""
    here = boxes[f"step-{step.name}"]
    if stands_apart(step):
        used, over = boxes[f"used-{step.name}"], boxes[f"over-{step.name}"]
        yield f"use-{step.name}", [(used.x + EVENT, used.middle), (here.x, here.middle)]
        yield f"done-{step.name}", [(here.x + here.width, here.middle), (over.x, over.middle)]
        return
    if step.within and not step.standing:
        note = boxes[f"limit-{step.name}"]
        yield f"limits-{step.name}", [(here.x, here.middle), (note.x, note.middle)]
    if step.awaits:
        matter = boxes[f"matter-{step.awaits.starts}"]
        for name in answers(step):
            heard = boxes[f"answer-{step.name}.{name}"]
            yield f"hears-{step.name}.{name}", [(matter.x + matter.width, matter.middle), (heard.x, heard.middle)]


def _key(name: str) -> tuple[NodeKind, str]:
    kind, _, bare = name.partition("-")
    return NodeKind(kind) if kind in set(NodeKind) else NodeKind.STEP, bare


def _bent(way: Way, target: Box, *, to_join: bool) -> list[Corner]:
    corners = list(way.points)
    if to_join and not way.back:
        corners[-1] = (target.x, target.middle)
    return corners
