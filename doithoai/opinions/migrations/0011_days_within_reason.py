import datetime
import doithoai.kit.columns
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('opinions', '0010_attachment_was_signed'),
        ('places', '0003_days_within_reason'),
    ]

    operations = [
        migrations.AlterField(
            model_name='opinion',
            name='written_at',
            field=doithoai.kit.columns.MomentField(editable=False, null=True),
        ),
        AddConstraintNotValid(
            model_name='collectionround',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('opens_on__gte', datetime.date(1945, 1, 1)), ('opens_on__lt', datetime.date(2101, 1, 1))), ('opens_on__isnull', True), _connector='OR'), models.Q(models.Q(('closes_on__gte', datetime.date(1945, 1, 1)), ('closes_on__lt', datetime.date(2101, 1, 1))), ('closes_on__isnull', True), _connector='OR')), name='round_within_reason'),
        ),
        AddConstraintNotValid(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on__gte', datetime.date(1945, 1, 1)), ('due_on__lt', datetime.date(2101, 1, 1))), ('due_on__isnull', True), _connector='OR'), name='data_request_within_reason'),
        ),
        AddConstraintNotValid(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('due_on__gte', datetime.date(1945, 1, 1)), ('due_on__lt', datetime.date(2101, 1, 1))), ('due_on__isnull', True), _connector='OR'), models.Q(models.Q(('told_on__gte', datetime.date(1945, 1, 1)), ('told_on__lt', datetime.date(2101, 1, 1))), ('told_on__isnull', True), _connector='OR')), name='referral_within_reason'),
        ),
    ]
