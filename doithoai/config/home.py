"""The office's own folder: secrets, uploads, collected assets and the embedded database."""

import os
import secrets
import stat
import tempfile
from pathlib import Path

from doithoai.config.environment import ConfigurationError


def prepare_home(home: Path) -> None:
    """Creates the folder when it is missing and proves that it can be written."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            # The embedded PostgreSQL, another user then, must be able to pass through. What needs
            # protection lies in folders of its own, closed to others.
            home.chmod(home.stat().st_mode | stat.S_IXOTH)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise ConfigurationError(
            f"Không ghi được vào thư mục dữ liệu {home}: {error.strerror}.",
            f"The data folder {home} cannot be written: {error.strerror}.",
        ) from error


def private_folder(home: Path, name: str) -> Path:
    prepare_home(home)
    folder = home / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def secret(home: Path, name: str) -> str:
    """The key kept under this name, made on the first start and readable by its owner only.

    Raises ConfigurationError when the key cannot be read or written, or is too short to be one.
    """
    path = home / "secrets" / name
    try:
        if not path.exists():
            make_secret(home, name)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"Không đọc được khóa bí mật {path}.", f"The secret key {path} cannot be read."
        ) from error
    if len(key) < 50:
        raise ConfigurationError(
            f"Khóa bí mật {path} bị hỏng; hãy khôi phục từ bản sao lưu.",
            f"The secret key {path} is damaged; restore it from a backup.",
        )
    return key


def make_secret(home: Path, name: str) -> None:
    """Two processes may start at once: the complete file appears under its name once only."""
    folder = private_folder(home, "secrets")
    handle, temporary = tempfile.mkstemp(dir=folder)  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, folder / name)
    except FileExistsError:
        pass
    finally:
        os.unlink(temporary)
