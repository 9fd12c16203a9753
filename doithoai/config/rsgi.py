"""What the web server loads in each of its workers."""

import os

import django
from django.utils.module_loading import import_string

from doithoai.config.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doithoai.config.settings")
end_with_parent()
django.setup(set_prefix=False)
application = import_string("doithoai.web.door.Door")()
