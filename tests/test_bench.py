"""What bin/bench measures against starts: else the next measurement finds it broken."""

import os
import subprocess
import sys


def test_the_baseline_starts_with_nothing_around_its_view() -> None:
    asked = "from doithoai.config.rsgi import application; from django.conf import settings; "
    asked += "print(settings.MIDDLEWARE, settings.ROOT_URLCONF)"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "tools.bench.bare_settings"}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=surroundings, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[] tools.bench.bare", "")
