"""Numbers: decimals read and printed as fractions, one rounding step, weighted means of ordered values."""

import re
from fractions import Fraction
from math import floor

YES, NO = {"yes", "true", "是", "1"}, {"no", "false", "否", "0"}
DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def number(text):
    """A plain decimal as a fraction; None when it is none."""
    return Fraction(text) if DECIMAL.fullmatch(text) else None


def share_of(text, whole):
    """`80%` of the whole, or plain points."""
    return Fraction(text[:-1]) / 100 * whole if text.endswith("%") else Fraction(text)


def truth(text):
    return True if text in YES else False if text in NO else None


def rounded(value, mode, decimals):
    """One rounding step; the sign is set aside first (GB/T 8170-2008)."""
    scaled = abs(value) * 10 ** decimals
    whole, rest = floor(scaled), scaled - floor(scaled)
    up = rest > Fraction(1, 2) or rest == Fraction(1, 2) and (mode == "half-up" or whole % 2 == 1)
    result = Fraction(whole + (up and mode != "down"), 10 ** decimals)
    return -result if value < 0 else result


def decimal_text(value, decimals=None):
    """The value as a decimal where it terminates (or with so many decimals), else as `n/d`."""
    if value is None:
        return None
    if decimals is None:
        decimals = next((d for d in range(64) if value.denominator and 10 ** d % value.denominator == 0), None)
        if decimals is None:
            return fraction_text(value)
    units = int(abs(value) * 10 ** decimals)
    digits = str(units).rjust(decimals + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def fraction_text(value):
    return None if value is None else f"{value.numerator}/{value.denominator}"


def weights(method, count, high=0, low=0):
    """How often each of `count` ascending values counts; None when nothing is left. Median and means are all such weights."""
    if method == "median":
        middle = {(count - 1) // 2, count // 2}
        return [int(place in middle) for place in range(count)] if count else None
    if method == "mean":
        high = low = 0
    if count <= high + low:
        return None
    result = [int(low <= place < count - high) for place in range(count)]
    if method == "winsorised-mean":
        result[low] += low
        result[count - high - 1] += high
    return result


def weighted_mean(values, times):
    return sum(value * time for value, time in zip(values, times)) / sum(times)
