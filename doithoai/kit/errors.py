"""Refusals: what a person asked for cannot be done, and why, in words they can act on.

A middleware turns each of them into one answer (page or JSON) with the status named here;
no view catches them, but a form that shows the sentence beside its field.
"""

from django.utils.functional import Promise


class Refused(Exception):
    """Base of all refusals; ``str(error)`` is a sentence for the person who asked."""

    status = 400

    def __init__(self, sentence: str | Promise, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)


class WrongState(Refused):
    """The thing is no longer in a state from which this move starts."""

    status = 409


class NotAllowed(Refused):
    """The person's role does not give this right here."""

    status = 403


class NotReady(Refused):
    """Something that the move needs is missing."""

    status = 422


class Invalid(Refused):
    """What was given cannot be true (an impossible date, an unknown filter, another body)."""

    status = 422


class TryLater(Refused):
    """Too much at once; ``seconds`` later it will be taken."""

    status = 429

    def __init__(self, sentence: str | Promise, *, seconds: int, field: str = "") -> None:
        super().__init__(sentence, field=field)
        self.seconds = seconds


class Unavailable(TryLater):
    """Something that is needed does not answer; not the fault of who asks."""

    status = 503

    def __init__(self, sentence: str | Promise, *, seconds: int = 60, field: str = "") -> None:
        super().__init__(sentence, seconds=seconds, field=field)
