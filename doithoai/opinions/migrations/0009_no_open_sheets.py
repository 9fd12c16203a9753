import shutil
from pathlib import Path

from django.conf import settings
from django.db import migrations


def remove_files(apps, schema_editor):
    shutil.rmtree(Path(settings.MEDIA_ROOT, 'imports'), ignore_errors=True)


class Migration(migrations.Migration):

    dependencies = [
        ('opinions', '0008_sealed_sheets'),
    ]

    operations = [
        migrations.RunPython(remove_files),
        migrations.RemoveField('tableimport', 'file'),
        migrations.RemoveField('tableimport', 'name'),
        migrations.RemoveField('tableimport', 'problems'),
        migrations.RemoveField('tableimport', 'shown'),
        migrations.RunSQL(
            'CLUSTER opinions_tableimport USING opinions_tableimport_pkey;'
            ' ALTER TABLE opinions_tableimport SET WITHOUT CLUSTER'
        ),
    ]
