"""What ``kit/apart`` does to a photograph or a document: its number of pages in a line, then it."""


def photo(source: bytes) -> bytes:
    from doithoai.kit.uploads.photos import remade_photo  # neither needs the other's decoder

    return b"1\n" + remade_photo(source)


def document(source: bytes) -> bytes:
    from doithoai.kit.uploads.papers import remade_paper

    pages, content = remade_paper(source)
    return b"%d\n" % pages + content
