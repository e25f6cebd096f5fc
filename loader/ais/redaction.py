"""Keeps passwords and tokens out of everything that a person may read."""

from __future__ import annotations

import base64
import json
import logging
import re
from urllib.parse import quote, quote_plus

from loader.settings import Settings

_PARAMETERS = re.compile(r"(?i)((?:\$?token|\$?password)=)[^&\s\"'<>]*")
_FIELDS = re.compile(r'(?i)("(?:token|password|aisSessionCookie)"\s*:\s*")(?:[^"\\]|\\.)*')
_SHORTEST = 3


class Redactor:
    """Replaces the settings' password and every secret it is told of, in each spelling of URLs and JSON."""

    def __init__(self, settings: Settings) -> None:
        self._spellings: set[str] = set()
        self.learn(settings.password)
        pair = f"{settings.username}:{settings.password}".encode()
        self.learn(base64.b64encode(pair).decode("ascii"))

    def __repr__(self) -> str:
        return "Redactor()"

    def learn(self, secret: str | None) -> None:
        """Hide this text from now on; very short ones would hide half of any message and are left out."""
        if secret and len(secret) >= _SHORTEST:
            self._spellings |= {secret, quote(secret, safe=""), quote(secret), quote_plus(secret)}
            self._spellings.add(json.dumps(secret)[1:-1])

    def clean(self, text: str) -> str:
        """The text with `***` for each secret, also for secrets in parameters that nobody told of."""
        for spelling in sorted(self._spellings, key=len, reverse=True):
            text = text.replace(spelling, "***")
        return _FIELDS.sub(r"\1***", _PARAMETERS.sub(r"\1***", text))


class LogFilter(logging.Filter):
    """Cleans the records of the HTTP library, which logs each address at debug level, token and all."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, cleaned."""
        record.msg, record.args = self._redactor.clean(record.getMessage()), None
        return True
