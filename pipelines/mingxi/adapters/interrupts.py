"""Ctrl-C that is always heard, also where C code was about to swallow it."""

import os
import signal
import sys
from collections.abc import Callable
from threading import Timer
from typing import Any

AGAIN = 0.05  # seconds until a swallowed Ctrl-C is asked for again; a person does not feel them


def hear_every_interrupt() -> None:
    """Ask for Ctrl-C again wherever Python had to drop it.

    A signal that arrives while C code calls back into Python (a compiler that hands over what it
    made, a finaliser) raises where nobody can catch it: Python names it to `sys.unraisablehook`
    and goes on, and the command would run to its end as if never stopped. All else that comes to
    the hook goes where it went before.
    """
    before = sys.unraisablehook
    sys.unraisablehook = lambda lost: _ask_again(lost, before)


def _ask_again(lost: Any, before: Callable[[Any], object]) -> None:
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        before(lost)
        return
    timer = Timer(AGAIN, os.kill, (os.getpid(), signal.SIGINT))
    timer.daemon = True  # a command that has ended meanwhile needs no stopping
    timer.start()
