"""Load from wrk (Debian's package): requests per second, and how many answers were wrong."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 32
SECONDS = 6

LUA = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local n = 0
function request()
    n = n + 1
    return wrk.format("GET", paths[(n * 7919) %% #paths + 1], {%s})
end
"""


@dataclass(frozen=True)
class Load:
    requests_per_second: float
    wrong: int


def require_wrk() -> None:
    if shutil.which("wrk") is None:
        raise SystemExit("bin/bench needs wrk, the load generator: apt-get install wrk")


def run(
    origin: str, paths: Sequence[str], seconds: int = SECONDS, *, with_session: bool = False
) -> Load:
    """Asks for the paths in turn over 32 connections, after a second of warming up.

    ``with_session``: as somebody with a session cookie, for whom no page is kept.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "paths.lua")
        listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
        cookie = '["Cookie"] = "sessionid=of-nobody"' if with_session else ""
        script.write_text(LUA % (listed, cookie), encoding="utf-8")
        _wrk(origin, script, 1)
        report = _wrk(origin, script, seconds)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", report)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
    if rate is None:
        raise RuntimeError(report)
    return Load(float(rate[1]), int(wrong[1]) if wrong else 0)


def _wrk(origin: str, script: Path, seconds: int) -> str:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), origin]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
