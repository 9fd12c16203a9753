"""Addresses of the public pages, in Vietnamese as people read them aloud."""

from django.urls import include, path

from doithoai.web.public import (
    calendar,
    dialogues,
    home,
    look_up,
    matters,
    promises,
    receipts,
    send,
    similar,
    units,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("gui-y-kien/", send.send, name="send"),
    path("bien-nhan/<str:code>/", receipts.receipt, name="receipt"),
    path("bien-nhan/<str:code>/rut/", receipts.withdraw, name="withdraw"),
    path("bien-nhan/<str:code>/<str:matter>/xong/", receipts.confirm, name="confirm_result"),
    path("bien-nhan/<str:code>/<str:matter>/chua-xong/", receipts.dispute, name="dispute_result"),
    path("tra-cuu/", look_up.look_up, name="look_up"),
    path("noi-dung/", matters.matters, name="matters"),
    path("noi-dung/tuong-tu/", similar.similar, name="similar"),
    path("noi-dung/<str:code>/", matters.matter, name="matter"),
    path("noi-dung/<str:code>/anh/<int:evidence>/", matters.photo, name="evidence_photo"),
    path("doi-thoai/", dialogues.dialogues, name="dialogues"),
    path("doi-thoai/lich.ics", calendar.feed, name="dialogues_calendar"),
    path("doi-thoai/<int:pk>/", dialogues.dialogue, name="dialogue"),
    path("doi-thoai/<int:pk>/lich.ics", calendar.one, name="dialogue_calendar"),
    path("loi-hua/", promises.promises, name="promises"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<str:key>/", units.unit, name="unit"),
    path("so-lieu/", include("doithoai.web.public.figures")),
]
