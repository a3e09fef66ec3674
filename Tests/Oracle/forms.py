"""The forms of what events and disclosed values hold: one table, by names that the table of types uses."""

import datetime
import re
import unicodedata

import signed
from canonical import LARGEST, base64url

REFUSED = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f\u202a-\u202e\u2066-\u2069]")


def like(pattern):
    whole = re.compile(pattern)
    return lambda value, edition: type(value) is str and whole.fullmatch(value) is not None


def between(low, high):
    return lambda value, edition: type(value) is int and low <= value <= high


def text(longest):
    """One line in normal form C; from edition 2 on it passes the gate."""
    def holds(value, edition):
        return type(value) is str and unicodedata.is_normalized("NFC", value) and (
            edition < 2 or len(value) <= longest and not REFUSED.search(value))
    return holds


def each(form):
    return lambda value, edition: type(value) is list and all(form(item, edition) for item in value)


def pair(first, second):
    return lambda value, edition: type(value) is list and len(value) == 2 and first(value[0], edition) and second(value[1], edition)


def ordered(form, key):
    """Strictly ascending: nothing stands twice."""
    return lambda value, edition: each(form)(value, edition) and all(key(a) < key(b) for a, b in zip(value, value[1:]))


def some(form):
    return lambda value, edition: form(value, edition) and len(value) > 0


def day(value, _):
    try:
        return type(value) is str and len(value) == 10 and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def hidden(value, _):
    data = base64url(value) if type(value) is str else None
    return data is not None and len(data) == 32


def by_edition(since, old, new):
    return lambda value, edition: (new if edition >= since else old)(value, edition)


ID = like("[a-z0-9][a-z0-9._-]{0,63}")
SOURCE = by_edition(4, like("department|university|association|enterprise|third-party"), ID)    # from then on a programme gives its own
DIGEST = like("[0-9a-f]{64}")
COUNT = between(0, LARGEST)
CAPTION = some(text(200))
BITS128 = like("[A-Za-z0-9_-]{21}[AQgw]")

FORMS = {
    "act": by_edition(4, like("publish|conclude|correct|remove|withdraw|break-off|revoke"), like("publish|conclude|correct|remove|withdraw|break-off|revoke|reopen")),
    "any": lambda value, edition: type(value) is str,
    "bool": lambda value, edition: type(value) is bool,
    "caption": CAPTION,
    "code": like("[0-9abcdefghjkmnpqrstvwxyz]{20}"),
    "count": COUNT,
    "day": day,
    "days": each(day),
    "deadline": like("scoring|notice"),
    "decimal": like(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?|yes|no"),
    "digest": DIGEST,
    "edition": between(2, LARGEST),
    "excluded": each(pair(ID, like("employer|region|tie"))),
    "fact": like("[a-z0-9][a-z0-9._-]{0,63}(@[a-z0-9._-]{1,64})?"),
    "files": each(pair(text(200), DIGEST)),
    "ground": like("judgment|review|correction"),
    "hidden": hidden,
    "id": ID,
    "bits": BITS128,
    "key": lambda value, edition: type(value) is str and signed.read_key(value) is not None,
    "kind": by_edition(4, like("city|direct-county|county"), ID),
    "level": like("prefecture|province"),
    "mark": like("[0-9abcdefghjkmnpqrstvwxyz]{10}"),    # of a certificate
    "marks": ordered(pair(ID, COUNT), lambda mark: mark[0]),
    "name": text(200),
    "numbers": like("[0-9]+( [0-9]+)*"),
    "offset": between(-720, 840),
    "one": between(1, 1),
    "orders": some(ordered(lambda value, edition: each(ID)(value, edition) and len(value) == 3, lambda order: order[0])),
    "papers": some(ordered(pair(CAPTION, DIGEST), lambda paper: paper[0])),
    "purpose": by_edition(4, like("selection|supervision|designation"), ID),
    "quotas": ordered(pair(SOURCE, between(1, LARGEST)), lambda quota: quota[0]),
    "rank": between(1, LARGEST),
    "said": some(text(4000)),
    "sd": some(ordered(hidden, str)),
    "source": SOURCE,
    "state": like("sealed|recused|missed"),
    "text": text(4000),
    "total": like(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9]|/[1-9][0-9]*)?"),
    "verdict": by_edition(3, like("pass|fail|incomplete|vetoed"), like("pass|fail|incomplete|vetoed|withdrawn")),
}


def trouble(table, value, edition):
    """What is wrong with an object that should have exactly the fields of a table, or None. A field is written as its name, `?`
    where it may lack, `@1` where edition 1 alone has it, `@2` where all from edition 2 on do, `:` and its form."""
    due = {}
    for word in table:
        name, form = word.split(":")
        name, _, since = name.partition("@")
        if not since or (edition == 1 if since == "1" else edition >= int(since)):
            due[name.rstrip("?")] = form, name.endswith("?")
    for name, (form, optional) in due.items():
        if name not in value and not optional:
            return f"the field {name} is missing"
        if name in value and not FORMS[form](value[name], edition):
            return f"the field {name} has not the form {form}"
    return next((f"the field {name} has no place there" for name in value if name not in due), None)
