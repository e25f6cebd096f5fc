"""Parameters and values that Looker does not know: a misspelt one would be dropped or refused there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lookml import vocabulary
from lookml.project import Project
from lookml.source import Fault, Node

# `filters` may stand as a list of pairs in any of these, and takes any field's name
FREE_NAMES = frozenset({"filters", "bind_filters"})
OBJECTS = frozenset({"view", "explore", "access_grant", "datagroup", "named_value_format", "test"})


def check_words(project: Project) -> Iterator[Fault]:
    """Misspelt parameters and impossible values in every file of the project."""
    for file, nodes in project.files.items():
        block = "manifest" if file == "manifest.lkml" else "model"
        for node in nodes:
            if node.key not in vocabulary.PARAMETERS[block]:
                yield _unknown(node, block)
            elif node.is_block:
                yield from _block(node)
            else:
                yield from _value(block, node)
    for model in project.models.values():
        formats = vocabulary.VALUE_FORMATS | set(model.named_formats)
        for view in model.views.values():
            for node in view.node.children:
                yield from _field_values(node, formats)


def _block(node: Node) -> Iterator[Fault]:
    known = vocabulary.PARAMETERS.get(node.key)
    if known is None:
        yield Fault(node.location, "parameter", f"`{node.key}` is not a block that is understood here")
        return
    for child in node.children:
        if child.key not in known:
            yield _unknown(child, node.key)
            continue
        yield from _value(node.key, child)
        if child.is_block:
            yield from _block(child)


def _unknown(node: Node, block: str) -> Fault:
    hint = vocabulary.hint(node.key, vocabulary.PARAMETERS[block])
    return Fault(node.location, "parameter", f"Looker knows no parameter `{node.key}` of {block}{hint}")


def _value(block: str, node: Node) -> Iterator[Fault]:
    if node.value is None:
        return
    choices = vocabulary.VALUES.get((block, node.key))
    if choices is not None and node.value not in choices:
        hint = vocabulary.hint(node.value, choices)
        yield Fault(node.location, "value", f"`{node.value}` is not a {node.key} of {block}{hint}")
    if node.key in vocabulary.NUMBERS and not re.fullmatch(r"-?\d+", node.value):
        yield Fault(node.location, "value", f"`{node.key}` is a whole number, not `{node.value}`")
    if node.key in vocabulary.FLAGS and node.value not in vocabulary.YES_NO:
        yield Fault(node.location, "value", f"`{node.key}` is yes or no, not `{node.value}`")


def _field_values(node: Node, formats: frozenset[str]) -> Iterator[Fault]:
    named = node.child("value_format_name")
    if named is not None and named.value not in formats:
        yield Fault(named.location, "value", f"there is no value format `{named.value}`")
    for key, known in (("timeframes", vocabulary.TIMEFRAMES), ("intervals", vocabulary.INTERVALS)):
        child = node.child(key)
        for item in child.items if child else ():
            if item not in known:
                yield Fault(
                    child.location if child else node.location, "value", f"`{item}` is none of Looker's {key}"
                )
