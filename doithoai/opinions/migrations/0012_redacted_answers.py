import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('opinions', '0011_days_within_reason'),
        ('people', '0005_days_within_reason'),
    ]

    operations = [
        migrations.AddField(
            model_name='inquiry',
            name='original',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.sealedbox'),
        ),
    ]
