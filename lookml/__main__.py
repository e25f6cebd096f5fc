"""`python -m lookml` is `jde-lookml`."""

import sys

from lookml.cli import main

if __name__ == "__main__":
    sys.exit(main())
