
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='day')),
                ('is_working', models.BooleanField(verbose_name='worked')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'calendar override',
                'verbose_name_plural': 'calendar overrides',
                'ordering': ['day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='calendar_override_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='DeadlineRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('title_vi', models.CharField(max_length=200, verbose_name='name of the rule')),
                ('trigger', models.CharField(max_length=60, verbose_name='trigger')),
                ('direction', models.CharField(choices=[('before', 'before the event'), ('after', 'after the event')], max_length=6, verbose_name='direction')),
                ('amount', models.PositiveSmallIntegerField(verbose_name='amount')),
                ('unit', models.CharField(choices=[('calendar_day', 'calendar days'), ('working_day', 'working days'), ('month', 'months'), ('per_year', 'times a year')], max_length=12, verbose_name='unit of time')),
                ('tier', models.CharField(choices=[('all', 'all tiers'), ('province', 'province'), ('district', 'district'), ('commune', 'commune')], max_length=8, verbose_name='tier')),
                ('valid_from', models.DateField(verbose_name='in force from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='in force until (exclusive)')),
                ('legal_basis', models.CharField(max_length=300, verbose_name='legal basis')),
                ('is_verified', models.BooleanField(default=False, verbose_name='seen in its source')),
            ],
            options={
                'verbose_name': 'deadline rule',
                'verbose_name_plural': 'deadline rules',
                'ordering': ['code', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='deadline_rule_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 1), ('amount__lte', 3660)), name='deadline_rule_amount', violation_error_message='The period is too short or too long.'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='deadline_rule_validity', violation_error_message='The rule ends before it begins.'), models.CheckConstraint(condition=models.Q(('legal_basis', ''), _negated=True), name='deadline_rule_has_basis'), models.CheckConstraint(condition=models.Q(('direction__in', ['before', 'after'])), name='deadline_rule_direction'), models.CheckConstraint(condition=models.Q(('unit__in', ['calendar_day', 'working_day', 'month', 'per_year'])), name='deadline_rule_unit'), models.CheckConstraint(condition=models.Q(('tier__in', ['all', 'province', 'district', 'commune'])), name='deadline_rule_tier')],
            },
        ),
    ]
