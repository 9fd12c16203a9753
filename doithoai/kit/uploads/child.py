"""What ``kit/apart`` does to a photograph or a document.

The answer is one line of JSON, ``{"pages": 2, "was_signed": false}``, and the new file.
"""

import json


def photo(source: bytes) -> bytes:
    from doithoai.kit.uploads.photos import remade_photo  # neither needs the other's decoder

    return _answer(remade_photo(source), pages=1)


def document(source: bytes) -> bytes:
    from doithoai.kit.uploads.papers import remade_paper

    paper = remade_paper(source)
    return _answer(paper.content, pages=paper.pages, was_signed=paper.was_signed)


def _answer(content: bytes, *, pages: int, was_signed: bool = False) -> bytes:
    head = json.dumps({"pages": pages, "was_signed": was_signed})
    return head.encode() + b"\n" + content
