from django.apps import AppConfig


class ConclusionsConfig(AppConfig):
    name = "doithoai.conclusions"
    label = "conclusions"
