"""Mingxi 明晰: every yuan of every credit decision, accounted for."""

import os

__version__ = "0.1.0"

# Before LightGBM loads: its idle threads sleep instead of spinning. On a busy machine that is the
# difference between seconds and a minute for a small fit; results are the same.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
