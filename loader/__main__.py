"""`python -m loader` is `jde-loader`."""

import sys

from loader.cli import main

if __name__ == "__main__":
    sys.exit(main())
