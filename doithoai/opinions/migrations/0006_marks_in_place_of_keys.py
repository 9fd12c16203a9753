"""Client keys leave the database: what stays are marks made with a secret outside of it.

What was brought by tables had keys that whoever read the words could make (UUIDs of version 5).
Those lines get keys that nobody knows; no receipt of theirs was ever handed out.
"""

import hmac
from itertools import batched
from uuid import UUID, uuid4

from django.conf import settings
from django.db import migrations, models

from doithoai.kit.sealing import Keyring, Sealed, seal, unseal
from doithoai.opinions.codes import client_mark, line_mark, receipt_code, receipt_digest

BATCH = 2_000
PURGED = bytes(32)


def mark_opinions(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    cursor.execute("SELECT id, client_key, words_mark, receipt_digest FROM opinions_opinion")
    for rows in batched(cursor.fetchall(), BATCH, strict=False):
        cursor.executemany(
            "UPDATE opinions_opinion SET client_mark = %s, line_mark = %s, words_mark = %s,"
            " receipt_digest = %s WHERE id = %s",
            [(*_marks(key, bytes(words), bytes(receipt)), pk) for pk, key, words, receipt in rows],
        )


def _marks(key: UUID, words: bytes, receipt: bytes) -> tuple[bytes, bytes | None, bytes, bytes]:
    line = None
    if key.version == 5:
        line, key = line_mark(key), uuid4()
        receipt = receipt_digest(receipt_code(key))
    return client_mark(key), line, _words(words), receipt


def _words(digest: bytes) -> bytes:
    """The mark that ``codes.words_mark`` makes of the words with this SHA-256."""
    if digest == PURGED:
        return PURGED
    return hmac.digest(settings.RECEIPT_KEY.encode(), f"words:{digest.hex()}".encode(), "sha256")


def mark_attachments(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    cursor.execute("SELECT DISTINCT client_key FROM opinions_attachment")
    cursor.executemany(
        "UPDATE opinions_attachment SET client_mark = %s WHERE client_key = %s",
        [(client_mark(key), key) for (key,) in cursor.fetchall()],
    )


def seal_originals_anew(apps, schema_editor):
    """Their boxes were bound to the client key; now to the receipt's digest."""
    cursor = schema_editor.connection.cursor()
    cursor.execute(
        "SELECT o.client_key, o.receipt_digest, b.id, b.outer_key, b.wrapped_key, b.sealed"
        " FROM opinions_opinion o JOIN people_sealedbox b ON b.id = o.original_id"
    )
    ring = Keyring(settings.HOME)
    for key, receipt, pk, outer, wrapped, sealed in cursor.fetchall():
        old = Sealed(outer, bytes(wrapped), bytes(sealed))
        words = unseal(old, f"original/{key.hex}", ring)
        new = seal(words, f"original/{bytes(receipt).hex()}", ring)
        cursor.execute(
            "UPDATE people_sealedbox SET outer_key = %s, wrapped_key = %s, sealed = %s"
            " WHERE id = %s",
            [new.outer_key, new.wrapped_key, new.sealed, pk],
        )


class Migration(migrations.Migration):

    dependencies = [
        ('opinions', '0005_index_what_is_known'),
        ('people', '0003_gate'),
    ]

    operations = [
        migrations.RenameField('opinion', 'body_digest', 'words_mark'),
        migrations.AddField(
            model_name='opinion',
            name='client_mark',
            field=models.BinaryField(editable=False, max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='opinion',
            name='line_mark',
            field=models.BinaryField(editable=False, max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='attachment',
            name='client_mark',
            field=models.BinaryField(editable=False, max_length=32, null=True),
        ),
        migrations.RunPython(mark_opinions),
        migrations.RunPython(mark_attachments),
        migrations.RunPython(seal_originals_anew),
    ]
