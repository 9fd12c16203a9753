"""What is to be told, and whether it went out; never the address nor what it is about."""

from django.db import models
from django.db.models import Q


class Dispatch(models.Model):
    """One message to one addressee, kept until it went out or was given up.

    ``key`` names it once and for all. ``due_at``: when it is tried next; empty when nothing is
    left to do. ``begun_at`` is written before the message leaves: one that was begun and neither
    sent nor set anew was cut short, and is not sent again by itself, since it may have arrived.
    """

    key = models.CharField(max_length=80, unique=True)
    way = models.CharField(max_length=8)
    addressee = models.BigIntegerField()
    due_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="dispatch_due"),
            models.Index(
                fields=["addressee"],
                condition=Q(begun_at__isnull=False, sent_at__isnull=True, due_at__isnull=True),
                name="dispatch_untold",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Reading(models.Model):
    """How far somebody has read the history; ``entry`` is the last one that is surely read."""

    name = models.CharField(max_length=40, primary_key=True)
    entry = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.entry}"
