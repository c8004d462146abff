"""A Dask cluster gives what one process gives, fails as it fails, and keeps the seal."""

import operator
from functools import partial

import pyarrow as pa
import pytest
from story_cluster import cluster

from mingxi.adapters import dask_cluster
from mingxi.adapters.scale import over_blocks
from mingxi.adapters.seal import sealed
from mingxi.adapters.truth import read_truth, write_truth
from mingxi.declare.errors import BadConfig, BadData, TruthIsSealed


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("cluster")) as address:
        yield address


def test_results_keep_the_order_of_the_items(address):
    done = []
    got = over_blocks(partial(operator.mul, 2), range(7), 1, done.append, address)
    assert got == [0, 2, 4, 6, 8, 10, 12]
    assert done == [1, 2, 3, 4, 5, 6, 7]
    assert over_blocks(operator.neg, [], 1, None, address) == []


def test_a_sealed_root_is_sealed_in_the_workers_for_as_long(address, tmp_path):
    table = pa.table({"x": [1, 2]})
    write_truth(tmp_path, "answers", table)
    read = partial(read_truth, tmp_path)
    with sealed(tmp_path), pytest.raises(TruthIsSealed):
        over_blocks(read, ["answers"], 1, None, address)
    assert over_blocks(read, ["answers"], 1, None, address) == [table]


def test_errors_arrive_as_themselves(address, tmp_path):
    write_truth(tmp_path, "answers", pa.table({"x": [1]}))
    with pytest.raises(BadData, match="answers"):
        over_blocks(partial(read_truth, tmp_path), ["answer"], 1, None, address)
    with pytest.raises(TypeError, match="unary"):
        over_blocks(operator.neg, ["x"], 1, None, address)


def test_workers_with_other_releases_are_refused(address, monkeypatch):
    here = dask_cluster.releases()
    monkeypatch.setattr(dask_cluster, "SAME_RELEASES", ("mingxi", "numpy"))
    client = FakeClient({"tcp://a": here, "tcp://b": here | {"numpy": "1.0"}})
    with pytest.raises(BadConfig, match=r"tcp://b.*numpy 1\.0; here is numpy 2"):
        dask_cluster.check_releases(client, address)


class FakeClient:
    """What workers of two releases would answer."""

    def __init__(self, answers):
        self.answers = answers

    def wait_for_workers(self, *_, **__):
        return None

    def run(self, _):
        return self.answers


@pytest.mark.parametrize("wrong", ["nonsense", "foo://x:1", ""])
def test_a_wrong_address_is_one_message(wrong):
    with pytest.raises(BadConfig, match="no Dask scheduler answers there"):
        over_blocks(operator.neg, [1, 2], 1, None, wrong)


def test_a_cluster_without_workers_is_one_message(monkeypatch):
    class Empty(FakeClient):
        def wait_for_workers(self, *_, **__):
            raise TimeoutError

    with pytest.raises(BadConfig, match="no worker"):
        dask_cluster.check_releases(Empty({}), "tcp://a")
