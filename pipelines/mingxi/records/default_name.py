"""What default is called to the person whose risk is told."""

from mingxi.declare.words import Words


def seriously_late_within(months: int) -> Words:
    """What a default risk over ``months`` speaks of."""
    return Words(
        f"未来 {months} 个月内严重晚还",
        f"a serious late payment within {months} {'month' if months == 1 else 'months'}",
    )
