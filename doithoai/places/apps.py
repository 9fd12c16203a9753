from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "doithoai.places"
    label = "places"
