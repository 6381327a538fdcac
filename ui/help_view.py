"""A chapter of the guide, as it is read in QGIS."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QEvent, QSizeF, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QImage, QResizeEvent, QTextDocument
from qgis.PyQt.QtWidgets import QTextBrowser, QWidget

from .help_look import MARGIN, dress, pictures, top_of

_REFIT_MS = 150


class HelpView(QTextBrowser):
    """Shows Markdown files. Links between them are followed here, all others by the desktop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = QUrl()
        """Whose text has its looks. (While ``sourceChanged`` is told, ``source`` still tells the one before.)"""
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(_REFIT_MS)
        self._refit.timeout.connect(self._fit_pictures)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)
        self.sourceChanged.connect(self._take_source)
        self.document().documentLayout().documentSizeChanged.connect(self._offer_scroll_bar)

    @property
    def file(self) -> Path:
        """The file that is shown."""
        return Path(self._shown.toLocalFile())

    def show_file(self, path: Path) -> None:
        """Show a chapter from its top."""
        self.setSource(QUrl.fromLocalFile(str(path)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures are never wider than the view."""
        super().resizeEvent(event)
        self._refit.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of QGIS's theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_shown"):
            dress(self.document(), self.palette())

    def _follow(self, link: QUrl) -> None:
        url = self._shown.resolved(link)
        if url.isLocalFile() and url.fileName().endswith(".md"):
            self.setSource(url)
        else:
            QDesktopServices.openUrl(url)

    def _take_source(self, source: QUrl) -> None:
        file = source.adjusted(QUrl.UrlFormattingOption.RemoveFragment)
        if file != self._shown:  # else it is another place in the same text
            self._shown = file
            self.ensurePolished()
            dress(self.document(), self.palette())
            self._fit_pictures()
        if source.hasFragment() and (top := top_of(self.document(), source.fragment())) is not None:
            self.verticalScrollBar().setValue(top)

    def _offer_scroll_bar(self, size: QSizeF) -> None:
        """For wide commands only: where bold words end, Qt makes some lines a pixel or two too long."""
        is_wide = size.width() > self.viewport().width() + MARGIN / 2
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_wide else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(policy)

    def _fit_pictures(self) -> None:
        """Give the document each of its pictures no wider than there is room."""
        room, ratio = self.viewport().width() - 2 * MARGIN - 4, self.devicePixelRatioF()
        names = pictures(self.document()) if room > 0 else set()
        for name in names:
            image = QImage(self._shown.resolved(QUrl(name)).toLocalFile())
            if image.isNull():
                continue
            width = min(image.width(), room)
            if round(width * ratio) != image.width():  # Qt itself would leave jags
                image = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(image.width() / width)
            known_as = self.document().baseUrl().resolved(QUrl(name))
            self.document().addResource(QTextDocument.ResourceType.ImageResource, known_as, image)
        if names:
            self.document().markContentsDirty(0, self.document().characterCount())
