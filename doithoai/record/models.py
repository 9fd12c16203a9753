"""The history of every thing: who took which step, when, and why."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

OF_ACCESS: Final = ("appoint", "password_link", "reveal", "unseal", "look_up")
"""Steps that open what is sealed, or let somebody open it: a head is told of them."""


class Entry(models.Model):
    """One step that was taken; history and outbox in one.

    No foreign key to a live object, so that history outlives what it tells of; append-only (the
    database refuses UPDATE, DELETE and TRUNCATE); no personal data: ``actor`` is a role and a
    unit, ``note`` is the official's reason.
    """

    at = models.DateTimeField(_("at"))
    life = models.CharField(max_length=40)
    thing = models.BigIntegerField()
    unit = models.BigIntegerField(null=True)
    move = models.CharField(max_length=40)
    source = models.CharField(max_length=30, blank=True)
    target = models.CharField(max_length=30)
    actor = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    is_public = models.BooleanField()

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        indexes = [
            models.Index(fields=["life", "thing", "id"], name="entry_of_thing"),
            models.Index(
                fields=["unit", "at"],
                condition=models.Q(move__in=OF_ACCESS),
                name="entry_of_access",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.life} {self.thing}: {self.move}"


class Recorded(models.Model):
    """A thing with a life: its ``state`` is written by ``record.perform`` and by nothing else.

    Subclasses set ``lifecycle`` and give ``unit_id``, the unit whose officials answer for it.
    """

    state = models.CharField(_("state"), max_length=30, editable=False)

    class Meta:
        abstract = True

    def get_state_display(self) -> str:
        """The state in words, as Django names it for a field with choices."""
        return str(self.lifecycle.states(self.state).label)  # type: ignore[attr-defined]
