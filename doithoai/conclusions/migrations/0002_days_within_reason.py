import datetime
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conclusions', '0001_initial'),
        ('opinions', '0011_days_within_reason'),
        ('places', '0003_days_within_reason'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on__gte', datetime.date(1945, 1, 1)), ('due_on__lt', datetime.date(2101, 1, 1))), ('due_on__isnull', True), _connector='OR'), name='resolution_within_reason'),
        ),
    ]
