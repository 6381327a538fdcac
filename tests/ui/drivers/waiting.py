"""Let QGIS go on with its work: for a while, or until something has come about."""

import time

from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop
from qgis.PyQt.QtWidgets import QApplication


def settle(seconds=0.5):
    """Let everything happen that is under way, deletions included."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _turn()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def wait_until(condition, what="what was to come", seconds=60):
    """Let QGIS go on until the condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {seconds} s for {what}")
        _turn()


def _turn():
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    time.sleep(0.005)  # else the loop takes a whole core from the engine
