"""Blocks of work on several processes or a cluster; the same results in the same order as on one.

Local processes are spawned, never forked: a fork copies the locks of threads it does not copy, and
LightGBM, numba and Arrow all keep threads. So ``work`` must be importable by name, and a script
that calls this needs the usual ``if __name__ == "__main__":``.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, connection, get_context, parent_process
from threading import Thread, Timer, current_thread, main_thread
from typing import NoReturn, TypeVar

from mingxi.adapters.dask_cluster import over_cluster
from mingxi.adapters.seal import seal_for_good, sealed_roots
from mingxi.declare.errors import BadConfig

Item = TypeVar("Item")
Result = TypeVar("Result")


def over_blocks(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    on_done: Callable[[int], None] | None = None,
    scheduler: str | None = None,
) -> list[Result]:
    """Results of ``work`` for every item, in the order of the items.

    Parameters
    ----------
    work : callable
        A function of a module (or a `functools.partial` of one); runs inline when one worker is
        asked for or there is but one item, so it must not depend on either.
    items : sequence
    workers : int
        Processes, at least 1. Each may use one thread in numeric libraries. Roots that are sealed
        here are sealed in them.
    on_done : callable | None
        Called with the number of items finished so far, after each.
    scheduler : str | None
        Address of a Dask scheduler whose workers do it instead; see
        `mingxi.adapters.dask_cluster`.

    Raises
    ------
    BadConfig
        ``workers`` is less than 1, or the cluster is not there or not fit.
    Exception
        Whatever ``work`` raised first, as itself; items not yet begun are dropped.
    """
    if workers < 1:
        raise BadConfig("workers", f"is {workers}", "Use 1 or more")
    report = on_done or _silence
    if scheduler is not None:
        return over_cluster(work, items, scheduler, report)
    if min(workers, len(items)) <= 1:
        return _inline(work, items, report)
    return _spawned(work, items, min(workers, len(items)), report)


def _silence(_: int) -> None:
    pass


def _inline(
    work: Callable[[Item], Result], items: Sequence[Item], report: Callable[[int], None]
) -> list[Result]:
    results = []
    for item in items:
        results.append(work(item))
        report(len(results))
    return results


def _spawned(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    report: Callable[[int], None],
) -> list[Result]:
    others = set(active_children())
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_prepare, initargs=(sealed_roots(),)
    )
    try:
        with _interrupted_later():
            futures: list[Future[Result]] = [
                pool.submit(partial(_one, work), item) for item in items
            ]
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()  # raises what the work raised
            report(done)
        return [future.result() for future in futures]
    except BaseException:  # also Ctrl-C: do not wait for blocks that nobody will use
        keeper = getattr(pool, "_executor_manager_thread", None)
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in set(active_children()) - others:
            worker.terminate()
        if (
            keeper is not None
        ):  # the pool's own thread, gone before the interpreter closes its pipe
            keeper.join(timeout=5.0)
        raise
    finally:
        pool.shutdown(wait=True)


@contextmanager
def _interrupted_later() -> Iterator[None]:
    """Block in which workers are born: Ctrl-C is kept for its end, and never reaches them.

    A birth cut in two leaves a worker that dies with a traceback. Workers inherit the mask of the
    thread that bears them, so that the parent alone answers, from their first instruction on.
    """
    if current_thread() is not main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held: list[int] = []
    answer = signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, answer)
    if held:
        raise KeyboardInterrupt


def _one(work: Callable[[Item], Result], item: Item) -> Result:
    try:
        return work(item)
    except _Terminated:  # what the work had half made is gone; the pool would go on with the next
        os._exit(_TERMINATED)


class _Terminated(SystemExit):
    """The parent wants this worker gone."""


_TERMINATED = 128 + signal.SIGTERM  # exit code, as shells tell it
_PATIENCE = 2.0  # seconds for tidying up, should the exception be lost in a callback of C code


def _tidy_and_end(_: int, __: object) -> NoReturn:
    last = Timer(_PATIENCE, os._exit, (_TERMINATED,))
    last.daemon = True
    last.start()
    raise _Terminated(_TERMINATED)


def _prepare(roots: tuple[str, ...]) -> None:
    # before the numeric libraries load: one thread each, the processes fill the machine
    for name in ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C for all
    signal.signal(signal.SIGTERM, _tidy_and_end)
    seal_for_good(roots)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait(
            [parent.sentinel]
        )  # returns when the parent is gone, even if it was killed
        os._exit(1)
