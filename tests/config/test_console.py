"""What stands in the way is said in one sentence, in both languages, without a traceback."""

import os
import stat
from pathlib import Path

import pytest
from django.conf import settings

from tests.config.offices import Office, new_office

pytestmark = pytest.mark.enable_socket


def refusal(office: Office, *arguments: str) -> str:
    done = office.command(*arguments)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 2, done.stderr
    assert done.stderr.splitlines()[1].startswith("(")
    return done.stderr


@pytest.mark.parametrize("command", ["run", "migrate", "check"])
def test_a_senseless_setting(command: str) -> None:
    office = new_office(settings.HOME / "unused", DOITHOAI_WORKERS="many")
    assert "DOITHOAI_WORKERS" in refusal(office, command)
    assert not office.home.exists()


@pytest.mark.parametrize("command", ["run", "migrate", "check"])
def test_a_data_folder_that_cannot_be_written(command: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert str(tmp_path / "file") in refusal(Office(tmp_path / "file" / "home", 1), command)


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_that_cannot_be_reached(command: str, tmp_path: Path) -> None:
    url = "postgresql://office:s3cret@127.0.0.1:9/office"
    said = refusal(new_office(tmp_path / "home", DATABASE_URL=url), command)
    assert "127.0.0.1:9/office" in said
    assert "s3cret" not in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the database another user")
def test_a_private_folder_is_not_opened_for_the_database(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert "/var/lib/doithoai" in refusal(new_office(tmp_path / "home"), "migrate")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_an_address_that_is_not_ours(tmp_path: Path) -> None:
    office = new_office(tmp_path / "home", DOITHOAI_HOST="203.0.113.1")
    assert "203.0.113.1" in refusal(office, "run")


def test_production_settings_satisfy_the_deployment_check(tmp_path: Path) -> None:
    office = new_office(tmp_path / "home", DOITHOAI_ORIGIN="https://office.example")
    done = office.command("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    assert "(0 silenced)" in done.stdout


def test_words_of_a_command_may_be_joined_by_hyphens(tmp_path: Path) -> None:
    done = new_office(tmp_path / "home").command("import-deadline-rules", "--help")
    assert done.returncode == 0
    assert not (tmp_path / "home" / "postgres").exists()
