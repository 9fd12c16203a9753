"""A process that may die: ``python -m doithoai.kit.uploads.child photo|document``.

The strange file comes on stdin; on stdout go the number of pages in one line and the new file, or
``refused WORD``. Whatever a file does to the decoders (memory, time, a crash) ends this process
and nothing else.
"""

import resource
import sys

MEMORY = 1024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 15


def main(kind: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from doithoai.kit.uploads.wrong import Wrong

    source = sys.stdin.buffer.read()
    try:
        if kind == "photo":
            from doithoai.kit.uploads.photos import remade_photo

            pages, content = 1, remade_photo(source)
        else:
            from doithoai.kit.uploads.papers import remade_paper

            pages, content = remade_paper(source)
    except Wrong as wrong:
        answer = b"refused %s\n" % str(wrong).encode()
    except MemoryError:
        answer = b"refused large_inside\n"
    else:
        answer = b"%d\n" % pages + content
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(sys.argv[1])
