"""LookML files as a tree of nodes that remember their file and line, parsed by `lkml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import lkml
from lkml import tokens
from lkml.keys import PLURAL_KEYS
from lkml.lexer import Lexer
from lkml.tree import BlockNode, ListNode, PairNode, SyntaxToken

SWALLOWED = re.compile(r"\n\s*}?\s*\w+:\s+\w+\s*({|$|\n)")
CONSTANT = re.compile(r"@\{(\w+)\}")


@dataclass(frozen=True, order=True)
class Location:
    """A line of a file; `file` is relative to the project's root."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, and where. `check` names the rule that found it."""

    location: Location
    check: str
    message: str

    def __str__(self) -> str:
        return f"{self.location}: {self.message} [{self.check}]"


@dataclass(frozen=True)
class Node:
    """One LookML parameter: `key: name { children }`, `key: value` or `key: [items]`.

    `pairs` holds lists such as `filters: [field: "value"]`, in order.
    """

    key: str
    location: Location
    name: str | None = None
    value: str | None = None
    items: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()
    is_block: bool = False

    def child(self, key: str) -> Node | None:
        """The only or last child of that key, or None."""
        found = self.all(key)
        return found[-1] if found else None

    def all(self, key: str) -> list[Node]:
        """The children of that key, in file order."""
        return [child for child in self.children if child.key == key]

    def text(self, key: str, default: str | None = None) -> str | None:
        """The value of a scalar child."""
        child = self.child(key)
        return default if child is None else child.value

    def list(self, key: str) -> tuple[str, ...]:
        """The items of a list child, empty when it is not there."""
        child = self.child(key)
        return () if child is None else child.items

    def yes(self, key: str, default: bool = False) -> bool:
        """Whether a yes/no child says yes."""
        value = self.text(key)
        return default if value is None else value == "yes"

    def walk(self) -> Iterator[Node]:
        """This node and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class ParseFault(Exception):
    """A file is not LookML; carries the fault with its line."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def parse_file(path: Path, root: Path) -> tuple[Node, ...]:
    """Parse one `.lkml` file. Raises ParseFault with the line where it stops being LookML."""
    return parse_text(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())


@lru_cache(maxsize=512)
def parse_text(text: str, file: str) -> tuple[Node, ...]:
    """Parse LookML text; `file` is the name its nodes carry."""
    try:
        document = lkml.parse(text)
    except SyntaxError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _parse_fault(file, int(line.group(1)) if line else 1, f"not LookML: {error}") from error
    except IndexError as error:
        line_number = _unclosed_expression(text)
        raise _parse_fault(file, line_number, "an expression is not closed by ;;") from error
    except KeyError as error:
        line_number, key = _duplicate_key(text)
        raise _parse_fault(file, line_number, f"`{key}` stands twice in the same block") from error
    nodes = tuple(_node(item, file) for item in document.container.items)
    for node in (node for top in nodes for node in top.walk()):
        if node.value is not None and SWALLOWED.search(node.value):
            raise _parse_fault(file, node.location.line, f"`{node.key}` is not closed by ;;")
    return nodes


def substitute(node: Node, constants: Mapping[str, str]) -> Node:
    """The node with every `@{constant}` replaced. Raises ParseFault for a constant that is not there."""

    def fill(text: str) -> str:
        def one(match: re.Match[str]) -> str:
            if match.group(1) not in constants:
                fault = Fault(
                    node.location, "constants", f"constant `{match.group(1)}` is not in manifest.lkml"
                )
                raise ParseFault(fault)
            return constants[match.group(1)]

        return CONSTANT.sub(one, text)

    return replace(
        node,
        value=None if node.value is None else fill(node.value),
        items=tuple(fill(item) for item in node.items),
        pairs=tuple((key, fill(value)) for key, value in node.pairs),
        children=tuple(substitute(child, constants) for child in node.children),
    )


def _node(item: BlockNode | PairNode | ListNode, file: str) -> Node:
    location = Location(file, item.type.line_number or 1)
    key = item.type.value
    if isinstance(item, BlockNode):
        children = item.container.items if item.container else ()
        name = item.name.value if item.name else None
        return Node(
            key, location, name=name, children=tuple(_node(child, file) for child in children), is_block=True
        )
    if isinstance(item, ListNode):
        if item.items and isinstance(item.items[0], PairNode):
            pairs = tuple((pair.type.value, _unescape(pair.value.value)) for pair in item.children)
            return Node(key, location, pairs=pairs)
        words = [token.value for token in item.items if isinstance(token, SyntaxToken)]
        return Node(key, location, items=tuple(_unescape(word) for word in words))
    return Node(key, location, value=_unescape(item.value.value))


def _unescape(text: str) -> str:
    return text.replace('\\"', '"')


def _parse_fault(file: str, line: int, message: str) -> ParseFault:
    return ParseFault(Fault(Location(file, line), "syntax", message))


def _unclosed_expression(text: str) -> int:
    """The line of the first `sql: ...` and the like that meets another parameter before its `;;`."""
    start: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        opens = re.match(r"\s*(sql\w*|html|expression\w*)\s*:", line)
        if start is not None and (opens or re.match(r"\s*[\w+]+\s*:\s*[\w\"\[{]", line)):
            return start
        if opens and ";;" not in line:
            start = number
        elif ";;" in line:
            start = None
    return start or 1


def _duplicate_key(text: str) -> tuple[int, str]:
    """Line and name of the first parameter that stands twice in one block."""
    stack: list[set[str]] = [set()]
    stream = list(Lexer(text).scan())
    words = [token for token in stream if not isinstance(token, tokens.WhitespaceToken | tokens.CommentToken)]
    for token, after in pairwise(words):
        if isinstance(token, tokens.BlockStartToken):
            stack.append(set())
        elif isinstance(token, tokens.BlockEndToken):
            stack.pop()
        elif isinstance(token, tokens.LiteralToken) and isinstance(after, tokens.ValueToken):
            if token.value in stack[-1] and token.value not in PLURAL_KEYS and len(stack) > 1:
                return token.line_number, token.value
            stack[-1].add(token.value)
    return 1, "a parameter"
