"""String filters: `FOO`, `FOO,BAR`, `-FOO`, `FOO%`, `%FOO%`, `EMPTY`, `NULL`, with ^ to escape."""

from __future__ import annotations

from dataclasses import dataclass

WILDCARDS = frozenset("%_")


@dataclass(frozen=True)
class Term:
    """One part of a string filter: `kind` is value, pattern (LIKE with escape ^), empty or null."""

    kind: str
    text: str
    negated: bool


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def parse_strings(expression: str) -> list[Term]:
    """The terms of a string filter; commas part them, quotes and ^ protect characters."""
    return [_term(part) for part in _split(expression)]


def string_condition(sql: str, expression: str) -> str:
    """Included values are joined by OR, excluded ones by AND; an exclusion keeps rows without a value."""
    terms = parse_strings(expression)
    wanted = [term for term in terms if not term.negated]
    unwanted = [term for term in terms if term.negated]
    parts = []
    if wanted:
        parts.append(_any_of(sql, wanted))
    parts.extend(_none_of(sql, unwanted))
    return " AND ".join(parts) if len(parts) > 1 else parts[0]


def _split(expression: str) -> list[list[tuple[str, bool]]]:
    """Characters by term; each with whether it is protected from having a meaning."""
    terms: list[list[tuple[str, bool]]] = [[]]
    index, in_quotes = 0, False
    while index < len(expression):
        char = expression[index]
        if char == "^" and index + 1 < len(expression):
            index += 1
            terms[-1].append((expression[index], True))
        elif char == '"':
            in_quotes = not in_quotes
        elif char == "," and not in_quotes:
            terms.append([])
        else:
            terms[-1].append((char, in_quotes))
        index += 1
    stripped = [_strip(term) for term in terms]
    return [term for term in stripped if term] or [[]]


def _strip(term: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    while term and term[0] == (" ", False):
        term = term[1:]
    while term and term[-1] == (" ", False):
        term = term[:-1]
    return term


def _term(chars: list[tuple[str, bool]]) -> Term:
    negated = bool(chars) and chars[0] == ("-", False)
    chars = chars[1:] if negated else chars
    text = "".join(char for char, _ in chars)
    bare = not any(protected for _, protected in chars)
    if bare and text in ("EMPTY", "empty"):
        return Term("empty", "", negated)
    if bare and text in ("NULL", "null"):
        return Term("null", "", negated)
    if any(char in WILDCARDS and not protected for char, protected in chars):
        return Term("pattern", "".join(_like(char, protected) for char, protected in chars), negated)
    return Term("value", text, negated)


def _like(char: str, protected: bool) -> str:
    return f"^{char}" if char == "^" or (protected and char in WILDCARDS) else char


def _any_of(sql: str, terms: list[Term]) -> str:
    values = [quoted(term.text) for term in terms if term.kind == "value"]
    parts = []
    if len(values) == 1:
        parts.append(f"{sql} = {values[0]}")
    elif values:
        parts.append(f"{sql} IN ({', '.join(values)})")
    parts.extend(_one(sql, term) for term in terms if term.kind != "value")
    return f"({' OR '.join(parts)})"


def _none_of(sql: str, terms: list[Term]) -> list[str]:
    values = [quoted(term.text) for term in terms if term.kind == "value"]
    parts = []
    if values:
        parts.append(f"({sql} NOT IN ({', '.join(values)}) OR {sql} IS NULL)")
    for term in terms:
        if term.kind == "pattern":
            parts.append(f"({sql} NOT LIKE {quoted(term.text)} ESCAPE '^' OR {sql} IS NULL)")
        elif term.kind in ("null", "empty"):
            parts.append(f"NOT {_one(sql, term)}")
    return parts


def _one(sql: str, term: Term) -> str:
    if term.kind == "null":
        return f"({sql} IS NULL)"
    if term.kind == "empty":
        return f"({sql} IS NULL OR LENGTH({sql}) = 0)"
    return f"({sql} LIKE {quoted(term.text)} ESCAPE '^')"
