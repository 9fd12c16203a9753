import datetime
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_villages_on_the_globe'),
    ]

    operations = [
        AddConstraintNotValid(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('on__gte', datetime.date(1945, 1, 1)), ('on__lt', datetime.date(2101, 1, 1))), ('on__isnull', True), _connector='OR'), name='succession_within_reason'),
        ),
        AddConstraintNotValid(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('starts_on__gte', datetime.date(1945, 1, 1)), ('starts_on__lt', datetime.date(2101, 1, 1))), ('starts_on__isnull', True), _connector='OR'), models.Q(models.Q(('ends_on__gte', datetime.date(1945, 1, 1)), ('ends_on__lt', datetime.date(2101, 1, 1))), ('ends_on__isnull', True), _connector='OR')), name='term_within_reason'),
        ),
        AddConstraintNotValid(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('valid_from__gte', datetime.date(1945, 1, 1)), ('valid_from__lt', datetime.date(2101, 1, 1))), ('valid_from__isnull', True), _connector='OR'), models.Q(models.Q(('valid_to__gte', datetime.date(1945, 1, 1)), ('valid_to__lt', datetime.date(2101, 1, 1))), ('valid_to__isnull', True), _connector='OR')), name='unit_within_reason'),
        ),
        AddConstraintNotValid(
            model_name='villageplacement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('valid_from__gte', datetime.date(1945, 1, 1)), ('valid_from__lt', datetime.date(2101, 1, 1))), ('valid_from__isnull', True), _connector='OR'), models.Q(models.Q(('valid_to__gte', datetime.date(1945, 1, 1)), ('valid_to__lt', datetime.date(2101, 1, 1))), ('valid_to__isnull', True), _connector='OR')), name='placement_within_reason'),
        ),
    ]
