import sqlite3
from dataclasses import dataclass

import optuna
import pytest

from mingxi.adapters.search import SearchResult, search
from mingxi.declare.errors import BadConfig, BadData, StoreUnavailable


@dataclass(frozen=True)
class Span:
    low: float
    high: float
    log: bool = False
    whole: bool = False


SPACE = {
    "rate": Span(0.01, 1.0, log=True),
    "leaves": Span(4, 13, whole=True),
    "share": Span(0.5, 1.0),
}


def score(params):
    return -((params["leaves"] - 9) ** 2) - abs(params["rate"] - 0.1), {"rounds": params["leaves"]}


class Counted:
    """A score that counts its calls and breaks off at one of them."""

    def __init__(self, breaks_at=None, error=KeyboardInterrupt):
        self.seen, self.breaks_at, self.error = [], breaks_at, error

    def __call__(self, params):
        if len(self.seen) + 1 == self.breaks_at:
            raise self.error
        self.seen.append(params)
        return score(params)


def url(folder, name="search.db"):
    return f"sqlite:///{folder / name}"


@pytest.fixture(scope="module")
def in_one_go(tmp_path_factory):
    return search("s", url(tmp_path_factory.mktemp("whole")), SPACE, score, 6, 7)


def test_a_search_finds_good_settings_within_its_ranges(in_one_go):
    assert isinstance(in_one_go, SearchResult)
    assert [t["number"] for t in in_one_go.trials] == [0, 1, 2, 3, 4, 5]
    for trial in in_one_go.trials:
        assert trial["params"].keys() == SPACE.keys()
        assert all(s.low <= trial["params"][k] <= s.high for k, s in SPACE.items())
        assert isinstance(trial["params"]["leaves"], int)
        assert trial["value"] == score(trial["params"])[0]
        assert trial["attrs"] == {"rounds": trial["params"]["leaves"]}
    assert len({t["params"]["rate"] for t in in_one_go.trials}) == 6
    assert in_one_go.value == max(t["value"] for t in in_one_go.trials)
    assert score(in_one_go.best)[0] == in_one_go.value


def test_three_and_three_more_equal_six_in_one_go(tmp_path, in_one_go):
    first, rest = Counted(), Counted()
    search("s", url(tmp_path), SPACE, first, 3, 7)
    found = search("s", url(tmp_path), SPACE, rest, 6, 7)
    assert (len(first.seen), len(rest.seen)) == (3, 3)
    assert found == in_one_go


def test_the_learned_part_of_the_sampler_resumes_too(tmp_path):
    # the sampler starts to learn from trials after the first ten
    whole = search("s", url(tmp_path, "a.db"), SPACE, score, 14, 7)
    search("s", url(tmp_path, "b.db"), SPACE, score, 12, 7)
    assert search("s", url(tmp_path, "b.db"), SPACE, score, 14, 7) == whole


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError("broken table")])
def test_an_interrupted_trial_is_done_again_with_the_same_proposal(tmp_path, in_one_go, error):
    with pytest.raises(type(error) if isinstance(error, Exception) else error):
        search("s", url(tmp_path), SPACE, Counted(breaks_at=4, error=error), 6, 7)
    rest = Counted()
    found = search("s", url(tmp_path), SPACE, rest, 6, 7)
    assert len(rest.seen) == 3
    assert found == in_one_go


def test_a_trial_left_running_by_a_killed_process_is_done_again(tmp_path, in_one_go):
    search("s", url(tmp_path), SPACE, score, 3, 7)
    storage = optuna.storages.RDBStorage(url(tmp_path))
    optuna.load_study(study_name="s", storage=storage).ask()  # never told: its process is gone
    storage.remove_session()
    storage.engine.dispose()
    found = search("s", url(tmp_path), SPACE, score, 6, 7)
    assert found == in_one_go
    storage = optuna.storages.RDBStorage(url(tmp_path))
    trials = optuna.load_study(study_name="s", storage=storage).trials
    assert [t.state.name for t in trials] == ["COMPLETE"] * 3 + ["FAIL"] + ["COMPLETE"] * 3
    storage.remove_session()
    storage.engine.dispose()


def test_a_finished_search_runs_nothing(tmp_path):
    done = search("s", url(tmp_path), SPACE, score, 3, 7)
    again = Counted()
    assert search("s", url(tmp_path), SPACE, again, 3, 7) == done
    assert not again.seen


def in_steps(params):
    """The score of `score`, told in four steps that come nearer; worse ones are behind early."""
    value, attrs = score(params)
    for step in (1, 2, 3, 4):
        yield value * (1 + 1 / (step + 1)), attrs


