from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "doithoai.people"
    label = "people"
