"""Addresses of the public pages, in Vietnamese as people read them aloud."""

from django.urls import include, path

from doithoai.web.public import (
    attachments,
    calendar,
    dialogues,
    gate,
    home,
    look_up,
    matters,
    my_data,
    promises,
    receipts,
    send,
    similar,
    units,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("gui-y-kien/", send.send, name="send"),
    path("gui-y-kien/tep/", attachments.attach, name="attach"),
    path("gui-y-kien/tep/bo/", attachments.detach, name="detach"),
    path("gui-y-kien/cong/", gate.challenge, name="challenge"),
    path("bien-nhan/<str:code>/tep/<int:pk>/", attachments.file, name="my_file"),
    path("bien-nhan/<str:code>/", receipts.receipt, name="receipt"),
    path("bien-nhan/<str:code>/rut/", receipts.withdraw, name="withdraw"),
    path("bien-nhan/<str:code>/du-lieu/", my_data.my_data, name="my_data"),
    path("bien-nhan/<str:code>/du-lieu/sua/", my_data.correct, name="my_data_correct"),
    path("bien-nhan/<str:code>/du-lieu/xoa/", my_data.forget, name="my_data_forget"),
    path("bien-nhan/<str:code>/du-lieu/xoa-loi/", my_data.ask_erasure, name="my_data_erase"),
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
