"""A proxy in front of a server, whose connections do not live long."""

import socket
import socketserver
import threading
from contextlib import contextmanager


class Proxy(socketserver.ThreadingTCPServer):
    """Each connection passes on so many of the server's bytes and then breaks; with `once`, those after the first to break are kept waiting."""

    def __init__(self, upstream: str, after: int, once: bool = False):
        super().__init__(("127.0.0.1", 0), Connection)
        host, port = upstream.rsplit(":", 1)
        self.upstream, self.after, self.once = (host, int(port)), after, once
        #: How many bytes of the server's came through in all.
        self.passed = 0
        #: A connection has broken.
        self.broken = threading.Event()
        #: Its client has connected again.
        self.returned = threading.Event()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @classmethod
    @contextmanager
    def before(cls, upstream: str, after: int, **options):
        """One that serves meanwhile."""
        with cls(upstream, after, **options) as proxy:
            threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.01}).start()
            try:
                yield proxy
            finally:
                proxy.closing.set()
                proxy.shutdown()


class Connection(socketserver.BaseRequestHandler):
    server: Proxy

    def handle(self) -> None:
        if self.server.broken.is_set():
            self.server.returned.set()
            if self.server.once:
                self.server.closing.wait()
                return
        with socket.create_connection(self.server.upstream) as upstream:
            sending = threading.Thread(target=self.send, args=(upstream,))
            sending.start()
            try:
                self.receive(upstream)
            finally:
                for end in (self.request, upstream):
                    hang_up(end)
                sending.join()

    def send(self, upstream: socket.socket) -> None:
        try:
            while block := self.request.recv(65536):
                upstream.sendall(block)
        except OSError:
            pass
        hang_up(upstream)

    def receive(self, upstream: socket.socket) -> None:
        rest = self.server.after
        try:
            while rest and (block := upstream.recv(min(65536, rest))):
                self.request.sendall(block)
                rest -= len(block)
                self.server.passed += len(block)
        except OSError:
            return
        if not rest:
            self.server.broken.set()


def hang_up(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # The other side was faster.
