"""Every error the loader raises on purpose: what happened, what to do, and the exit code.

LoaderError
├── ConfigurationError   2  a setting, an argument or the registry is wrong
├── SignInError          3  JDE refused the sign-in or a right is missing
├── SourceError          4  the JDE side failed or answered what cannot be trusted
├── WarehouseError       5  the target database failed
├── PartialError         6  some tables failed, or too many rows are in quarantine
├── LockedError          7  another run holds the lock
└── ApprovalNeeded       8  a person must approve before the loader goes on
"""

from __future__ import annotations


class LoaderError(Exception):
    """Base of all expected failures.

    Args:
        cause: What is wrong, and where (file, table, column, host). Never a secret.
        remedy: What the reader can do about it, as an instruction.
    """

    exit_code = 1

    def __init__(self, cause: str, remedy: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.cause} {self.remedy}".strip()


class ConfigurationError(LoaderError):
    """A setting, an argument or the table registry is wrong."""

    exit_code = 2


class SignInError(LoaderError):
    """JDE refused the sign-in, or the service user lacks a right."""

    exit_code = 3


class SourceError(LoaderError):
    """The JDE side failed, or answered something that cannot be trusted."""

    exit_code = 4


class WarehouseError(LoaderError):
    """The target database failed."""

    exit_code = 5


class PartialError(LoaderError):
    """Some tables failed, or more rows are in quarantine than the budget allows."""

    exit_code = 6


class LockedError(LoaderError):
    """Another run holds the lock on the target."""

    exit_code = 7


class ApprovalNeeded(LoaderError):
    """A person must look at the change and approve it."""

    exit_code = 8
