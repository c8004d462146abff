"""The MLflow store: proven usable before any work is spent, made quickly on first use.

MLflow is imported inside functions here and in `mingxi.adapters.tracking`: it takes seconds, and
a command that does not track should not pay for it.
"""

import logging
import os
import socket
import sqlite3
import uuid
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mingxi.adapters.store import ensure_writable_folder
from mingxi.declare.errors import StoreUnavailable

_SQLITE = "sqlite:///"
_PORTS = {"http": 80, "https": 443, "postgresql": 5432, "mysql": 3306, "mssql": 1433}
_PATIENCE_SECONDS = 5.0


def opened_store(store_uri: str, artifacts_dir: Path) -> Any:
    """MLflow client on a store that can be written.

    Parameters
    ----------
    store_uri : str
        ``sqlite:///path``, another database URL, or the address of a tracking server.
    artifacts_dir : Path
        Where a new SQLite store keeps files by default.

    Raises
    ------
    StoreUnavailable
        It cannot be reached, opened or written, or belongs to something else. Says so within
        seconds: MLflow itself would retry for minutes.
    """
    scheme = urlsplit(store_uri).scheme.partition("+")[0]  # "postgresql+psycopg2"
    if scheme == "sqlite":
        path = sqlite_file(store_uri)
        _check_sqlite(path)
        if not path.exists():
            with answered(store_uri):
                _make_sqlite(path, artifacts_dir)
    elif scheme in _PORTS:
        _check_reachable(store_uri, _PORTS[scheme])
    else:
        raise _unavailable(
            store_uri,
            "it is neither a database nor a server; runs can no longer be kept in plain folders",
            "Use sqlite:///mlflow.db, a database URL or a server address",
        )
    with answered(store_uri):
        from mlflow import MlflowClient

        return MlflowClient(tracking_uri=store_uri, registry_uri=store_uri)


def sqlite_file(store_uri: str) -> Path:
    """File behind an ``sqlite:///`` URI."""
    return Path(store_uri.removeprefix(_SQLITE).partition("?")[0])


@contextmanager
def answered(store_uri: str) -> Iterator[None]:
    """Block in which MLflow is quiet and its errors come out as `StoreUnavailable`."""
    # before MLflow is first imported; a person's own setting stands
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # git need not be installed
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecations inside other libraries
        from mlflow.exceptions import MlflowException

        for name in ("mlflow", "alembic"):  # after the import, which sets levels of its own
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            yield
        except (MlflowException, OSError) as error:
            found = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise _unavailable(store_uri, found, "Mend the store, or name another") from error


def _check_sqlite(path: Path) -> None:
    ensure_writable_folder(path.parent)
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE_SECONDS)) as database:
            database.execute("BEGIN IMMEDIATE")  # asks for the right to write, writes nothing
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
            database.rollback()
    except sqlite3.Error as error:
        raise _unavailable(
            f"{_SQLITE}{path}", str(error), "Close what holds it, mend its rights, or name another"
        ) from error
    if tables and "experiments" not in tables:
        raise _unavailable(
            f"{_SQLITE}{path}", "it is the database of something else", "Name another file"
        )


def _make_sqlite(path: Path, artifacts_dir: Path) -> None:
    """Make the tables in a scratch file, then put it in place if nobody was faster.

    Some hundred schema changes run on first use. With a flush to disk after each they take 5 s or
    more; the scratch file needs none (about 1 s), and an interruption leaves no half-made store.
    """
    import sqlalchemy
    from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

    scratch = path.parent / f".{uuid.uuid4().hex}.tmp"
    sqlalchemy.event.listen(sqlalchemy.Engine, "connect", _without_flushing)
    try:
        made = SqlAlchemyStore(f"{_SQLITE}{scratch}", str(artifacts_dir))
        made.engine.dispose()
        os.link(scratch, path)  # unlike a rename, never replaces
    except FileExistsError:
        pass  # another process was faster; its store is as good
    finally:
        sqlalchemy.event.remove(sqlalchemy.Engine, "connect", _without_flushing)
        scratch.unlink(missing_ok=True)


def _without_flushing(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA journal_mode=MEMORY")


def _check_reachable(store_uri: str, usual_port: int) -> None:
    parts = urlsplit(store_uri)
    try:
        address = (parts.hostname or "", parts.port or usual_port)
        socket.create_connection(address, timeout=_PATIENCE_SECONDS).close()
    except (OSError, ValueError) as error:  # ValueError: the port is not a number
        raise _unavailable(
            store_uri, f"no answer ({error})", "Start it, or correct the address"
        ) from error


def _unavailable(store_uri: str, found: str, todo: str) -> StoreUnavailable:
    password = urlsplit(store_uri).password
    shown = store_uri.replace(f":{password}@", ":***@") if password else store_uri
    return StoreUnavailable(f"tracking store {shown}", found, todo)
