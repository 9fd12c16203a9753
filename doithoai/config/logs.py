"""Log lines without personal data."""

import logging
from types import TracebackType


class ReticentFormatter(logging.Formatter):
    """Leaves out PostgreSQL's DETAIL and CONTEXT lines: they quote the values of a row."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.startswith(("DETAIL:", "CONTEXT:")))
