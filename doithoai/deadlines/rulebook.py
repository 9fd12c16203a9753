"""Reading a file of deadline rules (CSV, UTF-8) into rows and a sentence per problem."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from doithoai.deadlines.models import DeadlineRule
from doithoai.kit.errors import Invalid

BUILT_IN = Path(__file__).parent / "data" / "deadline_rules.csv"
COLUMNS = (
    "code",
    "title_vi",
    "trigger",
    "direction",
    "amount",
    "unit",
    "tier",
    "valid_from",
    "valid_to",
    "legal_basis",
    "verified",
)
VERIFIED = {"seen": True, "practice": False}


def read_rules(path: Path = BUILT_IN) -> tuple[list[DeadlineRule], list[str]]:
    """Unsaved rules and the problems found, one sentence each, with the line of the file.

    Raises Invalid when the file as a whole cannot be read as a table of rules.
    """
    rules: list[DeadlineRule] = []
    problems: list[str] = []
    seen: dict[tuple[str, object], int] = {}
    for line, row in _rows(_text(path)):
        rule = _rule(row)
        found = list(_problems(rule, row))
        first = seen.setdefault((rule.code, rule.valid_from), line)
        if first != line:
            found.append(_("the same code and date are already on line %(line)d") % {"line": first})
        problems.extend(
            _("Line %(line)d: %(problem)s") % {"line": line, "problem": problem}
            for problem in found
        )
        rules.append(rule)
    return rules, problems


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Invalid(_("The file cannot be read: %(file)s.") % {"file": path}) from error
    except UnicodeDecodeError as error:
        raise Invalid(_("The file is not UTF-8 text: %(file)s.") % {"file": path}) from error


def _rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """Rows with the line they end on, every column a string without blanks around it."""
    table = csv.DictReader(StringIO(text))
    try:
        if missing := [column for column in COLUMNS if column not in (table.fieldnames or ())]:
            raise Invalid(_("Missing columns: %(columns)s.") % {"columns": ", ".join(missing)})
        return [
            (table.line_num, {column: (row[column] or "").strip() for column in COLUMNS})
            for row in table
        ]
    except csv.Error as error:
        raise Invalid(_("The file is not a table: %(error)s.") % {"error": error}) from error


def _rule(row: dict[str, str]) -> DeadlineRule:
    given: dict[str, str | None] = {column: row[column] for column in COLUMNS[:-1]}
    given["valid_to"] = given["valid_to"] or None
    return DeadlineRule(**given, is_verified=VERIFIED.get(row["verified"], False))


def _problems(rule: DeadlineRule, row: dict[str, str]) -> Iterator[str]:
    try:
        rule.clean_fields()
        rule.validate_constraints(exclude={"code"})  # a known code is written anew
    except ValidationError as error:
        for field, sentences in error.message_dict.items():
            where = "" if field == NON_FIELD_ERRORS else f"{field}: "
            yield from (f"{where}{sentence}" for sentence in sentences)
    if row["verified"] not in VERIFIED:
        yield "verified: " + _("write one of %(values)s") % {"values": ", ".join(VERIFIED)}
