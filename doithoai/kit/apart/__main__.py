"""The process that may die: ``python -m doithoai.kit.apart MODULE:FUNCTION CPU_SECONDS``.

The strange file comes on stdin. On stdout goes a line, empty or with the word by which the file is
refused, then what the function made of it.
"""

import os
import resource
import sys
from importlib import import_module

from doithoai.kit.apart import TOO_MUCH, Wrong

MEMORY = 1024 * 1024 * 1024  # bytes of address space
PATIENT = 10  # steps by which everything else on the machine goes before


def main(reader: str, cpu_seconds: int) -> None:
    os.nice(PATIENT)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _colon, name = reader.partition(":")
    source = sys.stdin.buffer.read()
    try:
        answer = b"\n" + getattr(import_module(module), name)(source)
    except Wrong as wrong:
        answer = f"{wrong}\n".encode()
    except MemoryError:
        answer = f"{TOO_MUCH}\n".encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
