"""Tables of the documents, which tests compare with the code."""

from __future__ import annotations

import re


def rows(text: str, head: str) -> list[list[str]]:
    """The cells of the one table in a Markdown text whose first column has that head."""
    [table] = re.findall(rf"^\| {re.escape(head)} .*\n\|[-| ]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in table.splitlines()]
