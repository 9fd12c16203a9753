"""A large office: 100,000 matters and 20,000 commitments, made by the database itself."""

from django.conf import settings
from django.db import connection, transaction

from doithoai.config.database import owner_settings
from doithoai.config.database.ownership import as_owner

SIZES = {
    "units": 40,
    "matters": 100_000,
    "commitments": 20_000,
    "per_dialogue": 50,
    "assigned_per_dialogue": 10,
}

STEPS = (
    """
    INSERT INTO people_installation (singleton, mode, begun_at) VALUES (true, 'demo', now())
    ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO places_unit (key, code, name, type, tier, folded_name, sort_name, valid_from)
    SELECT 'bench-' || n, (90000 + n)::text, 'Xã Số ' || n, 'xa', 'commune', 'so ' || n,
           'so ' || lpad(n::text, 3, '0'), date '2025-07-01'
    FROM generate_series(1, %(units)s) n
    """,
    """
    INSERT INTO places_agency (key, unit_id, name, kind, is_active)
    SELECT u.key || '-' || n, u.id, 'Phòng chuyên môn số ' || n, 'department', true
    FROM places_unit u, generate_series(1, 5) n WHERE u.key LIKE 'bench-%%'
    """,
    """
    INSERT INTO places_post (unit_id, kind, title)
    SELECT id, 'party', 'Bí thư Đảng ủy ' || lower(name) FROM places_unit WHERE key LIKE 'bench-%%'
    """,
    """
    INSERT INTO opinions_opinion (state, client_mark, words_mark, receipt_digest, unit_id, channel,
                                  text, received_at, answer, tell_by, is_sample)
    SELECT 'accepted', sha256((n::text || '-client')::bytea), ''::bytea, sha256(n::text::bytea),
           (SELECT min(id) FROM places_unit WHERE key LIKE 'bench-%%') + n %% %(units)s,
           'web', 'Kênh tiêu số ' || n || ' bồi lắng, cứ mưa to là nước vào sân nhà.',
           now() - n * interval '3 minutes', '', '', true
    FROM generate_series(1, %(matters)s) n
    """,
    """
    INSERT INTO opinions_matter (state, code, unit_id, field, title, summary, opened_at, is_sample)
    SELECT 'concluded', 'BN-' || lpad(upper(to_hex(n)), 5, '0'), o.unit_id,
           'irrigation_drainage', 'Nạo vét kênh tiêu số ' || n,
           'Kênh tiêu bồi lắng nhiều năm, đề nghị nạo vét trước mùa mưa.',
           o.received_at + interval '1 day', true
    FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM opinions_opinion
          WHERE receipt_digest IN (SELECT sha256(k::text::bytea)
                                   FROM generate_series(1, %(matters)s) k)) o
    """,
    """
    INSERT INTO opinions_raising (opinion_id, matter_id, quote)
    SELECT o.id, m.id, 'Mưa một đêm là nước vào sân.'
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM opinions_opinion
          WHERE channel = 'web' AND words_mark = ''::bytea) o
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM opinions_matter
          WHERE code LIKE 'BN-%%') m USING (n)
    """,
    """
    INSERT INTO record_entry (at, life, thing, unit, move, source, target, actor, note, facts,
                              is_public)
    SELECT m.opened_at + k * interval '5 days', 'matter', m.id, m.unit_id,
           (ARRAY['open', 'take_up', 'conclude'])[k + 1], '', 'concluded', 'office@bench', '', '{}',
           true
    FROM opinions_matter m, generate_series(0, 2) k WHERE m.code LIKE 'BN-%%'
    """,
    """
    INSERT INTO dialogues_dialogue (state, unit_id, chair_id, title, form, mode, starts_at,
        has_time_of_day, place, how_to_attend, noticed_at, opened_at, closed_at, attendees,
        is_sample)
    SELECT 'closed', p.unit_id, p.id, 'Đối thoại số ' || n, 'periodic', 'in_person',
           now() - n * interval '4 hours', true, 'Nhà văn hóa thôn', '',
           now() - n * interval '4 hours' - interval '9 days', now() - n * interval '4 hours',
           now() - n * interval '4 hours', 90, true
    FROM generate_series(1, %(matters)s / %(per_dialogue)s) n
    JOIN (SELECT *, row_number() OVER (ORDER BY id) AS k FROM places_post WHERE unit_id IN
          (SELECT id FROM places_unit WHERE key LIKE 'bench-%%')) p
      ON p.k = n %% %(units)s + 1
    """,
    """
    INSERT INTO dialogues_agendaitem (dialogue_id, matter_id, position, is_live)
    SELECT d.id, m.id, (m.k - 1) %% %(per_dialogue)s + 1, false
    FROM (SELECT id, unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY id) AS k
          FROM opinions_matter WHERE code LIKE 'BN-%%') m
    JOIN (SELECT id, unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY id) AS k
          FROM dialogues_dialogue WHERE title LIKE 'Đối thoại số %%') d
      ON d.unit_id = m.unit_id AND d.k = (m.k - 1) / %(per_dialogue)s + 1
    """,
    """
    INSERT INTO dialogues_turn (dialogue_id, opinion_id, position, answer, answered_by)
    SELECT i.dialogue_id, r.opinion_id, i.position, 'Ý kiến đúng, xã sẽ làm.', 'Bí thư Đảng ủy'
    FROM dialogues_agendaitem i JOIN opinions_raising r ON r.matter_id = i.matter_id
    WHERE i.position <= 10
    """,
    """
    INSERT INTO conclusions_conclusionnotice (state, dialogue_id, number, assessment, published_at,
                                              is_sample)
    SELECT 'published', id, id || '-TB/ĐU', 'Hội nghị thẳng thắn, cởi mở.',
           closed_at + interval '3 days', true
    FROM dialogues_dialogue WHERE title LIKE 'Đối thoại số %%'
    """,
    """
    INSERT INTO conclusions_resolution (notice_id, matter_id, outcome, text, lead_id, due_on,
                                        due_basis, receiver)
    SELECT c.id, i.matter_id,
           CASE WHEN assigned THEN 'assigned' ELSE 'answered' END, 'Khơi thông kênh trong quý.',
           CASE WHEN assigned THEN a.id END,
           CASE WHEN assigned THEN c.published_at::date + 30 + i.position END,
           CASE WHEN assigned THEN 'Chủ tọa ấn định tại hội nghị' ELSE '' END, ''
    FROM dialogues_agendaitem i
    JOIN conclusions_conclusionnotice c USING (dialogue_id)
    JOIN opinions_matter m ON m.id = i.matter_id
    JOIN places_agency a ON a.unit_id = m.unit_id AND a.key LIKE '%%-1',
    LATERAL (SELECT i.position <= %(assigned_per_dialogue)s AS assigned) s
    """,
    """
    INSERT INTO commitments_commitment (state, resolution_id, matter_id, unit_id, lead_id,
        assigned_at, first_due_on, due_on, due_basis, done_on, is_sample)
    SELECT CASE WHEN done THEN 'done' ELSE 'in_progress' END, r.id, r.matter_id, m.unit_id,
           r.lead_id, c.published_at, r.due_on, r.due_on, r.due_basis,
           CASE WHEN done THEN r.due_on - 5 + (r.id %% 9)::int END, true
    FROM conclusions_resolution r
    JOIN conclusions_conclusionnotice c ON c.id = r.notice_id
    JOIN opinions_matter m ON m.id = r.matter_id,
    LATERAL (SELECT r.id %% 10 < 7 AND r.due_on < current_date + 5 AS done) s
    WHERE r.outcome = 'assigned'
    """,
    """
    INSERT INTO commitments_progress (commitment_id, at, agency_id, text, percent, is_final)
    SELECT id, assigned_at + k * interval '6 days', lead_id, 'Đã xong đoạn ' || k || '.', 30 * k,
           k = 3 AND done_on IS NOT NULL
    FROM commitments_commitment, generate_series(1, 3) k
    """,
    """
    INSERT INTO commitments_evidence (progress_id, photo, document)
    SELECT id, '', 'Biên bản nghiệm thu số ' || id FROM commitments_progress WHERE is_final
    """,
)


def load() -> None:
    """Fills an empty database; the sizes are in ``SIZES``. Then the planner learns them."""
    with transaction.atomic(), connection.cursor() as cursor:
        for step in STEPS:
            cursor.execute(step, SIZES)
    with as_owner(connection, owner_settings(settings.ENVIRONMENT)), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def is_loaded() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM commitments_commitment")
        return bool(cursor.fetchone()[0] >= SIZES["commitments"])
