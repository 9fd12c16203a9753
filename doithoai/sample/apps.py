from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "doithoai.sample"
    label = "sample"
