import datetime
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0001_initial'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='calendaroverride',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('day__gte', datetime.date(1945, 1, 1)), ('day__lt', datetime.date(2101, 1, 1))), ('day__isnull', True), _connector='OR'), name='calendar_override_within_reason'),
        ),
        AddConstraintNotValid(
            model_name='deadlinerule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('valid_from__gte', datetime.date(1945, 1, 1)), ('valid_from__lt', datetime.date(2101, 1, 1))), ('valid_from__isnull', True), _connector='OR'), models.Q(models.Q(('valid_to__gte', datetime.date(1945, 1, 1)), ('valid_to__lt', datetime.date(2101, 1, 1))), ('valid_to__isnull', True), _connector='OR')), name='deadline_rule_within_reason'),
        ),
    ]
