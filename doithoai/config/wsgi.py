"""What the web server loads in each of its workers."""

import os

from django.core.wsgi import get_wsgi_application

from doithoai.config.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doithoai.config.settings")
end_with_parent()
application = get_wsgi_application()
