"""Number filters: `5`, `1,3`, `NOT 5, 6`, `>5`, `5 to 10`, `[1,5)`, `>1 AND <9 OR 20`, `NULL`."""

from __future__ import annotations

import re

from lookml.errors import CompileError

NUMBER = r"-?\d+(?:\.\d+)?"
RANGE = re.compile(rf"^([\[(])\s*({NUMBER}|-inf)?\s*,\s*({NUMBER}|inf)?\s*([\])])$", re.IGNORECASE)
BETWEEN = re.compile(rf"^({NUMBER})?\s*to\s*({NUMBER})?$", re.IGNORECASE)
COMPARISON = re.compile(rf"^(>=|<=|>|<|=)\s*({NUMBER})$")
NEGATION = re.compile(r"^(?:NOT\s*|!=\s*|<>\s*)(.+)$", re.IGNORECASE)
LEADING_NOT = re.compile(r"^\s*NOT\b", re.IGNORECASE)
OR, AND = (re.compile(rf"\s+{word}\s+", re.IGNORECASE) for word in ("OR", "AND"))
TERM = re.compile(r"[^,\[(]*[\[(][^\])]*[\])]|[^,]+")


def number_condition(sql: str, expression: str) -> str:
    """Included terms are joined by OR, excluded ones by AND; an exclusion keeps rows without a value.

    A NOT at the beginning holds for the whole list: `NOT 66, 99` is neither of the two.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    all_excluded = LEADING_NOT.match(expression) is not None
    for part in (match.group().strip() for match in TERM.finditer(expression)):
        if not part:
            continue
        negation = NEGATION.match(part)
        if negation or all_excluded:
            unwanted.append(_excluded(sql, negation.group(1).strip() if negation else part))
        else:
            wanted.append(_any(sql, part))
    if not wanted and not unwanted:
        raise CompileError(f"`{expression}` is not a number filter.")
    parts = [f"({' OR '.join(wanted)})"] if wanted else []
    return " AND ".join(parts + unwanted)


def _any(sql: str, part: str) -> str:
    """`>1 AND <5 OR 9`: AND binds more closely, and only comparisons."""
    ways = []
    for way in OR.split(part):
        terms = AND.split(way)
        if len(terms) > 1 and not all(COMPARISON.match(term) for term in terms):
            raise CompileError(f"`{way}` is not a number filter.", "AND stands between comparisons.")
        found = [_term(sql, term) for term in terms]
        ways.append(f"({' AND '.join(found)})" if len(found) > 1 else found[0])
    return " OR ".join(ways)


def _excluded(sql: str, part: str) -> str:
    if part.upper() == "NULL":
        return f"{sql} IS NOT NULL"
    return f"(NOT ({_any(sql, part)}) OR {sql} IS NULL)"


def _term(sql: str, part: str) -> str:
    if re.fullmatch(NUMBER, part):
        return f"{sql} = {part}"
    if part.upper() == "NULL":
        return f"{sql} IS NULL"
    comparison = COMPARISON.match(part)
    if comparison:
        return f"{sql} {comparison.group(1)} {comparison.group(2)}"
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
