from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "doithoai.web"
    label = "web"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from doithoai.web.middleware.working import begin

        user_logged_in.connect(begin)
