"""How much is usual; beyond it somebody waits, proves that work was done, or is looked at.

Behind one network there may be a whole commune on one mobile carrier, so its limits are wide.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MINUTES: Final = 60
HOUR: Final = 60 * MINUTES
DAY: Final = 24 * HOUR
MUCH: Final = _("Very much is coming in from your network now. Please try again later.")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` within ``seconds`` (a fixed window); above it ``words`` are said."""

    rule: str
    most: int
    seconds: int
    words: Promise = MUCH


SEND_NETWORK: Final = Limit("send.network", 1_000, 10 * MINUTES)
SEND_NETWORK_DAY: Final = Limit("send.day", 20_000, DAY)
SEND_FORM: Final = Limit("send.form", 60, HOUR)
SEND_UNIT: Final = Limit("send.unit", 1_000_000, 10 * MINUTES)
UPLOAD_NETWORK: Final = Limit("file.network", 200, 10 * MINUTES)
"""A hall of 80 people behind one network passes with two photographs each, all within ten minutes;
with 30 most of them would be sent away.
"""
UPLOAD_WORK: Final = Limit("file.work", 150_000, 10 * MINUTES)
"""Milliseconds of the processor for making a network's files anew: a quarter of one core. This is
what stops files that are made to be dear, however few they are. A photograph takes half a second
to one: those 160 pass, and on a machine half as fast 80 do.
"""
UPLOAD_FORM: Final = Limit("file.form", 30, HOUR)
MISS_NETWORK: Final = Limit("miss.network", 60, 10 * MINUTES)
JOIN_NETWORK: Final = Limit("join.network", 600, 10 * MINUTES)
SIGN_IN_NETWORK: Final = Limit("sign.network", 60, 10 * MINUTES)
SIGN_IN_ACCOUNT: Final = Limit("sign.account", 10, 10 * MINUTES)
SIGN_IN_DEVICE: Final = Limit("sign.device", 20, 10 * MINUTES)
CODE_USED: Final = Limit("sign.used", 1, 10 * MINUTES)
"""A one-time code is good for a minute and a half; it is taken once by all processes together."""
SIGN_IN_CODE: Final = Limit("sign.code", 10, 10 * MINUTES)
CARD_MISS: Final = Limit("sign.card", 20, 10 * MINUTES)
TEXT_NETWORK: Final = Limit("text.network", 20, 10 * MINUTES)
TEXT_ALL: Final = Limit("text.all", 300, HOUR)
"""Text messages cost the office money, whoever has them sent."""
TEXT_NUMBER: Final = Limit(
    "text.number",
    8,
    DAY,
    _("Many codes were sent to this number today. Please use a card, or call the office."),
)
TEXT_DEVICE: Final = Limit("text.device", 8, DAY, TEXT_NUMBER.words)
TEXT_TRY: Final = Limit("text.try", 5, HOUR, _("This code was tried too often. Ask for another."))
"""Of 100 million codes; with the next hour 10, and 16 codes a day: one in 600,000."""
SPEAK_RECEIPT: Final = Limit("speak.receipt", 20, HOUR)
LOG_ACCOUNT: Final = Limit("log.account", 20, HOUR)
LOG_NETWORK: Final = Limit("log.network", 20, HOUR)
LOG_NOBODY: Final = Limit("log.nobody", 1_000, HOUR)
"""Failures that the security log tells of; those at addresses of no account, of all together."""
LOOK_ACCOUNT: Final = Limit(
    "look.account",
    30,
    HOUR,
    _("You have looked into the vault 30 times within an hour. Please go on later."),
)

MANY_LOOKS: Final = 10
"""So many looks into the vault by one account in a day, and the heads are told."""

FREE: Final = 20
"""So many in ten minutes a network sends without a proof of work."""
FLOOD: Final = 200
"""So many for one unit in ten minutes, and its queue is flooded."""
FIRST_POSTS: Final = 3
"""So many of a network's day are looked at while the queue is flooded."""
LEAST_BITS: Final = 15
MOST_BITS: Final = 16


def bits_for(sent: int, *, is_flooded: bool) -> int:
    """Difficulty of the proof for a network that has sent so many: one bit more each doubling.

    0: no proof is asked. Each bit doubles the work: 15 bits are some 33,000 hashes, which a
    telephone that tries 100,000 in a second does in a third of one; 16 bits take it two thirds.
    """
    if sent <= FREE and not is_flooded:
        return 0
    return min(MOST_BITS, LEAST_BITS + max(0, (sent // FREE).bit_length() - 1))


def must_be_held(
    *, network_today: int, is_flooded: bool, needs_proof: bool, is_proven: bool
) -> bool:
    """Whether an opinion waits for review before it enters the queue; it is never lost."""
    return (needs_proof and not is_proven) or (is_flooded and network_today <= FIRST_POSTS)
