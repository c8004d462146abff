"""Works that each ask a question, answered for all of them at once."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")
Done = TypeVar("Done")


class _Waits(Exception, Generic[Question]):
    """A work that cannot go on before its question is answered."""

    def __init__(self, question: Question) -> None:
        super().__init__("waits for an answer")
        self.question = question


def answered_together(
    works: Sequence[Callable[[Callable[[Question], Answer]], Done]],
    answers: Callable[[Sequence[int], Sequence[Question]], Sequence[Answer]],
) -> list[Done]:
    """What each work comes to, in their order, when its questions are answered.

    A work is called with a function to ask. At a question that has no answer yet it breaks off,
    and is called again, from the start, once the questions of all works have been answered: so
    what it does before it asks must be pure, and always the same.

    Parameters
    ----------
    works : sequence of callable
        ``work(ask)`` → what it comes to.
    answers : callable
        Numbers of the works that ask and their questions → answers, in the same order.

    Examples
    --------
    >>> def doubled(who, numbers):
    ...     return [2 * number for number in numbers]
    >>> answered_together([lambda ask: ask(1) + ask(5), lambda ask: 7], doubled)
    [12, 7]
    """
    known: list[list[Answer]] = [[] for _ in works]
    done: dict[int, Done] = {}
    waiting: dict[int, Question] = {}
    open_works: Sequence[int] = range(len(works))
    while open_works:
        waiting.clear()
        for i in open_works:
            try:
                done[i] = works[i](_asker(known[i]))
            except _Waits as wait:
                waiting[i] = wait.question
        open_works = list(waiting)
        if open_works:
            found = answers(open_works, list(waiting.values()))
            for i, answer in zip(open_works, found, strict=True):
                known[i].append(answer)
    return [done[i] for i in range(len(works))]


def _asker(known: Sequence[Answer]) -> Callable[[Question], Answer]:
    """Function that gives the answers known so far in turn, and breaks off after them."""
    rest = iter(known)

    def ask(question: Question) -> Answer:
        """The answer, or the question put down for the next round."""
        for answer in rest:
            return answer
        raise _Waits(question)

    return ask
