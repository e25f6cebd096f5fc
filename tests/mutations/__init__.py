"""Mistakes put into the finance model on purpose, one at a time, to see that a dbt test finds each.

`catalogue.yml` names them, `python -m tests.mutations` (`make mutate`) tries them and writes docs/mutations.md.
"""
