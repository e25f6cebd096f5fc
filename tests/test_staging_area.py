"""The stage: what writers take is on disk once it has settled, or the stage says why not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loader import raw
from loader.ais import values
from loader.ais.dataservice import Page
from loader.registry import load_registry
from loader.staging_area import ROWS_PER_WRITE, StagedTable, StagingArea, as_csv

TABLE = load_registry()["F0010"]


def page(first: int, size: int) -> Page:
    """Companies numbered from `first` on, all other columns null."""
    schema = values.schema(TABLE)
    codes = pa.array([f"{number:05d}" for number in range(first, first + size)])
    columns = [codes if field.name == "co" else pa.nulls(size, field.type) for field in schema]
    rows = pa.table(columns, schema=schema)
    return Page(rows, values.no_marks(size), (), values.empty_keys(TABLE, schema), 1)


def codes(stage: StagedTable) -> list[str]:
    return sorted(row["co"] for row in stage.as_dicts(["co"]))


@pytest.mark.parametrize("sizes", [[], [3], [ROWS_PER_WRITE], [ROWS_PER_WRITE, 5], [7] * 20])
def test_what_writers_took_is_on_disk_once_settled(tmp_path: Path, sizes: list[int]) -> None:
    with StagingArea(tmp_path / "stage") as area:
        stage, number = area.table(TABLE), 0
        with stage.writer() as writer:
            for size in sizes:
                writer.add(page(number, size))
                number += size
        stage.settle()
        assert codes(stage) == [f"{code:05d}" for code in range(number)]
        assert sum(stage.complete_files.values()) == stage.rows == number


@pytest.mark.parametrize(("above", "size", "names"), [(None, 9, []), (9, 9, []), (8, 9, ["rows-00001.csv"])])
def test_more_rows_than_told_are_there_as_csv_too(
    tmp_path: Path, above: int | None, size: int, names: list[str]
) -> None:
    with StagingArea(tmp_path / "stage") as area:
        stage = area.table(TABLE, csv_above=above)
        with stage.writer() as writer:
            writer.add(page(0, size))
        stage.settle()
        assert [path.name for path in stage.folder.glob("*.csv")] == names
        [file] = stage.complete_files
        lines = as_csv(file).read_text(encoding="utf-8").splitlines()
        assert len(lines) == size + 1
        assert '"00008"' in lines[-1]


def test_a_stage_takes_over_what_others_have_read(tmp_path: Path) -> None:
    with StagingArea(tmp_path / "stage") as area:
        first, *others = (area.table(TABLE, str(number)) for number in range(3))
        for number, stage in enumerate((first, *others)):
            for place in (0, 1):
                with stage.writer() as writer:
                    writer.add(page(2 * number + place, 1))
        first.absorb(others)
        assert codes(first) == [f"{code:05d}" for code in range(6)]
        assert list(first.complete_files.values()) == [6]
        assert first.rows == first.pages == 6
        with first.writer() as writer:
            writer.add(page(6, 1))
        first.settle()
        assert codes(first)[-1] == "00006"


def test_a_stage_settles_for_all_its_writers_and_goes_on(tmp_path: Path) -> None:
    with StagingArea(tmp_path / "stage") as area:
        stage = area.table(TABLE)
        for number in range(3):
            with stage.writer() as writer:
                writer.add(page(number, 1))
        stage.settle()
        assert codes(stage) == ["00000", "00001", "00002"]
        with stage.writer() as writer:
            writer.add(page(3, 1))
        stage.settle()
        assert codes(stage)[-1] == "00003"
        hashes = [row[raw.ROW_HASH] for name in stage.files for row in pq.read_table(name).to_pylist()]
        assert len(set(hashes)) == 4


@pytest.mark.parametrize("sizes", [[1], [ROWS_PER_WRITE], [ROWS_PER_WRITE, ROWS_PER_WRITE, 1]])
def test_a_write_that_failed_is_told(tmp_path: Path, sizes: list[int]) -> None:
    """Whether the last rows fail or earlier ones: when the writer ends, or when the stage settles."""
    with StagingArea(tmp_path / "stage") as area:
        stage = area.table(TABLE)
        shutil.rmtree(stage.folder)
        with pytest.raises(FileNotFoundError):
            fill(stage, sizes)


def fill(stage: StagedTable, sizes: list[int]) -> None:
    with stage.writer() as writer:
        for size in sizes:
            writer.add(page(0, size))
    stage.settle()


def test_an_area_ends_when_nobody_waits_for_its_writers(tmp_path: Path) -> None:
    with StagingArea(tmp_path / "stage") as area:
        stages = [area.table(TABLE, f"slice_{number}") for number in range(2)]
        shutil.rmtree(stages[1].folder)
        for stage in stages:
            with stage.writer() as writer:
                writer.add(page(0, 2000))
    assert all(ending.done() for stage in stages for ending in stage.endings)
    assert not (tmp_path / "stage").exists()
