"""A headless Chromium that is told what to do through a pipe, as its developer tools do.

The protocol is that of https://chromedevtools.github.io/devtools-protocol; no port is opened.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Self

OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")


class Browser:
    """One page of a browser of its own, which ends with the ``with`` block."""

    def __init__(self, chromium: str, profile: Path, *, width: int, height: int) -> None:
        theirs, to_browser = os.pipe()
        from_browser, answers = os.pipe()
        command = [
            *("bash", "-c", f'exec "$0" "$@" 3<&{theirs} 4>&{answers}', chromium, *OPTIONS),
            *("--remote-debugging-pipe", f"--window-size={width},{height}"),
            *(f"--user-data-dir={profile}", "about:blank"),
        ]
        self._process = subprocess.Popen(
            command, pass_fds=(theirs, answers), stderr=subprocess.DEVNULL
        )
        os.close(theirs)
        os.close(answers)
        self._to, self._from = os.fdopen(to_browser, "wb", 0), os.fdopen(from_browser, "rb", 0)
        self._read, self._sent = b"", 0
        self._events: list[dict[str, Any]] = []
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._to.close()
        self._from.close()

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """What the browser answers.

        Raises
        ------
        RuntimeError
            When it says that something went wrong.
        """
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": params}
        message |= {"sessionId": self._session} if self._session else {}
        self._to.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") != self._sent:
                self._events.append(answer)
            elif "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            else:
                result: dict[str, Any] = answer["result"]
                return result

    def wait_for(self, event: str) -> dict[str, Any]:
        """The next event of a name, or one that came meanwhile."""
        while True:
            for k, message in enumerate(self._events):
                if message.get("method") == event:
                    return self._events.pop(k)
            self._events.append(self._message())

    def value(self, script: str) -> Any:
        """What an expression of the page is, once it is settled.

        Raises
        ------
        RuntimeError
            When it throws.
        """
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def click(self, x: float, y: float) -> None:
        """A click as a hand makes it."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {"button": "left", "clickCount": 1} if kind != "mouseMoved" else {}
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            part = self._from.read(1 << 16)
            if not part:
                raise RuntimeError("the browser has ended")
            self._read += part
        text, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message
