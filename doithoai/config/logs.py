"""Log lines without personal data and without anything that opens something."""

import logging
import re
from types import TracebackType

MASK = "…"
_SECRETS = (
    re.compile(r"(?<=/bien-nhan/)[^/\s]+"),
    re.compile(r"(?<=/bat-dau/)[^/\s]{16,}"),
    re.compile(r"(?<=/password/reset/key/)[^/\s]+"),
    re.compile(r"(?<=/tai-khoan/the/)[^/\s]{8,}"),
    re.compile(r"\bth(?:-[0-9a-z]{4}){3}\b", re.I),
    re.compile(r"\byk(?:[-.– ]?[0-9a-z]{4}){3}\b", re.I),
)
"""Receipt codes and one-time links: Django names the address when it refuses a request."""


class ReticentFormatter(logging.Formatter):
    """Leaves out PostgreSQL's DETAIL and CONTEXT lines, which quote the values of a row, and masks
    receipt codes and one-time links. OWASP ASVS 5, 14.2.1 and 16.2.5.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in _SECRETS:
            line = secret.sub(MASK, line)
        return line

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith(("DETAIL:", "CONTEXT:")))
