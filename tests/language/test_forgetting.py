"""What somebody has erased does not live on in a process that once read it."""

import gc
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from types import FunctionType, ModuleType

from doithoai.kit.errors import Refused
from doithoai.kit.tables.reading import forgetting_cells
from doithoai.language.copies import alike_groups
from doithoai.opinions.table.lines import read_table
from tests.language.test_growth import READINGS

SAID = "Nhà bà Mận Zorblax cuối xóm đổ rác ra mương"

OF_ONE_WORD = {"doithoai.language.syllables.mended", "doithoai.language.words.spelled_out"}
"""Single words are remembered: they are everybody's."""


def _remembered() -> Iterator[str]:
    """Every text that can be reached from the modules of the program."""
    left: list[object] = [
        vars(module) for name, module in list(sys.modules.items()) if name.startswith("doithoai")
    ]
    seen = {id(one) for one in left}
    while left:
        for one in gc.get_referents(left.pop()):
            if isinstance(one, str):
                yield one
            elif id(one) not in seen and not isinstance(one, ModuleType | FunctionType):
                seen.add(id(one))
                left.append(one)


def test_no_text_is_remembered() -> None:
    for name in READINGS.keys() - OF_ONE_WORD:
        read = READINGS[name]
        with suppress(Refused), forgetting_cells():
            found = read(SAID)
            if isinstance(found, Iterator):
                list(found)
    alike_groups([(1, SAID), (2, SAID)])
    assert read_table(f"STT,Nội dung\n1,{SAID}\n".encode(), today=date(2026, 11, 28)).lines
    assert not [text for text in _remembered() if SAID in text]
