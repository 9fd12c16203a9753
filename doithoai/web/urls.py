"""All pages: the public ones, the officials' desk, the accounts."""

from django.urls import URLPattern, URLResolver, include, path

from doithoai.web.accounts import forgotten_password, own_addresses
from doithoai.web.demo import SignIn, demo_sign_in
from doithoai.web.preferences import choose

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("doithoai.web.public.urls")),
    path("hien-thi/", choose, name="preferences"),
    path("ban-lam-viec/", include("doithoai.web.desk.urls")),
    path("bat-dau/", include("doithoai.web.beginning.urls")),
    path("tai-khoan/dung-thu/", demo_sign_in, name="demo_sign_in"),
    path("tai-khoan/login/", SignIn.as_view(), name="account_login"),
    path("tai-khoan/password/reset/", forgotten_password, name="account_reset_password"),
    path("tai-khoan/email/", own_addresses, name="account_email"),
    path("tai-khoan/", include("allauth.urls")),
]
