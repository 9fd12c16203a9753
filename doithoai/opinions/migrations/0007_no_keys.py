import django.db.models.deletion
from django.db import migrations, models


def rewritten(table):
    """A dropped column stays in the rows of a table's file until they are written anew."""
    return migrations.RunSQL(
        f"CLUSTER {table} USING {table}_pkey; ALTER TABLE {table} SET WITHOUT CLUSTER"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('opinions', '0006_marks_in_place_of_keys'),
    ]

    operations = [
        migrations.AlterField(
            model_name='opinion',
            name='client_mark',
            field=models.BinaryField(editable=False, max_length=32, unique=True),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(condition=models.Q(('line_mark__isnull', False)), fields=('line_mark',), name='opinion_line_once'),
        ),
        migrations.RemoveField(
            model_name='opinion',
            name='client_key',
        ),
        migrations.RemoveConstraint(
            model_name='attachment',
            name='attachment_once',
        ),
        migrations.RemoveField(
            model_name='attachment',
            name='client_key',
        ),
        migrations.RemoveField(
            model_name='attachment',
            name='name',
        ),
        migrations.AlterField(
            model_name='attachment',
            name='client_mark',
            field=models.BinaryField(db_index=True, editable=False, max_length=32),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('client_mark', 'digest'), name='attachment_once'),
        ),
        migrations.AddField(
            model_name='tableimport',
            name='report',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.sealedbox'),
        ),
        migrations.AddField(
            model_name='tableimport',
            name='sheet',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.sealedbox'),
        ),
        rewritten('opinions_opinion'),
        rewritten('opinions_attachment'),
    ]
