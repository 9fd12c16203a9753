"""What is small to send and dear to open keeps nobody waiting for long: it is made or refused."""

from io import BytesIO

import pytest
from PIL import Image

from doithoai.kit.errors import Invalid
from doithoai.kit.uploads.door import CPU_SECONDS, remake
from tests.kit.costly import PAPERS, PICTURES

ALL = PICTURES | PAPERS
SHORT = {"a WebP of 2 kB with 49 megapixels", "more comments than are drawn"}
"""The others are tried by the long run."""


def photograph() -> bytes:
    drawn = BytesIO()
    Image.linear_gradient("L").resize((4032, 3024)).convert("RGB").save(drawn, "JPEG")
    return drawn.getvalue()


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in SHORT else pytest.mark.long) for name in ALL]
)
def test_it_ends_within_its_limit_and_the_next_file_is_taken(name: str) -> None:
    spent: list[float] = []
    content = ALL[name].content()
    if ALL[name].is_taken:
        assert remake(BytesIO(content), len(content), spent=spent.append).content
    else:
        with pytest.raises(Invalid):
            remake(BytesIO(content), len(content), spent=spent.append)
    assert 0 < spent[0] < CPU_SECONDS + 1  # what the kernel counts before it ends a process
    following = photograph()
    assert remake(BytesIO(following), len(following)).kind == "photo"


@pytest.mark.parametrize(
    "name",
    [
        "a WebP of 2 kB with 49 megapixels",
        pytest.param("a PNG of too many pixels", marks=pytest.mark.long),
    ],
)
def test_a_picture_of_too_many_pixels_costs_less_than_a_photograph(name: str) -> None:
    spent: list[float] = []
    content, usual = PICTURES[name].content(), photograph()
    with pytest.raises(Invalid):
        remake(BytesIO(content), len(content), spent=spent.append)
    remake(BytesIO(usual), len(usual), spent=spent.append)
    assert spent[0] < spent[1]
