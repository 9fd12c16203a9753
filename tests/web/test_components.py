"""The parts of pages: what a reader sees and hears, and that a mistake in a template is loud."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from doithoai.dossiers.steps import Step, StepState

pytestmark = pytest.mark.django_db  # the frame asks whether this is a demonstration

DUE = date(2022, 8, 18)


def draw(source: str, **context: Any) -> str:
    template = engines["django"].from_string("{% load components %}" + source)
    return str(template.render(context, RequestFactory().get("/loi-hua/?after=5&noi=kim-thanh")))


class Ask(forms.Form):
    words = forms.CharField(label="Nội dung ý kiến", help_text="Viết như khi nói")
    phone = forms.CharField(label="Điện thoại", required=False)
    way = forms.ChoiceField(
        label="Cách trả lời", choices=[("sms", "Tin nhắn")], widget=forms.RadioSelect
    )


@pytest.mark.parametrize(
    "source",
    [
        '{% badge "kept" %}',
        '{% badge "kept" "Đã giữ" color="red" %}',
        '{% badge "green" "Đã giữ" %}',
        '{% notice "error" "x" %}',
        '{% empty "Chưa có" "…" url="/x/" %}',
        '{% breadcrumbs "Cam kết" "/loi-hua/" %}',
        '{% act "/x/" "Xóa" kind="danger" %}',
        "{% path_steps steps %}",
    ],
)
def test_a_mistake_in_a_template_is_loud(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source, steps=["Tiếp nhận"])


def test_a_badge_has_colour_icon_and_word_and_escapes_the_word() -> None:
    html = draw('{% badge "late" word %}', word="<b>Quá hạn</b>")
    assert 'class="st late"' in html
    assert "bi-exclamation-triangle-fill" in html
    assert "&lt;b&gt;Quá hạn&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("day", "done", "kind", "words"),
    [
        (date(2022, 8, 26), None, "late", "Quá hạn 8 ngày"),
        (DUE, None, "soon", "Hạn hôm nay"),
        (date(2022, 8, 14), None, "soon", "Còn 4 ngày"),
        (date(2022, 7, 18), None, "doing", "Còn 31 ngày"),
        (date(2022, 9, 1), DUE, "kept", "Hoàn thành đúng hạn"),
        (date(2022, 9, 1), date(2022, 8, 20), "late", "Hoàn thành, quá hạn 2 ngày"),
    ],
)
def test_a_due_date_says_how_many_days(day: date, done: date | None, kind: str, words: str) -> None:
    html = draw("{% due_badge due done_on=done at=day %}", due=DUE, done=done, day=day)
    assert f'class="st {kind}"' in html
    assert words in html


def test_a_large_figure_is_grouped_as_in_viet_nam() -> None:
    assert "<b>3.120</b>" in draw('{% figure count "lượt ý kiến" %}', count=3120)


def test_a_due_date_names_the_rule_it_comes_from_and_the_first_date() -> None:
    html = draw(
        '{% due due "Điều 43" first_due_on=first at=due %}', due=DUE, first=date(2022, 8, 1)
    )
    assert "thứ Năm, ngày 18/8/2022" in html
    assert "theo Điều 43" in html
    assert "1/8/2022" in html


def test_the_path_says_every_state_in_words() -> None:
    html = draw(
        "{% path_steps steps %}",
        steps=[
            Step(title="Tiếp nhận", state=StepState.DONE, on=DUE),
            Step(title="Kết luận", state=StepState.DONE, on=DUE, late_days=2),
            Step(title="Giao việc", state=StepState.TAKEN_BACK),
            Step(
                title="Kết quả", state=StepState.LATE, due=DUE, late_days=8, legal_basis="Điều 43"
            ),
            Step(title="Người dân xác nhận", state=StepState.TODO),
        ],
    )
    for words in (
        "đã xong",
        "Hoàn thành, quá hạn 2 ngày",
        "Đã rút lại",
        "Quá hạn 8 ngày",
        "chưa thực hiện",
    ):
        assert words in html
    assert "theo Điều 43" in html
    assert html.count('aria-current="step"') == 1


def test_an_error_stands_beside_its_field_and_on_top_with_a_link() -> None:
    form = Ask(QueryDict("words="))
    html = draw("{% form_errors form %}{% for f in form %}{% field f %}{% endfor %}", form=form)
    assert '<a href="#id_words">Nội dung ý kiến: ' in html
    assert 'aria-describedby="id_words_helptext id_words_error"' in html
    assert 'id="id_words_helptext"' in html
    assert 'id="id_words_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<a href="#id_way_0">' in html
    assert 'id="id_way_0"' in html
    assert "(có thể để trống)" in html


def test_a_form_not_yet_sent_shows_no_errors() -> None:
    assert draw("{% form_errors form %}", form=Ask()).strip() == ""


def test_another_page_of_a_list_keeps_the_filters() -> None:
    assert draw("{% url_with after=9 %}") == "?after=9&amp;noi=kim-thanh"
    assert draw('{% url_with after="" %}') == "?noi=kim-thanh"


def test_a_bar_needs_no_inline_style_and_never_runs_over() -> None:
    html = draw('{% bars "78 % giữ lời" "kept" 78 "late" 40 %}')
    assert "style=" not in html
    assert 'width="22"' in html


def test_a_button_that_asks_first_works_without_script() -> None:
    html = draw('{% act "/rut/" "Rút lại" question="Rút ý kiến này?" %}')
    assert "<details" in html
    assert "Rút ý kiến này?" in html
    assert 'method="post"' in html
    assert "csrfmiddlewaretoken" in html
