"""Reading on from a key: the rows behind it in the order of the full primary key, as the database sorts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from loader.ais.dates import from_cyyddd
from loader.ais.filters import Condition, Filter
from loader.table import Table

Key = tuple[object, ...]


def after(table: Table, key: Key, where: Filter) -> Filter:
    """The filter, narrowed to the rows behind a key.

    For a key (a, b, c): k1 > a, or k1 = a and k2 > b, or k1 = a and k2 = b and k3 > c, each combined with
    each of the filter's own groups. A part that no literal can express (a null date) ends the key there: the
    rows that share the part before it are then read once more, which is more than needed and never less.
    """
    behind = tuple(_behind(table, key))
    groups = where.any_of or ((),)
    return Filter(where.all_of, tuple(group + element for group in groups for element in behind))


def conditions(table: Table, key: Key) -> tuple[Condition, ...]:
    """Equality on the leading key parts that a literal can express."""
    return tuple(_equal(table, name, value) for name, value in _expressible(table, key))


def is_exact(table: Table, key: Key) -> bool:
    """True when literals can express the whole key, so that no row before it comes again."""
    return len(_expressible(table, key)) == len(key)


def precedes(table: Table, first: Key, second: Key) -> bool | None:
    """Whether the first key comes before the second; None when the database's order of texts decides."""
    for name, one, other in zip(table.primary_key, first, second, strict=True):
        if one == other:
            continue
        if table.column(name).is_text:
            return None
        return bool(one < other)  # type: ignore[operator]
    return False


def _behind(table: Table, key: Key) -> Iterator[tuple[Condition, ...]]:
    parts = _expressible(table, key)
    cut = len(parts) < len(key)
    equal: tuple[Condition, ...] = ()
    for place, (name, value) in enumerate(parts):
        inclusive = cut and place == len(parts) - 1
        yield (*equal, _greater(table, name, value, inclusive))
        equal = (*equal, _equal(table, name, value))
    if not parts:
        yield ()


def _expressible(table: Table, key: Key) -> Sequence[tuple[str, object]]:
    parts = []
    for name, value in zip(table.primary_key, key, strict=True):
        if table.column(name).type == "date":
            value = from_cyyddd(value if isinstance(value, int) else None)
        if value is None:
            break
        parts.append((name, value))
    return parts


def _equal(table: Table, name: str, value: object) -> Condition:
    if value == "" and table.column(name).is_text:
        return Condition(name, "STR_BLANK")
    return Condition(name, "EQUAL", (_literal(value),))


def _greater(table: Table, name: str, value: object, inclusive: bool) -> Condition:
    if value == "" and table.column(name).is_text:
        # Blank sorts before every other text in all of JDE's collations.
        return Condition(name, "STR_NOT_BLANK")
    return Condition(name, "GREATER_EQUAL" if inclusive else "GREATER", (_literal(value),))


def _literal(value: object) -> str | Decimal:
    if isinstance(value, Decimal):
        return value.normalize()
    return value  # type: ignore[return-value]
