"""The due date in a resolution may be named anew in a draft, and stays once it is published."""

from django.db import migrations

KEEP = """
CREATE FUNCTION conclusions_due_on_of_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM conclusions_conclusionnotice WHERE id = OLD.notice_id AND state = 'draft'
    ) THEN
        RAISE EXCEPTION 'a published due date never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER resolution_due_on_of_draft BEFORE UPDATE ON conclusions_resolution FOR EACH ROW
    WHEN (OLD.due_on IS DISTINCT FROM NEW.due_on)
    EXECUTE FUNCTION conclusions_due_on_of_draft();
"""
FORGET = """
DROP TRIGGER resolution_due_on_of_draft ON conclusions_resolution;
DROP FUNCTION conclusions_due_on_of_draft();
"""


class Migration(migrations.Migration):
    dependencies = [("conclusions", "0002_days_within_reason")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
