"""What a person does with a page: look, follow a link, fill in a form by its labels, press.

The same story is told through Django's test client (here) and through a real browser
(tests/browser/windows.py). Both go only where the page in front of the person leads.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.test import Client

from tests.journeys.markup import Element, read

type Value = str | Sequence[str] | Path
type Answers = Mapping[str, Value]

OPTIONAL = r"(\s*\(.*\))?"
"""After the label of a field that may be left empty."""


class Window(Protocol):
    """One person's browser. Names are those that a screen reader would say."""

    def open(self, path: str) -> int:
        """Answers the status of the page."""

    def follow(self, link: str) -> None: ...

    def send(self, button: str, answers: Answers | None = None) -> int:
        """Fills in the form that has this button, presses it, answers the status.

        Text for boxes and drop-down lists, the choice's words for one of several, a list of such
        words for ticks, a file for an upload.
        """

    def lines(self, name: str) -> list[str]:
        """The lines of the list with this name."""

    @property
    def path(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass
class ClientWindow:
    """Reads the answers of Django's test client as a browser without JavaScript would."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    path: str = ""
    page: Element = field(default_factory=Element)

    def open(self, path: str) -> int:
        return self._show(self.client.get(path, follow=True))

    def _show(self, answer: Any) -> int:
        self.path = answer.request["PATH_INFO"]
        self.page = read(answer.content.decode())
        status: int = answer.status_code
        return status

    def follow(self, link: str) -> None:
        found = [one for one in self.page.all("a") if link in one.text]
        assert found, f"no link “{link}” on {self.path}:\n{self.text}"
        target = found[0].get("href")
        self.open(self.path + target if target.startswith("?") else target)

    def send(self, button: str, answers: Answers | None = None) -> int:
        form, pressed = self._form_with(button)
        filled = Filled(form)
        for label, value in (answers or {}).items():
            filled.give(label, value)
        if name := pressed.get("name"):
            filled.values[name] = [pressed.get("value")]
        target = form.get("action").partition("#")[0] or self.path
        go = self.client.post if form.get("method") == "post" else self.client.get
        with ExitStack() as files:
            return self._show(go(target, filled.ready(files), follow=True))

    def _form_with(self, button: str) -> tuple[Element, Element]:
        for form in self.page.all("form"):
            for one in form.all("button"):
                if one.text == button:
                    return form, one
        raise AssertionError(f"no button “{button}” on {self.path}:\n{self.text}")

    def lines(self, name: str) -> list[str]:
        for one in self.page.all("ol", "ul"):
            if one.get("aria-label") == name:
                return [line.text for line in one.all("li")]
        raise AssertionError(f"no list “{name}” on {self.path}:\n{self.text}")

    @property
    def text(self) -> str:
        return next(self.page.all("main"), self.page).text


class Filled:
    """The values of one form, as the page gave them and as the person changes them."""

    def __init__(self, form: Element) -> None:
        self.form = form
        self.values: dict[str, list[Any]] = {}
        for one in form.all("input", "textarea", "select"):
            if name := one.get("name"):
                self.values.setdefault(name, []).extend(_untouched(one))

    def give(self, label: str, value: Value) -> None:
        box = self._group(label) or self._box(label)
        if box.name == "fieldset":
            self._tick(box, [value] if isinstance(value, str) else value)
        elif box.name == "select":
            options = {one.text: one.get("value") for one in box.all("option")}
            assert value in options, f"“{label}” offers {list(options)}"
            self.values[box.get("name")] = [options[str(value)]]
        else:
            self.values[box.get("name")] = [value]

    def _group(self, name: str) -> Element | None:
        for one in self.form.all("fieldset"):
            legend = next(one.all("legend"), Element())
            if re.fullmatch(re.escape(name) + OPTIONAL, legend.text):
                return one
        return None

    def _box(self, label: str) -> Element:
        for one in self.form.all("label"):
            if re.fullmatch(re.escape(label) + OPTIONAL, one.text):
                boxes = self.form.all("input", "textarea", "select")
                return next(box for box in boxes if box.get("id") == one.get("for"))
        raise AssertionError(f"no field “{label}” in “{self.form.text}”")

    def _tick(self, group: Element, wanted: Any) -> None:
        boxes = {one.get("id"): one for one in group.all("input")}
        for choice in wanted:
            labels = [one for one in group.all("label") if choice in one.text]
            assert labels, f"no “{choice}” in “{group.text}”"
            box = boxes[labels[0].get("for")]
            ticked = self.values.setdefault(box.get("name"), [])
            if box.get("type") == "radio":
                ticked.clear()
            if box.get("value") not in ticked:
                ticked.append(box.get("value"))

    def ready(self, files: ExitStack) -> dict[str, list[Any]]:
        """What is sent; the files among it are open until ``files`` ends."""
        return {
            name: [
                files.enter_context(one.open("rb")) if isinstance(one, Path) else one
                for one in values
            ]
            for name, values in self.values.items()
        }


def _untouched(box: Element) -> list[str]:
    """What a browser would send of a box that nobody touched."""
    if box.name == "textarea":
        return [box.raw_text.removeprefix("\n")]
    if box.name == "select":
        options = list(box.all("option"))
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        return [one.get("value") for one in chosen]
    match box.get("type"):
        case "radio" | "checkbox":
            return [box.get("value")] if "checked" in box.attributes else []
        case "file":
            return []
        case _:
            return [box.get("value")]
