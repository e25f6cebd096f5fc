"""`python -m tests.mutations [NAME ...]`: break the finance model, once per mutation, and say which dbt test noticed.

Without names all are tried and docs/mutations.md is written. Ends with 1 when one was not caught.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests import finance_lab
from tests.mutations import catalogue, report
from tests.mutations.trial import Outcome, attempt


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when every mutation was caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    parser.add_argument("--lab", type=Path, metavar="FOLDER", help="a built lab, which is left broken")
    options = parser.parse_args(arguments)
    mutations = catalogue.load()
    unknown = set(options.names) - set(mutations)
    if unknown:
        parser.error(f"no mutation is called {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="jde-mutations-") as folder:
        # unmutated, every test passes: what fails later fails by the mutation
        lab = finance_lab.Lab(options.lab.resolve()) if options.lab else finance_lab.prepare(Path(folder), ())
        chosen = [mutation for name, mutation in mutations.items() if name in (options.names or mutations)]
        outcomes = []
        for mutation in chosen:
            outcomes.append(attempt(lab, mutation))
            print(report.line(outcomes[-1]), flush=True)
    if not options.names:
        report.write(outcomes, finance_lab.DAYS)
    return _verdict(outcomes)


def _verdict(outcomes: list[Outcome]) -> int:
    missed = [outcome.mutation.name for outcome in outcomes if not outcome.caught_by]
    print(f"{len(outcomes) - len(missed)} of {len(outcomes)} mutations caught")
    if missed:
        print(f"not caught: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
