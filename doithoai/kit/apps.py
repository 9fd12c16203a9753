from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "doithoai.kit"
    label = "kit"
