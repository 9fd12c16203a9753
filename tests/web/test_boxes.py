"""The components with a body: what is drawn around it, and that a mistake in them is loud."""

from typing import Any

import pytest
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.urls import reverse

pytestmark = pytest.mark.django_db  # the frame asks whether this is a demonstration


def draw(source: str, **context: Any) -> str:
    template = engines["django"].from_string("{% load components %}" + source)
    return str(template.render(context, RequestFactory().get("/")))


@pytest.mark.parametrize(
    "source",
    [
        "{% card %}x{% endcard %}",
        '{% card "Nơi" colour="red" %}x{% endcard %}',
        '{% card "Nơi" url="/x/" %}x{% endcard %}',
        '{% ask "Xóa" kind="danger" %}x{% endask %}',
        '{% ask "Xóa" %}x',
        '{% callout "error" %}x{% endcallout %}',
        '{% form "send" method="get" %}x{% endform %}',
    ],
)
def test_a_mistake_in_a_template_is_loud(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source)


def test_a_card_is_named_by_its_heading_and_escapes_it() -> None:
    html = draw('{% card title id="places" %}<p>x</p>{% endcard %}', title="<Nơi>")
    assert html == (
        '<section class="card2" aria-labelledby="places">'
        '<h2 id="places">&lt;Nơi&gt;</h2><p>x</p></section>'
    )


def test_the_heading_of_a_card_leads_to_more_of_the_same() -> None:
    html = draw('{% card "Cam kết" id="some" url="/loi-hua/" link="Tất cả" %}x{% endcard %}')
    assert '<h2 class="m-0" id="some">Cam kết</h2><a href="/loi-hua/">Tất cả</a>' in html


def test_what_has_to_be_said_first_is_closed_until_it_was_refused() -> None:
    source = '{% ask "Rút" id="rut" key="r" about="3" opened=sent|equals:"rut" %}x{% endask %}'
    assert draw(source) == (
        '<details class="ask" id="rut"><summary class="btn-soft" data-key="r">Rút'
        '<span class="visually-hidden">: 3</span></summary>x</details>'
    )
    assert '<details class="ask" id="rut" open>' in draw(source, sent="rut")


def test_a_callout_takes_the_icon_of_its_kind_or_another() -> None:
    assert "bi-exclamation-circle-fill" in draw('{% callout "warn" %}x{% endcallout %}')
    assert "bi-eye" in draw('{% callout "info" icon="eye" %}x{% endcallout %}')


def test_a_form_goes_to_its_view_and_carries_the_token() -> None:
    html = draw('{% form "send" anchor="top" multipart=True %}x{% endform %}')
    assert f'<form method="post" action="{reverse("send")}#top"' in html
    assert 'enctype="multipart/form-data"' in html
    assert "csrfmiddlewaretoken" in html
    assert draw("{% form %}x{% endform %}").startswith('<form method="post"><input')
