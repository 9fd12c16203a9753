"""The site's settings with nothing around the view: no middleware, no templates."""

from doithoai.config.settings import *  # noqa: F403 the baseline differs in these lines only

MIDDLEWARE.clear()  # noqa: F405 nothing around the view
ROOT_URLCONF = "tools.bench.bare"
