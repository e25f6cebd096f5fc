"""The preview: every dashboard as a page of its own that a browser draws whole, offline and without complaint."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from lookml import preview
from lookml.checks.references import see_all
from lookml.cli import main
from lookml.errors import ConfigurationError
from lookml.preview import Choices, filter_values, write_preview
from lookml.preview.answers import Answer, Column, Series
from lookml.preview.asking import ask
from lookml.preview.charts import chart
from lookml.preview.figures import donut, waterfall
from lookml.preview.page import tablet_spans
from lookml.preview.svg import clip, scale, text_width
from lookml.project import Project
from lookml.warehouse import Warehouse
from tests.lookml_warehouse import built_duckdb

pytest_plugins = ["tests.lookml_fixtures"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# run inside the page: what is drawn, what sticks out of its tile, what the console heard
INSPECT = """
<script>
window.addEventListener("load", () => {
  const clipped = [], empty = [], tiny = [];
  for (const tile of document.querySelectorAll(".tile")) {
    const body = tile.querySelector(".body"), box = tile.getBoundingClientRect();
    if (!body || box.width < 50 || box.height < 40 || !body.innerHTML.trim()) empty.push(tile.id);
    for (const part of tile.querySelectorAll(".figure, .compare, h3 span, .words p, .words h2"))
      if (part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline") clipped.push(tile.id);
    if (tile.querySelector(".drawn") && tile.querySelectorAll(".drawn > div").length < 3) empty.push(tile.id);
    const drawings = [...tile.querySelectorAll("svg")].filter((svg) => svg.checkVisibility());
    if (tile.querySelector("svg") && drawings.length !== 1) empty.push(tile.id + ": " + drawings.length);
    for (const part of drawings.flatMap((svg) => [...svg.querySelectorAll("text")])) {
      const inner = part.getBoundingClientRect(), svg = part.ownerSVGElement.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(part).fontSize) * Math.abs(part.ownerSVGElement.getScreenCTM().a);
      if (size < 10) tiny.push(tile.id + ": " + size);
      if (inner.left < svg.left - 1.5 || inner.right > svg.right + 1.5 || inner.bottom > svg.bottom + 1.5)
        clipped.push(tile.id + ": " + part.textContent);
    }
    for (const svg of drawings) {
      const texts = [...svg.querySelectorAll("text:not([transform])")].map((part) => [part, part.getBoundingClientRect()]);
      texts.forEach(([part, one], at) => texts.slice(at + 1).forEach(([other, two]) => {
        const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        if (wide > 1.5 && high > 5) clipped.push(`${tile.id}: ${part.textContent} over ${other.textContent}`);
      }));
    }
    for (const part of tile.querySelectorAll("h3 span, td, th, p, .figure"))
      if (parseFloat(getComputedStyle(part).fontSize) < 11) tiny.push(tile.id + ": " + part.textContent);
    if (body && body.scrollHeight > body.clientHeight + 1) clipped.push(tile.id + ": body");
  }
  const tiles = document.querySelectorAll(".tile").length;
  const marks = document.querySelectorAll("svg rect, svg path, svg polyline, td, .figure").length;
  const wide = document.documentElement.scrollWidth > window.innerWidth + 1;
  const report = document.createElement("pre");
  report.id = "report";
  report.textContent = JSON.stringify({tiles, marks, empty, clipped, tiny, wide, errors: window.heard});
  window.parent.document.body.appendChild(report);
});
</script>
"""
NARROWEST = 500
PAGE_CSS = Path(preview.__file__).with_name("page.css")
WORDS = (
    "Hydraulics",
    "Materials",
    "and",
    "wages",
    "GmbH",
    "東海",
    "Świętokrzyskie",
    "WMW",
    "Ltd",
    "Größe",
    "Щедрин",
)
LISTEN = "<script>window.heard = []; window.onerror = (m) => { window.heard.push(String(m)); };</script>"


@pytest.fixture(scope="module")
def pages(project: Project, warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    write_preview(project, warehouse, folder, Choices())
    return folder


def test_there_is_a_page_for_each_dashboard_and_an_index(project: Project, pages: Path) -> None:
    boards = {name for name, board in project.model().dashboards.items() if not board.is_template}
    assert {path.stem for path in pages.glob("*.html")} == boards | {"index"}
    index = (pages / "index.html").read_text()
    for name in boards:
        assert f'href="{name}.html"' in index


def test_pages_load_nothing_from_elsewhere(pages: Path) -> None:
    for path in pages.glob("*.html"):
        page = path.read_text()
        assert re.findall(r"""(?:src|href)=["'](?!data:|#|\w+\.html)([^"']*)["']""", page) == [], path.name
        assert "http://" not in page
        assert "https://" not in page
        assert "@import" not in page
        assert len(page) < 1_500_000


def test_each_tile_is_drawn_with_its_title(project: Project, pages: Path) -> None:
    for board in project.model().dashboards.values():
        if board.is_template:
            continue
        page = (pages / f"{board.name}.html").read_text()
        for element in board.elements:
            assert f'id="{element.name}"' in page
            assert element.title.replace("&", "&amp;") in page


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the pages are not opened in a browser")
@pytest.mark.parametrize("width", [1440, 820, 390])
def test_a_browser_draws_every_page_whole(pages: Path, tmp_path: Path, width: int) -> None:
    """On desktop, tablet and phone: no console error, no empty tile, no text outside its tile, over another or too small."""
    for path in sorted(pages.glob("*.html")):
        page = path.read_text().replace("<head>", f"<head>{LISTEN}").replace("</body>", f"{INSPECT}</body>")
        copy = tmp_path / path.name
        copy.write_text(page if width >= NARROWEST else _framed(page, width))
        report = _inspect(copy, tmp_path / f"profile-{path.stem}", width)
        assert report["errors"] == [], path.name
        assert report["empty"] == [], path.name
        assert report["clipped"] == [], path.name
        assert report["tiny"] == [], path.name
        assert not report["wide"], path.name
        if path.stem != "index":
            assert report["tiles"] >= 5
            assert report["marks"] > 50


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the pages are not opened in a browser")
def test_the_browser_notices_what_is_wrong(pages: Path, tmp_path: Path) -> None:
    page = (pages / "ap_overview.html").read_text()
    broken = page.replace("font-size: 27px", "font-size: 190px").replace(
        '<div class="grid">', '<div class="grid"><script>nowhere();</script>'
    )
    # a chart that is scaled instead of drawn anew
    broken = broken.replace("</style>", "#invoiced .at-16{display:block!important;width:50%}</style>")
    copy = tmp_path / "broken.html"
    copy.write_text(broken.replace("<head>", f"<head>{LISTEN}").replace("</body>", f"{INSPECT}</body>"))
    report = _inspect(copy, tmp_path / "profile", 1440)
    assert "open" in report["clipped"]
    assert [text for text in report["tiny"] if text.startswith("invoiced")]
    assert report["errors"] == ["Uncaught ReferenceError: nowhere is not defined"]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the pages are not opened in a browser")
def test_a_browser_draws_any_figures_whole(project: Project, tmp_path: Path) -> None:
    """Charts of figures of every size and names of every script, on narrow and wide tiles."""
    drawings = [
        (f"{kind}-{count}-{width}", f"{width}px", _any_chart(project, kind, count, width))
        for kind in ("bar", "column", "line", "area", "waterfall", "pie")
        for count in (1, 3, 8, 12)
        for width in (330, 560, 1180)
    ]
    tiles = "".join(
        f'<section class="tile" id="{name}" style="width:{width}"><div class="body" style="height:300px">{svg}</div></section>'
        for name, width, svg in drawings
    )
    style = f"<style>body {{ font-family: {_font_family()} }} svg {{ display: block; width: 100%; height: 100% }}</style>"
    page = tmp_path / "charts.html"
    page.write_text(f'<head><meta charset="utf-8">{LISTEN}{style}</head><body>{tiles}{INSPECT}</body>')
    report = _inspect(page, tmp_path / "profile", 1440)
    assert report["clipped"] == []
    assert report["empty"] == []
    assert report["errors"] == []
    assert report["tiles"] == len(drawings)


def _any_chart(project: Project, kind: str, count: int, width: int) -> str:
    """A chart of made-up figures, the same at each call."""
    chance = random.Random(f"{kind} {count} {width}")
    model = project.model()
    dimension, measure = (
        model.field(model.explores["gl_activity"], f"fct_gl_activity.{name}")
        for name in ("document_type_code", "line_count")
    )
    rows = tuple(
        (" ".join(chance.choices(WORDS, k=chance.randint(1, 4))) + f" {index}",) for index in range(count)
    )
    lowest = 0 if kind == "pie" else chance.choice([0, -1])
    series = tuple(
        Series(
            f"measure {number}",
            " ".join(chance.choices(WORDS, k=2)),
            Column(f"measure {number}", "Amount", True, "#,##0", measure),
            tuple(chance.uniform(lowest, 1) * 10 ** chance.randint(0, 9) for _ in range(count)),
        )
        for number in range(1 if kind in ("waterfall", "pie") else chance.randint(1, 4))
    )
    answer = Answer((Column("name", "Name", False, None, dimension),), rows, series, {})
    options = {"show_value_labels": True, "stacking": chance.choice(["", "normal"])}
    if kind == "waterfall":
        return waterfall(answer, width, 300, kind)
    return (
        donut(answer, width, 300, kind) if kind == "pie" else chart(kind, answer, options, width, 300, kind)
    )


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the pages are not opened in a browser")
def test_no_character_is_wider_than_reckoned(tmp_path: Path) -> None:
    characters = [*(chr(code) for code in range(32, 127)), *"…·–€£éÄßñøŁžŐ東海京あ한ЖяΩα▲▼"]
    script = """
    <script>
    const brush = document.createElement("canvas").getContext("2d");
    brush.font = "100px " + FAMILY;
    const widths = CHARACTERS.map((character) => brush.measureText(character).width / 100);
    const report = document.createElement("pre");
    report.id = "report";
    report.textContent = JSON.stringify({widths});
    document.body.appendChild(report);
    </script>"""
    spelled = script.replace("FAMILY", json.dumps(_font_family())).replace(
        "CHARACTERS", json.dumps(characters)
    )
    page = tmp_path / "characters.html"
    page.write_text(f'<head><meta charset="utf-8"></head><body>{spelled}</body>')
    widths = _inspect(page, tmp_path / "profile", 1440)["widths"]
    wider = {
        character: (taken, text_width(character, 1))
        for character, taken in zip(characters, map(float, widths), strict=True)
        if taken > text_width(character, 1)
    }
    assert wider == {}


def _font_family() -> str:
    """The fonts that the pages name."""
    found = re.search(r"font-family: ([^;]+);", PAGE_CSS.read_text())
    assert found
    return found.group(1)


def _framed(page: str, width: int) -> str:
    """A page in a frame of its own, narrower than any window of Chromium."""
    return f'<body><iframe style="width:{width}px;height:1200px;border:0" srcdoc="{escape(page)}"></iframe></body>'


def _inspect(page: Path, profile: Path, width: int) -> dict[str, list[str]]:
    arguments = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={profile}", f"--window-size={width},1200", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    dom = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=True).stdout
    found = re.search(r'<pre id="report">(.*?)</pre>', dom, re.DOTALL)
    assert found, "the page's own script did not run to its end"
    return dict(json.loads(found.group(1).replace("&amp;", "&").replace("&gt;", ">").replace("&lt;", "<")))


def test_filters_and_users_change_what_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JDE_DUCKDB_PATH", str(built_duckdb()))
    monkeypatch.setenv("JDE_DESTINATION", "duckdb")
    command = ["preview", "--dashboard", "profit_and_loss", "--output", str(tmp_path / "usd")]
    assert main(command) == 0
    assert "1 dashboards in" in capsys.readouterr().out
    assert main([*command[:-1], str(tmp_path / "cad"), "--filter", "Currency=CAD"]) == 0
    usd, cad = ((tmp_path / name / "profit_and_loss.html").read_text() for name in ("usd", "cad"))
    assert "<b>Currency</b> USD" in usd
    assert "<b>Currency</b> CAD" in cad
    figures = [re.findall(r'<div class="figure">([^<]+)', page) for page in (usd, cad)]
    assert figures[0] != figures[1]
    assert "<b>Amounts in</b> Ledger currency" in cad
    in_euro = [
        "preview",
        "--dashboard",
        "ap_aging",
        "--filter",
        "Amounts in=transaction",
        "--filter",
        "Currency=EUR",
    ]
    assert main([*in_euro, "--output", str(tmp_path / "eur")]) == 0
    eur = (tmp_path / "eur" / "ap_aging.html").read_text()
    assert "<b>Amounts in</b> Transaction currency" in eur
    assert len(re.findall(r'<div class="figure">', eur)) == 4
    limited = ["preview", "--dashboard", "ap_overview", "--user", "jde_cost_center=150"]
    assert main([*limited, "--output", str(tmp_path / "held")]) == 0
    held = (tmp_path / "held" / "ap_overview.html").read_text()
    assert held.count("Not open to this user") == held.count('<section class="tile')
    assert '<div class="figure">' not in held


def shown(project: Project, warehouse: Warehouse, board: str, tile: str) -> Answer:
    """What a tile shows under the default filters of its board."""
    dashboard = project.model().dashboards[board]
    element = next(element for element in dashboard.elements if element.name == tile)
    values = filter_values(dashboard, {})
    filters = {field: values[name] for name, field in element.listen.items() if values[name]}
    return ask(project, element, filters, warehouse, see_all(project.model()))


def test_a_pivoted_table_has_totals_and_stands_by_its_largest_cells(
    project: Project, warehouse: Warehouse
) -> None:
    answer = shown(project, warehouse, "ap_aging", "by_supplier")
    sql = """
        select supplier_name, sum(open_amount) as open_amount from marts.fct_ap_aging
        left join marts.dim_suppliers using (supplier_number)
        where company_currency_code = 'USD' and not is_draft group by supplier_name"""
    by_hand = dict(warehouse.query(sql).rows)
    totals = answer.series[-1]
    assert {row[0]: value for row, value in zip(answer.rows, totals.values, strict=True)} == by_hand
    assert answer.totals[totals.key] == sum(by_hand.values())
    largest = [
        max(entry.number(index) for entry in answer.series[:-1] if entry.values[index] is not None)
        for index in range(len(answer.rows))
    ]
    assert largest == sorted(largest, reverse=True)
    assert totals.label == "Total"


def test_subtotals_stand_below_their_rows(project: Project, warehouse: Warehouse, pages: Path) -> None:
    answer = shown(project, warehouse, "profit_and_loss", "balance_sheet")
    (measure,) = answer.series
    for group, found in answer.subtotals.items():
        lines = [measure.values[index] for index, row in enumerate(answer.rows) if row[0] == group]
        assert found[measure.key] == sum(lines), group
    sides = {group: found[measure.key] for group, found in answer.subtotals.items()}
    assert sides["Assets"] == sides["Liabilities"] + sides["Equity"] > 0
    page = (pages / "profit_and_loss.html").read_text()
    heads = re.findall(r'<tr class="sub"><td class="txt">([^<]+)', page)
    assert heads == [f"{name}, total" for name in ("Revenue", "Expense", "Assets", "Liabilities", "Equity")]


def test_a_running_total_ends_at_the_whole_and_has_no_total(project: Project, warehouse: Warehouse) -> None:
    answer = shown(project, warehouse, "account_detail", "entries")
    debit, credit, running = answer.series
    assert running.values[-1] == answer.totals[debit.key] + answer.totals[credit.key]
    assert running.key not in answer.totals


def test_a_filter_or_dashboard_that_is_not_there_is_an_error(
    project: Project,
    warehouse: Warehouse,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ConfigurationError, match="Curency"):
        write_preview(project, warehouse, tmp_path, Choices(filters={"Curency": "CAD"}))
    with pytest.raises(ConfigurationError, match="`account_detail` takes no `transaction` for Amounts in"):
        write_preview(project, warehouse, tmp_path, Choices(filters={"amounts in": "transaction"}))
    monkeypatch.setenv("JDE_DUCKDB_PATH", str(tmp_path / "nowhere.duckdb"))
    assert main(["preview", "--destination", "duckdb", "--output", str(tmp_path)]) == 7
    assert "There is no DuckDB file" in capsys.readouterr().err
    assert main(["preview", "--filter", "Currency"]) == 2


def test_axes_are_round_and_texts_fit() -> None:
    assert scale([0, 873_000], 0, 100).ticks == (0, 200_000, 400_000, 600_000, 800_000, 1_000_000)
    assert scale([-120, 45], 0, 100).ticks == (-150, -100, -50, 0, 50)
    assert scale([], 0, 100).high == 1.0
    long = "A supplier with a name that goes on and on"
    assert text_width(clip(long, 100)) <= 100
    assert clip(long, 100).endswith("…")
    assert clip("short", 100) == "short"


def test_a_tablet_leaves_no_holes(project: Project) -> None:
    for board in project.model().dashboards.values():
        elements = sorted(board.elements, key=lambda element: element.box[:2])
        spans = tablet_spans(elements)
        taken = 0
        for span in spans:
            taken += span
            assert taken <= 12, board.name
            taken %= 12
        assert taken == 0, board.name
