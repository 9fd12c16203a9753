"""What is counted before somebody is heard, and what is asked of them when very much comes in.

``who`` is the mark of a network (``networks.network_mark``), however a request came.
"""

from uuid import UUID

from doithoai.people.gate import limits
from doithoai.people.gate.networks import mark
from doithoai.people.gate.proof import challenge, is_solved
from doithoai.people.gate.tally import add, count, counted, prove_not_above
from doithoai.places.models import Unit


def pass_send(who: bytes, unit: Unit, client_key: UUID, *, asked: str, proof: str) -> bool:
    """Counts a sending; whether it must wait for review. Raises TryLater.

    ``proof`` is the work that was done for the challenge ``asked``; both may be empty.
    """
    _form, sent, today, queue = count(
        (limits.SEND_FORM, mark(client_key)),
        (limits.SEND_NETWORK, who),
        (limits.SEND_NETWORK_DAY, who),
        (limits.SEND_UNIT, mark(f"unit:{unit.pk}")),
    )
    is_flooded = queue > limits.FLOOD
    bits = limits.bits_for(sent, is_flooded=is_flooded)
    is_proven = bool(bits) and is_solved(
        asked, proof, unit=unit.pk, client_key=client_key, bits=bits
    )
    return limits.must_be_held(
        network_today=today, is_flooded=is_flooded, needs_proof=bool(bits), is_proven=is_proven
    )


def challenge_for(who: bytes, unit: Unit, client_key: UUID) -> str:
    """What has to be solved before sending; empty while nothing is asked."""
    is_flooded = counted(limits.SEND_UNIT, mark(f"unit:{unit.pk}")) >= limits.FLOOD
    sent = counted(limits.SEND_NETWORK, who) + 1
    bits = limits.bits_for(sent, is_flooded=is_flooded)
    return challenge(unit=unit.pk, client_key=client_key, bits=bits) if bits else ""


def pass_upload(who: bytes, client_key: UUID) -> None:
    """For each file. Raises TryLater."""
    prove_not_above(limits.UPLOAD_WORK, who)
    count((limits.UPLOAD_FORM, mark(client_key)), (limits.UPLOAD_NETWORK, who))


def count_work(who: bytes, seconds: float) -> None:
    """What making a file anew took of the processor."""
    add(round(seconds * 1000), limits.UPLOAD_WORK, who)


def pass_join(who: bytes, client_key: UUID) -> None:
    """For “I have this problem too”."""
    count((limits.SEND_FORM, mark(client_key)), (limits.JOIN_NETWORK, who))


def pass_sign_in(who: bytes, address: str, *, device: str) -> None:
    """Counts a try with a password. Raises TryLater.

    ``device``: the number of a device on which this account signed in before, else empty. Such a
    device is counted by itself alone, so that nobody else uses its tries up.
    """
    if device:
        count((limits.SIGN_IN_DEVICE, mark(f"device:{address}:{device}")))
    else:
        count((limits.SIGN_IN_NETWORK, who), (limits.SIGN_IN_ACCOUNT, mark(f"account:{address}")))


def pass_code(account: int) -> None:
    """Counts a try with a second factor, for somebody whose password was right. Raises TryLater."""
    count((limits.SIGN_IN_CODE, mark(f"code:{account}")))


def use_code(account: int, code: str) -> None:
    """Raises TryLater for a one-time code that was used already."""
    count((limits.CODE_USED, mark(f"used:{account}:{code}")))


def count_card_miss(who: bytes) -> None:
    """For a sign-in card that there is not. Raises TryLater when one network guesses too often.

    As with receipts a right one is never counted: 57 bits cannot be guessed at any pace.
    """
    count((limits.CARD_MISS, who))


def pass_text_message(who: bytes, phone: str, *, device: str) -> None:
    """Counts a code that is asked for. Raises TryLater.

    ``device`` as in ``pass_sign_in``: nobody uses up the messages of the phone's owner.
    """
    owner = (
        (limits.TEXT_DEVICE, mark(f"text:{phone}:{device}"))
        if device
        else (limits.TEXT_NUMBER, mark(f"text:{phone}"))
    )
    count((limits.TEXT_NETWORK, who), owner)
    count((limits.TEXT_ALL, mark("text messages")))


def pass_text_code(who: bytes, nonce: bytes) -> None:
    """Counts a try at a code from a text message. Raises TryLater."""
    count((limits.SIGN_IN_NETWORK, who), (limits.TEXT_TRY, mark(f"try:{nonce.hex()}")))


def pass_look(account: int) -> None:
    """Counts a look of an official into the vault: a name, sealed words, who calls."""
    count((limits.LOOK_ACCOUNT, mark(f"look:{account}")))


def pass_speaking(receipt: bytes) -> None:
    """For what the holder of one receipt (its digest) says: a reply, a verdict on a result."""
    count((limits.SPEAK_RECEIPT, mark(f"receipt:{receipt.hex()}")))


def count_miss(who: bytes) -> None:
    """For a receipt code that there is not. Raises TryLater when one network guesses too often.

    A right code is never counted and always leads to its opinion: 60 bits cannot be guessed at any
    pace, and a whole commune may share the network of one who tries.
    """
    count((limits.MISS_NETWORK, who))
