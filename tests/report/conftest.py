"""Decisions, declarations and facts that the tests of the report share."""

import pytest
from sample_decisions import MADE, decision
from sample_features import DEBT, FEATURES, INCOME, LATE, LENDERS, SPENDING, TENURE
from sample_parts import MONEY

from mingxi.declare.feature import Concept, Feature
from mingxi.records.decision import (
    Decision,
    Money,
    Question,
    Versions,
)


@pytest.fixture(scope="session")
def decisions() -> dict[Question, Decision]:
    """One decision per question."""
    return {question: made() for question, made in MADE.items()}


@pytest.fixture(params=list(MADE), ids=str)
def each(request: pytest.FixtureRequest) -> Decision:
    """Each of the seven decisions in turn."""
    return MADE[request.param]()


@pytest.fixture(scope="session")
def concepts() -> tuple[Concept, ...]:
    """The six concepts."""
    return (LATE, DEBT, LENDERS, INCOME, TENURE, SPENDING)


@pytest.fixture(scope="session")
def features() -> tuple[Feature, ...]:
    """All features."""
    return tuple(FEATURES.values())


@pytest.fixture(scope="session")
def money() -> Money:
    """Yuan."""
    return MONEY


@pytest.fixture(scope="session")
def versions() -> Versions:
    """Versions of the sample decisions."""
    return decision(Question.LIMIT_LOW).versions
