"""Where the data of the embedded PostgreSQL lies."""

import secrets
from pathlib import Path

from doithoai.config.database.owner import first_closed, owner_of
from doithoai.config.environment import Environment
from doithoai.config.home import prepare_home

SHARED = Path("/var/lib/doithoai")


def data_folder(environment: Environment) -> Path:
    """In the office's folder. Only when root tries us out from a private folder that the lent
    user cannot enter, and nobody named a folder, the data goes to /var/lib/doithoai and a mark
    in the office's folder remembers where.
    """
    here = environment.home / "postgres"
    mark = environment.home / "postgres.elsewhere"
    if mark.exists():
        return Path(mark.read_text(encoding="utf-8"))
    if environment.is_home_named or here.exists():
        return here
    owner = owner_of(here)
    if not owner.is_lent or first_closed(environment.home, owner) is None:
        return here
    prepare_home(environment.home)
    elsewhere = SHARED / secrets.token_hex(8)
    with mark.open("x", encoding="utf-8") as file:
        file.write(str(elsewhere))
    return elsewhere
