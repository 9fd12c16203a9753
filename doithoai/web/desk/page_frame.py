"""The frame of every desk page: who is at work, and where this role can go from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from operator import getitem
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from doithoai.opinions.queries import count_received
from doithoai.opinions.queries.channels import mail_unit_ids
from doithoai.people.actions import APPOINTING
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission
from doithoai.web.desk.access import DeskRequest, reads_units


class NavLink(NamedTuple):
    """A line of the navigation, for who holds one of ``asks``; with ``of_units`` for who reads
    whole units, with ``of_village`` for who works for a village, with ``of_mailbox`` for who
    receives the letters of a mailbox that is read.
    """

    name: str
    icon: str
    label: Promise
    asks: tuple[Permission, ...] = ()
    of_units: bool = False
    of_village: bool = False
    of_mailbox: bool = False


NAVIGATION = (
    NavLink("desk:my_work", "inbox", _("My work")),
    NavLink("desk:opinion_new", "plus-circle", _("Enter an opinion"), (Permission.ENTER_OPINION,)),
    NavLink("desk:waiting_letters", "envelope", _("Mailbox of the office"), of_mailbox=True),
    NavLink("desk:tables", "table", _("Bring a table"), (Permission.IMPORT_OPINIONS,)),
    NavLink("desk:slips", "stack", _("Enter a stack of slips"), (Permission.ENTER_OPINION,)),
    NavLink("desk:village", "houses", _("My village"), of_village=True),
    NavLink("desk:opinions", "chat-square-text", _("Opinions"), of_units=True),
    NavLink("desk:summary", "bar-chart", _("Summary"), of_units=True),
    NavLink("desk:matters", "collection", _("Matters"), of_units=True),
    NavLink("desk:rounds", "basket", _("Rounds of collection"), of_units=True),
    NavLink("desk:templates", "card-text", _("Ready answers"), (Permission.TRIAGE_OPINION,)),
    NavLink("desk:caller", "telephone-inbound", _("Who calls"), (Permission.REVEAL_IDENTITY,)),
    NavLink(
        "desk:data_requests", "shield-lock", _("Personal data"), (Permission.ANSWER_DATA_REQUEST,)
    ),
    NavLink("desk:dialogues", "calendar3", _("Dialogues"), of_units=True),
    NavLink("desk:conclusions", "file-earmark-text", _("Conclusions"), of_units=True),
    NavLink("desk:commitments", "flag", _("Promised work"), (Permission.VIEW_DESK,)),
    NavLink("desk:appointments", "person-badge", _("Accounts and roles"), APPOINTING),
    NavLink("desk:cards", "key", _("Sign-in cards"), (Permission.HAND_OUT_CARD,)),
    NavLink("desk:heads", "person-check", _("Heads"), (Permission.MANAGE_OFFICE,)),
    NavLink("desk:places", "houses", _("Villages and agencies"), (Permission.MANAGE_OFFICE,)),
    NavLink("desk:calendar", "calendar-week", _("Working calendar"), (Permission.MANAGE_OFFICE,)),
    NavLink("desk:four_eyes", "person-check", _("Two persons"), (Permission.APPOINT_OFFICIAL,)),
    NavLink("desk:security", "shield-check", _("Security log"), (Permission.READ_SECURITY_LOG,)),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as a select element: its name in the address, what is chosen, what there is."""

    name: str
    label: str
    chosen: str
    options: Sequence[tuple[str, str | Promise]]


def is_offered(link: NavLink, official: Official) -> bool:
    if link.of_units:
        return reads_units(official)
    if link.of_village:
        return any(held.village_id for held in official.appointments)
    if link.of_mailbox:
        return bool(settings.ENVIRONMENT.imap and mail_unit_ids(official))
    return not link.asks or any(map(official.holds, link.asks))


def desk_page(
    request: DeskRequest, template: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The page with its frame."""
    return render(request, f"desk/{template}", {**_frame(request), **context}, status=status)


def frame_of_errors(request: HttpRequest) -> dict[str, Any]:
    """The frame of the desk for a page that says what went wrong there, reckoned when it is drawn;
    empty elsewhere.
    """
    if not hasattr(request, "official"):
        return {}
    whole: Any = SimpleLazyObject(lambda: _frame(request))  # type: ignore[arg-type]
    parts = {name: SimpleLazyObject(partial(getitem, whole, name)) for name in FRAME}
    return {"base": "base_desk.html", **parts}


FRAME: Final = (
    "official", "can_enter", "can_manage", "can_read", "desk_nav", "desk_who", "desk_where",
)  # fmt: skip


def _frame(request: DeskRequest) -> dict[str, Any]:
    return {
        "official": request.official,
        "can_enter": request.official.holds(Permission.ENTER_OPINION),
        "can_manage": request.official.holds(Permission.MANAGE_OFFICE),
        "can_read": reads_units(request.official),
        "desk_nav": _navigation(request),
        "desk_who": request.user,
        "desk_where": " · ".join(
            f"{held.get_role_display()}, {held.agency or held.unit}"
            for held in request.official.appointments
        ),
    }


def _navigation(request: DeskRequest) -> list[tuple[str, str, Promise, int, bool]]:
    """(address, icon, label, how many wait, are we there) of every link for this role."""
    offered = [one for one in NAVIGATION if is_offered(one, request.official)]
    links = [(one, _address(one.name)) for one in offered]
    home = reverse("desk:my_work")  # every page of the desk lies below it
    urls = [url for _one, url in links if request.path.startswith(url) and url != home]
    here = max(urls, key=len, default=home if request.path == home else "")
    waiting = count_received(request.official)
    return [
        (url, one.icon, one.label, waiting if one.name == "desk:opinions" else 0, url == here)
        for one, url in links
    ]


@cache
def _address(name: str) -> str:
    """Every page of the desk has all of these; reversing fifteen takes a millisecond."""
    return reverse(name)
