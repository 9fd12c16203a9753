"""Tables of opinions on their way in."""

from django.db.models import QuerySet

from doithoai.opinions.models import TableImport
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission


def tables_for(official: Official) -> QuerySet[TableImport]:
    """Tables of the units for which the official may bring some, the newest first."""
    rows = TableImport.objects.filter(unit_id__in=official.unit_ids(Permission.IMPORT_OPINIONS))
    return rows.select_related("unit", "round", "started_by", "report").order_by(
        "-started_at", "-id"
    )
