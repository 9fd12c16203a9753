"""What is asked of a network from which very much comes in; nothing of it is dropped."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from doithoai.kit.errors import TryLater
from doithoai.kit.time import now
from doithoai.kit.uploads import door
from doithoai.opinions.models import Opinion
from doithoai.people.gate import limits, proof
from doithoai.people.gate.limits import Limit
from doithoai.people.gate.networks import mark, network_mark
from doithoai.people.gate.tally import count
from tests.factories import Commune, make_commune, make_rules
from tests.kit.papers import paper, saved

TWO = Limit("test", 2, 600)
KEY = uuid.UUID(int=7)


@pytest.mark.django_db
def test_a_limit_counts_for_each_and_ends_with_its_window() -> None:
    for _time in range(2):
        count((TWO, mark("a")))
    count((TWO, mark("b")))
    with pytest.raises(TryLater) as refused:
        count((TWO, mark("a")))
    assert 0 < refused.value.seconds <= TWO.seconds + 1


def test_a_network_is_known_without_its_address() -> None:
    one, neighbour, other = map(network_mark, ("203.0.113.7", "203.0.113.99", "203.0.114.7"))
    assert one == neighbour != other
    assert network_mark("::ffff:203.0.113.7") == one
    assert network_mark("no address") == network_mark("")
    assert b"203" not in one


def solved(challenge: str) -> str:
    bits = int(challenge.split(".")[0])
    number = 0
    while int.from_bytes(hashlib.sha256(f"{challenge}:{number}".encode()).digest()) >> (256 - bits):
        number += 1
    return str(number)


def test_a_proof_is_good_for_its_form_and_unit_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = proof.challenge(unit=3, client_key=KEY, bits=8)
    assert len(f"{asked}:") == proof.BLOCK  # a browser hashes it once
    answer = solved(asked)

    def is_good(
        given: str = asked, number: str = answer, unit: int = 3, key: uuid.UUID = KEY, bits: int = 8
    ) -> bool:
        return proof.is_solved(given, number, unit=unit, client_key=key, bits=bits)

    assert is_good()
    assert not is_good(number="")
    assert not is_good(number=f"{answer}0")
    assert not is_good(unit=4)
    assert not is_good(key=uuid.UUID(int=8))
    assert not is_good(bits=8 + proof.SLACK + 1)
    assert not is_good(given="", number="")
    assert not is_good(given=f"1.{asked.partition('.')[2]}")
    later = now() + timedelta(seconds=proof.GOOD_FOR + 1)
    monkeypatch.setattr(proof, "now", lambda: later)
    assert not is_good()


@pytest.fixture
def commune(db: None) -> Commune:
    make_rules()
    return make_commune()


def send(commune: Commune, n: int, **given: str) -> dict[str, str]:
    return {
        "unit": commune.unit.key,
        "kind": "opinion",
        "text": f"Kênh tiêu số {n} bồi lắng.",
        "client_key": str(uuid.UUID(int=n + 1)),
        "at": "check",
        "step": "send",
        **given,
    }


def test_what_comes_without_a_proof_waits_for_review_and_is_not_lost(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FREE", 2)
    monkeypatch.setattr(limits, "LEAST_BITS", 6)
    visitor = Client()
    for n in range(3):
        assert visitor.post(reverse("send"), send(commune, n)).status_code == 302
    key = send(commune, 3)["client_key"]
    asked = visitor.get(reverse("challenge"), {"unit": commune.unit.key, "client_key": key}).json()
    given = {"challenge": asked["challenge"], "proof": solved(asked["challenge"])}
    assert visitor.post(reverse("send"), send(commune, 3, **given)).status_code == 302
    states = Opinion.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["received", "received", "held", "received"]


def test_a_network_beyond_its_limit_is_told_when_to_try_again(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SEND_NETWORK", Limit("send.network", 1, 600))
    visitor = Client()
    visitor.post(reverse("send"), send(commune, 0))
    refused = visitor.post(reverse("send"), send(commune, 1))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Kênh tiêu số 1" in refused.content.decode()
    elsewhere = visitor.post(reverse("send"), send(commune, 1), REMOTE_ADDR="198.51.100.4")
    assert elsewhere.status_code == 302


def with_file(commune: Commune, content: bytes) -> dict[str, object]:
    file = SimpleUploadedFile("a.pdf", content)
    return send(commune, 0, at="files", step="files") | {"file": file}


def test_a_network_whose_files_are_dear_waits_after_those_that_were_refused_too(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UPLOAD_WORK", Limit("file.work", 1, 600))
    visitor, broken = Client(), b"%PDF-1.7 and nothing more"
    assert visitor.post(reverse("send"), with_file(commune, broken)).status_code == 422
    refused = visitor.post(reverse("send"), with_file(commune, saved(paper())))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    given = with_file(commune, saved(paper()))
    elsewhere = visitor.post(reverse("send"), given, REMOTE_ADDR="198.51.100.4")
    assert elsewhere.status_code == 200


def test_every_file_of_one_sending_counts(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UPLOAD_NETWORK", Limit("file.network", 1, 600))
    files = [SimpleUploadedFile(f"{n}.pdf", saved(paper(b"% " * n))) for n in range(2)]
    given = send(commune, 0, at="files", step="files") | {"file": files}
    assert Client().post(reverse("send"), given).status_code == 429


def test_who_comes_while_another_file_is_made_is_told_when_to_try_again(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "QUEUE", 0.05)
    with door._one_at_a_time:
        refused = Client().post(reverse("send"), with_file(commune, saved(paper())))
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) == door.RETRY
    assert "Kênh tiêu số 0" in refused.content.decode()


def test_who_guesses_at_receipt_codes_waits(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MISS_NETWORK", Limit("miss.network", 2, 600))
    visitor = Client()
    for n in range(3):
        visitor.get(reverse("look_up"), {"q": f"YK-0000-0000-000{n}"})
    assert visitor.get(reverse("look_up"), {"q": "YK-0000-0000-0009"}).status_code == 429
    assert visitor.get(reverse("receipt", args=["YK-0000-0000-0009"])).status_code == 429
    assert visitor.get(reverse("look_up"), {"q": "kênh tiêu"}).status_code == 200
