"""``python -m engine serve``: an idle engine that answers the wizard's questions, so that QGIS never works itself.

A question is a line of JSON on standard input, ``{"id": 7, "ask": "plan", …}``; its answer is one event,
``{"event": "Answer", "id": 7, "ask": "plan", "answer": {…}}``, or ``"refused": {"message", "remedy"}`` in place of
``answer``. Of several waiting questions of one name only the newest is answered; the others get
``"superseded": true``. The end of standard input ends it. What can be asked: ``answers``.
"""

from __future__ import annotations

import json
import queue
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .answers import ANSWERS, Answers, Question
from .errors import EngineError
from .events import Event, Sink
from .run_folder import RunFolder


@dataclass(frozen=True)
class Answer(Event):
    """The reply to one question; exactly one of ``answer``, ``refused``, ``superseded`` is set."""

    id: int
    ask: str
    answer: dict[str, Any] | None = None
    refused: dict[str, str] | None = None
    superseded: bool = False


@dataclass
class Server:
    """Has questions answered from a queue, one at a time."""

    answers: Answers
    sink: Sink
    waiting: queue.SimpleQueue[Question | None] = field(default_factory=queue.SimpleQueue)

    def serve(self) -> None:
        """Answer until the questions end."""
        pending: list[Question] = []
        while self._take_all(pending):
            question = pending.pop(0)
            if any(later["ask"] == question["ask"] for later in pending):
                self.sink(Answer(question["id"], question["ask"], superseded=True))
            else:
                self.sink(self._answer(question))

    def read_standard_input(self) -> None:
        """Fill the queue from standard input, in the background."""

        def read() -> None:
            for line in sys.stdin.buffer:
                try:
                    data = json.loads(line)
                    self.waiting.put({"id": int(data["id"]), "ask": str(data["ask"]), **data})
                except (ValueError, KeyError, TypeError):
                    continue
            self.waiting.put(None)

        threading.Thread(target=read, name="questions", daemon=True).start()

    def _take_all(self, pending: list[Question]) -> bool:
        """Add the questions that wait, at least one; False when there will be no more."""
        while not pending or not self.waiting.empty():
            question = self.waiting.get()
            if question is None:
                return False
            pending.append(question)
        return True

    def _answer(self, question: Question) -> Answer:
        number, ask = question["id"], question["ask"]
        answer = ANSWERS.get(ask)
        try:
            if answer is None:
                raise EngineError(f"Nobody knows the question '{ask}'.", f"Known: {', '.join(ANSWERS)}.")
            return Answer(number, ask, answer=answer(self.answers, question))
        except EngineError as error:
            return Answer(number, ask, refused={"message": error.message, "remedy": error.remedy})
        except Exception as error:  # noqa: BLE001 - a question must never end the server
            return Answer(number, ask, refused={"message": f"{type(error).__name__}: {error}", "remedy": ""})


def serve(sink: Sink) -> None:
    """Answer questions from standard input until it ends."""
    with tempfile.TemporaryDirectory(prefix="dsw_serve_") as folder:
        server = Server(Answers(RunFolder(Path(folder))), sink)
        server.read_standard_input()
        server.serve()
