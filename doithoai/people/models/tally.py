"""How often somebody did something within a window of time; forgotten after a day."""

from django.db import models


class Tally(models.Model):
    """``who`` is an HMAC (of a network, a form's key, a unit), never an address.

    The table is unlogged: counting waits for no disk, and a crash forgets the counts.
    """

    rule = models.CharField(max_length=20)
    who = models.BinaryField(max_length=16)
    begins = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "who", "begins"], name="tally_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.count}"
