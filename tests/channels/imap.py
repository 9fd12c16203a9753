"""A mailbox on this machine that speaks as much of IMAP4rev1 (RFC 3501) as a reader needs."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

USER, PASSWORD = "van.thu@xa.example", 'cua:"1"\\'
FOLDER = "Hop thu/Y kien"


@dataclass
class Server:
    """``seen``: letters marked as read; ``breaks_at``: the line is cut at such a command."""

    letters: list[bytes] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    breaks_at: str = ""
    port: int = 0

    @property
    def place(self) -> SplitResult:
        who = "van.thu%40xa.example:cua%3A%221%22%5C"
        return urlsplit(f"imap://{who}@127.0.0.1:{self.port}/Hop%20thu/Y%20kien")


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    class Handler(_Handler):
        mailbox = server

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        server.port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        yield server
        listening.shutdown()
        thread.join()


class _Handler(socketserver.StreamRequestHandler):
    mailbox: Server

    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline():
            tag, _space, command = line.decode().strip().partition(" ")
            if self.mailbox.breaks_at and self.mailbox.breaks_at in command:
                return
            self._say(f"{tag} {self._answer(command)}")
            if command.upper().startswith("LOGOUT"):
                return

    def _answer(self, command: str) -> str:
        word, _space, rest = command.partition(" ")
        match word.upper():
            case "CAPABILITY":
                self._say("* CAPABILITY IMAP4rev1")
            case "LOGIN":
                quoted = PASSWORD.replace("\\", "\\\\").replace('"', '\\"')
                is_known = USER in rest and rest.endswith(f'"{quoted}"')
                return "OK welcome" if is_known else "NO wrong password"
            case "SELECT":
                if rest != f'"{FOLDER}"':
                    return "NO no such folder"
                self._say(f"* {len(self.mailbox.letters)} EXISTS")
            case "UID":
                self._uid(*rest.split(" ", 2))
            case "LOGOUT":
                self._say("* BYE")
        return "OK done"

    def _uid(self, word: str, first: str, rest: str) -> None:
        known = self.mailbox
        if word == "SEARCH":
            found = [n for n in range(1, len(known.letters) + 1) if n not in known.seen]
            self._say("* SEARCH " + " ".join(map(str, found)))
            return
        number = int(first)
        if word == "STORE":
            known.seen.add(number)
            return
        content = known.letters[number - 1]
        if "SIZE" in rest:
            self._say(f"* {number} FETCH (UID {number} RFC822.SIZE {len(content)})")
            return
        if "HEADER" in rest:
            content = re.split(rb"\r?\n\r?\n", content)[0] + b"\r\n\r\n"
        part = rest.strip("()").replace(".PEEK", "")
        head = f"* {number} FETCH (UID {number} {part} {{{len(content)}}}\r\n"
        self.wfile.write(head.encode() + content + b")\r\n")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
