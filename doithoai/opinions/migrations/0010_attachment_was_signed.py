from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('opinions', '0009_no_open_sheets'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='was_signed',
            field=models.BooleanField(default=False, verbose_name='came with a digital signature'),
        ),
    ]
