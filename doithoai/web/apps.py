from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "doithoai.web"
    label = "web"
