"""An opinion is received once, whatever the network and the phone's clock do."""

import threading
import unicodedata
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doithoai.kit.codes import as_printed
from doithoai.kit.errors import Invalid, NotAllowed, NotReady
from doithoai.kit.time import now, today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.rounds import open_round
from doithoai.opinions.codes import (
    matter_code,
    receipt_code,
    receipt_digest,
)
from doithoai.opinions.models import Channel, CollectionRound, Opinion
from doithoai.opinions.queries import matter_by_code, opinion_by_receipt
from doithoai.opinions.queries.channels import CHANNELS
from doithoai.people.actors import Visitor
from doithoai.people.roles import OFFICES, RoleName
from doithoai.places.models import Village
from doithoai.record.models import Entry
from tests.factories import Commune, make_commune, make_matter

KEY = uuid.UUID("11111111-2222-4333-8444-555555555555")
TEXT = "Kênh tiêu bồi lắng, mưa là ngập."


def send(commune: Commune, text: str = TEXT, key: uuid.UUID = KEY) -> tuple[Opinion, str]:
    return record_opinion(by=Visitor(), client_key=key, unit=commune.unit, text=text)


@pytest.mark.django_db
def test_the_same_form_sent_twice_is_one_opinion_with_one_receipt() -> None:
    commune = make_commune()
    first, again = send(commune), send(commune)
    assert first == again
    assert Opinion.objects.count() == Entry.objects.count() == 1


@pytest.mark.django_db
def test_the_same_form_with_other_words_is_refused() -> None:
    commune = make_commune()
    send(commune)
    with pytest.raises(Invalid):
        send(commune, "Chuyện khác.")
    assert Opinion.objects.get().text == TEXT


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["complaint", "denunciation", "petition"])
def test_what_the_law_gives_a_procedure_of_its_own_is_not_taken(kind: str) -> None:
    commune = make_commune()
    with pytest.raises(Invalid) as refusal:
        record_opinion(by=Visitor(), client_key=KEY, unit=commune.unit, text=TEXT, kind=kind)
    assert refusal.value.field == "kind"
    assert not Opinion.objects.exists()


def enter(commune: Commune, role: str, channel: str, **given: Any) -> None:
    record_opinion(
        by=commune[role],
        client_key=uuid.uuid4(),
        unit=commune.unit,
        text=TEXT,
        channel=channel,
        **{"village": commune.village, **given},
    )


@pytest.mark.django_db
@pytest.mark.parametrize("role", CHANNELS)
def test_a_role_enters_what_comes_by_its_own_roads(role: str) -> None:
    commune = make_commune()
    for channel in CHANNELS[role]:
        enter(commune, role, channel)
    for channel in {*Channel} - {*CHANNELS[role], Channel.WEB}:
        if role in OFFICES and channel == Channel.MEETING:
            continue  # the office records the turns of a dialogue
        with pytest.raises(Invalid) as refusal:
            enter(commune, role, channel)
        assert refusal.value.field == "channel"
    with pytest.raises(NotAllowed):
        enter(commune, role, Channel.WEB)
    assert Opinion.objects.count() == len(CHANNELS[role])


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["village", "round"])
def test_village_and_round_belong_to_the_unit(field: str) -> None:
    commune, other = make_commune(), make_commune("Xã Lai Khê", "10756")
    foreign = other.village if field == "village" else round_of(other)
    with pytest.raises(Invalid) as refusal:
        enter(commune, RoleName.OFFICE, Channel.PAPER, **{field: foreign})
    assert refusal.value.field == field
    assert not Opinion.objects.exists()


@pytest.mark.django_db
def test_a_round_is_for_villages_of_its_unit() -> None:
    commune, other = make_commune(), make_commune("Xã Lai Khê", "10756")
    with pytest.raises(Invalid) as refusal:
        round_of(commune, villages=[other.village])
    assert refusal.value.field == "villages"


