"""How long a register as large as may be takes to read: 20,000 rows of an .xlsx file."""

import time

from doithoai.kit.tables.rows import MAX_ROWS
from tests.dialogues.register.books import HEADER, book, read, row


def print_figures() -> None:
    rows = [row(TT=n, Ngày=f"{n % 28 + 1}/{n % 12 + 1}/{2000 + n % 20}") for n in range(MAX_ROWS)]
    data = book(HEADER, *rows)
    begun = time.perf_counter()
    lines = read(data).lines
    print(f"{len(lines):,} rows of a register read in {time.perf_counter() - begun:.1f} s")
