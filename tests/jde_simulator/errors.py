"""Refusals in the shapes in which AIS utters them."""

from __future__ import annotations

from typing import Any

TOKEN_REFUSED = "Invalid Token: Please Request a New Token"
ENVIRONMENT_REFUSED = "Authorization Failure: The list of Environments and Roles was returned unexpectedly."
EXPIRED = "JAS_MSG347: The query results expired.  Refresh them by clicking Find again."
EXCEPTIONS = "com.jdedwards.aisserver"


class Refusal(Exception):
    """A call that AIS turns down: HTTP status and JSON body; `timeStamp` is added when it is sent."""

    def __init__(self, status: int, body: dict[str, Any], stamped: bool = True) -> None:
        super().__init__(str(body))
        self.status = status
        self.body = body
        self.stamped = stamped


def refusal(status: int, message: str, exception: str = "ServiceException") -> Refusal:
    """An error answer with `message` and `exception`."""
    return Refusal(status, {"message": message, "exception": f"{EXCEPTIONS}.{exception}", "status": "ERROR"})


def token_refused(status: int) -> Refusal:
    """The token is unknown, expired, or used from elsewhere."""
    return refusal(status, TOKEN_REFUSED, "LoginException")


def expired(shape: str) -> Refusal:
    """The result set is gone; `shape` is the HTTP status as text."""
    return Refusal(int(shape), {"sysErrors": [{"TITLE": EXPIRED, "DESC": EXPIRED}]}, stamped=False)


def data_error(shape: str, target: str, message: str) -> Refusal:
    """A data request that failed, as status 500 or as one of the errors that come with status 200."""
    if shape == "exception":
        return Refusal(200, {"message": message, "exception": f"{EXCEPTIONS}.ServiceException"})
    if shape == "sysErrors":
        return Refusal(200, {"sysErrors": [{"TITLE": message, "DESC": message}]})
    if shape in ("fs_error", "fs_errors"):
        error = {"CODE": "018A", "TITLE": message, "ERRORCONTROL": "1", "DESC": message, "MOBILE": message}
        form = {
            "title": f"Data Browser - {target}",
            "data": {
                "gridData": {"columns": {}, "rowset": [], "summary": {"records": 0, "moreRecords": False}}
            },
            "errors": [error],
            "warnings": [],
        }
        return Refusal(200, {f"fs_DATABROWSE_{target}": form, "sysErrors": []})
    if shape == "ds_error":
        return Refusal(200, {f"ds_{target}": {"error": {"message": message}}})
    return refusal(int(shape) if shape.isdigit() else 500, message)
