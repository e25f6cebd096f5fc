"""Every error `jde-lookml` raises on purpose: what happened, what to do, and the exit code.

LookmlError
├── ConfigurationError   2  a setting or an argument is wrong
├── SignInError          3  Looker refused the sign-in, or a permission is missing
├── ValidationError      4  the LookML, a board or a Look is wrong, or a check failed
│   ├── ProjectError        the project does not parse or does not hang together (carries faults)
│   ├── CompileError        a query asks for something that does not exist or is not understood
│   └── AccessDenied        the user attributes given do not allow what the query asks for
├── ConflictError        5  Looker holds something that this tool did not put there
├── DeployError          6  a deployment was not confirmed
└── WarehouseError       7  the warehouse could not be reached or refused a query
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookml.source import Fault


class LookmlError(Exception):
    """Base of all expected failures.

    Args:
        cause: What is wrong, and where (file, line, field, host). Never a secret.
        remedy: What the reader can do about it, as an instruction.
    """

    exit_code = 1

    def __init__(self, cause: str, remedy: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.cause} {self.remedy}".strip()


class ConfigurationError(LookmlError):
    """A setting or an argument is wrong."""

    exit_code = 2


class SignInError(LookmlError):
    """Looker refused the sign-in, or the API user lacks a permission."""

    exit_code = 3


class ValidationError(LookmlError):
    """The LookML, a dashboard or a Look is wrong, or a check failed."""

    exit_code = 4


class ProjectError(ValidationError):
    """The project does not parse, or its parts do not fit each other."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class CompileError(ValidationError):
    """A query cannot be turned into SQL without guessing."""


class AccessDenied(ValidationError):
    """The user attributes do not allow what the query asks for."""


class ConflictError(LookmlError):
    """Looker holds something else than what was expected there."""

    exit_code = 5


class DeployError(LookmlError):
    """A deployment was started and not confirmed."""

    exit_code = 6


class WarehouseError(LookmlError):
    """The warehouse could not be reached, or refused a query."""

    exit_code = 7
