"""The page of a matter shows its path, its promises and what proves them."""

from django.test import Client
from django.urls import reverse

from doithoai.dossiers.matter import facts_of
from doithoai.dossiers.path import path_of
from doithoai.dossiers.steps import Step, StepState
from doithoai.opinions.models import Matter
from doithoai.web.components.addresses import public_address
from tests.web.public.conftest import QUOTE, Rich


def path(matter: Matter) -> list[Step]:
    return path_of(facts_of(matter.code))


def test_overdue_work_says_by_how_many_days(rich: Rich) -> None:
    step = path(rich.late.matter)[4]
    assert (step.state, step.late_days) == (StepState.LATE, 8)


def test_the_page_tells_the_whole_story(rich: Rich, visitor: Client) -> None:
    content = visitor.get(reverse("matter", args=[rich.late.matter.code])).content.decode()
    for told in (
        QUOTE,
        "Gia hạn đến",
        "Mưa lớn, máy không vào được.",
        "Xong đoạn 1.",
        "Đã hoàn thành 40%",
        "Quá hạn 8 ngày",
        "Đã hết hạn",
        "thời hạn ban đầu",
        "12-TB/ĐU",
    ):
        assert told in content, told


def test_a_photograph_is_shown_as_it_was_encoded_here(rich: Rich, visitor: Client) -> None:
    facts = facts_of(rich.late.matter.code)
    piece = facts.works[0].reports[0].pieces[0]
    answer = visitor.get(reverse("evidence_photo", args=[rich.late.matter.code, piece["pk"]]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"".join(answer).startswith(b"\xff\xd8")
    other = reverse("evidence_photo", args=[rich.waiting.code, piece["pk"]])
    assert visitor.get(other).status_code == 404


def test_a_notice_proves_that_it_came_in_time(rich: Rich, visitor: Client) -> None:
    step = path(rich.announced)[1]
    assert step.link is not None
    content = visitor.get(public_address(step.link)).content.decode()
    assert "trước hội nghị 10 ngày" in content
    assert "Luật 72/2025/QH15, Điều 43" in content
