"""The database itself refuses to change or remove what was recorded."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION record_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'record_entry is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER record_entry_append_only BEFORE UPDATE OR DELETE ON record_entry
    FOR EACH ROW EXECUTE FUNCTION record_entry_refuse();
CREATE TRIGGER record_entry_never_emptied BEFORE TRUNCATE ON record_entry
    FOR EACH STATEMENT EXECUTE FUNCTION record_entry_refuse();
"""
ALLOW = """
DROP TRIGGER record_entry_never_emptied ON record_entry;
DROP TRIGGER record_entry_append_only ON record_entry;
DROP FUNCTION record_entry_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
