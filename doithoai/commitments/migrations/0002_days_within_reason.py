import datetime
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0001_initial'),
        ('conclusions', '0002_days_within_reason'),
        ('opinions', '0011_days_within_reason'),
        ('places', '0003_days_within_reason'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('first_due_on__gte', datetime.date(1945, 1, 1)), ('first_due_on__lt', datetime.date(2101, 1, 1))), ('first_due_on__isnull', True), _connector='OR'), models.Q(models.Q(('due_on__gte', datetime.date(1945, 1, 1)), ('due_on__lt', datetime.date(2101, 1, 1))), ('due_on__isnull', True), _connector='OR'), models.Q(models.Q(('done_on__gte', datetime.date(1945, 1, 1)), ('done_on__lt', datetime.date(2101, 1, 1))), ('done_on__isnull', True), _connector='OR')), name='commitment_within_reason'),
        ),
        AddConstraintNotValid(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('from_due_on__gte', datetime.date(1945, 1, 1)), ('from_due_on__lt', datetime.date(2101, 1, 1))), ('from_due_on__isnull', True), _connector='OR'), models.Q(models.Q(('to_due_on__gte', datetime.date(1945, 1, 1)), ('to_due_on__lt', datetime.date(2101, 1, 1))), ('to_due_on__isnull', True), _connector='OR')), name='extension_within_reason'),
        ),
    ]
