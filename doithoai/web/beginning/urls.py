"""Addresses of the first administrator's pages, all below /bat-dau/."""

from django.urls import path

from doithoai.web.beginning import views

app_name = "beginning"

urlpatterns = [
    path("don-vi/", views.units, name="units"),
    path("nguoi-dung-dau/", views.heads, name="heads"),
    path("<str:token>/", views.account, name="account"),
]
