from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "doithoai.jobs"
    label = "jobs"
