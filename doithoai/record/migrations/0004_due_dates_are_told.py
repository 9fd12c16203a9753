"""A due date changes only by a step that the record tells of; some never change.

``record_due_on_is_told`` looks when the transaction ends, because a step is written after the row.
A step leads to a later day, so that none can serve twice.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION record_due_on_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM record_entry
        WHERE life = TG_ARGV[0] AND thing = NEW.id AND move = TG_ARGV[1]
            AND facts->>'from' = OLD.due_on::text AND facts->>'to' = NEW.due_on::text
    ) THEN
        RAISE EXCEPTION 'the record tells of no such change of a due date'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION record_due_on_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this due date never changes' USING ERRCODE = 'restrict_violation';
END $$;
"""
FORGET = """
DROP FUNCTION record_due_on_is_told();
DROP FUNCTION record_due_on_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0003_entries_of_access")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