def round_of(commune: Commune, villages: Sequence[Village] = ()) -> CollectionRound:
    return open_round(
        by=commune[RoleName.FRONT],
        unit=commune.unit,
        title="Trước đối thoại quý IV",
        opens_on=today(),
        closes_on=today(),
        villages=villages,
    )


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_from_two_tabs_at_once_is_one_opinion() -> None:
    commune, start, receipts = make_commune(), threading.Barrier(4), []

    def run() -> None:
        start.wait()
        receipts.append(send(commune)[1])
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert receipts == [receipt_code(KEY)] * 4
    assert Opinion.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("off", [timedelta(days=-2), timedelta(days=3650), timedelta(days=-9000)])
def test_a_wrong_or_late_clock_is_accepted_and_the_server_time_rules(off: timedelta) -> None:
    before = now()
    opinion, _receipt = record_opinion(
        by=Visitor(),
        client_key=KEY,
        unit=make_commune().unit,
        text=TEXT,
        written_at=before + off,
    )
    assert before <= opinion.received_at <= now()
    assert opinion.is_late


@pytest.mark.django_db
def test_what_tells_no_clock_is_not_late() -> None:
    opinion, _receipt = send(make_commune())
    kept = Opinion.objects.get(pk=opinion.pk)
    assert kept.written_at is None
    assert not kept.is_late


@pytest.mark.django_db
def test_a_receipt_is_read_however_it_was_written_down() -> None:
    _opinion, receipt = send(make_commune())
    sloppy = f" {receipt.lower().replace('-', ' ')} "
    for typed in (receipt, sloppy, receipt.replace("0", "O").replace("1", "l")):
        assert opinion_by_receipt(typed) is not None, typed
    assert opinion_by_receipt("YK-0000-0000-0000") is None
    assert opinion_by_receipt("") is None


@pytest.mark.django_db
def test_the_database_does_not_know_the_receipt() -> None:
    _opinion, receipt = send(make_commune())
    with connection.cursor() as cursor:
        cursor.execute("SELECT o::text FROM opinions_opinion o")
        row = cursor.fetchone()[0]
    assert receipt not in row
    assert receipt.replace("-", "") not in row


@pytest.mark.django_db
def test_a_matter_is_found_by_its_public_code() -> None:
    matter = make_matter(make_commune())
    assert matter_by_code(matter.code.lower().replace("-", " ")) == matter
    assert matter.code.startswith("KT-")


@pytest.mark.django_db
def test_text_is_stored_composed_and_a_blank_one_is_refused() -> None:
    commune = make_commune()
    opinion, _receipt = send(commune, unicodedata.normalize("NFD", TEXT))
    assert opinion.text == TEXT
    for blank in ("", "   ", "\u200b"):
        with pytest.raises((NotReady, Invalid)):
            send(commune, blank, uuid.uuid4())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["A" * 1_000_000, "e" + "\u0301" * 10_000, "\ud800", "a\x00b", "\u202eđảo"]
)
def test_absurd_text_is_refused_or_cleaned_and_never_breaks(text: str) -> None:
    commune = make_commune()
    try:
        opinion, _receipt = send(commune, text)
    except (Invalid, NotReady):
        assert not Opinion.objects.exists()
        return
    stored = Opinion.objects.get(pk=opinion.pk).text
    assert stored == unicodedata.normalize("NFC", stored)
    assert not {"\x00", "\u202e"} & set(stored)


@given(st.uuids())
def test_every_receipt_is_easy_to_write_and_has_one_digest(key: uuid.UUID) -> None:
    receipt = receipt_code(key)
    assert len(receipt) == 17
    assert not set("ILOU") & set(receipt[3:])
    assert receipt_digest(receipt) == receipt_digest(receipt.lower())


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_matter_code_has_a_readable_shape_for_any_unit_name(name: str) -> None:
    prefix, letters = matter_code(name).split("-")
    assert len(prefix) == 2
    assert len(letters) == 5


@given(st.uuids())
def test_a_receipt_typed_in_any_manner_is_shown_as_it_was_printed(key: uuid.UUID) -> None:
    receipt = receipt_code(key)
    assert as_printed(receipt.lower().replace("-", " ")) == receipt
