"""Benchmarks: `make bench` prints how near the loader, dbt and LookML come to their limits."""
