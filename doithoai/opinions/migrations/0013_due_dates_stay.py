"""By when an author is told or answered is counted once and stays."""

from django.db import migrations

KEEP = """
CREATE TRIGGER referral_due_on_stays BEFORE UPDATE ON opinions_referral FOR EACH ROW
    WHEN (OLD.due_on IS DISTINCT FROM NEW.due_on)
    EXECUTE FUNCTION record_due_on_stays();
CREATE TRIGGER data_request_due_on_stays BEFORE UPDATE ON opinions_datarequest FOR EACH ROW
    WHEN (OLD.due_on IS DISTINCT FROM NEW.due_on)
    EXECUTE FUNCTION record_due_on_stays();
"""
FORGET = """
DROP TRIGGER data_request_due_on_stays ON opinions_datarequest;
DROP TRIGGER referral_due_on_stays ON opinions_referral;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("opinions", "0012_redacted_answers"),
        ("record", "0004_due_dates_are_told"),
    ]

    operations = [migrations.RunSQL(KEEP, FORGET)]
