"""Letters can be read in light and in dark: WCAG 2.2 AA, computed from the tokens."""

import re
from pathlib import Path

import pytest

import doithoai.web

TOKENS = Path(doithoai.web.__file__).parent / "static" / "css" / "base" / "tokens.css"
GROUNDS = ("paper", "card", "wash")
STATES = ("lotus", "gold", "leaf", "sky", "stone")


def themes() -> dict[str, dict[str, str]]:
    text = TOKENS.read_text(encoding="utf-8")
    blocks = {
        "light": text.split(":root {", 1)[1],
        "dark by device": text.split(':root:not([data-theme="light"]) {', 1)[1],
        "dark by choice": text.split(':root[data-theme="dark"] {', 1)[1],
    }
    return {
        name: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block.split("}", 1)[0]))
        for name, block in blocks.items()
    }


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs() -> list[tuple[str, str, float]]:
    text = [(ink, ground, 4.5) for ink in ("ink", "muted", *STATES) for ground in GROUNDS]
    badges = [(state, f"{state}-soft", 4.5) for state in STATES]
    on_states = [(ink, f"{state}-soft", 4.5) for ink in ("ink", "muted") for state in STATES]
    buttons = [
        ("on-main", "main", 4.5),
        ("on-main", "main-hover", 4.5),
        ("on-main-soft", "main", 4.5),
    ]
    edges = [("edge", ground, 3.0) for ground in GROUNDS]
    return text + badges + on_states + buttons + edges


@pytest.mark.parametrize("theme", themes())
def test_every_pair_of_colours_can_be_read(theme: str) -> None:
    tokens = themes()[theme]
    weak = [
        f"{one} on {other}: {contrast(tokens[one], tokens[other]):.2f}"
        for one, other, least in pairs()
        if contrast(tokens[one], tokens[other]) < least
    ]
    assert weak == []


def test_both_ways_to_dark_are_the_same() -> None:
    assert themes()["dark by device"] == themes()["dark by choice"]
