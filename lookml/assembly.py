"""From files to objects: what a model includes, refinements laid on, extensions drawn in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lookml.source import Fault, Node

# Blocks of these keys are told apart by name; a later one of the same name changes the earlier one.
NAMED = frozenset(
    {"dimension", "dimension_group", "measure", "parameter", "filter", "set", "join", "aggregate_table"}
)
# Repeatable blocks without a name of their own: each one counts, none replaces another.
ADDITIVE = frozenset({"access_filter", "link", "when", "allowed_value", "column", "assert", "includes"})
FIELD_KEYS = frozenset({"dimension", "dimension_group", "measure", "parameter", "filter"})


@dataclass
class Faults:
    """What was found wrong so far."""

    found: list[Fault] = field(default_factory=list)

    def add(self, node: Node, check: str, message: str) -> None:
        """Note one fault at the node's place."""
        self.found.append(Fault(node.location, check, message))


def included_files(file: str, nodes: Mapping[str, tuple[Node, ...]], root: Path, faults: Faults) -> list[str]:
    """The files that `file` reaches through `include:`, itself first, in the order Looker reads them."""
    reached: list[str] = []
    waiting = [file]
    while waiting:
        current = waiting.pop(0)
        if current in reached:
            continue
        reached.append(current)
        for node in (node for node in nodes.get(current, ()) if node.key == "include"):
            waiting.extend(_matches(node, current, root, faults))
    return reached


def _matches(node: Node, file: str, root: Path, faults: Faults) -> list[str]:
    pattern = node.value or ""
    base = root if pattern.startswith("/") else (root / file).parent
    found: set[Path] = set()
    for suffix in ("", ".lkml"):
        found.update(path for path in base.glob(pattern.lstrip("/") + suffix) if path.is_file())
    if not found:
        faults.add(node, "include", f"include `{pattern}` matches no file")
    return [path.relative_to(root).as_posix() for path in sorted(found)]


def merge(base: Node, later: Node) -> Node:
    """`later` laid over `base`: scalars and lists replaced, named blocks merged, additive blocks joined."""
    children = list(base.children)
    for child in later.children:
        index = _counterpart(children, child)
        if index is None:
            children.append(child)
        elif child.is_block and child.key not in ADDITIVE:
            children[index] = merge(children[index], child)
        else:
            children[index] = child
    return replace(base, children=tuple(children))


def _counterpart(children: list[Node], child: Node) -> int | None:
    if child.key in ADDITIVE:
        return None
    for index, other in enumerate(children):
        if child.key in FIELD_KEYS:
            if other.key in FIELD_KEYS and other.name == child.name:
                return index
        elif other.key == child.key and (child.key not in NAMED or other.name == child.name):
            return index
    return None


def assemble(key: str, nodes: Iterable[Node], faults: Faults) -> dict[str, Node]:
    """All objects of one kind (`view` or `explore`) with refinements laid on and extensions drawn in."""
    objects: dict[str, Node] = {}
    for node in (node for node in nodes if node.key == key):
        name = node.name or ""
        if name.startswith("+"):
            if name[1:] not in objects:
                faults.add(node, "refinement", f"{key} `{name[1:]}` is refined before it is defined")
            else:
                objects[name[1:]] = merge(objects[name[1:]], node)
        elif name in objects:
            faults.add(node, "duplicate", f"{key} `{name}` is already defined at {objects[name].location}")
        else:
            objects[name] = node
    return {name: _extended(name, objects, faults, ()) for name in objects}


def _extended(name: str, objects: Mapping[str, Node], faults: Faults, below: tuple[str, ...]) -> Node:
    node = objects[name]
    parents = [
        item for child in node.children if child.key in ("extends", "extends__all") for item in child.items
    ]
    result: Node | None = None
    for parent in parents:
        if parent in below or parent == name:
            faults.add(node, "extends", f"`{name}` extends itself through `{parent}`")
        elif parent not in objects:
            faults.add(node, "extends", f"`{name}` extends `{parent}`, which does not exist")
        else:
            drawn = _extended(parent, objects, faults, (*below, name))
            drawn = replace(drawn, children=tuple(c for c in drawn.children if c.key != "extension"))
            result = drawn if result is None else merge(result, drawn)
    if result is None:
        return node
    return replace(merge(result, node), name=node.name, location=node.location)
