"""Who a signed-in person is today, and over what."""

import hashlib
from datetime import date
from functools import cache
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.http import Http404

from doithoai.kit.time import now, today
from doithoai.people.actors import Official
from doithoai.people.models import (
    Appointment,
    Installation,
    SecurityEvent,
    SetupLink,
    SignInCard,
    User,
)
from doithoai.people.roles import BY_CARD, OFFICES, ROLES, RoleName
from doithoai.places.models import Post, Unit
from doithoai.record.permissions import Permission


def appointments_not_ended(on: date) -> QuerySet[Appointment]:
    """Those that run on that day, and those that begin later."""
    return Appointment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def appointments_on(on: date) -> QuerySet[Appointment]:
    return appointments_not_ended(on).filter(starts_on__lte=on)


def official(user: User, on: date | None = None) -> Official:
    """The person with today's appointments; no appointment, no desk (404 for outsiders)."""
    on = on or today()
    held = appointments_on(on).filter(user=user).select_related("unit", "agency").order_by("id")
    if not held:
        raise Http404
    return Official(user, held, on)


@cache
def _mode_once_set() -> str:
    return Installation.objects.get().mode


def installation_mode() -> str:
    """``demo``, ``real``, or "" before the first start has finished.

    It never changes once it is set, so each process asks the database only until then.
    """
    try:
        return _mode_once_set()
    except Installation.DoesNotExist:
        return ""


def is_demo() -> bool:
    return installation_mode() == Installation.Mode.DEMO


def has_open_doors() -> bool:
    """Whether one touch signs in: in a demonstration that nobody reaches from outside."""
    return is_demo() and not settings.IS_PRODUCTION


def setup_link_digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def live_setup_link(token: str) -> SetupLink | None:
    """The link for the first administrator, while it can be used."""
    rows = SetupLink.objects.filter(used_at__isnull=True, expires_at__gt=now())
    return rows.filter(digest=setup_link_digest(token)).first()


def has_accounts() -> bool:
    return User.objects.exists()


def has_appointments() -> bool:
    """Whether anybody ever held a role here: the office has chosen its units then."""
    return Appointment.objects.exists()


def account_with(email: str) -> User | None:
    """The account with this address, in whatever case it is written."""
    return User.objects.filter(email__iexact=email).first() if email else None


def account_with_phone(number: str) -> User | None:
    """The account with this number, in its one spelling (``contacts.normal_phone``)."""
    return User.objects.filter(phone=number).first() if number else None


def comes_by_card(user: User) -> bool:
    """Whether a card or a text message lets this account in: it holds a role today, none of its
    roles of today or later reads or decides, and it has no second factor to pass by.
    """
    if not user.is_active or is_mfa_enabled(user):
        return False
    held = appointments_not_ended(today()).filter(user=user).values_list("role", "starts_on")
    roles = {role for role, _begins in held}
    return roles <= BY_CARD and any(begins <= today() for _role, begins in held)


def card_holders_for(official: Official) -> QuerySet[Any]:
    """Appointments of those who sign in by card, where the person hands cards out; adds ``cards``,
    how many still work, and ``cards_until``.
    """
    units = official.unit_ids(Permission.HAND_OUT_CARD)
    rows = appointments_not_ended(today()).filter(role__in=BY_CARD, unit_id__in=units)
    live = Q(user__cards__expires_at__gt=now())
    rows = rows.annotate(
        cards=Count("user__cards", filter=live), cards_until=Max("user__cards__expires_at")
    )
    rows = rows.select_related("user", "unit", "village")
    return rows.order_by("unit__sort_name", "village__sort_name", "id")


def cards_left(user: User) -> int:
    """How many of the person's cards still work."""
    return SignInCard.objects.filter(user=user, expires_at__gt=now()).count()


def awaits_units(user: User) -> bool:
    """Whether this is the first administrator of an office that has not chosen its units yet."""
    if installation_mode() != Installation.Mode.REAL or has_appointments():
        return False
    return User.objects.order_by("id").values_list("id", flat=True).first() == user.pk


def awaits_heads(official: Official) -> bool:
    """Whether nobody but administrators holds a role at the units that the person administers."""
    rows = Appointment.objects.filter(unit_id__in=official.unit_ids(Permission.MANAGE_OFFICE))
    return rows.exists() and not rows.exclude(role=RoleName.ADMINISTRATOR).exists()


