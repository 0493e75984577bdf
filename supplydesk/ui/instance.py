"""One window for each desk: whoever opens the same file again is shown the window that is there.

The name they meet under is made of the file's real path and the user, so that links and other
spellings lead to the same window. A socket that a crash left is cleared, under a lock: two that
start at the same moment must not both think themselves first.
"""

import os
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 2000
"""Milliseconds to wait for the other window."""
SHOW, SHOWN = b"show\n", b"shown\n"


def name_of(path: Path) -> str:
    """What the windows on *path* call each other by."""
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    whole = f"{user}\n{os.path.normcase(path.resolve())}"
    digest = QCryptographicHash.hash(
        whole.encode("utf-8", "surrogateescape"), QCryptographicHash.Algorithm.Sha256
    )
    return f"supplydesk-{digest.toHex().toStdString()[:32]}"


class Instance(QObject):
    """This window's claim to a file; ``asked`` when somebody opened it once more."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def claim(self, path: Path) -> bool:
        """Be the window on *path*; False where there is one, which was brought to the front."""
        self.release()
        name = name_of(path)
        lock = QLockFile(str(Path(QDir.tempPath()) / f"{name}.lock"))
        lock.tryLock(PATIENCE)
        try:
            if _call(name):
                return False
            # Nobody answers: what a crash left there under this name is in the way.
            QLocalServer.removeServer(name)
            server = QLocalServer(self)
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            server.newConnection.connect(self._called)
            # Without a socket there is one window more, and the database's own locks hold.
            server.listen(name)
            self._server = server
        finally:
            lock.unlock()
        return True

    def release(self) -> None:
        """Give the file up."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _called(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            line = self._server.nextPendingConnection()
            line.disconnected.connect(line.deleteLater)
            line.write(SHOWN)
            line.flush()
            self.asked.emit()


def _call(name: str) -> bool:
    """Bring the window called *name* to the front; whether there is one."""
    line = QLocalSocket()
    line.connectToServer(name)
    if not line.waitForConnected(PATIENCE):
        return False
    line.write(SHOW)
    line.waitForBytesWritten(PATIENCE)
    line.waitForReadyRead(PATIENCE)  # a window that is busy comes to the front when it can
    line.disconnectFromServer()
    return True
