from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "doithoai.finding"
    label = "finding"
