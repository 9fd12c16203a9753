"""Addresses of the public pages, in Vietnamese as people read them aloud."""

from django.urls import include, path

from doithoai.web.public import calendar, dialogues, gate, home, look_up, matters, promises, units
from doithoai.web.public.opinion import files, join, my_data, receipt, send, similar

urlpatterns = [
    path("", home.home, name="home"),
    path("gui-y-kien/", send.send, name="send"),
    path("gui-y-kien/cong/", gate.challenge, name="challenge"),
    path("bien-nhan/<str:code>/tep/<int:pk>/", files.file, name="my_file"),
    path("bien-nhan/<str:code>/", receipt.receipt, name="receipt"),
    path("bien-nhan/<str:code>/tra-loi/", receipt.reply, name="reply"),
    path("bien-nhan/<str:code>/rut/", receipt.withdraw, name="withdraw"),
    path("bien-nhan/<str:code>/du-lieu/", my_data.my_data, name="my_data"),
    path("bien-nhan/<str:code>/du-lieu/sua/", my_data.correct, name="my_data_correct"),
    path("bien-nhan/<str:code>/du-lieu/tam-dung/", my_data.restrict, name="my_data_restrict"),
    path("bien-nhan/<str:code>/du-lieu/xoa/", my_data.forget, name="my_data_forget"),
    path("bien-nhan/<str:code>/du-lieu/xoa-loi/", my_data.ask_erasure, name="my_data_erase"),
    path("bien-nhan/<str:code>/<str:matter>/xong/", receipt.confirm, name="confirm_result"),
    path("bien-nhan/<str:code>/<str:matter>/chua-xong/", receipt.dispute, name="dispute_result"),
    path("tra-cuu/", look_up.look_up, name="look_up"),
    path("noi-dung/", matters.matters, name="matters"),
    path("noi-dung/tuong-tu/", similar.similar, name="similar"),
    path("noi-dung/<str:code>/", matters.matter, name="matter"),
    path("noi-dung/<str:code>/cung-gap/", join.join, name="join"),
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
