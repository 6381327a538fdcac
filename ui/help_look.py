"""What Qt leaves out when it reads Markdown: places of headings, lines around tables, a ground behind commands.

Colours follow the palette, so that the guide looks right in every theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qgis.PyQt.QtGui import (
    QBrush,
    QColor,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

MARGIN = 16
_CELL_PADDING, _CODE_MARGIN, _ABOVE_HEADING = 5, 10, 18
_LINK_ON_DARK, _LINK_ON_LIGHT = QColor("#7db7f0"), QColor("#0b5cad")


def anchor_of(heading: str) -> str:
    """The name by which a link reaches a heading, as on GitHub: that of *How long?* is ``how-long``."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def dress(document: QTextDocument, palette: QPalette) -> None:
    """Give a document that was read from Markdown its looks; again after a change of the theme."""
    document.setDocumentMargin(MARGIN)
    text = palette.color(QPalette.ColorRole.Text)
    line, shade = QColor(text), QColor(text)
    line.setAlphaF(0.35)
    shade.setAlphaF(0.07)
    for block in list(_blocks(document)):
        if block.blockFormat().headingLevel():
            _make_heading(block)
        elif _is_code(block) and (block.text() or _is_code(block.next())):  # Qt adds an empty line at the end
            _make_code(block, shade)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule_table(frame, line, shade)
    # Qt takes the colour of links from the application, which knows nothing of a dark theme.
    is_dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    look = QTextCharFormat()
    look.setForeground(QBrush(_LINK_ON_DARK if is_dark else _LINK_ON_LIGHT))
    for start, length in [(f.position(), f.length()) for f in fragments(document) if f.charFormat().anchorHref()]:
        _merge(document, start, length, look)


def fragments(document: QTextDocument) -> Iterator[QTextFragment]:
    """All pieces of text of one look, and all pictures."""
    for block in _blocks(document):
        place = block.begin()
        while not place.atEnd():
            yield place.fragment()
            place += 1


def pictures(document: QTextDocument) -> set[str]:
    """The pictures by the names that the text gives them."""
    formats = (fragment.charFormat() for fragment in fragments(document))
    return {look.toImageFormat().name() for look in formats if look.isImageFormat()}


def top_of(document: QTextDocument, anchor: str) -> int | None:
    """How far below the document's top the heading of this anchor lies, in pixels; None where there is none."""
    for block in _blocks(document):
        if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
            return int(document.documentLayout().blockBoundingRect(block).top())
    return None


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage)


def _make_heading(block: QTextBlock) -> None:
    if block.blockNumber() > 0:
        look = QTextBlockFormat()
        look.setTopMargin(_ABOVE_HEADING)
        QTextCursor(block).mergeBlockFormat(look)


def _make_code(block: QTextBlock, shade: QColor) -> None:
    look = QTextBlockFormat()
    look.setBackground(QBrush(shade))
    look.setLeftMargin(_CODE_MARGIN)
    QTextCursor(block).mergeBlockFormat(look)


def _rule_table(table: QTextTable, line: QColor, shade: QColor) -> None:
    look = table.format()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderBrush(QBrush(line))
    look.setBorderCollapse(True)
    look.setCellSpacing(0)
    look.setCellPadding(_CELL_PADDING)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(QBrush(shade))
        cell.setFormat(head)


def _merge(document: QTextDocument, start: int, length: int, look: QTextCharFormat) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)
