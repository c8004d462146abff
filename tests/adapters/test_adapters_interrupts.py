"""Ctrl-C reaches the command wherever it arrives."""

import subprocess
import sys

LOST = """
import ctypes, signal, sys, time
from mingxi.adapters.interrupts import hear_every_interrupt

signal.signal(signal.SIGINT, signal.default_int_handler)
if "heard" in sys.argv:
    hear_every_interrupt()

@ctypes.CFUNCTYPE(None)
def called_from_c():
    signal.raise_signal(signal.SIGINT)

class Faulty:
    def __del__(self):
        raise ValueError("in a finaliser")

try:
    called_from_c()
    Faulty()
    time.sleep(5 if "heard" in sys.argv else 0.2)
    print("went on")
except KeyboardInterrupt:
    print("stopped")
"""


def said(*how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LOST, *how], capture_output=True, text=True, check=True
    )


def test_an_interrupt_within_a_callback_of_c_code_still_stops_the_command():
    assert said().stdout == "went on\n"  # Python alone drops it
    heard = said("heard")
    assert heard.stdout == "stopped\n"
    assert "KeyboardInterrupt" not in heard.stderr
    assert "in a finaliser" in heard.stderr  # other faults are told as before
