"""Where commands begin: `mingxi ...` or `python -m mingxi ...`."""

import sys


def main() -> None:
    """Run a command; Ctrl-C while its libraries still load ends with one message too."""
    try:
        from mingxi.recipes.cli import main as run
    except KeyboardInterrupt:
        sys.exit("Interrupted. Run the same command again to go on.")  # code 1, on stderr
    run()


if __name__ == "__main__":
    main()
