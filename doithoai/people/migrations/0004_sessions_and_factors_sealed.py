"""Nothing in the database opens a session or makes a one-time code.

Sessions from before lay there under the keys that browsers carry: they end, officials sign in anew.
"""

import json

from django.conf import settings
from django.db import migrations

from doithoai.kit.sealing import Keyring
from doithoai.people.second_factors import SEALED, sealed_text


def seal_factors(apps, schema_editor):
    ring = Keyring(settings.HOME)
    cursor = schema_editor.connection.cursor()
    cursor.execute("SELECT id, data::text FROM mfa_authenticator WHERE type <> 'webauthn'")
    for pk, text in cursor.fetchall():
        data = json.loads(text)
        for name in SEALED & data.keys():
            data[name] = _sealed(data[name], ring)
        cursor.execute(
            "UPDATE mfa_authenticator SET data = %s::jsonb WHERE id = %s", [json.dumps(data), pk]
        )


def _sealed(value: str | list[str], ring: Keyring) -> str | list[str]:
    if isinstance(value, list):
        return [sealed_text(one, ring) for one in value]
    return sealed_text(value, ring)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_gate'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL("TRUNCATE django_session", migrations.RunSQL.noop),
        migrations.RunPython(seal_factors, migrations.RunPython.noop),
        # What was updated stays in the table's file until it is written anew.
        migrations.RunSQL(
            'CLUSTER mfa_authenticator USING mfa_authenticator_pkey;'
            ' ALTER TABLE mfa_authenticator SET WITHOUT CLUSTER',
            migrations.RunSQL.noop,
        ),
    ]
