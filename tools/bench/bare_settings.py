"""The site's settings with nothing around the view: no middleware, no templates."""

from doithoai.config import settings as site
from doithoai.config.settings import *  # noqa: F403 the baseline differs in these lines only

MIDDLEWARE.clear()  # noqa: F405 nothing around the view
PAGE_CACHE = False
ROOT_URLCONF = "tools.bench.bare"
# allauth refuses to start without its middleware
INSTALLED_APPS = [app for app in site.INSTALLED_APPS if not app.startswith("allauth")]
INSTALLED_APPS[INSTALLED_APPS.index("doithoai.people")] = (
    "tools.bench.bare_apps.PeopleWithoutSignals"
)
