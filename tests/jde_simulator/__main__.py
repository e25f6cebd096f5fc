"""`python -m tests.jde_simulator`."""

from __future__ import annotations

import sys

from tests.jde_simulator.cli import main

if __name__ == "__main__":
    sys.exit(main())
