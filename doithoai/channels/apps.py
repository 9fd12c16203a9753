from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "doithoai.channels"
    label = "channels"
