"""What a table of opinions holds, and how clerks head its columns.

Source of the names: the tables that the Front sends before dialogues (domain dossier B.4).
"""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from doithoai.kit.tables.header import Layout


class Column(TextChoices):
    """What a column can hold."""

    ORDINAL = "ordinal", gettext_lazy("No.")
    ON = "on", gettext_lazy("Date it was received")
    NAME = "name", gettext_lazy("Name of the person")
    PHONE = "phone", gettext_lazy("Telephone")
    EMAIL = "email", gettext_lazy("E-mail")
    PLACE = "place", gettext_lazy("Commune")
    VILLAGE = "village", gettext_lazy("Village")
    CHANNEL = "channel", gettext_lazy("How it came")
    TEXT = "text", gettext_lazy("What was said")


NAMES: Final[Mapping[TextChoices, tuple[str, ...]]] = {
    Column.ORDINAL: ("tt", "stt", "so tt", "so thu tu"),
    Column.ON: (
        "ngay tiep nhan",
        "ngay nhan",
        "ngay gui",
        "ngay tiep",
        "thoi gian tiep nhan",
        "ngay thang nam",
        "ngay thang",
        "ngay",
        "thoi gian",
    ),
    Column.NAME: (
        "ho va ten",
        "ho ten",
        "ho ten cu tri",
        "nguoi kien nghi",
        "nguoi phan anh",
        "nguoi gui",
        "nguoi neu y kien",
        "cu tri",
        "ten",
    ),
    Column.PHONE: ("so dien thoai", "dien thoai", "sdt", "dt lien he", "so dt", "dt"),
    Column.EMAIL: ("thu dien tu", "e-mail", "email", "e mail"),
    Column.PLACE: ("don vi xa", "xa cu", "ten xa", "xa phuong", "xa", "phuong", "don vi"),
    Column.VILLAGE: (
        "thon khu dan cu",
        "thon to dan pho",
        "thon tdp",
        "thon kdc",
        "ten thon",
        "khu dan cu",
        "to dan pho",
        "dia chi",
        "noi o",
        "thon xom",
        "thon",
        "ap",
        "ban",
        "tdp",
        "kdc",
    ),
    Column.CHANNEL: ("hinh thuc tiep nhan", "hinh thuc", "kenh tiep nhan", "nguon", "kenh"),
    Column.TEXT: (
        "noi dung y kien",
        "noi dung kien nghi",
        "noi dung phan anh",
        "noi dung y kien kien nghi",
        "y kien kien nghi",
        "tom tat noi dung",
        "noi dung",
        "y kien",
        "kien nghi",
        "phan anh",
    ),
}

LAYOUT: Final = Layout(
    names=NAMES,
    required=(Column.TEXT,),
    ordinal=Column.ORDINAL,
    day=Column.ON,
    figures=(),
    text=Column.TEXT,
)
