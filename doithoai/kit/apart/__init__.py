"""Opening strange bytes in a process that may die.

Whatever a file does to its decoder (memory, time, a crash, a panic) ends that process and nothing
else, and leaves the interpreter's lock to all others meanwhile. ``process.py`` starts one,
``__main__.py`` is what runs in it. Here stands only what both know, for a process is started anew
for each file and pays for all that it imports.
"""

from typing import Final

TOO_MUCH: Final = "large_inside"


class Wrong(Exception):
    """Why a file is refused, as one word: TOO_MUCH or one of the reader's own."""
