"""Student's t, for degrees of freedom that need not be whole.

scipy takes a third of a second to load: nobody waits for it who has no programme to judge.
"""


def student_p(t: float, freedom: float) -> float:
    """Return how often Student's t lies this far from 0 or further, on either side."""
    from scipy.special import stdtr  # noqa: PLC0415

    return float(2 * stdtr(freedom, -abs(t)))


def student_limit(freedom: float, alpha: float = 0.05) -> float:
    """Return the t beyond which, on either side, a share `alpha` lies."""
    from scipy.special import stdtrit  # noqa: PLC0415

    return float(-stdtrit(freedom, alpha / 2))
