"""Who owns the tables: a role that is used for changing them, and not the office's own.

The owner of a table may switch off the triggers that keep the history; the office's role, which
every request uses, only reads and writes rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, LiteralString

import psycopg
from psycopg.sql import SQL, Identifier

GRANTS: Final[tuple[LiteralString, ...]] = (
    "GRANT USAGE ON SCHEMA public TO {office}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {office}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {office}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {office}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
    " GRANT USAGE, SELECT ON SEQUENCES TO {office}",
)
OWNED: Final = """
SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.relname, ''
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'S')
    AND c.relowner = %(office)s::regrole
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')
        AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass)
UNION ALL
SELECT 'FUNCTION', p.proname, pg_get_function_identity_arguments(p.oid)
FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = %(office)s::regrole
"""


def give_away(connection: psycopg.Connection[Any], owner: str, office: str) -> None:
    """What the office's role owned from earlier is the owner's from now on."""
    for kind, name, arguments in connection.execute(OWNED, {"office": office}).fetchall():
        connection.execute(
            SQL("ALTER {kind} {name}{arguments} OWNER TO {owner}").format(
                kind=SQL(kind),
                name=Identifier(name),
                arguments=SQL(f"({arguments})" if kind == "FUNCTION" else ""),
                owner=Identifier(owner),
            )
        )
    grant(connection, owner, office)


def grant(connection: psycopg.Connection[Any], owner: str, office: str) -> None:
    """The office reads and writes the rows of what the owner has made, and will make."""
    for one in GRANTS:
        connection.execute(SQL(one).format(office=Identifier(office), owner=Identifier(owner)))


@contextmanager
def as_owner(connection: Any, owner: dict[str, Any]) -> Iterator[None]:
    """Within, the connection of Django is one of the owner's, whose settings are ``owner``.

    A test's database has another name and belongs to whoever made it: there it changes nothing.
    """
    settings = connection.settings_dict
    if settings["NAME"] != owner["NAME"]:
        yield
        return
    before = {name: settings[name] for name in owner}
    connection.close()
    settings.update(owner)
    try:
        yield
    finally:
        connection.close()
        settings.update(before)
