"""Pictures of a preview's dashboards for the README: `python -m tests.screenshots PREVIEW OUTPUT`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1280, 1500
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def take(preview: Path, output: Path) -> list[Path]:
    """Draw every dashboard page of the preview into a PNG of its own.

    Raises:
        FileNotFoundError: There is no Chromium on this machine.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise FileNotFoundError("Chromium is not installed; Debian's package is called chromium.")
    output.mkdir(parents=True, exist_ok=True)
    pictures = []
    for page in sorted(preview.glob("*.html")):
        if page.stem == "index":
            continue
        picture = output / f"{page.stem}.png"
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    chromium, *FLAGS, f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}",
                    f"--screenshot={picture.resolve()}", page.resolve().as_uri(),
                ],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
        pictures.append(picture)
    return pictures


if __name__ == "__main__":
    for path in take(Path(sys.argv[1]), Path(sys.argv[2])):
        print(f"{path} ({path.stat().st_size // 1024} KB)")
