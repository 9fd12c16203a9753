"""All pages: the public ones, the officials' desk, the accounts."""

from django.urls import URLPattern, URLResolver, include, path

from doithoai.web.public.preferences import choose

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("doithoai.web.public.urls")),
    path("hien-thi/", choose, name="preferences"),
    path("ban-lam-viec/", include("doithoai.web.desk.urls")),
    path("tai-khoan/", include("allauth.urls")),
]
