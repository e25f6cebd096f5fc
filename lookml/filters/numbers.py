"""Number filters: `5`, `1,3`, `NOT 5`, `>5`, `5 to 10`, `[1,5)`, `>1 AND <9`, `NULL`."""

from __future__ import annotations

import re

from lookml.errors import CompileError

NUMBER = r"-?\d+(?:\.\d+)?"
RANGE = re.compile(rf"^([\[(])\s*({NUMBER}|-inf)?\s*,\s*({NUMBER}|inf)?\s*([\])])$", re.IGNORECASE)
BETWEEN = re.compile(rf"^({NUMBER})?\s*to\s*({NUMBER})?$", re.IGNORECASE)
COMPARISON = re.compile(rf"^(>=|<=|>|<|=)\s*({NUMBER})$")
BOTH = re.compile(rf"^((?:>=|<=|>|<)\s*{NUMBER})\s+(AND|OR)\s+((?:>=|<=|>|<)\s*{NUMBER})$", re.IGNORECASE)
NEGATION = re.compile(r"^(?:NOT\s*|!=\s*|<>\s*)(.+)$", re.IGNORECASE)
TERM = re.compile(r"[^,\[(]*[\[(][^\])]*[\])]|[^,]+")


def number_condition(sql: str, expression: str) -> str:
    """Included terms are joined by OR, excluded ones by AND; an exclusion keeps rows without a value."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for part in (match.group().strip() for match in TERM.finditer(expression)):
        if not part:
            continue
        negation = NEGATION.match(part)
        if negation:
            unwanted.append(_excluded(sql, negation.group(1).strip()))
        else:
            wanted.append(_term(sql, part))
    if not wanted and not unwanted:
        raise CompileError(f"`{expression}` is not a number filter.")
    parts = [f"({' OR '.join(wanted)})"] if wanted else []
    return " AND ".join(parts + unwanted)


def _excluded(sql: str, part: str) -> str:
    if part.upper() == "NULL":
        return f"{sql} IS NOT NULL"
    return f"(NOT ({_term(sql, part)}) OR {sql} IS NULL)"


def _term(sql: str, part: str) -> str:
    if re.fullmatch(NUMBER, part):
        return f"{sql} = {part}"
    if part.upper() == "NULL":
        return f"{sql} IS NULL"
    comparison = COMPARISON.match(part)
    if comparison:
        return f"{sql} {comparison.group(1)} {comparison.group(2)}"
    both = BOTH.match(part)
    if both:
        first, word, second = both.groups()
        return f"({sql} {first} {word.upper()} {sql} {second})"
    return _interval(sql, part)


def _interval(sql: str, part: str) -> str:
    between = BETWEEN.match(part)
    bounds = RANGE.match(part)
    if between and (between.group(1) or between.group(2)):
        low, high, opens, closes = between.group(1), between.group(2), "[", "]"
    elif bounds:
        opens, low, high, closes = bounds.groups()
    else:
        raise CompileError(f"`{part}` is not a number filter.", "Write 5, >5, 5 to 10, [1,5) or NOT NULL.")
    parts = []
    if low and low != "-inf":
        parts.append(f"{sql} {'>=' if opens == '[' else '>'} {low}")
    if high and high != "inf":
        parts.append(f"{sql} {'<=' if closes == ']' else '<'} {high}")
    return f"({' AND '.join(parts)})" if parts else f"{sql} IS NOT NULL"
