from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "doithoai.opinions"
    label = "opinions"
