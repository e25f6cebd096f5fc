"""`jde-loader doctor`: what a site gets told before its first run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from loader.ais.breaker import FileBreaker
from loader.doctor import Check, examine
from loader.errors import WarehouseError
from loader.settings import Settings
from tests.ais_site import REGISTRY, Site, server_settings, service_user, site
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.settings import CAPABILITIES

TABLES = [REGISTRY["F0411"], REGISTRY["F0010"]]


def checks(jde: Site, target: Any = None, tables: Any = TABLES, **changes: Any) -> dict[str, Check]:
    settings = jde.settings(**{"page_size": 100, **changes})
    return {check.name: check for check in examine(settings, FileBreaker(jde.state), tables, target)}


def test_a_healthy_site_passes_every_check(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        found = checks(jde, lambda: "duckdb at warehouse.duckdb")
        assert {name: check.outcome for name, check in found.items()} == dict.fromkeys(
            ["target", "transport", "sign-in", "server", "F0411", "F0010", "date format", "clock"], "ok"
        )
        assert found["target"].detail == "duckdb at warehouse.duckdb"
        assert found["sign-in"].detail == "SVCELT (JPD920, *ALL), token session"
        assert found["F0411"].detail == "106 columns readable, more than 100 rows"
        assert found["F0010"].detail == "31 columns readable, 5 rows"
        assert found["date format"].detail == "MM/dd/yyyy, proved on rows"
        assert found["clock"].detail.startswith("JDE's day is 2026-03-31")
        assert jde.server.sessions.open == 0
        assert jde.server.log.logins == 1


def test_a_target_that_cannot_be_reached_does_not_hide_the_rest(tmp_path: Path) -> None:
    def target() -> str:
        raise WarehouseError("No connection to PGHOST.", "Start it.")

    with site(tmp_path) as jde:
        found = checks(jde, target)
        told = found["target"]
        assert (told.outcome, told.detail, told.remedy) == ("fail", "No connection to PGHOST.", "Start it.")
        assert found["F0411"].outcome == "ok"


def test_a_rejected_sign_in_is_the_last_check(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        found = checks(jde, password="wrong")
        assert list(found) == ["transport", "sign-in"]
        assert found["sign-in"].outcome == "fail"
        assert "Invalid user or password" in found["sign-in"].detail
        assert found["sign-in"].remedy


def test_missing_rights_and_columns_are_told_per_table(tmp_path: Path) -> None:
    user = service_user(denied_tables=frozenset({"F0010"}))
    with site(tmp_path, server_settings(user, secured_columns={"F0411": frozenset({"AG"})})) as jde:
        found = checks(jde)
        assert found["F0010"].outcome == found["F0411"].outcome == "fail"
        assert "Not authorized to access F0010" in found["F0010"].detail
        assert "left out column AG" in found["F0411"].detail


def test_a_row_limit_below_the_page_size_is_told(tmp_path: Path) -> None:
    with site(tmp_path, server_settings(page_size_cap=60)) as jde:
        found = checks(jde)
        assert found["F0411"].outcome == "warn"
        assert found["F0411"].detail == "the server gives 60 rows a page, not the 100 asked for"
        assert "PAGE_SIZE=60" in found["F0411"].remedy
        assert found["F0010"].outcome == "ok"


@pytest.mark.parametrize("real", ["dd/MM/yyyy", "yyyy/MM/dd"])
@pytest.mark.parametrize("mode", ["error", "no_match", "ignore"])
def test_a_wrong_date_format_is_told_with_the_right_one(tmp_path: Path, real: str, mode: str) -> None:
    settings = server_settings(service_user(date_format=real), unknown_date_literal=mode)
    with site(tmp_path, settings) as jde:
        found = checks(jde, date_format="MM/dd/yyyy")["date format"]
        assert (found.outcome, found.detail) == ("fail", "JDE does not read dates as MM/dd/yyyy")
        assert f"DATE_FORMAT={real}" in found.remedy


def test_a_date_format_that_the_sign_in_does_not_tell_is_found(tmp_path: Path) -> None:
    settings = server_settings(service_user(date_format="dd/MM/yyyy"), report_date_format=False)
    with site(tmp_path, settings) as jde:
        found = checks(jde)["date format"]
        assert (found.outcome, found.detail) == ("fail", "the sign-in does not tell it")
        assert "DATE_FORMAT=dd/MM/yyyy" in found.remedy


def test_a_date_format_without_rows_to_prove_it_is_a_warning(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        with jde.server._connection.cursor() as connection:
            connection.execute("delete from f0411")
        found = checks(jde, tables=TABLES[:1])
        assert found["F0411"].detail == "no rows"
        assert found["date format"].outcome == "warn"


@pytest.mark.parametrize("missing", ["nextPage", "dataServiceAggregation"])
def test_a_missing_capability_is_told(tmp_path: Path, missing: str) -> None:
    capabilities = tuple(name for name in CAPABILITIES if name != missing)
    with site(tmp_path, server_settings(capabilities=capabilities)) as jde:
        assert checks(jde)["server"].outcome == "warn"


def test_the_sign_in_mode_is_told(tmp_path: Path) -> None:
    with site(tmp_path) as jde:
        assert "credentials with every call" in checks(jde, auth="basic")["sign-in"].detail
        assert jde.server.sessions.open == 0


def test_plain_http_to_elsewhere_is_told() -> None:
    settings = Settings("http://192.0.2.1:1/jderest", "U", "p")
    found = list(examine(settings, FileBreaker(Path("unused")), []))
    assert [(check.name, check.outcome) for check in found] == [("transport", "warn"), ("sign-in", "fail")]
    assert "plain http" in found[1].detail


def test_a_failing_table_does_not_end_the_examination(tmp_path: Path) -> None:
    with site(tmp_path, faults=[Fault("status", call="browse", table="F0411", status=503)]) as jde:
        found = checks(jde, retry_wait=0.0)
        assert found["F0411"].outcome == "fail"
        assert found["F0010"].outcome == "ok"
        assert found["date format"].outcome == "ok"
