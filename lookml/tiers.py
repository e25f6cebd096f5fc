"""Numbers in tiers, as Looker names and sorts them."""

from __future__ import annotations

from itertools import pairwise

from lookml.errors import CompileError
from lookml.fields import Field
from lookml.filters.strings import quoted


def tier(entry: Field, sql: str, labels: bool) -> str:
    """Looker's tiers of style integer: `Below 0`, `0 to 29`, `90 or Above`, `Undefined`."""
    if entry.node.text("style") != "integer":
        raise CompileError(f"{entry.location}: only tiers of style integer are understood.")
    tiers = [int(item) for item in entry.node.list("tiers")]
    names = [f"Below {tiers[0]}"]
    names += [f"{low} to {high - 1}" for low, high in pairwise(tiers)]
    names.append(f"{tiers[-1]} or Above")
    shown = [quoted(name) if labels else str(rank) for rank, name in enumerate(names)]
    whens = [f"WHEN {sql} < {bound} THEN {shown[rank]}" for rank, bound in enumerate(tiers)]
    whens.append(f"WHEN {sql} >= {tiers[-1]} THEN {shown[-1]}")
    return f"CASE {' '.join(whens)} ELSE {quoted('Undefined') if labels else str(len(names))} END"
