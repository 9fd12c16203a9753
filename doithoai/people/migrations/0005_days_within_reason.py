import datetime
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_sessions_and_factors_sealed'),
        ('places', '0003_days_within_reason'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('starts_on__gte', datetime.date(1945, 1, 1)), ('starts_on__lt', datetime.date(2101, 1, 1))), ('starts_on__isnull', True), _connector='OR'), models.Q(models.Q(('ends_on__gte', datetime.date(1945, 1, 1)), ('ends_on__lt', datetime.date(2101, 1, 1))), ('ends_on__isnull', True), _connector='OR')), name='appointment_within_reason'),
        ),
    ]
