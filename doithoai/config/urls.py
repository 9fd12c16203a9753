"""The whole address space belongs to the pages; config only names them."""

from django.urls import include, path

urlpatterns = [path("", include("doithoai.web.urls"))]
