"""A question to an explore, as Looker's query API words it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_LIMIT = 500


@dataclass(frozen=True)
class Query:
    """Fields of one explore with filters, sorts and a row limit.

    Names are fully scoped (`view.field`). `filters` holds Looker filter expressions by field; a parameter is
    set by a filter of its name. `sorts` are `view.field` or `view.field desc`. `limit` None means every row.
    The `pivots` are among the fields; the limit of a pivoted query counts rows after pivoting.
    """

    explore: str
    fields: tuple[str, ...]
    filters: Mapping[str, str] = field(default_factory=dict)
    sorts: tuple[str, ...] = ()
    limit: int | None = DEFAULT_LIMIT
    pivots: tuple[str, ...] = ()
    model: str | None = None
