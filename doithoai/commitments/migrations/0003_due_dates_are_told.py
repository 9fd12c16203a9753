"""The first due date of promised work stays; the present one moves as the record tells."""

from django.db import migrations

KEEP = """
CREATE CONSTRAINT TRIGGER commitment_due_on_is_told AFTER UPDATE ON commitments_commitment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.due_on IS DISTINCT FROM NEW.due_on)
    EXECUTE FUNCTION record_due_on_is_told('commitment', 'extend');
CREATE TRIGGER commitment_first_due_on_stays BEFORE UPDATE ON commitments_commitment FOR EACH ROW
    WHEN (OLD.first_due_on IS DISTINCT FROM NEW.first_due_on)
    EXECUTE FUNCTION record_due_on_stays();
CREATE TRIGGER extension_stays BEFORE UPDATE OR DELETE ON commitments_extension
    FOR EACH ROW EXECUTE FUNCTION record_due_on_stays();
"""
FORGET = """
DROP TRIGGER extension_stays ON commitments_extension;
DROP TRIGGER commitment_first_due_on_stays ON commitments_commitment;
DROP TRIGGER commitment_due_on_is_told ON commitments_commitment;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0002_days_within_reason"),
        ("record", "0004_due_dates_are_told"),
    ]

    operations = [migrations.RunSQL(KEEP, FORGET)]
