"""Numbers as Looker shows them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lookml.formats import Layout, short, show


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (Decimal("1234567.5"), "#,##0.00", "1,234,567.50"),
        (Decimal("1234567.5"), "#,##0", "1,234,568"),
        (-1234, "#,##0", "-1,234"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (0, "#,##0;(#,##0);-", "-"),
        (Decimal("0.1234"), "0.0%", "12.3%"),
        (-0.05, "0%", "-5%"),
        (1234.5, "$#,##0.00", "$1,234.50"),
        (2500000, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "2.5M"),
        (2500, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "2.5K"),
        (25, '[>=1000000]0.0,,"M";[>=1000]0.0,"K";0', "25"),
        (12, '0 "days"', "12 days"),
        (Decimal("2.50"), "0.##", "2.5"),
        (Decimal("-0.001"), "0.00", "0.00"),
        (1000000, "[Blue]#,##0", "1,000,000"),
        (None, "0", "–"),
        (float("nan"), "0", "–"),
        (date(2024, 5, 1), None, "2024-05-01"),
        (True, None, "Yes"),
        ("text", "0", "text"),
        (1234, None, "1,234"),
    ],
)
def test_values_as_text(value: object, pattern: str | None, text: str) -> None:
    assert show(value, pattern) == text


def test_axis_numbers_are_short() -> None:
    assert [short(value) for value in (0, 40, 1500, 2_000_000, -3_400_000_000, 0.25)] == [
        "0", "40", "1.5K", "2M", "-3.4B", "0.25",
    ]  # fmt: skip


def test_a_project_format_goes_before_looker_s_own() -> None:
    layout = Layout({"amount": "#,##0.00"})
    assert layout.pattern("amount", None) == "#,##0.00"
    assert layout.pattern("percent_1", None) == "0.0%"
    assert layout.pattern("amount", "0") == "0"
    assert layout.pattern(None, None) is None
