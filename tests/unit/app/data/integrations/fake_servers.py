"""Neighbours on real sockets: an HTTP server that answers as told, a mail server that keeps what comes."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Neighbour:
    """A listening server: its address, what it was asked, and what it says next (status, headers, raw body)."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    hang: threading.Event | None = None
    #: how often somebody connected
    connections: int = 0

    def says(self, status: int, body: object = None, *, raw: bytes | None = None, **headers: str) -> None:
        """Answer the next request so; the last answer stays."""
        self.answers.append((status, headers, json.dumps(body or {}).encode() if raw is None else raw))


@contextmanager
def http_neighbour(protocol: str = "HTTP/1.0") -> Iterator[Neighbour]:
    """An HTTP server on a free port; by HTTP/1.1 it keeps its connections."""
    neighbour = Neighbour()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = protocol

        def setup(self) -> None:
            super().setup()
            neighbour.connections += 1

        def _answer(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            neighbour.asked.append(Asked(self.command, self.path, dict(self.headers), json.loads(raw or b"null")))
            if neighbour.hang is not None:
                neighbour.hang.wait(30)
            status, headers, body = neighbour.answers.pop(0) if len(neighbour.answers) > 1 else neighbour.answers[0]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with _running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        neighbour.url = f"http://127.0.0.1:{port}"
        yield neighbour


@dataclass
class Mailbox:
    """A mail server: its port, the messages it took, and recipients it refuses."""

    port: int = 0
    taken: list[tuple[str, str, str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    broken: bool = False


class _MailHandler(socketserver.StreamRequestHandler):
    """Speaks as much of SMTP (RFC 5321) as a sender without TLS needs."""

    box: Mailbox

    def handle(self) -> None:
        self._say("421 busy" if self.box.broken else "220 here")
        sender = to = ""
        while line := self.rfile.readline().decode().strip():
            verb, address = line.upper().partition(" ")[0], line.partition("<")[2].partition(">")[0]
            sender = address if verb == "MAIL" else sender
            to = address if verb == "RCPT" else to
            if verb == "DATA":
                self._say("354 go on")
                self.box.taken.append((sender, to, self._content()))
            answer = {"RCPT": "550 nobody here" if to in self.box.refused else "250 ok", "QUIT": "221 bye"}
            self._say(answer.get(verb, "250 ok"))

    def _content(self) -> str:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines).decode("ascii")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def mail_neighbour() -> Iterator[Mailbox]:
    """A mail server on a free port."""
    box = Mailbox()
    handler = type("Handler", (_MailHandler,), {"box": box})
    with _running(socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)) as port:
        box.port = port
        yield box


@contextmanager
def _running(server: Any) -> Iterator[int]:
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
