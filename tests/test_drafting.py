"""Drafting the registry file of a table that the project does not know yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from loader.drafting import Draft, draft
from loader.errors import ConfigurationError, LoaderError
from loader.registry import Registry, load_registry
from loader.table import Column, Table
from tests.ais_site import REGISTRY, Site, server_settings, site

CUSTOM_COLUMNS = (
    Column("ukid", "numeric", 8),
    Column("no", "string", 5),
    Column("mcu", "string", 12),
    Column("an8", "numeric", 8),
    Column("amt1", "numeric", 15, 2),
    Column("efdj", "date", 6),
    Column("code", "string", 8),
    Column("upmj", "date", 6),
    Column("upmt", "time", 6),
)
CUSTOM = Table(
    "F5501", "XX", "", CUSTOM_COLUMNS, ("ukid",), ("changed",), None, None, None, Path("f5501.yml")
)


def drafted(tmp_path: Path, jde: Site, *key: str, rows: bool = True) -> Draft:
    with jde.server._connection.cursor() as connection:
        connection.execute(
            'create table f5501 (ukid decimal(16,0), "no" varchar, mcu varchar, an8 decimal(16,0),'
            " amt1 decimal(23,2), efdj bigint, code varchar, upmj bigint, upmt bigint)"
        )
        if rows:
            connection.execute(
                "insert into f5501 select i, 'A', '         100', 1, i + 0.25, 126001 + i, '20240131', 126001, 1"
                " from range(20) t(i)"
            )
    with jde.session() as session:
        return draft(session, "f5501", REGISTRY, key, tmp_path)


def loaded(tmp_path: Path, found: Draft) -> Table:
    found.path.parent.mkdir(parents=True)
    found.path.write_text(found.text)
    return load_registry(tmp_path)["F5501"]


@pytest.mark.parametrize("refuse_versions", [True, False])
@pytest.mark.parametrize("query_security", [True, False])
def test_a_draft_is_a_registry_file_that_loads(
    tmp_path: Path, refuse_versions: bool, query_security: bool
) -> None:
    settings = server_settings(refuse_versions=refuse_versions, query_security=query_security)
    tables = Registry({**REGISTRY, "F5501": CUSTOM})
    with site(tmp_path, settings, tables=tables) as jde:
        found = drafted(tmp_path, jde, "ukid")
        table = loaded(tmp_path, found)
        assert jde.server.sessions.open == 0
    assert found.path == tmp_path / "models" / "sources" / "f5501.yml"
    assert table.primary_key == ("ukid",)
    assert table.strategies == ("changed",)
    assert (table.cursor and (table.cursor.date, table.cursor.time)) == ("upmj", "upmt")
    assert {column.name: column.type for column in table.columns} == {
        "ukid": "numeric",
        "no": "string",
        "mcu": "string",
        "an8": "numeric",
        "amt1": "numeric",
        "efdj": "date",
        "code": "string",
        "upmj": "date",
        "upmt": "time",
    }
    assert table.column("mcu") == REGISTRY["F0006"].column("mcu")
    assert table.column("amt1").scale == 2
    assert any(doubt.startswith("amt1") for doubt in found.doubts)
    assert not any(doubt.startswith(("mcu", "an8", "upmj")) for doubt in found.doubts)


def test_an_empty_table_is_drafted_from_its_demo_row(tmp_path: Path) -> None:
    with site(tmp_path, tables=Registry({**REGISTRY, "F5501": CUSTOM})) as jde:
        table = loaded(tmp_path, drafted(tmp_path, jde, "ukid", rows=False))
    assert [table.column(name).type for name in ("amt1", "efdj", "code")] == ["numeric", "date", "string"]


def test_a_key_is_guessed_and_said_to_be_a_guess(tmp_path: Path) -> None:
    with site(tmp_path, tables=Registry({**REGISTRY, "F5501": CUSTOM})) as jde:
        found = drafted(tmp_path, jde)
    assert "primary_key: [ukid]" in found.text
    assert any("20 sampled rows" in doubt for doubt in found.doubts)


def test_a_draft_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    with site(tmp_path, tables=Registry({**REGISTRY, "F5501": CUSTOM})) as jde:
        with pytest.raises(ConfigurationError, match="no column nope"):
            drafted(tmp_path, jde, "nope")
        with jde.session() as session:
            with pytest.raises(ConfigurationError, match="F0411 is registered already"):
                draft(session, "f0411", REGISTRY, (), tmp_path)
            with pytest.raises(LoaderError, match="F9999"):
                draft(session, "F9999", REGISTRY, (), tmp_path)
