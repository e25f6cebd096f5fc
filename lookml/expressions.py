"""Looker expressions, as data tests assert them: `${view.field} = 0 AND NOT is_null(${view.other})`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lookml.errors import CompileError

TOKEN = re.compile(
    r"\s*(?:(?P<field>\$\{[^}]+\})|(?P<number>\d+(?:\.\d+)?)|(?P<text>\"[^\"]*\"|'[^']*')"
    r"|(?P<word>[A-Za-z_]\w*)|(?P<sign><=|>=|!=|<>|[-+*/=<>(),]))"
)
FUNCTIONS = {"is_null": 1, "abs": 1, "round": 2, "coalesce": 2, "if": 3}


@dataclass
class _Reader:
    tokens: Sequence[str]
    row: Mapping[str, Any]
    position: int = 0

    def peek(self) -> str:
        return self.tokens[self.position].lower() if self.position < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> str:
        found = self.tokens[self.position] if self.position < len(self.tokens) else ""
        if expected is not None and found.lower() != expected:
            raise CompileError(f"The expression needs `{expected}` where `{found or 'its end'}` stands.")
        self.position += 1
        return found

    def disjunction(self) -> Any:
        value = self.conjunction()
        while self.peek() == "or":
            self.take()
            other = self.conjunction()
            value = bool(value) or bool(other)
        return value

    def conjunction(self) -> Any:
        value = self.negation()
        while self.peek() == "and":
            self.take()
            other = self.negation()
            value = bool(value) and bool(other)
        return value

    def negation(self) -> Any:
        if self.peek() == "not":
            self.take()
            return not self.negation()
        return self.comparison()

    def comparison(self) -> Any:
        value = self.sum()
        if self.peek() in ("=", "!=", "<>", "<", ">", "<=", ">="):
            sign = self.take()
            return _compare(value, sign, self.sum())
        return value

    def sum(self) -> Any:
        value = self.product()
        while self.peek() in ("+", "-"):
            sign = self.take()
            value = _calculate(value, sign, self.product())
        return value

    def product(self) -> Any:
        value = self.atom()
        while self.peek() in ("*", "/"):
            sign = self.take()
            value = _calculate(value, sign, self.atom())
        return value

    def atom(self) -> Any:
        token = self.take()
        if token == "-":
            return _calculate(Decimal(0), "-", self.atom())
        if token == "(":
            value = self.disjunction()
            self.take(")")
            return value
        if token.startswith("${"):
            return self.field(token[2:-1].strip())
        if token[:1] in "\"'" and token:
            return token[1:-1]
        if token[:1].isdigit():
            return Decimal(token)
        if token.lower() in ("yes", "no", "null"):
            return {"yes": True, "no": False, "null": None}[token.lower()]
        return self.call(token.lower())

    def field(self, name: str) -> Any:
        if name not in self.row:
            raise CompileError(f"The expression reads `{name}`, which the test does not select.")
        value = self.row[name]
        return (
            Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
        )

    def call(self, name: str) -> Any:
        if name not in FUNCTIONS:
            raise CompileError(f"`{name or 'the end'}` of the expression is not understood.")
        self.take("(")
        arguments = [self.disjunction()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.disjunction())
        self.take(")")
        if len(arguments) != FUNCTIONS[name]:
            raise CompileError(f"`{name}` takes {FUNCTIONS[name]} values.")
        return _call(name, arguments)


def evaluate(expression: str, row: Mapping[str, Any]) -> Any:
    """The value of an expression for one row, whose keys are full field names. Raises CompileError."""
    tokens = []
    position = 0
    text = expression.strip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise CompileError(f"`{text[position:]}` of the expression is not understood.")
        tokens.append(match.group().strip())
        position = match.end()
    reader = _Reader(tokens, row)
    value = reader.disjunction()
    if reader.position != len(tokens):
        raise CompileError(f"`{tokens[reader.position]}` of the expression is not understood.")
    return value


def _compare(left: Any, sign: str, right: Any) -> bool | None:
    """As in SQL: a comparison with nothing is nothing, which no assertion takes for yes."""
    if left is None or right is None:
        return None
    if isinstance(left, bool) != isinstance(right, bool):
        left, right = _as_flag(left), _as_flag(right)
    return bool(
        {
            "=": lambda: left == right,
            "!=": lambda: left != right,
            "<>": lambda: left != right,
            "<": lambda: left < right,
            ">": lambda: left > right,
            "<=": lambda: left <= right,
            ">=": lambda: left >= right,
        }[sign]()
    )


def _as_flag(value: Any) -> Any:
    return {"Yes": True, "No": False}.get(value, value) if isinstance(value, str) else value


def _calculate(left: Any, sign: str, right: Any) -> Any:
    if left is None or right is None:
        return None
    if sign == "/":
        return None if right == 0 else left / right
    return {"+": left + right, "-": left - right, "*": left * right}[sign]


def _call(name: str, arguments: Sequence[Any]) -> Any:
    if name == "is_null":
        return arguments[0] is None
    if name == "coalesce":
        return arguments[1] if arguments[0] is None else arguments[0]
    if name == "if":
        return arguments[1] if arguments[0] else arguments[2]
    if any(argument is None for argument in arguments):
        return None
    return abs(arguments[0]) if name == "abs" else round(arguments[0], int(arguments[1]))
