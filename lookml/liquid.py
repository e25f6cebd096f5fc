"""The part of Liquid that the project uses: if/elsif/else, `{% parameter %}` and `{{ value | url_encode }}`.

Anything else raises CompileError.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from lookml.errors import CompileError

PIECE = re.compile(r"(\{%-?.*?-?%\}|\{\{.*?\}\})", re.DOTALL)
TAG = re.compile(r"^\{%-?\s*(\w+)\s*(.*?)\s*-?%\}$", re.DOTALL)
OUTPUT = re.compile(r"^\{\{\s*(.*?)\s*\}\}$", re.DOTALL)
COMPARISON = re.compile(r"^(.+?)\s*(==|!=|>=|<=|>|<)\s*(.+)$")
Lookup = Callable[[str], str]


def render(text: str, lookup: Lookup) -> str:
    """The text with its Liquid carried out; `lookup` gives the value of a name or raises CompileError."""
    if "{%" not in text and "{{" not in text:
        return text
    pieces = [piece for piece in PIECE.split(text) if piece]
    rendered, rest = _render(pieces, lookup, active=True, until=())
    if rest:
        raise CompileError(f"Liquid tag {rest[0]} has no beginning.")
    return rendered


def _render(pieces: list[str], lookup: Lookup, active: bool, until: tuple[str, ...]) -> tuple[str, list[str]]:
    """Render up to one of the tags `until`, which stays at the head of what is left over."""
    out: list[str] = []
    while pieces:
        piece = pieces[0]
        tag = TAG.match(piece)
        if tag and tag.group(1) in ("elsif", "else", "endif"):
            if tag.group(1) not in until:
                raise CompileError(f"Liquid tag {piece} has no beginning.")
            return "".join(out), pieces
        pieces = pieces[1:]
        if tag and tag.group(1) == "if":
            text, pieces = _branch(tag.group(2), pieces, lookup, active)
            out.append(text)
        elif tag and tag.group(1) == "parameter":
            out.append(lookup(f"{tag.group(2)}._parameter_value") if active else "")
        elif tag:
            raise CompileError(f"The Liquid tag {piece} is not understood.")
        elif output := OUTPUT.match(piece):
            out.append(_output(output.group(1), lookup) if active else "")
        elif active:
            out.append(piece)
    if until:
        raise CompileError("A Liquid `if` is not closed by {% endif %}.")
    return "".join(out), []


def _branch(condition: str, pieces: list[str], lookup: Lookup, active: bool) -> tuple[str, list[str]]:
    result, taken = "", False
    while True:
        chosen = active and not taken and (condition == "" or _holds(condition, lookup))
        text, pieces = _render(pieces, lookup, chosen, ("elsif", "else", "endif"))
        if chosen:
            result, taken = text, True
        tag = TAG.match(pieces[0])
        pieces = pieces[1:]
        word = tag.group(1) if tag else "endif"
        if word == "endif":
            return result, pieces
        condition = tag.group(2) if tag and word == "elsif" else ""


def _holds(condition: str, lookup: Lookup) -> bool:
    if " or " in condition:
        return any(_holds(part, lookup) for part in condition.split(" or "))
    if " and " in condition:
        return all(_holds(part, lookup) for part in condition.split(" and "))
    comparison = COMPARISON.match(condition.strip())
    if comparison is None:
        return _value(condition.strip(), lookup) not in ("", "false", "nil")
    left, operator, right = (part.strip() for part in comparison.groups())
    return _compare(_value(left, lookup), operator, _value(right, lookup))


def _compare(left: str, operator: str, right: str) -> bool:
    if operator in ("==", "!="):
        return (left == right) == (operator == "==")
    try:
        low, high = float(left), float(right)
    except ValueError:
        # a value that is not a number is neither above nor below
        return False
    return {">": low > high, "<": low < high, ">=": low >= high, "<=": low <= high}[operator]


def _value(text: str, lookup: Lookup) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?", text) or text in ("true", "false"):
        return text
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return lookup(text)


def _output(text: str, lookup: Lookup) -> str:
    name, *filters = (part.strip() for part in text.split("|"))
    value = _value(name, lookup)
    for entry in filters:
        if entry not in ("url_encode", "upcase", "downcase"):
            raise CompileError(f"The Liquid filter `{entry}` is not understood.")
        value = {"url_encode": quote(value, safe=""), "upcase": value.upper(), "downcase": value.lower()}[
            entry
        ]
    return value