class Stepped:
    """`in_steps`, counting its steps and breaking off at one of them."""

    def __init__(self, breaks_at=None):
        self.steps, self.breaks_at = 0, breaks_at

    def __call__(self, params):
        for found in in_steps(params):
            self.steps += 1
            if self.steps == self.breaks_at:
                raise KeyboardInterrupt
            yield found


def test_hopeless_parameters_are_given_up_and_the_best_is_whole(tmp_path):
    counted = Stepped()
    found = search("s", url(tmp_path), SPACE, counted, 9, 7)
    given_up = [t for t in found.trials if t["pruned"]]
    assert 0 < len(given_up) < 5
    assert counted.steps < 4 * 9
    assert len(found.trials) == 9
    assert not next(t for t in found.trials if t["params"] == found.best)["pruned"]
    assert found.value == max(t["value"] for t in found.trials if not t["pruned"])


@pytest.mark.parametrize("breaks_at", [3, 18, 25])
def test_a_search_in_steps_that_was_cut_ends_as_if_it_had_not_been(tmp_path, breaks_at):
    whole = search("s", url(tmp_path, "a.db"), SPACE, in_steps, 9, 7)
    with pytest.raises(KeyboardInterrupt):
        search("s", url(tmp_path, "b.db"), SPACE, Stepped(breaks_at), 9, 7)
    assert search("s", url(tmp_path, "b.db"), SPACE, in_steps, 9, 7) == whole


def test_another_seed_searches_elsewhere(tmp_path, in_one_go):
    assert search("t", url(tmp_path), SPACE, score, 6, 8).trials != in_one_go.trials


def test_the_same_name_for_another_search_is_refused(tmp_path):
    search("s", url(tmp_path), SPACE, score, 1, 7)
    with pytest.raises(BadConfig, match="another seed or other ranges"):
        search("s", url(tmp_path), SPACE, score, 2, 8)
    with pytest.raises(BadConfig, match="another seed or other ranges"):
        search("s", url(tmp_path), {**SPACE, "leaves": Span(4, 31, whole=True)}, score, 2, 7)


def test_a_plain_number_is_a_score_too(tmp_path):
    found = search("s", url(tmp_path), SPACE, lambda params: params["rate"], 2, 0)
    assert found.best["rate"] == found.value


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_score_that_is_no_number_is_refused_and_not_kept(tmp_path, value):
    with pytest.raises(BadData, match="score of trial 0"):
        search("s", url(tmp_path), SPACE, lambda params: value, 2, 0)
    assert len(search("s", url(tmp_path), SPACE, score, 1, 0).trials) == 1


def test_a_store_that_cannot_be_opened_says_so(tmp_path):
    (tmp_path / "letter.db").write_bytes(b"not a database " * 100)
    for place in (
        url(tmp_path / "nowhere"),
        f"sqlite:///{tmp_path}",
        url(tmp_path, "letter.db"),
        "no address",
    ):
        with pytest.raises(StoreUnavailable, match="search store"):
            search("s", place, SPACE, score, 1, 0)


def test_a_store_that_cannot_be_written_says_so(tmp_path):
    search("s", url(tmp_path), SPACE, score, 1, 0)
    file = tmp_path / "search.db"
    with pytest.raises(StoreUnavailable, match="readonly"):
        search("s", f"sqlite:///file:{file}?mode=ro&uri=true", SPACE, score, 2, 0)


def test_a_store_that_breaks_on_the_way_says_so(tmp_path):
    def drops_the_table(params):
        with sqlite3.connect(tmp_path / "search.db") as other:
            other.execute("DROP TABLE trial_values")
        other.close()
        return score(params)

    with pytest.raises(StoreUnavailable, match="trial_values"):
        search("s", url(tmp_path), SPACE, drops_the_table, 1, 0)


def test_a_password_is_not_repeated(tmp_path):
    with pytest.raises(StoreUnavailable) as told:
        search("s", "postgresql+nodriver://me:secret@localhost/x", SPACE, score, 1, 0)
    assert "secret" not in str(told.value)
    assert "me:***@localhost" in str(told.value)


def test_no_trial_is_refused(tmp_path):
    with pytest.raises(BadConfig, match="n_trials"):
        search("s", url(tmp_path), SPACE, score, 0, 0)


def test_nothing_is_printed(tmp_path, capfd):
    search("s", url(tmp_path), SPACE, score, 2, 0)
    assert capfd.readouterr() == ("", "")
