"""What the ledger's page calls canonical: JSON in one spelling, strict base64, digests. And the fault that ends every check."""

import base64
import binascii
import hashlib
import json

LARGEST = 2**53 - 1


class Fault(Exception):
    """The sentence that says what is wrong."""


def must(holds, sentence):
    if not holds:
        raise Fault(sentence)


def no_float(text):
    raise ValueError(f"{text} is no integer")


def encode(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def bounded(value):
    """Whether no number is too large and no text holds U+0000, keys as well."""
    if isinstance(value, dict):
        return all(bounded(key) and bounded(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(bounded, value))
    return "\0" not in value if isinstance(value, str) else value is None or abs(value) <= LARGEST


def parse(data, where):
    """Reads JSON that writing it anew does not change; a key that stands twice is lost on the way and shows as well."""
    try:
        value = json.loads(data.decode(), parse_float=no_float, parse_constant=no_float)
        again = encode(value)
    except (ValueError, RecursionError):
        raise Fault(f"{where} is not JSON in UTF-8, of integers alone") from None
    must(again == data, f"{where} is not canonical JSON")
    must(bounded(value), f"{where} holds U+0000 or a number beyond 2^53 - 1")
    return value


def digest(data):
    return hashlib.sha256(data).hexdigest()


def unpadded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def base64url(text):
    """The bytes of unpadded base64url, or None where it is not the one spelling of them."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return data if unpadded(data) == text else None


def base64padded(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None
    return data if base64.b64encode(data).decode() == text else None


def lines(data, name):
    """The lines of a file whose every line ends with U+000A."""
    try:
        text = data.decode()
    except ValueError:
        raise Fault(f"{name} is not UTF-8") from None
    must(not text or text.endswith("\n"), f"{name}: the last line does not end")
    return text.split("\n")[:-1]
