"""“I have this problem too”, questions of the office, and matters that were merged."""

import re
import uuid

from django.test import Client
from django.urls import reverse

from doithoai.opinions.actions.inquiries import ask_author
from doithoai.opinions.actions.merging import merge_matter
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter, Opinion
from doithoai.people.roles import RoleName
from tests.factories import Commune, make_matter, send_opinion
from tests.web.public.test_send import hidden


def test_one_touch_counts_one_person_and_gives_a_receipt(commune: Commune, visitor: Client) -> None:
    matter = make_matter(commune)
    page = visitor.get(reverse("matter", args=[matter.code])).content.decode()
    assert reverse("join", args=[matter.code]) in page
    asked = visitor.get(reverse("join", args=[matter.code])).content.decode()
    key = re.findall(r'name="client_key" value="([^"]+)"', asked)[0]
    before = matter.opinions.count()
    first, again = (
        visitor.post(reverse("join", args=[matter.code]), {"client_key": key}) for _ in range(2)
    )
    assert first.headers["Location"] == again.headers["Location"]
    assert matter.opinions.count() == before + 1
    assert matter.title in visitor.get(first.headers["Location"]).content.decode()


def test_a_settled_matter_cannot_be_joined(commune: Commune, visitor: Client) -> None:
    matter = make_matter(commune)
    Matter.objects.filter(pk=matter.pk).update(state=MatterState.SETTLED)
    page = visitor.get(reverse("matter", args=[matter.code])).content.decode()
    assert reverse("join", args=[matter.code]) not in page
    before = Opinion.objects.count()
    answer = visitor.post(reverse("join", args=[matter.code]), {"client_key": str(uuid.uuid4())})
    assert answer.status_code == 409
    assert Opinion.objects.count() == before


def test_a_merged_matter_leads_on(commune: Commune, visitor: Client) -> None:
    one, other = make_matter(commune), make_matter(commune, "Kênh tiêu sau nhà văn hóa")
    merge_matter(other, one, by=commune[RoleName.OFFICE], reason="Cùng một việc.")
    answer = visitor.get(reverse("matter", args=[other.code]))
    assert answer.headers["Location"] == reverse("matter", args=[one.code])
    joined = visitor.get(reverse("join", args=[other.code]))
    assert joined.headers["Location"] == reverse("join", args=[one.code])


def test_the_author_answers_what_the_office_asks(commune: Commune, visitor: Client) -> None:
    opinion, code = send_opinion(commune)
    ask_author(opinion, by=commune[RoleName.OFFICE], question="Đoạn kênh nào?")
    receipt, reply = reverse("receipt", args=[code]), reverse("reply", args=[code])
    asked = visitor.get(receipt).content.decode()
    assert "Đoạn kênh nào?" in asked
    assert f'data-draft="reply-{code}"' not in asked  # a receipt code is not left on a shared phone
    assert visitor.post(reply, {"text": "  "}).status_code == 422
    assert visitor.post(reply, {"text": "Từ cống đến cầu."}).status_code == 302
    answered = visitor.get(receipt).content.decode()
    assert "Từ cống đến cầu." in answered
    assert "data-draft-done" in answered
    opinion.refresh_from_db()
    assert opinion.state == "received"
    assert visitor.post(reply, {"text": "Nữa."}).status_code == 409


def test_a_number_in_an_answer_is_pointed_out_once(commune: Commune, visitor: Client) -> None:
    opinion, code = send_opinion(commune)
    ask_author(opinion, by=commune[RoleName.OFFICE], question="Gọi ông/bà số nào?")
    reply = reverse("reply", args=[code])
    told = visitor.post(reply, {"text": "Số tôi 0912345678."})
    assert told.status_code == 422
    page = told.content.decode()
    assert "số điện thoại" in page
    assert re.search(r"<textarea[^>]*>\s*Số tôi 0912345678\.</textarea>", page)
    again = {"text": "Số tôi 0912345678.", **hidden(page)}
    assert visitor.post(reply, again).status_code == 302
