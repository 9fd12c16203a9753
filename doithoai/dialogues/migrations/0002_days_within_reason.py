import datetime
import doithoai.kit.columns
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0001_initial'),
        ('places', '0003_days_within_reason'),
    ]

    operations = [
        migrations.AlterField(
            model_name='dialogue',
            name='starts_at',
            field=doithoai.kit.columns.MomentField(verbose_name='begins'),
        ),
        AddConstraintNotValid(
            model_name='announcement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('on__gte', datetime.date(1945, 1, 1)), ('on__lt', datetime.date(2101, 1, 1))), ('on__isnull', True), _connector='OR'), name='announced_within_reason'),
        ),
        AddConstraintNotValid(
            model_name='dialogue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('starts_at__gte', datetime.datetime(1989, 12, 31, 17, 0, tzinfo=datetime.timezone.utc)), ('starts_at__lt', datetime.datetime(2100, 12, 31, 17, 0, tzinfo=datetime.timezone.utc))), ('state', 'cancelled'), _connector='OR'), name='dialogue_begins_within_reason'),
        ),
    ]
