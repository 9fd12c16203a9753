"""Days and hours counted from the moment at which the illustration is loaded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from doithoai.kit.time import VIET_NAM

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Present:
    """The real present, whatever past moment a step lives in."""

    moment: datetime

    def day(self, offset: int) -> date:
        """The first day from ``offset`` days after today on that is neither Saturday nor Sunday."""
        found = self.moment.astimezone(VIET_NAM).date() + timedelta(days=offset)
        while found.weekday() >= SATURDAY:
            found += timedelta(days=1)
        return found

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        return on(self.day(offset), hour, minute)

    def lately(self, wanted: datetime) -> datetime:
        """``wanted``, or a few minutes ago when it has not come yet."""
        return min(wanted, self.moment - timedelta(minutes=5))


def on(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIET_NAM)
