"""What many works ask is answered in a few rounds, and each gets its own answers."""

from hypothesis import given
from hypothesis import strategies as st

from mingxi.recipes.rounds import answered_together

plans = st.lists(st.lists(st.integers(0, 99), max_size=4), max_size=8)


@given(plans)
def test_each_work_gets_the_answers_to_its_own_questions(plans):
    rounds: list[list[int]] = []

    def answers(who, questions):
        rounds.append(list(who))
        return [(number, question) for number, question in zip(who, questions, strict=True)]

    def asking(plan):
        return lambda ask: [ask(question) for question in plan]

    found = answered_together([asking(plan) for plan in plans], answers)
    assert found == [[(i, question) for question in plan] for i, plan in enumerate(plans)]
    assert len(rounds) == max(map(len, plans), default=0), "one round for all that ask at a time"


def test_what_is_asked_next_may_rest_on_the_answer_before():
    def search(ask):
        low, high = 0, 64
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if ask(middle) else (low, middle)
        return low

    sought = [5, 63, 0, 17]

    def answers(who, questions):
        return [sought[i] >= question for i, question in zip(who, questions, strict=True)]

    assert answered_together([search] * 4, answers) == sought
