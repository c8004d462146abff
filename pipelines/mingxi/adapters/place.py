"""A place on disk that must be there before it is read."""

from pathlib import Path

from mingxi.adapters.seal import refuse_truth
from mingxi.declare.errors import BadData, nearest

# what to do about a file of ours that is missing or damaged
MAKE_AGAIN = (
    "Delete it if it is there and make it again with the command that wrote it: "
    "`mingxi generate` a world, `mingxi train` a model"
)


def check_there(path: Path) -> None:
    """Refuse a path that is not there, or that lies in a truth root.

    Raises
    ------
    BadData
        There is no such file or folder; the message names the nearest one.
    TruthIsSealed
    """
    refuse_truth(path)
    try:
        there = path.exists()
    except (OSError, ValueError) as error:  # too long, or a NUL in it
        raise BadData(f"reading {str(path)[:200]!r}", str(error), "Correct the path") from error
    if there:
        return
    if not path.parent.is_dir():
        raise BadData(f"reading {path}", f"there is no folder {path.parent}", "Correct the path")
    beside = [p.name for p in path.parent.iterdir() if not p.name.startswith(".")]
    hint = nearest(path.name, beside) if beside else f"{path.parent} is empty."
    raise BadData(f"reading {path}", "there is no such file or folder", hint)
