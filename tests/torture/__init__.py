"""The loader under faults, judged by totals that are known before: `python -m tests.torture`."""
