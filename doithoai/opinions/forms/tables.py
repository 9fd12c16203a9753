"""The form with which an office brings a table of opinions that it keeps."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from doithoai.kit.forms import ActionForm
from doithoai.kit.tables.choosing import Choice, Things
from doithoai.kit.tables.reading import ReadColumn, ReadSheet
from doithoai.kit.tables.sheet import MAX_BYTES
from doithoai.opinions.actions.tables import bring_table, read_anew
from doithoai.opinions.models import CollectionRound, TableImport
from doithoai.opinions.table.columns import Column
from doithoai.people.actors import Official
from doithoai.places.models import Unit
from doithoai.places.queries import units_of_today
from doithoai.record.permissions import Permission


class TableForm(ActionForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    round = forms.ModelChoiceField(
        CollectionRound.objects.none(),
        label=_("Round of collection"),
        required=False,
        empty_label=_("none"),
    )
    file = forms.FileField(
        label=_("The table"),
        help_text=_(
            "An Excel, LibreOffice or CSV file, 10 MB and 20,000 rows at most. A column “Nội dung” "
            "is needed; the columns for the day, village, name, telephone and how it came are "
            "found by their names, in any order."
        ),
        error_messages={"empty": _("This file is empty.")},
    )
    with_contacts = forms.BooleanField(
        label=_("The people named in the table agree that it is kept, locked, how to reach them."),
        help_text=_(
            "Without their consent names and telephone numbers are left out "
            "(Law on Personal Data Protection 91/2025/QH15)."
        ),
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        by: Official,
    ) -> None:
        super().__init__(data, files)
        units = units_of_today(by.unit_ids(Permission.IMPORT_OPINIONS))
        rounds = CollectionRound.objects.filter(unit__in=units).order_by("-opens_on", "-id")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0].pk
            self.fields["unit"].widget = forms.HiddenInput()

    def save(self, *, by: Official) -> TableImport | None:
        given: dict[str, Any] = self.cleaned_data
        file: UploadedFile[Any] = given["file"]
        return self.act(
            bring_table,
            by=by,
            unit=given["unit"],
            round=given["round"],
            with_contacts=given["with_contacts"],
            content=file.read(MAX_BYTES + 1),
            name=file.name or "",
        )


NOT_USED: Final = "none"


class ChoiceForm(ActionForm):
    """Which sheets of a table are read, and each of their columns as what."""

    def __init__(self, data: QueryDict | None = None, *, sheets: tuple[ReadSheet, ...]) -> None:
        super().__init__(data)
        self.read_sheets = sheets
        for place, sheet in enumerate(sheets):
            self.fields[f"sheet_{place}"] = forms.BooleanField(
                label=_("Read this sheet"), initial=sheet.is_read, required=False
            )
            for column in sheet.columns:
                self.fields[_name(place, column)] = forms.ChoiceField(
                    label=column.heading,
                    help_text=column.example,
                    choices=[(NOT_USED, _("not used")), *Column.choices],
                    initial=column.thing or NOT_USED,
                )

    def sheets(self) -> "list[tuple[str, BoundField, list[BoundField]]]":
        """The name of each sheet, its tick, and the fields of its columns."""
        return [
            (sheet.name, self[f"sheet_{place}"], [self[_name(place, one)] for one in sheet.columns])
            for place, sheet in enumerate(self.read_sheets)
        ]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not any(given.get(f"sheet_{place}") for place in range(len(self.read_sheets))):
            raise forms.ValidationError(_("Please choose at least one sheet."))
        return given

    def save(self, table: TableImport, *, by: Official) -> TableImport | None:
        given: dict[str, Any] = self.cleaned_data
        chosen = [pair for pair in enumerate(self.read_sheets) if given[f"sheet_{pair[0]}"]]
        choice = Choice(
            tuple(sheet.name for _place, sheet in chosen),
            tuple((sheet.name, self._things(place, sheet)) for place, sheet in chosen),
        )
        self.act(read_anew, table, choice, by=by)
        return None if self.errors else table

    def _things(self, place: int, sheet: ReadSheet) -> Things:
        given = ((one.index, self.cleaned_data[_name(place, one)]) for one in sheet.columns)
        return tuple((index, "" if thing == NOT_USED else thing) for index, thing in given)


def _name(place: int, column: ReadColumn) -> str:
    return f"column_{place}_{column.index}"
