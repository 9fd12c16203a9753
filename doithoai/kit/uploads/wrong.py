"""Why a file is refused, as one word; imported where Django is not."""


class Wrong(Exception):
    """Its text: ``unreadable``, ``pixels``, ``pages``, ``encrypted`` or ``large_inside``."""
