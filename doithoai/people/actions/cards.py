"""Sign-in cards: codes on paper for who has no e-mail address, handed out by the office.

Each works once. Only marks of them are kept, made with a secret outside the database.
"""

import hmac
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from doithoai.kit.codes import as_printed, normalised, random_letters
from doithoai.kit.errors import Invalid, NotAllowed, WrongState
from doithoai.kit.time import now, today
from doithoai.people.actions.security import note_failure, note_security
from doithoai.people.actors import Official
from doithoai.people.contacts import normal_phone
from doithoai.people.gate.passing import count_card_miss
from doithoai.people.models import SecurityKind, SignInCard, TextCode, User
from doithoai.people.queries import account_with_phone, appointments_not_ended, comes_by_card
from doithoai.record.actions import action
from doithoai.record.notes import note
from doithoai.record.permissions import Permission

PREFIX: Final = "TH"
GOOD_FOR: Final = timedelta(days=90)
MOST_CARDS: Final = 12
"""So many are made at once, to be printed together."""


@action
def make_cards(user: User, *, by: Official, count: int) -> list[str]:
    """So many new codes, ``TH-XXXX-XXXX-XXXX``, shown to the caller and kept nowhere.

    The cards that the person had before end. Raises NotAllowed unless the official hands out cards
    in every unit that the person works for, WrongState for an account that cards do not let in.
    """
    units = _require_over(user, by=by)
    if not 1 <= count <= MOST_CARDS:
        raise Invalid(_("One to twelve cards are made at once."), field="count")
    if not comes_by_card(user):
        raise WrongState(_("A card lets in nobody but village heads without a second factor."))
    codes = [as_printed(f"{PREFIX}{random_letters(12)}") for _number in range(count)]
    SignInCard.objects.filter(user=user).delete()
    until = now() + GOOD_FOR
    SignInCard.objects.bulk_create(
        SignInCard(user=user, digest=_digest(code), expires_at=until) for code in codes
    )
    User.objects.filter(pk=user.pk).update(cards_wanted_at=None)
    _note("make_cards", SecurityKind.CARDS_MADE, user, by=by, units=units)
    return codes


@action
def end_cards(user: User, *, by: Official) -> None:
    """The person's cards work no more: they were lost, or the office changes its mind."""
    units = _require_over(user, by=by)
    if not SignInCard.objects.filter(user=user).delete()[0]:
        raise WrongState(_("There is no card that still works."))
    _note("end_cards", SecurityKind.CARDS_ENDED, user, by=by, units=units)


def end_ways_without_address(user: User) -> None:
    """Cards and text codes end with a change of the person's roles; called within an action."""
    TextCode.objects.filter(user=user).delete()
    if SignInCard.objects.filter(user=user).delete()[0]:
        note_security(SecurityKind.CARDS_ENDED, whom=user)


@action
def ask_for_cards(user: User) -> None:
    """The person asks the office for a new sheet."""
    if not comes_by_card(user):
        raise WrongState(_("A card lets in nobody but village heads without a second factor."))
    User.objects.filter(pk=user.pk, cards_wanted_at=None).update(cards_wanted_at=now())


@action
def change_phone(user: User, *, by: Official, phone: str) -> None:
    """The number to which codes are sent; empty takes it away.

    Raises Invalid for a number that is none, that another account has, or without which nothing
    would name the account.
    """
    units = _require_over(user, by=by)
    if not comes_by_card(user):
        raise WrongState(_("A card lets in nobody but village heads without a second factor."))
    number = normal_phone(phone) if phone else None
    other = account_with_phone(number or "")
    if other and other != user:
        raise Invalid(_("There is an account with this number already."), field="phone")
    if not number and not user.email:
        raise Invalid(_("The account has no e-mail address: it needs a number."), field="phone")
    user.phone = number
    user.save(update_fields=["phone"])
    TextCode.objects.filter(user=user).delete()
    _note("change_phone", SecurityKind.PHONE_CHANGED, user, by=by, units=units)


def use_card(typed: str, *, who: bytes) -> User:
    """Whoever the card lets in; it works no more. ``who``: the mark of the network.

    Raises WrongState for a card that is used, ended, too old or was never made, all alike, and
    TryLater when a network tries many of these.
    """
    user = _taken(typed)
    if user is None:
        note_failure(SecurityKind.SIGN_IN_FAILED, account=None, about="card")
        count_card_miss(who)
        raise WrongState(
            _("This card does not work any more. Please use the next one, or ask the office."),
            field="card",
        )
    return user


def sweep_cards() -> int:
    """Forgets cards that are too old; how many."""
    return SignInCard.objects.filter(expires_at__lt=now()).delete()[0]


@action
def _taken(typed: str) -> User | None:
    """Of two at the same moment one has it. A card whose owner lost the role stays unused."""
    if not normalised(typed).startswith(PREFIX):
        return None
    rows = SignInCard.objects.select_for_update(of=("self",)).select_related("user")
    card = rows.filter(digest=_digest(typed), expires_at__gt=now()).first()
    if card is None or not comes_by_card(card.user):
        return None
    card.delete()
    return card.user


def _require_over(user: User, *, by: Official) -> set[int]:
    """The units that the person works for, if the official hands out cards in all of them."""
    held = appointments_not_ended(today()).filter(user=user)
    units = set(held.values_list("unit_id", flat=True))
    if not units or not units <= by.unit_ids(Permission.HAND_OUT_CARD):
        raise NotAllowed(_("The person also works for a unit where you hand out no cards."))
    return units


def _note(move: str, kind: SecurityKind, user: User, *, by: Official, units: set[int]) -> None:
    for unit in units:
        note("account", move, user.pk, by=by, unit=unit, target="active")
    note_security(kind, account=by.user, whom=user)


def _digest(typed: str) -> bytes:
    text = f"card:{normalised(typed)}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), text, "sha256")
