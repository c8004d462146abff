import pytest

from mingxi.declare.errors import BadConfig


@pytest.mark.parametrize(
    ("found", "read"),
    [
        ("there is none", "a key: there is none. Remove it"),
        ("unknown. Did you mean 'seed'?", "a key: unknown. Did you mean 'seed'? Remove it"),
        ("it is cut off.", "a key: it is cut off. Remove it"),
    ],
)
def test_what_was_found_ends_with_one_stop(found, read):
    assert str(BadConfig("a key", found, "Remove it")) == read
