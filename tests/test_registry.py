"""The table registry: what it holds, and how it names a mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from loader.errors import ConfigurationError
from loader.registry import Registry, load_registry

TABLES = [
    "F0411",
    "F0413",
    "F0414",
    "F0911",
    "F0902",
    "F0901",
    "F0006",
    "F0101",
    "F0401",
    "F0116",
    "F4301",
    "F4311",
    "F4316",
    "F43121",
    "F4101",
    "F0010",
    "F0008",
    "F0013",
    "F0014",
    "F0015",
    "F0025",
    "F0012",
    "F0011",
    "F40205",
    "F0909",
    "F0005",
    "F0004",
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_every_table_of_the_finance_model_is_described(registry: Registry) -> None:
    assert sorted(registry) == sorted(TABLES)


def test_every_file_is_named_after_its_table_and_points_at_the_raw_schema(registry: Registry) -> None:
    for table in registry.values():
        document = yaml.safe_load(table.path.read_text())
        assert table.path.stem == table.raw_name
        assert [source["schema"] for source in document["sources"]] == [
            "{{ env_var('JDE_RAW_SCHEMA', 'raw_jde') }}"
        ]


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("F0411", "doc dct kco sfx sfxe"),
        ("F0414", "pyid rc5"),
        ("F0911", "dct doc kco dgj jeln lt extl"),
        ("F0902", "aid ctry fy fq lt sbl sblt crcd"),
        ("F4311", "doco dcto kcoo sfxo lnid"),
        ("F43121", "matc doco dcto kcoo sfxo lnid nlin doc"),
        ("F0008", "dtpn dfyj fq"),
    ],
)
def test_primary_keys_are_those_of_jde(registry: Registry, table: str, key: str) -> None:
    assert registry[table].primary_key == tuple(key.split())


def test_cursors_follow_the_table(registry: Registry) -> None:
    cursors = {name: table.cursor for name, table in registry.items()}
    assert {name for name, cursor in cursors.items() if cursor is None} == {"F0909", "F40205"}
    with_tday = {name for name, cursor in cursors.items() if cursor and cursor.time == "tday"}
    assert with_tday == {"F4301", "F4311", "F4316", "F43121", "F4101"}


@pytest.mark.parametrize(
    ("table", "column", "precision", "scale"),
    [
        ("F0411", "ag", 23, 4),
        ("F0911", "crr", 23, 8),
        ("F4311", "uorg", 23, 8),
        ("F4311", "prrc", 23, 8),
        ("F4311", "lnid", 14, 3),
        ("F0911", "jeln", 15, 1),
        ("F0411", "doc", 16, 0),
    ],
)
def test_raw_decimals(registry: Registry, table: str, column: str, precision: int, scale: int) -> None:
    found = registry[table].column(column)
    assert (found.precision, found.scale) == (precision, scale)


def test_unknown_table_is_a_usage_error(registry: Registry) -> None:
    with pytest.raises(ConfigurationError, match="Unknown table F9999") as caught:
        registry.select(["F0411", "f9999"])
    assert caught.value.exit_code == 2


def test_select_keeps_registry_order_and_ignores_case(registry: Registry) -> None:
    assert [table.name for table in registry.select(["f0911", "F0006"])] == ["F0006", "F0911"]


def test_a_table_on_request_joins_once_it_was_loaded(registry: Registry) -> None:
    tables = dict(registry)
    tables["F0116"] = replace(tables["F0116"], on_request=True)
    asked = Registry(tables)
    assert [name for name in registry if name not in {t.name for t in asked.select([])}] == ["F0015", "F0116"]
    assert asked.select(["F0116"]) == [tables["F0116"]]
    assert asked.select([], filled={"F0015", "F0116"}) == list(tables.values())


GOOD = """
sources:
  - name: raw_jde
    tables:
      - name: f5501
        config:
          meta:
            jde: {table: F5501, prefix: QX, primary_key: [doc], strategies: [changed], cursor: {date: upmj}}
        columns:
          - name: doc
            config: {meta: {jde: {type: numeric, length: 8}}}
          - name: upmj
            config: {meta: {jde: {type: date, length: 6}}}
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("primary_key: [doc]", "primary_key: [dok]", "table F5501, column dok is named in primary_key"),
        ("type: numeric", "type: number", "table F5501, column doc needs meta.jde.type"),
        ("length: 8", "length: eight", "table F5501, column doc needs meta.jde.length"),
        ("length: 8", "length: 31", "table F5501, column doc is longer than 30 digits"),
        ("strategies: [changed]", "strategies: [delta]", "table F5501 needs strategies"),
        ("cursor: {date: upmj}", "prefixx: x", "table F5501 has unknown meta.jde keys: prefixx"),
        (", cursor: {date: upmj}", "", "strategy changed, which needs cursor"),
        ("cursor: {date: upmj}", "cursor: {date: doc}", "column doc is the cursor date"),
        ("- name: f5501", "- name: f5502", "table f5502 must be the lower-case form"),
        ("- name: upmj", "- name: doc", "table F5501, column doc is described twice"),
        (
            "strategies: [changed]",
            "strategies: [changed, children], parent: {table: F1, key: [doc]}",
            "parent F1",
        ),
    ],
)
def test_a_mistake_is_named_with_file_table_and_column(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    folder = tmp_path / "models" / "sources"
    folder.mkdir(parents=True)
    assert old in GOOD
    (folder / "f5501.yml").write_text(GOOD.replace(old, new))
    with pytest.raises(ConfigurationError, match=r"f5501\.yml") as caught:
        load_registry(tmp_path)
    assert message in str(caught.value)


def test_a_custom_table_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "models" / "sources"
    folder.mkdir(parents=True)
    (folder / "f5501.yml").write_text(GOOD)
    assert load_registry(tmp_path)["F5501"].primary_key == ("doc",)


def test_a_missing_project_says_where_to_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="JDE_DBT_PROJECT_DIR"):
        load_registry(tmp_path / "nowhere")
