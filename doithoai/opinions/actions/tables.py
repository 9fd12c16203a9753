"""Taking over a table of opinions that an office kept: all of it, or nothing.

A table of 20,000 rows takes longer than a page may: the worker reads it and takes it over, and
writes how far it is where everybody can see it, beside the transaction of the import itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.http import Http404
from django.tasks import task
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotAllowed, Refused, WrongState
from doithoai.kit.tables.choosing import Choice
from doithoai.kit.tables.reading import Problem
from doithoai.kit.tables.sheet import MAX_BYTES
from doithoai.kit.time import noon, now, short_date, today
from doithoai.kit.vietnamese import clean
from doithoai.language.signs import statutory_signs
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.models import CollectionRound, TableImport
from doithoai.opinions.table.lines import OpinionLine, read_table
from doithoai.opinions.table.preview import PlacedLine, TablePreview, preview_table
from doithoai.opinions.table.report import Fault, Report, purpose_of, report_of
from doithoai.people.actions.vault import drop_box, open_box, seal_box
from doithoai.people.actors import Official
from doithoai.people.models import User
from doithoai.people.queries import official
from doithoai.places.models import Unit
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

MOST_PROBLEMS: Final = 500
"""More lines than a clerk mends by hand; the count is told all the same."""
MOST_LEFT_OUT: Final = 200
SHOWN_LINES: Final = 20
TOLD_EVERY: Final = 200
LONGEST_NAME: Final = 120
LEFT_ALONE: Final = timedelta(days=7)
SILENT_AFTER: Final = timedelta(minutes=2)
"""A worker that says nothing for so long has died; the import can be started anew."""

TAKEN_OVER: Final = (TableImport.Stage.READY, TableImport.Stage.FAILED)
"""Stages from which a table is taken over: for the first time, or once more after a failure."""

READ: Final = (TableImport.Stage.READY, TableImport.Stage.FAULTY)
"""Stages in which the clerk looks at a table and may choose other sheets and columns."""

NOTHING_TOLD: Final[dict[str, Any]] = dict.fromkeys(
    ("problems", "shown", "remarks", "left_out", "notes", "signs_in"), ()
)

type Tell = Callable[[int], None]


@action
def bring_table(
    *,
    by: Official,
    unit: Unit,
    content: bytes,
    name: str,
    round: CollectionRound | None = None,
    with_contacts: bool = False,
) -> TableImport:
    """Keep the file, sealed, and have the worker read it. Raises NotAllowed, Invalid.

    ``with_contacts``: the persons named in the table agree that it is kept how to reach them;
    without it names and telephone numbers of the table are left out.
    """
    if unit.pk not in by.unit_ids(Permission.IMPORT_OPINIONS):
        raise NotAllowed(_("Your role does not allow this here."))
    if len(content) > MAX_BYTES:
        raise Invalid(_("The file is larger than 10 MB. Please split it."), field="file")
    table = TableImport(
        unit=unit,
        started_by=by.user,
        started_at=now(),
        heard_at=now(),
        stage=TableImport.Stage.CHECKING,
        round=round,
        with_contacts=with_contacts,
    )
    table.sheet = seal_box(content, purpose_of(table, "sheet"))
    report = Report(clean(name)[:LONGEST_NAME])
    table.report = seal_box(report.packed(), purpose_of(table, "report"))
    table.save()
    check_table.enqueue(table.pk)
    return table


@action
def take_over_table(table: TableImport, *, by: Official) -> None:
    """Have the worker take over a table that was read without a fault, or begin anew with one.

    What broke off while it was read is read again, so that it is looked at before it comes in.
    """
    locked = TableImport.objects.select_for_update().get(pk=table.pk)
    if locked.unit_id not in by.unit_ids(Permission.IMPORT_OPINIONS):
        raise NotAllowed(_("Your role does not allow this here."))
    if not (locked.stage in TAKEN_OVER or is_stuck(locked)):
        raise WrongState(_("This table is being taken over, or cannot be."))
    anew = {"started_by": by.user, "done": 0, "problems": (), "problem_count": 0}
    if locked.stage == TableImport.Stage.CHECKING:
        _note(locked.pk, **anew)
        check_table.enqueue(locked.pk)
    else:
        _note(locked.pk, stage=TableImport.Stage.RUNNING, **anew)
        run_table.enqueue(locked.pk)


@action
def read_anew(table: TableImport, choice: Choice, *, by: Official) -> None:
    """Have the worker read these sheets and columns instead. Raises NotAllowed, WrongState."""
    locked = TableImport.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if locked.unit_id not in by.unit_ids(Permission.IMPORT_OPINIONS):
        raise NotAllowed(_("Your role does not allow this here."))
    if locked.stage not in READ:
        raise WrongState(_("This table is being taken over, or cannot be."))
    begun = {"stage": TableImport.Stage.CHECKING, "started_by": by.user, "problem_count": 0}
    _note(locked.pk, choice=choice, **begun, **NOTHING_TOLD)
    check_table.enqueue(locked.pk)


@action
def drop_table(table: TableImport, *, by: Official) -> None:
    """Forget a table that was not taken over, with its sheet."""
    locked = TableImport.objects.select_for_update().get(pk=table.pk)
    if locked.unit_id not in by.unit_ids(Permission.IMPORT_OPINIONS):
        raise NotAllowed(_("Your role does not allow this here."))
    if locked.stage == TableImport.Stage.RUNNING and not is_stuck(locked):
        raise WrongState(_("This table is being taken over, or cannot be."))
    _forget(locked)


@action
def sweep_tables() -> int:
    """Forget tables that nobody took over for a week; how many."""
    old = TableImport.objects.exclude(stage=TableImport.Stage.DONE)
    left = list(old.filter(heard_at__lt=now() - LEFT_ALONE).select_for_update(of=("self",)))
    for table in left:
        _forget(table)
    return len(left)


def _forget(table: TableImport) -> None:
    boxes = table.sheet_id, table.report_id
    table.delete()
    for box in boxes:
        drop_box(box)


def is_stuck(table: TableImport) -> bool:
    is_running = table.stage in (TableImport.Stage.CHECKING, TableImport.Stage.RUNNING)
    return is_running and now() - table.heard_at > SILENT_AFTER


@task(queue_name=settings.READING)
def check_table(pk: int) -> None:
    """The worker reads the table and notes what it would bring, or what is wrong with it."""
    table = TableImport.objects.select_related("unit").filter(pk=pk).first()
    if table is None or table.stage != TableImport.Stage.CHECKING:
        return
    with _telling_failure(pk, TableImport.Stage.FAULTY):
        preview = _preview(table)
        signs = _signs(preview)
        _note(
            pk,
            stage=TableImport.Stage.FAULTY if preview.problems else TableImport.Stage.READY,
            rows=preview.rows,
            known=len(preview.known),
            problem_count=len(preview.problems),
            signs=[line.row_number for line in signs],
            signs_in=tuple((line.sheet, line.row_number) for line in signs),
            **_read(preview),
        )


@task()
def run_table(pk: int) -> None:
    """The worker takes the table over; whoever started it must still be in office."""
    table = TableImport.objects.select_related("unit", "started_by", "round").filter(pk=pk).first()
    if table is None or table.stage != TableImport.Stage.RUNNING:
        return
    with _telling_failure(pk, TableImport.Stage.FAILED), _telling(pk) as tell:
        import_table(
            _preview(table), unit=table.unit, by=_starter(table), round=table.round, tell=tell
        )
        _finish(table)


@contextmanager
def _telling_failure(pk: int, stage: str) -> Iterator[None]:
    """Whatever stops the worker, the table says so; it can be begun anew or dropped."""
    try:
        yield
    except Refused as refusal:
        lines = tuple((0, "", line, "") for line in str(refusal).splitlines())
        _note(pk, stage=stage, problems=lines, done=0)
    except Exception:
        sentence = _("The work broke off, not because of your file. Please try again.")
        _note(pk, stage=stage, problems=((0, "", sentence, ""),), done=0)
        raise


def _starter(table: TableImport) -> Official:
    """Raises NotAllowed when whoever started it holds no role that brings tables any more."""
    try:
        by = official(table.started_by or User())
    except Http404 as gone:
        raise NotAllowed(_("Whoever started this is no longer in office.")) from gone
    if table.unit_id not in by.unit_ids(Permission.IMPORT_OPINIONS):
        raise NotAllowed(_("Whoever started this no longer has the right to do it."))
    return by


def import_table(
    preview: TablePreview,
    *,
    unit: Unit,
    by: Actor,
    round: CollectionRound | None = None,
    tell: Tell | None = None,
) -> int:
    """Record the new opinions of a table, all or none; answers how many.

    What was looked at in the preview is what is kept, and the same table again records nothing.
    ``tell`` hears from time to time how many are done. Raises Invalid with a line per problem.
    """
    if preview.problems:
        raise Invalid("\n".join(map(preview.how.told, preview.problems[:MOST_PROBLEMS])))
    way = {"unit": unit, "by": by, "round": round, "is_sample": preview.is_illustration}
    _record_lines(preview, tell=tell or _tell_nobody, **way)
    return len(preview.new)


@action
def _record_lines(preview: TablePreview, *, tell: Tell, **way: Any) -> None:
    for count, placed in enumerate(preview.new, start=1):
        _record_line(placed, **way)
        if count % TOLD_EVERY == 0:
            tell(count)
    tell(len(preview.new))


def _record_line(placed: PlacedLine, **way: Any) -> None:
    line = placed.line
    record_opinion(
        client_key=uuid4(),
        line=placed.key,
        contact=placed.contact,
        village=placed.village,
        text=line.text,
        channel=line.channel,
        written_at=noon(line.on) if line.on else None,
        **way,
    )


def _preview(table: TableImport) -> TablePreview:
    content = open_box(table.sheet, purpose_of(table, "sheet"))
    read = read_table(content, today=today(), choice=report_of(table).choice)
    return preview_table(read, table.unit, with_contacts=table.with_contacts)


def _signs(preview: TablePreview) -> list[OpinionLine]:
    """Lines that read like a complaint or a denunciation, for the office to look at."""
    lines = (placed.line for placed in preview.new)
    return [line for line in lines if statutory_signs(line.text)][:MOST_PROBLEMS]


def _read(preview: TablePreview) -> dict[str, Any]:
    """What the report tells of it; sheets are named when there are several."""
    how = preview.how
    is_of_several = sum(sheet.is_read for sheet in how.sheets) > 1

    def named(sheet: str) -> str:
        return sheet if is_of_several else ""

    def faults(problems: tuple[Problem, ...]) -> tuple[Fault, ...]:
        return tuple(
            (one.row_number, one.column, one.sentence, named(one.sheet))
            for one in problems[:MOST_PROBLEMS]
        )

    return {
        "problems": faults(preview.problems),
        "remarks": faults(preview.remarks),
        "notes": faults(how.notes),
        "shown": tuple(
            (*_shown(one), named(one.line.sheet))
            for one in (*preview.new, *preview.known)[:SHOWN_LINES]
        ),
        "left_out": tuple(
            (one.row_number, str(one.reason.label), one.text, named(one.sheet))
            for one in how.left_out[:MOST_LEFT_OUT]
        ),
        "left_out_count": len(how.left_out),
        "columns": how.columns,
        "ignored": how.ignored[:MOST_LEFT_OUT],
        "hidden": how.hidden[:MOST_LEFT_OUT],
        "sheets": how.sheets,
    }


def _shown(placed: PlacedLine) -> tuple[int, str, str, str]:
    line = placed.line
    village = placed.village.name if placed.village else ""
    return line.row_number, short_date(line.on) if line.on else "", village, line.text[:200]


def _tell_nobody(done: int) -> None:
    """Nobody waits for news of an import from a test or the sample."""


@contextmanager
def _telling(pk: int) -> Iterator[Tell]:
    """Notes the progress through a connection of its own, seen before the import commits."""
    beside = connection.copy()

    def tell(done: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE opinions_tableimport SET done = %s, heard_at = %s WHERE id = %s",
                [done, now(), pk],
            )

    try:
        yield tell
    finally:
        beside.close()


@action
def _finish(table: TableImport) -> None:
    """Names and telephone numbers of the table must not lie about once they are in."""
    _note(table.pk, stage=TableImport.Stage.DONE, sheet=None, sheets=(), **NOTHING_TOLD)
    drop_box(table.sheet_id)


@action
def _note(pk: int, **told: Any) -> None:
    """Fields of the table and of its report, as the worker tells them; a dropped one hears none."""
    rows = TableImport.objects.select_for_update(of=("self",)).select_related("report")
    table = rows.filter(pk=pk).first()
    if table is None:
        return
    reported = {one.name: told.pop(one.name) for one in fields(Report) if one.name in told}
    if reported:
        report = replace(report_of(table), **reported)
        told["report"] = seal_box(report.packed(), purpose_of(table, "report"))
    TableImport.objects.filter(pk=pk).update(**{"heard_at": now(), **told})
    if reported:
        drop_box(table.report_id)
