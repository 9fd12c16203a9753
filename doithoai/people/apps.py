from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "doithoai.people"
    label = "people"

    def ready(self) -> None:
        from doithoai.people.security_signals import listen

        listen()
