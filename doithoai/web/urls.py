"""All pages: the public ones, the officials' desk, the accounts."""

from django.urls import URLPattern, URLResolver, include, path

from doithoai.web import signing_in_by_phone as by_phone
from doithoai.web.accounts import forgotten_password, own_addresses
from doithoai.web.demo import SignIn, demo_sign_in
from doithoai.web.preferences import choose

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("doithoai.web.public.urls")),
    path("hien-thi/", choose, name="preferences"),
    path("ban-lam-viec/", include("doithoai.web.desk.urls")),
    path("bat-dau/", include("doithoai.web.beginning.urls")),
    path("tai-khoan/dung-thu/", demo_sign_in, name="demo_sign_in"),
    path("tai-khoan/the/", by_phone.sign_in_card, name="sign_in_card"),
    path("tai-khoan/the/<str:card>/", by_phone.sign_in_with_card, name="sign_in_with_card"),
    path("tai-khoan/tin-nhan/", by_phone.text_code, name="text_code"),
    path("tai-khoan/tin-nhan/ma/", by_phone.text_code_use, name="text_code_use"),
    path("tai-khoan/login/", SignIn.as_view(), name="account_login"),
    path("tai-khoan/password/reset/", forgotten_password, name="account_reset_password"),
    path("tai-khoan/email/", own_addresses, name="account_email"),
    path("tai-khoan/", include("allauth.urls")),
]
