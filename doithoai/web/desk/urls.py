"""Addresses of the desk, all below /ban-lam-viec/."""

from django.urls import path

from doithoai.web.desk import (
    attachments,
    commitments,
    conclusion,
    dialogues,
    my_work,
    office,
    opinions,
    turns,
)

app_name = "desk"

urlpatterns = [
    path("", my_work.my_work, name="my_work"),
    path("y-kien/", opinions.opinions, name="opinions"),
    path("y-kien/nhap/", opinions.opinion_new, name="opinion_new"),
    path("y-kien/<int:pk>/", opinions.opinion, name="opinion"),
    path("y-kien/<int:pk>/tiep-nhan/", opinions.accept, name="opinion_accept"),
    path("y-kien/<int:pk>/chuyen/", opinions.refer, name="opinion_refer"),
    path("y-kien/<int:pk>/cho-qua/", opinions.release, name="opinion_release"),
    path("y-kien/<int:pk>/tep/<int:attachment>/", attachments.file, name="opinion_file"),
    path("y-kien/<int:pk>/tu-choi/", opinions.refuse, name="opinion_refuse"),
    path("doi-thoai/", dialogues.dialogues, name="dialogues"),
    path("doi-thoai/<int:pk>/sua-ke-hoach/", dialogues.dialogue_revise, name="dialogue_revise"),
    path("doi-thoai/lap-ke-hoach/", dialogues.dialogue_new, name="dialogue_new"),
    path("doi-thoai/<int:pk>/", dialogues.dialogue, name="dialogue"),
    path("doi-thoai/<int:pk>/buoc/<slug:move>/", dialogues.move, name="dialogue_move"),
    path("doi-thoai/<int:pk>/chuong-trinh/", dialogues.agenda, name="agenda"),
    path("doi-thoai/<int:pk>/chuong-trinh/<int:matter>/rut/", dialogues.take_off, name="take_off"),
    path("doi-thoai/<int:pk>/phat-bieu/", turns.turns, name="turns"),
    path("doi-thoai/<int:pk>/ket-luan/", conclusion.begin, name="conclusion_begin"),
    path("ket-luan/", conclusion.conclusions, name="conclusions"),
    path("ket-luan/<int:pk>/", conclusion.conclusion, name="conclusion"),
    path("ket-luan/<int:pk>/noi-dung/<int:matter>/", conclusion.resolution, name="resolution"),
    path("ket-luan/<int:pk>/ban-hanh/", conclusion.publish, name="conclusion_publish"),
    path("viec/", commitments.commitments, name="commitments"),
    path("viec/<int:pk>/", commitments.commitment, name="commitment"),
    path("viec/<int:pk>/tien-do/", commitments.progress, name="progress"),
    path("viec/<int:pk>/hoan-thanh/", commitments.done, name="done"),
    path("viec/<int:pk>/gia-han/", commitments.extend, name="extend"),
    path("viec/<int:pk>/anh/<int:evidence>/", commitments.photo, name="photo"),
    path("co-quan/nguoi-dung/", office.appointments, name="appointments"),
    path("co-quan/nguoi-dung/them/", office.appoint, name="appoint"),
    path("co-quan/nguoi-dung/<int:pk>/ket-thuc/", office.end, name="end_appointment"),
    path("co-quan/nguoi-dung/<int:pk>/lien-ket/", office.link, name="password_link"),
    path("co-quan/dia-ban/", office.places, name="places"),
    path("co-quan/lich/", office.calendar, name="calendar"),
    path("co-quan/lich/<int:pk>/bo/", office.clear_day, name="clear_day"),
]
