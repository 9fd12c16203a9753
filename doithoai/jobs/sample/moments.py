"""Days and hours counted from the moment at which the illustration is loaded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from doithoai.deadlines.rules import Calendar
from doithoai.kit.time import VIET_NAM

CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Present:
    """The real present, whatever past moment a step lives in."""

    moment: datetime

    def day(self, offset: int) -> date:
        """The working day nearest to ``offset`` days from today, on the same side of today."""
        found = self.moment.astimezone(VIET_NAM).date() + timedelta(days=offset)
        away = timedelta(days=1 if offset >= 0 else -1)
        while not CALENDAR.is_working(found):
            found += away
        return found

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        return on(self.day(offset), hour, minute)

    def lately(self, wanted: datetime) -> datetime:
        """``wanted``, or a few minutes ago when it has not come yet."""
        return min(wanted, self.moment - timedelta(minutes=5))


def on(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIET_NAM)
