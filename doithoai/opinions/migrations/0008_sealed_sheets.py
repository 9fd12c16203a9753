"""Sheets that wait to be taken over, and what was read in them, go into sealed boxes."""

import json
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from doithoai.kit.sealing import Keyring, seal

WAITING = "SELECT id, unit_id, started_at, file, name, problems, shown FROM opinions_tableimport"


def seal_sheets(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    cursor.execute(WAITING)
    for pk, unit, started, file, name, problems, shown in cursor.fetchall():
        bound = f"{unit}/{started.isoformat()}"
        report = json.dumps([name, _read(problems), _read(shown)], ensure_ascii=False)
        kept = _keep(cursor, report.encode(), f"table/report/{bound}")
        path = Path(settings.MEDIA_ROOT, file)
        sheet = _keep(cursor, path.read_bytes(), f"table/sheet/{bound}") if path.is_file() else None
        cursor.execute(
            "UPDATE opinions_tableimport SET report_id = %s, sheet_id = %s WHERE id = %s",
            [kept, sheet, pk],
        )


def _read(value):
    return json.loads(value) if isinstance(value, str) else value


def _keep(cursor, plain: bytes, purpose: str) -> int:
    box = seal(plain, purpose, Keyring(settings.HOME))
    cursor.execute(
        "INSERT INTO people_sealedbox (outer_key, wrapped_key, sealed) VALUES (%s, %s, %s)"
        " RETURNING id",
        [box.outer_key, box.wrapped_key, box.sealed],
    )
    return cursor.fetchone()[0]


class Migration(migrations.Migration):

    dependencies = [
        ('opinions', '0007_no_keys'),
    ]

    operations = [
        migrations.RunPython(seal_sheets),
    ]
