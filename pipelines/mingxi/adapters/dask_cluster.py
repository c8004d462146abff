"""Blocks of work on a Dask cluster that runs already: `mingxi … --scheduler ADDRESS`.

Its workers need the same releases as the command, and the files under the same paths.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from mingxi.adapters.seal import sealed, sealed_roots
from mingxi.declare.errors import BadConfig

Item = TypeVar("Item")
Result = TypeVar("Result")

SECONDS = 10  # how long a scheduler, and then its first worker, may take to answer
SAME_RELEASES = ("mingxi", "numpy", "scipy", "numba", "pyarrow")  # they decide the bytes


def over_cluster(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    address: str,
    report: Callable[[int], None],
) -> list[Result]:
    """Results of ``work`` for every item, in the order of the items.

    Parameters
    ----------
    work : callable
        A function of a module, or a `functools.partial` of one. Roots that are sealed here are
        sealed in the workers while they do it.
    items : sequence
    address : str
        Of the scheduler, e.g. ``"tcp://10.0.0.5:8786"``.
    report : callable
        Called with the number of items finished so far, after each.

    Raises
    ------
    BadConfig
        Dask is not installed, nobody answers at the address, there is no worker, or the workers
        have other releases.
    Exception
        Whatever ``work`` raised first, as itself; items not yet begun are dropped.
    """
    with _client(address) as client:
        from distributed import as_completed

        check_releases(client, address)
        # once, not with every item; to all, so that it outlives the loss of a worker
        (sent,) = client.scatter([(sealed_roots(), work)], broadcast=True, hash=False)
        futures = [client.submit(_under_seal, sent, item, pure=False) for item in items]
        try:
            for done, future in enumerate(as_completed(futures, loop=client.loop), start=1):
                future.result()  # raises what the work raised
                report(done)
            results: list[Result] = client.gather(futures)
        except BaseException:  # also Ctrl-C: nobody will use the other blocks
            client.cancel(futures)
            raise
    return results


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
        from distributed.comm import connect
    except ImportError:
        raise BadConfig(
            f"--scheduler {address}", "Dask is not installed", "pip install 'mingxi[dask]'"
        ) from None
    try:
        asyncio.run(_knocked(connect, address))  # a client that fails would complain for a minute
    except (OSError, ValueError, TypeError, ImportError) as error:
        raise BadConfig(
            f"--scheduler {address}",
            f"no Dask scheduler answers there ({type(error).__name__})",
            "Start one with `dask scheduler` and give the address it prints, or use --workers",
        ) from error
    with Client(address, timeout=SECONDS, set_as_default=False) as client:
        yield client


async def _knocked(connect: Any, address: str) -> None:
    comm = await connect(address, timeout=SECONDS)
    await comm.close()


def check_releases(client: Any, address: str) -> None:
    """Refuse a cluster without workers, or whose workers would give other bytes.

    Raises
    ------
    BadConfig
    """
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError:
        raise BadConfig(
            f"--scheduler {address}",
            "the cluster has no worker",
            f"Start some with `dask worker {address}`",
        ) from None
    ours = releases()
    try:
        theirs = client.run(releases)
    except ImportError as error:
        raise BadConfig(
            f"workers of {address}", f"they cannot load Mingxi ({error})", "Install it there"
        ) from None
    for worker, found in theirs.items():
        other = [f"{name} {found[name]}" for name in ours if found[name] != ours[name]]
        here = [f"{name} {ours[name]}" for name in ours if found[name] != ours[name]]
        if other:
            raise BadConfig(
                f"worker {worker}",
                f"it has {', '.join(other)}; here is {', '.join(here)}",
                "Install the same releases there: other ones may give other bytes",
            )


def releases() -> dict[str, str]:
    """Versions that decide the bytes of a result, in the process that asks."""
    return {name: version(name) for name in SAME_RELEASES}


def _under_seal(sent: tuple[tuple[str, ...], Callable[[Item], Result]], item: Item) -> Result:
    roots, work = sent
    with sealed(*(Path(root) for root in roots)):
        return work(item)
