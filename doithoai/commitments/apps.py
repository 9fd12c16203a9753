from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "doithoai.commitments"
    label = "commitments"
