import pytest
from simulate_worlds import frames, whole, world, world_numbers


@pytest.fixture(scope="session")
def numbers():
    return world_numbers()


@pytest.fixture(scope="session")
def base_block(numbers):
    """4,000 borrowers, all 36 months, nothing done to them."""
    return whole(world(numbers, 4_000))


@pytest.fixture(scope="session")
def observed(base_block):
    return frames(base_block.observed)


@pytest.fixture(scope="session")
def truth(base_block):
    return frames(base_block.truth)
