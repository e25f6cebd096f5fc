"""Which fiscal years and periods are read whole in every run, company by company."""

from __future__ import annotations

from loader.ais.filters import Condition
from loader.fiscal import CompanyYear, Period, Years, open_periods, recent_years
from loader.registry import load_registry
from loader.strategies import scope_reads


def company(name: str, century: int, year: int, number: int, periods: int = 12) -> CompanyYear:
    return CompanyYear(name, Period(century, year, number), periods)


def test_companies_with_the_same_recent_years_share_a_span() -> None:
    companies = [company("00001", 20, 26, 5), company("00200", 20, 26, 11), company("00300", 20, 25, 12)]
    assert recent_years(companies, 2) == {
        Years(20, 24, 25): ["00300"],
        Years(20, 25, 26): ["00001", "00200"],
    }


def test_a_span_is_cut_where_a_century_turns() -> None:
    assert recent_years([company("00001", 21, 0, 3)], 2) == {
        Years(20, 99, 99): ["00001"],
        Years(21, 0, 0): ["00001"],
    }


def test_a_year_s_balances_are_one_reading_for_all_companies_that_share_it() -> None:
    table = load_registry()["F0902"]
    [read] = scope_reads(table, [company("00001", 20, 26, 5), company("00200", 20, 26, 11)])
    assert read.where.all_of == (
        Condition("ctry", "EQUAL", (20,)),
        Condition("fy", "GREATER_EQUAL", (25,)),
        Condition("fy", "LESS_EQUAL", (26,)),
        Condition("co", "LIST", ("00001", "00200")),
    )
    assert read.covers == (
        'coalesce("ctry", 0) = 20 and coalesce("fy", 0) >= 25 and coalesce("fy", 0) <= 26'
        " and trim(coalesce(\"co\", '')) in ('00001', '00200')"
    )


def test_periods_around_the_current_one_reach_over_the_edges_of_a_year() -> None:
    assert open_periods([company("00001", 20, 26, 5)], 3) == {
        Period(20, 26, 4): ["00001"],
        Period(20, 26, 5): ["00001"],
        Period(20, 26, 6): ["00001"],
    }
    first, last = company("00001", 20, 26, 1), company("00200", 20, 25, 12)
    assert open_periods([first, last], 3) == {
        Period(20, 25, 11): ["00200"],
        Period(20, 25, 12): ["00001", "00200"],
        Period(20, 25, 13): ["00001"],
        Period(20, 25, 14): ["00001"],
        Period(20, 26, 1): ["00001", "00200"],
        Period(20, 26, 2): ["00001"],
    }
