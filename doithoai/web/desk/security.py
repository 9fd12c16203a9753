"""The security log, for the administrator and the inspection of a unit."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple
from urllib.parse import unquote_plus

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from doithoai.kit.paging import page_after
from doithoai.people.actors import Official
from doithoai.people.models import SecurityEvent, SecurityKind, User
from doithoai.people.queries import accounts_in_log_of, security_log_for
from doithoai.people.roles import RoleName
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked, key_of, one_of
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.lists import Column, Listing, chosen_words, taken_out, way_of
from doithoai.web.desk.page_frame import NAVIGATION, Choice, desk_page

ROWS: Final = 50
OF_ACCOUNTS: Final = ("desk:appoint", "desk:end_appointment", "desk:password_link")
"""What is done from the page of accounts and roles, under names that do not begin like it."""
PARTS: Final = {one.name: one.label for one in NAVIGATION}
WORDS: Final[dict[str, str | Promise]] = {
    "account_login": gettext_lazy("with the password"),
    "sign_in_card": gettext_lazy("with a card"),
    "card": gettext_lazy("with a card"),
    "text_code_use": gettext_lazy("with a text message"),
    "text_code": gettext_lazy("with a text message"),
    "mfa_authenticate": gettext_lazy("with a second factor"),
    "mfa_login_webauthn": gettext_lazy("with a passkey"),
    "demo_sign_in": gettext_lazy("by the door of the demonstration"),
    "account_change_password": gettext_lazy("with the old password"),
    "account_reset_password_from_key": gettext_lazy("with a one-time link"),
    "beginning:account": gettext_lazy("with a one-time link"),
    "totp": gettext_lazy("one-time codes"),
    "webauthn": gettext_lazy("security key"),
    "recovery_codes": gettext_lazy("recovery codes"),
    **PARTS,
    **dict.fromkeys(OF_ACCOUNTS, PARTS["desk:appointments"]),
    **{role.value: role.label for role in RoleName},
}
"""What an event is about, in words."""
LOOKS: Final = {
    SecurityKind.SIGN_IN_FAILED: "soon",
    SecurityKind.REFUSED: "soon",
    SecurityKind.IDENTITY_SEEN: "doing",
    SecurityKind.ORIGINAL_SEEN: "doing",
    SecurityKind.CALLER_SOUGHT: "doing",
}


class Line(NamedTuple):
    """``look``: the colour of the kind; ``network``: enough of the mark to tell networks apart.

    ``taken``: of a list that was taken out how much it was, and its filter.
    """

    event: SecurityEvent
    look: str
    about: str | Promise
    network: str
    taken: str


@require_safe
@needs(Permission.READ_SECURITY_LOG)
def security(request: DeskRequest) -> HttpResponseBase:
    """The newest first."""
    query = asked(request, "kind", "account", "after", "as")
    rows = security_log_for(
        request.official,
        kind=one_of(query["kind"], SecurityKind),
        account=key_of(query["account"]),
    )
    filters = _choices(request.official, query)
    if way_of(query):
        return taken_out(request, query, _listing(rows.order_by("-at", "-id"), filters))
    page = page_after(rows, query["after"], by="-at", size=ROWS)
    context = {
        "page": page,
        "lines": _lines(page.rows),
        "filters": filters,
    }
    return desk_page(request, "security.html", context)


def _lines(events: Iterable[SecurityEvent]) -> list[Line]:
    return [
        Line(
            event,
            LOOKS.get(SecurityKind(event.kind), "wait"),
            _in_words(event.about),
            bytes(event.network or b"").hex()[:6],
            _taken(event),
        )
        for event in events
    ]


def _taken(event: SecurityEvent) -> str:
    if event.number is None:
        return ""
    rows = ngettext("%(n)d row", "%(n)d rows", event.number) % {"n": event.number}
    return " · ".join(filter(None, [rows, unquote_plus(event.asked)]))


def _listing(
    rows: QuerySet[SecurityEvent], filters: Iterable[Choice]
) -> Listing[SecurityEvent, Line]:
    columns: list[Column[Line]] = [
        Column(_("When"), lambda line: line.event.at, 18),
        Column(_("What happened"), lambda line: line.event.get_kind_display(), 36),
        Column(_("About"), lambda line: str(line.about), 28),
        Column(_("How much"), lambda line: line.taken, 28),
        Column(_("Account"), lambda line: _name(line.event.account), 24),
        Column(_("For"), lambda line: _name(line.event.whom), 24),
        Column(_("Unit"), lambda line: line.event.unit.name if line.event.unit else "", 20),
        Column(_("Network"), lambda line: line.network, 10),
    ]
    return Listing(_("Security log"), columns, rows, _lines, chosen_words(filters))


def _name(account: User | None) -> str:
    return account.display_name if account else ""


def _in_words(about: str) -> str | Promise:
    """A page that has no words of its own is called by its part of the desk."""
    if not about or about in WORDS:
        return WORDS.get(about, "")
    parts = (one.label for one in NAVIGATION if about.startswith(one.name.removesuffix("s")))
    return next(parts, _("another page"))


def _choices(official: Official, query: dict[str, str]) -> list[Choice]:
    accounts = [(str(one.pk), one.display_name) for one in accounts_in_log_of(official)]
    every: list[tuple[str, str, str, list[tuple[Any, Any]]]] = [
        ("kind", _("What happened"), _("everything"), list(SecurityKind.choices)),
        ("account", _("Account"), _("every account"), accounts),
    ]
    return [
        Choice(name, label, query[name], [("", nothing), *options])
        for name, label, nothing, options in every
    ]