def demo_accounts() -> list[tuple[Appointment, User]]:
    """One (appointment, account) for each demo account, in the order of the roles' table."""
    order = list(ROLES)
    held = appointments_on(today()).filter(user__is_demo=True).select_related("user", "unit")
    return sorted(((row, row.user) for row in held), key=lambda pair: order.index(pair[0].role))


def appointments_for(official: Official) -> QuerySet[Appointment]:
    """Appointments at the units where the person may appoint, the running ones first."""
    rows = Appointment.objects.filter(unit_id__in=_appointing(official))
    rows = rows.select_related("user", "unit", "agency", "village")
    return rows.order_by(F("ends_on").desc(nulls_first=True), "role", "id")


HEAD_POSTS = {
    RoleName.PARTY_HEAD: Post.Kind.PARTY,
    RoleName.GOVERNMENT_HEAD: Post.Kind.GOVERNMENT,
}
"""The post that goes with the role of a head."""


def head_appointments(post: Post, on: date) -> QuerySet[Appointment]:
    """Whoever acts as the head of this post, or will, as far as that has not ended by that day."""
    role = next(role for role, kind in HEAD_POSTS.items() if kind == post.kind)
    held = appointments_not_ended(on).filter(unit=post.unit_id, role=role)
    return held.select_related("user").order_by("starts_on", "id")


def post_title(head: Official) -> str:
    """The post under which a head decides: its title, or the role and the unit."""
    for held in head.appointments:
        if held.role in HEAD_POSTS:
            kind = HEAD_POSTS[RoleName(held.role)]
            post = Post.objects.filter(unit=held.unit, kind=kind).first()
            return post.title if post else f"{held.get_role_display()}, {held.unit}"
    return head.mark


def with_office() -> QuerySet[Any]:
    """Units; adds ``has_office``: whether somebody receives opinions there today."""
    held = appointments_on(today()).filter(role__in=OFFICES, unit=OuterRef("pk"))
    return Unit.objects.annotate(has_office=Exists(held))


def offices() -> list[Unit]:
    """Units of today that have an office to which an opinion can be sent."""
    rows = with_office().filter(has_office=True, valid_to__isnull=True)
    return list(rows.select_related("parent__parent").order_by("sort_name", "id"))


def other_offices(unit_id: int) -> QuerySet[Unit]:
    """Units of today, but this one, that have an office to which an opinion can be passed on."""
    rows = with_office().filter(has_office=True, valid_to__isnull=True).exclude(pk=unit_id)
    return rows.order_by("sort_name", "id")


def units_to_appoint_in(official: Official) -> QuerySet[Unit]:
    """Units of today where the person gives roles, as an administrator or a head."""
    return _units_of_today(_appointing(official))


def _appointing(official: Official) -> frozenset[int]:
    administered = official.unit_ids(Permission.MANAGE_OFFICE)
    return administered | official.unit_ids(Permission.APPOINT_OFFICIAL)


def administered_units(official: Official) -> QuerySet[Unit]:
    """Units of today that the person administers."""
    return _units_of_today(official.unit_ids(Permission.MANAGE_OFFICE))


def _units_of_today(keys: frozenset[int]) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=keys, valid_to__isnull=True).order_by("sort_name", "id")


def security_log_for(
    official: Official, *, kind: str = "", account: int | None = None
) -> QuerySet[SecurityEvent]:
    """The logs of the units whose log the person reads, and what concerns no unit.

    ``account``: of what it did, and of what was done to it.
    """
    units = official.unit_ids(Permission.READ_SECURITY_LOG)
    rows = SecurityEvent.objects.filter(Q(unit_id__in=units) | Q(unit_id__isnull=True))
    if kind:
        rows = rows.filter(kind=kind)
    if account:
        rows = rows.filter(Q(account_id=account) | Q(whom_id=account))
    return rows.select_related("account", "whom", "unit")


def accounts_in_log_of(official: Official) -> QuerySet[User]:
    """Whoever holds a role, or held one, in the units whose log the person reads."""
    units = official.unit_ids(Permission.READ_SECURITY_LOG)
    held = Appointment.objects.filter(unit_id__in=units)
    return User.objects.filter(pk__in=held.values("user")).order_by("display_name", "id")
