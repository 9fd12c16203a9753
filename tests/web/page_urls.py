"""Addresses for the tests of pages: the account pages and views that refuse."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.web.preferences import choose

REFUSALS = {"wrong": WrongState, "denied": NotAllowed, "unready": NotReady, "invalid": Invalid}


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    if kind in REFUSALS:
        raise REFUSALS[kind]("Hội nghị đã kết thúc.")
    raise Http404


def page(request: HttpRequest) -> HttpResponse:
    return render(
        request, "refusal.html", {"title": "Trang", "sentence": request.POST.get("a", "")}
    )


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [
    path("", page, name="home"),
    path("hien-thi/", choose, name="preferences"),
    path("tu-choi/<kind>/", refuse),
    path("hong/", break_down),
    path("thu/", page, name="demo_sign_in"),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/hai-lop/", include("allauth.mfa.urls")),
]
