"""Django settings; everything that differs between offices comes from the environment."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_tasks_db",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "doithoai.kit",
    "doithoai.record",
    "doithoai.places",
    "doithoai.people",
    "doithoai.deadlines",
    "doithoai.opinions",
    "doithoai.dialogues",
    "doithoai.conclusions",
    "doithoai.commitments",
    "doithoai.oversight",
    "doithoai.reports",
    "doithoai.jobs",
    "doithoai.web",
]
AUTH_USER_MODEL = "people.User"
