"""An application of the site as the baseline needs it."""

from doithoai.people.apps import PeopleConfig


class PeopleWithoutSignals(PeopleConfig):
    """Signing in, of which the real one hears, is not there."""

    def ready(self) -> None:
        pass
