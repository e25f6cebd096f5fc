"""Values of a page: exact numbers, dates as CYYDDD, mended texts, rows held out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from loader.ais.answers import Grid, read_grid
from loader.ais.dates import DateFormat, cyyddd, from_cyyddd, java_pattern, parse_ais_date, to_cyyddd
from loader.ais.failures import CursorLost, Interrupted, TokenRefused
from loader.errors import ConfigurationError, SignInError, SourceError
from tests.ais_site import REGISTRY, pinned

TABLE = REGISTRY["F0411"]
COLUMNS = ("doc", "dct", "kco", "sfx", "sfxe", "ag", "crr", "vinv", "dgj", "upmt")
GOOD = {
    "DOC": "1",
    "DCT": '"PV"',
    "KCO": '"00001"',
    "SFX": '"001"',
    "SFXE": "0",
    "AG": "1250.75",
    "CRR": "0",
    "VINV": '"20240131"',
    "DGJ": '"20260228"',
    "UPMT": "93015",
}


def page(*rows: Mapping[str, str], **changes: Any) -> bytes:
    """A BROWSE answer; rows are given as differences from GOOD, values as JSON text, None for left out."""
    texts = []
    for number, row in enumerate(rows, start=1):
        members = {**GOOD, "DOC": str(number), **row}
        texts.append(
            "{" + ",".join(f'"F0411_{name}":{raw}' for name, raw in members.items() if raw is not None) + "}"
        )
    columns = {f"F0411_{name}": name for name in GOOD if name not in changes.get("without", ())}
    grid = f'"columns":{json.dumps(columns)},"rowset":[{",".join(texts)}]'
    summary = json.dumps(
        {"records": changes.get("records", len(rows)), "moreRecords": changes.get("more", False)}
    )
    tail = changes.get("tail", '"sysErrors":[]')
    form = f'{{"title":"x","data":{{"gridData":{{{grid},"summary":{summary}}}}},"errors":[],"warnings":[]}}'
    return f'{{"fs_DATABROWSE_F0411":{form},{tail}}}'.encode("utf-8", "surrogateescape")


def read(body: bytes) -> Grid:
    return read_grid(body, TABLE, pinned("F0411", COLUMNS))


def cells(body: bytes, column: str) -> list[Any]:
    return read(body).rows.rows.column(column).to_pylist()


def test_a_page_has_exactly_the_pinned_types() -> None:
    rows = read(page({}, {})).rows.rows
    assert rows.schema == pinned("F0411", COLUMNS)
    assert rows.schema.field("ag").type == pa.decimal128(23, 4)
    assert rows.schema.field("dgj").type == pa.int64()
    assert rows.to_pylist()[0] == {
        "doc": Decimal(1),
        "dct": "PV",
        "kco": "00001",
        "sfx": "001",
        "sfxe": Decimal(0),
        "ag": Decimal("1250.75"),
        "crr": Decimal(0),
        "vinv": "20240131",
        "dgj": 126059,
        "upmt": 93015,
    }


def test_R22_numbers_are_exact_in_every_spelling() -> None:
    spellings = [
        "1",
        "1.10",
        "-0",
        "-0.0",
        "1e3",
        "1.25E7",
        "9007199254740993.01",
        "0.0001",
        "null",
        '" 12.50 "',
    ]
    expected = [1, "1.10", 0, 0, 1000, 12500000, "9007199254740993.01", "0.0001", None, "12.50"]
    found = cells(page(*({"AG": spelling} for spelling in spellings)), "ag")
    assert found == [None if value is None else Decimal(value) for value in expected]


def test_R22_an_exchange_rate_keeps_eight_decimals() -> None:
    assert cells(page({"CRR": "0.00000001"}, {"CRR": "123.45678901"}), "crr") == [
        Decimal("0.00000001"),
        Decimal("123.45678901"),
    ]


@pytest.mark.parametrize(
    ("spelling", "kind"),
    [
        ("1e-9", "precision"),
        ("0.00001", "precision"),
        ("12345678901234567890", "precision"),
        ("1e40", "precision"),
        ("1e999999999", "precision"),
        ("9" * 31, "precision"),
        ('"n/a"', "number"),
        ('" "', "number"),
        ("NaN", "number"),
        ("Infinity", "number"),
        ("true", "number"),
    ],
)
def test_R22_an_impossible_number_holds_its_row_out_and_no_other(spelling: str, kind: str) -> None:
    rows = read(page({}, {"AG": spelling}, {})).rows
    assert rows.rows.column("doc").to_pylist() == [Decimal(1), Decimal(3)]
    assert [(f.row_key, f.column, f.kind, f.action) for f in rows.faults] == [
        ("2|PV|00001|001|0", "ag", kind, "held")
    ]
    assert rows.held.to_pylist() == [
        {"doc": Decimal(2), "dct": "PV", "kco": "00001", "sfx": "001", "sfxe": Decimal(0)}
    ]
    assert rows.size == 3


def test_R22_whole_numbers_past_the_precision_are_held_and_never_wrapped() -> None:
    """A decimal(6,3) once took 20000 and gave 3222.784 back."""
    rows = read(page({"SFXE": "1" + "0" * 10}, {"UPMT": "99999999"})).rows
    assert rows.rows.num_rows == 0
    assert [(fault.column, fault.kind) for fault in rows.faults] == [("sfxe", "precision"), ("upmt", "time")]


@pytest.mark.parametrize(
    ("raw", "text", "kind"),
    [
        (r'"A\u0000B"', "AB", "nul"),
        (r'"A\ud800B"', "AB", "surrogate"),
        (r'"\udc00"', "", "surrogate"),
        ('"A\udcffB"', "AB", "surrogate"),
    ],
)
def test_R21_bad_text_is_mended_flagged_and_kept_in_the_quarantine(raw: str, text: str, kind: str) -> None:
    rows = read(page({}, {"VINV": raw}, {})).rows
    assert rows.rows.column("vinv").to_pylist() == ["20240131", text, "20240131"]
    assert rows.text_fixed.to_pylist() == [False, True, False]
    (fault,) = rows.faults
    assert (fault.kind, fault.action, fault.row_key) == (kind, "fixed", "2|PV|00001|001|0")
    assert fault.raw_value.isascii()
    assert "\\u" in fault.raw_value


def test_R21_every_other_text_arrives_as_it_is() -> None:
    texts = ["\U0001f600", "שלום", "tab\there", 'quote"s', "\u0085\u2028", "trailing  ", "\x01", " ", ""]
    rows = read(page(*({"VINV": json.dumps(text)} for text in texts))).rows
    assert rows.rows.column("vinv").to_pylist() == texts
    assert rows.faults == ()
    rows = read(page(*({"VINV": json.dumps(text, ensure_ascii=False)} for text in texts))).rows
    assert rows.rows.column("vinv").to_pylist() == texts


def test_R21_raw_control_characters_do_not_block_the_page() -> None:
    assert cells(page({"VINV": '"a\tb"'}, {}), "vinv") == ["a\tb", "20240131"]


def test_R21_one_bad_row_does_not_block_thousands_of_good_ones() -> None:
    rows = read(page(*({"VINV": r'"x\u0000"'} if number == 4321 else {} for number in range(5000)))).rows
    assert rows.rows.num_rows == 5000
    assert sum(rows.text_fixed.to_pylist()) == 1


def test_a_number_where_a_text_belongs_is_held_out() -> None:
    rows = read(page({"KCO": "1"}, {"VINV": "20240131"}, {})).rows
    assert rows.rows.num_rows == 1
    assert [(fault.column, fault.kind, fault.action) for fault in rows.faults] == [
        ("kco", "type", "held"),
        ("vinv", "type", "held"),
    ]


def test_blank_key_parts_become_empty_and_other_blanks_stay() -> None:
    rows = read(page({"SFX": '"   "', "VINV": '" "'}, {"SFX": "null"}, {"SFX": '" 1 "'})).rows.rows
    assert rows.column("sfx").to_pylist() == ["", "", " 1 "]
    assert rows.column("vinv").to_pylist()[0] == " "


def test_blank_key_parts_become_empty_in_the_exact_reader_too() -> None:
    rows = read(page({"SFX": '"   "', "VINV": r'"\u0000"'}, {"SFX": r'" \u0000"'})).rows.rows
    assert rows.column("sfx").to_pylist() == ["", ""]


def test_a_missing_number_in_the_key_holds_the_row_out() -> None:
    rows = read(page({}, {"DOC": "null"})).rows
    assert rows.rows.num_rows == 1
    assert [(fault.column, fault.kind, fault.action) for fault in rows.faults] == [("doc", "key", "held")]
    assert rows.held.num_rows == 0


@pytest.mark.parametrize("spelling", ["null", '""', '" "', '"        "', '"0"', '"00000000"', None])
def test_R16_an_empty_date_is_null_in_every_form(spelling: str | None) -> None:
    assert cells(page({"DGJ": spelling}, {}), "dgj") == [None, 126059]


def test_R16_a_date_far_in_the_future_is_a_date() -> None:
    assert cells(page({"DGJ": '"28991231"'}), "dgj") == [999365]


@pytest.mark.parametrize(
    "text", ["20260230", "20261301", "20260100", "18991231", "29000101", "2026-3-1", "126061"]
)
def test_an_impossible_date_holds_its_row_out(text: str) -> None:
    rows = read(page({}, {"DGJ": json.dumps(text)})).rows
    assert rows.rows.num_rows == 1
    assert [(fault.kind, fault.raw_value) for fault in rows.faults] == [("date", json.dumps(text))]


def test_R14_every_day_converts_there_and_back() -> None:
    days = [date(1900, 1, 1) + timedelta(days=step) for step in range(0, 365_240, 13)]
    days += [date(1999, 12, 31), date(2000, 1, 1), date(2000, 2, 29), date(2024, 12, 31), date(2025, 1, 1)]
    numbers = to_cyyddd(pa.array([day.strftime("%Y%m%d") for day in days])).to_pylist()
    assert numbers == [cyyddd(day) for day in days]
    assert [from_cyyddd(number) for number in numbers] == days
    assert numbers[-5:] == [99365, 100001, 100060, 124366, 125001]


@pytest.mark.parametrize("number", [None, 0, -1, 123366, 126000, 126367, 1000001])
def test_R14_what_is_no_day_is_no_date(number: int | None) -> None:
    assert from_cyyddd(number) is None


@pytest.mark.parametrize("text", ["20230229", "20261301", "abcdefgh", "+2026030", "٢٠٢٦٠٣٠٢", "2026030"])
def test_R14_both_converters_refuse_the_same_texts(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        to_cyyddd(pa.array(["20260101", text]))
    with pytest.raises(ValueError, match=r"."):
        parse_ais_date(text)


@pytest.mark.parametrize(
    ("pattern", "literal"),
    [
        ("MM/dd/yyyy", "03/02/2026"),
        ("dd.MM.yyyy", "02.03.2026"),
        ("yyyy/MM/dd", "2026/03/02"),
        ("d/M/yy", "2/3/26"),
    ],
)
def test_literals_follow_the_users_format(pattern: str, literal: str) -> None:
    assert DateFormat(pattern).literal(date(2026, 3, 2)) == literal


@pytest.mark.parametrize("pattern", ["", "yyyy", "dd/MM", "EEE dd/MM/yyyy", "dd/MMM/yyyy", "dd/dd/yyyy"])
def test_a_format_that_cannot_be_written_is_refused(pattern: str) -> None:
    with pytest.raises(ConfigurationError, match="date format"):
        DateFormat(pattern)


def test_jdes_own_letters_stand_in_for_a_missing_simple_format() -> None:
    assert java_pattern("dd/MM/yyyy", "MDE", "/") == "dd/MM/yyyy"
    assert java_pattern("", "DME", ".") == "dd.MM.yyyy"
    assert java_pattern(None, "EMD", "") == "yyyy/MM/dd"
    assert java_pattern(None, None, "/") is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"<html><body>Sign In</body></html>",
        page({}, {})[:-1],
        page({}, {})[:200],
        page({}, {}) + b"{}",
        page({}, {}, records=3),
        page({}, records=0),
        b'{"fs_DATABROWSE_F0411":{"data":{"gridData":{"rowset":[]}}}}',
        b'{"fs_DATABROWSE_F0411":null}',
        b"{}",
        page({"DOC": '1,"F0411_DOC":2'}),
        b'{"a":' * 100_000,
    ],
)
def test_R9_what_is_no_whole_page_is_asked_for_again(body: bytes) -> None:
    with pytest.raises(Interrupted):
        read(body)


@pytest.mark.parametrize("bad_text", [False, True])
def test_R23_a_column_that_is_gone_is_named(bad_text: bool) -> None:
    spoiled = {"VINV": r'"\u0000"'} if bad_text else {}
    with pytest.raises(SourceError, match=r"F0411: JDE left out column AG"):
        read(page({"AG": None, **spoiled}, without=("AG",)))
    with pytest.raises(SourceError, match=r"F0411: JDE left out column AG"):
        read(page({"AG": None, **spoiled}, {"AG": None}))


def test_further_members_are_no_matter() -> None:
    assert cells(
        page({"XYZ": '{"deep":[1,2]}'}, tail='"rid":"1","new":{"a":[{}]},"timeStamp":"x"'), "doc"
    ) == [1]


@pytest.mark.parametrize(
    ("tail", "error"),
    [
        ('"exception":"E","message":"Broken"', Interrupted),
        ('"sysErrors":[{"TITLE":"Broken","DESC":"d"}]', Interrupted),
        ('"sysErrors":[{"TITLE":"Invalid column AG","DESC":""}]', SourceError),
        ('"sysErrors":[{"TITLE":"Invalid Token","DESC":""}]', TokenRefused),
        ('"sysErrors":[{"TITLE":"JAS_MSG347: expired","DESC":""}]', CursorLost),
        ('"sysErrors":[{"TITLE":"Not authorized","DESC":""}]', SignInError),
        ('"sysErrors":["Broken"]', Interrupted),
    ],
)
def test_errors_inside_a_200_are_raised(tail: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(page({}, tail=tail))


def test_another_output_type_is_refused() -> None:
    with pytest.raises(SourceError, match="another output type"):
        read(page({"AG": '{"internalValue":1,"value":"1"}'}))


def test_the_fast_and_the_exact_reader_agree() -> None:
    rows = [{"AG": f"{number}.25", "DGJ": '"20241231"', "SFX": '" "'} for number in range(50)]
    fast = read(page(*rows)).rows
    exact = read(page(*rows, {"VINV": r'"\u0000"'})).rows
    assert exact.rows.slice(0, 50).equals(fast.rows)
    assert (fast.first_key, fast.last_key) == (exact.first_key, (Decimal(50), *fast.last_key[1:]))  # type: ignore[index]
