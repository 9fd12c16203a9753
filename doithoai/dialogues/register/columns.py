"""What a register of past dialogues holds, and how clerks head its columns."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from doithoai.kit.tables.header import Layout


class Column(TextChoices):
    """What a column can hold."""

    ORDINAL = "ordinal", gettext_lazy("No.")
    ON = "on", gettext_lazy("Date of the dialogue")
    LEVEL = "level", gettext_lazy("Level that organised it")
    PLACE = "place", gettext_lazy("Unit where it was held")
    CHAIR = "chair", gettext_lazy("Chair of the dialogue")
    ATTENDEES = "attendees", gettext_lazy("Number of people present")
    OPINIONS = "opinions", gettext_lazy("Number of opinions")
    MATTERS = "matters", gettext_lazy("Number of matters")
    ANSWERED = "answered", gettext_lazy("Settled by an answer there")
    ASSIGNED = "assigned", gettext_lazy("Given to be settled")
    PASSED_UP = "passed_up", gettext_lazy("Sent to a higher level")
    NOTICE = "notice", gettext_lazy("Number of the conclusion notice")


REQUIRED: Final = (
    Column.ON,
    Column.LEVEL,
    Column.PLACE,
    Column.CHAIR,
    Column.OPINIONS,
    Column.MATTERS,
)

COUNTS: Final = (
    Column.ATTENDEES,
    Column.OPINIONS,
    Column.MATTERS,
    Column.ANSWERED,
    Column.ASSIGNED,
    Column.PASSED_UP,
)

NAMES: Final[Mapping[TextChoices, tuple[str, ...]]] = {
    Column.ORDINAL: ("tt", "stt", "so tt", "so thu tu"),
    Column.ON: (
        "ngay to chuc",
        "ngay doi thoai",
        "thoi gian to chuc",
        "thoi gian doi thoai",
        "ngay thang nam",
        "ngay thang",
        "ngay",
        "thoi gian",
    ),
    Column.LEVEL: ("cap to chuc", "cap doi thoai", "cap"),
    Column.PLACE: (
        "don vi noi doi thoai",
        "noi doi thoai",
        "don vi to chuc",
        "ten don vi",
        "don vi",
        "dia diem",
        "xa phuong thi tran",
        "xa thi tran",
        "xa phuong",
        "xa",
    ),
    Column.CHAIR: ("nguoi chu tri", "chu tri", "chu toa", "nguoi dung dau"),
    Column.ATTENDEES: (
        "so nguoi du",
        "so nguoi tham du",
        "so nguoi tham gia",
        "so dai bieu",
        "nguoi du",
    ),
    Column.OPINIONS: ("so luot y kien", "luot y kien", "so y kien", "y kien"),
    Column.MATTERS: ("so noi dung", "so van de", "noi dung", "van de"),
    Column.ANSWERED: (
        "tra loi tai cho",
        "tra loi ngay",
        "tra loi tai hoi nghi",
        "tra loi truc tiep",
        "giai quyet tai cho",
        "giai quyet ngay",
    ),
    Column.ASSIGNED: ("giao giai quyet", "giao viec", "giao don vi", "giao co quan", "giao"),
    Column.PASSED_UP: ("chuyen cap tren", "vuot tham quyen", "kien nghi cap tren"),
    Column.NOTICE: (
        "thong bao ket luan so",
        "so thong bao ket luan",
        "so thong bao",
        "thong bao ket luan",
        "so tb",
    ),
}

LAYOUT: Final = Layout(
    names=NAMES, required=REQUIRED, ordinal=Column.ORDINAL, day=Column.ON, figures=COUNTS
)
