"""Looker's filter language as SQL conditions, for strings, numbers, dates and yes/no.

`condition(sql, expression, value_type, today)` is the way in. An expression that is not understood raises
CompileError; an empty one means any value and gives None.
"""

from __future__ import annotations

from datetime import date

from lookml.errors import CompileError
from lookml.filters.dates import date_condition
from lookml.filters.numbers import number_condition
from lookml.filters.strings import string_condition


def condition(
    sql: str, expression: str, value_type: str, today: date, fiscal_month_offset: int = 0
) -> str | None:
    """The SQL condition that `expression` puts on the value `sql`, or None for any value.

    `value_type` is `string`, `number`, `date` or `yesno` (where `sql` is a boolean); `today` anchors
    relative dates.
    """
    if not expression.strip():
        return None
    if value_type == "string":
        return string_condition(sql, expression)
    if value_type == "number":
        return number_condition(sql, expression)
    if value_type == "date":
        return date_condition(sql, expression, today, fiscal_month_offset)
    if value_type == "yesno":
        return _yesno_condition(sql, expression)
    raise CompileError(f"A filter on a {value_type} is not understood.")


def _yesno_condition(sql: str, expression: str) -> str:
    chosen = {part.strip().lower() for part in expression.split(",")}
    if chosen <= {"yes", "true"}:
        return f"COALESCE({sql}, FALSE)"
    if chosen <= {"no", "false"}:
        return f"NOT COALESCE({sql}, FALSE)"
    if chosen <= {"yes", "true", "no", "false"}:
        return "TRUE"
    raise CompileError(f"`{expression}` is not a yes/no filter.", "Write Yes or No.")
