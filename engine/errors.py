"""The two ways in which a step may end early. Anything else is a bug and keeps its traceback."""

from __future__ import annotations


class EngineError(Exception):
    """Something that the user can mend.

    ``message`` says what is wrong, ``remedy`` what to do about it; both are plain sentences.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


class Cancelled(Exception):  # noqa: N818 - a wish of the user, no error
    """The user asked to stop. What was finished before stays and can be resumed."""
