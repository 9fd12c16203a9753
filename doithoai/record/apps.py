from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "doithoai.record"
    label = "record"
