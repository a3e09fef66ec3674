"""Types of events, and reading them: fields, what they conceal, what of it is public, and where in a round they stand."""

import math

from canonical import Fault, must, parse
from forms import trouble

HEADER = ["at:day", "id:bits", "sd?:sd", "seq:count", "type:any", "v:one"]

# type, `@` and the edition that it came with; fields; how many values it conceals, the actor too, as `least-most` in edition 1 and from
# edition 2 on; what is public of them; the states of its round in which it may stand, and the state that follows.
TABLE = """
log.genesis              | origin:text key:key edition@2:edition offset@2:offset            | 0 1     |        |                         |
rules.proposed           | edition:edition offset:offset                                    | 1 1     |        |                         |
rules.adopted            | proposal:count                                                   | 2 1     |        |                         |
key.added                | key:key                                                          | 1 1     |        |                         |
key.retired              | key:key                                                          | 1 1     |        |                         |
user.added               |                                                                  | 1-2 1-2 |        |                         |
user.removed             |                                                                  | 2 2     |        |                         |
expert.registered        |                                                                  | 2 2     |        |                         |
zone.registered          | zone:id name:name kind:kind english?:name prefecture?:name code?:name | 1 1 |       |                         |
calendar.loaded          | year:count holidays:days workdays:days                           | 1 1     |        |                         |
programme.adopted@4      | programme:id file:digest                                         | - 1     |        |                         |
call.published@4         | call:id programme:id scheme:digest file:digest purpose:purpose to:day | - 1     |        |                         |
call.extended@4          | call:id to:day                                                   | - 2     |        |                         |
application.submitted    | application:id zone:id purpose:purpose call@4:id level@4:level   | 6- 6-   |        |                         |
application.recommended  | application:id                                                   | 1-2 1-2 |        |                         |
application.returned     | application:id level:level                                       | 1-2 1-2 |        |                         |
application.accepted     | application:id                                                   | 1-2 1-2 |        |                         |
application.withdrawn@3  | application:id                                                   | - 2     |        |                         |
round.planned            | round:id plan:digest scheme:digest scheme_json@2:digest zones:digest | 1 1 |        | none                    | planned
candidate.listed         | round:id candidate:code source:source excluded:excluded          | 1 1     |        | planned                 |
draw.committed           | round:id commitment:digest reserve@2:digest quotas:quotas candidates:count witness:text | 2 3 | | planned      | committed
draw.held                | round:id seed:digest witness:numbers                             | 1 1     |        | committed               | drawn
round.opened             | round:id roster:digest seats:count                               | 1 1     |        | planned drawn           | scoring
seat.assigned            | round:id zone:id seat:code                                       | 1 1     |        | scoring                 |
seat.accepted@4          | round:id                                                         | - 2     |        | scoring                 |
clarification.asked@4    | round:id                                                         | - 3     |        | scoring                 |
clarification.given@4    | round:id asked?:count                                            | - 2     |        | scoring                 |
evidence.requested@4     | round:id                                                         | - 2     |        | scoring                 |
evidence.supplied@4      | round:id request:count                                           | - 2-    |        | scoring                 |
draft.read@4             | round:id                                                         | - 3     |        | closed noticed final broken |
deadline.extended@4      | round:id deadline:deadline to:day                                | - 2     |        | scoring noticed         |
facts.recorded           | round:id zone:id                                                 | 2- 2-   | fact   | scoring                 |
cell.saved               | round:id                                                         | 3 3     |        | scoring                 |
mark.late                | round:id                                                         | 3 3     |        | closed noticed final    |
sheet.sealed             | round:id                                                         | 2- 2-   |        | scoring                 |
seat.recused             | round:id sealed:bool                                             | 3 3     |        | scoring                 |
seat.removed@3           | round:id sealed:bool                                             | - 3     |        | scoring                 |
seat.called              | round:id                                                         | 2 2     |        | scoring                 |
reopening.requested@3    | round:id                                                         | - 3     |        | scoring                 |
reopening.decided@3      | round:id request:count granted:bool                              | - 2     |        | scoring                 |
reread.called            | round:id                                                         | 3 3     |        | scoring                 |
reread.answered          | round:id                                                         | 3 3     |        | scoring                 |
revision.proposed        | round:id                                                         | 4 4     |        | scoring noticed         |
revision.decided         | round:id proposal:count confirmed:bool                           | 1 1     |        | scoring noticed         |
seat.counted             | round:id zone:id seat:code state@1:state called@1:bool           | 0- 4    | outcome marks source | scoring   |
round.closed             | round:id seats:count sealed:count recused:count missed:count     | 1 1     |        | scoring                 | closed
snapshot.sealed          | round:id snapshot:digest                                         | 0-1 0-1 |        | closed noticed          |
result.sealed            | round:id zone:id                                                 | 1 1     | result | closed noticed          |
notice.published         | round:id snapshot:digest from:day to:day                         | 1 1     |        | closed                  | noticed
objection.filed          | round:id objection:id zone:id indicator:id                       | 3- 3-   |        | noticed                 |
report.filed@3           | round:id objection:id zone:id indicator:id                       | - 3-    |        | noticed                 |
report.heard@3           | round:id objection:id                                            | - 2-    |        | noticed                 |
objection.decided        | round:id objection:id upheld:bool                                | 2 2     |        | noticed                 |
facts.corrected          | round:id zone:id objection:id                                    | 2- 2-   | fact   | noticed                 |
seat.recounted           | round:id zone:id seat:code                                       | 1 1     | marks  | noticed                 |
round.withdrawn          | round:id                                                         | 2 2     |        | planned committed drawn | withdrawn
zone.withdrawn@3         | round:id zone:id                                                 | - 2     |        | planned committed drawn scoring closed noticed |
round.broken@3           | round:id statement:said                                          | - 2     |        | scoring closed noticed  | broken
correction.published@4   | round:id snapshot:digest number:caption statement:said from?:day to?:day | - 1     |        | noticed                 |
decision.received@4      | round:id objection:id                                            | - 1     |        | noticed final           |
round.finalised          | round:id snapshot:digest number?@4:caption                       | 1 1     |        | noticed                 | final
round.reopened@4         | round:id ground:ground statement:said orders:orders              | - 2     |        | final                   | noticed
papers.issued@4          | round:id papers:papers                                           | - 1     |        | noticed final           |
certificate.issued       | round:id certificate:id zone:id from:day to:day code@4:mark paper@4:digest replaces?@4:id | 1 1     |        | final                   |
certificate.revoked      | certificate:id                                                   | 2 2     |        |                         |
act.proposed@3           | round:id act:act                                                 | - 3     |        | any                     |
act.confirmed@3          | round:id proposal:count                                          | - 1     |        | any                     |
act.declined@3           | round:id proposal:count                                          | - 2     |        | any                     |
disclosure.erased        | event@1:count digest@1:hidden                                    | 2 3     |        |                         |
bundle.released          | round:id files:files                                             | 1 1     |        | noticed final           |
backup.restored          | size:count                                                       | 2 2     |        |                         |
"""


NEWEST = 4    # the newest edition that is known here
STATES = "planned committed drawn scoring closed noticed final withdrawn broken"


def limits(word):
    if word == "-":
        return None
    least, span, most = word.partition("-")
    return int(least), int(most) if most else math.inf if span else int(least)


class Type:
    def __init__(self, row):
        self.name, fields, hides, public, states, self.leads = (cell.strip() for cell in row.split("|"))
        self.name, _, since = self.name.partition("@")
        self.since = int(since or 1)
        self.fields, self.public, self.states = fields.split(), public.split(), (STATES if states == "any" else states).split()
        self.hides = [limits(word) for word in hides.split()]


TYPES = {row.name: row for row in map(Type, TABLE.strip().split("\n"))}

# A public value: the fields of an object, or the form of another value.
VALUES = {
    "fact": ["fact:fact", "value:decimal"],
    "marks": "marks",
    "outcome": ["called:bool", "state:state"],
    "result": ["rank?:rank", "snapshot:digest", "total?:total", "verdict:verdict", "zone:id"],
    "source": "source",
}


class Event:
    """The line of an event, its header, and its own fields as items."""

    def __init__(self, seq, line):
        self.seq, self.line, where = seq, line, f"event {seq}"
        must(len(line) <= 65535, f"{where} has more than 65,535 bytes")
        fields = parse(line, where)
        must(type(fields) is dict, f"{where} is no object")
        self.type = fields.get("type")
        must(type(self.type) is str and self.type in TYPES, f"{where}: the type {self.type!r} is unknown")
        names = [word.partition(":")[0].rstrip("?") for word in HEADER]
        header = {name: fields.pop(name) for name in names if name in fields}
        wrong = trouble(HEADER, header, 1)
        self.must(not wrong, wrong)
        self.must(header["seq"] == seq, f"its seq is {header['seq']}")
        self.at, self.hidden, self.fields, self.edition = header["at"], header.get("sd", []), fields, None

    def __getitem__(self, name):
        return self.fields.get(name)

    def must(self, holds, sentence):
        if not holds:
            raise Fault(f"event {self.seq} ({self.type}): {sentence}")

    def judge(self, edition):
        """Fields and number of concealed values by the edition in force."""
        self.edition, kind = edition, TYPES[self.type]
        self.must(kind.since <= edition, f"its type is of edition {kind.since}, the ledger here of edition {edition}")
        wrong = trouble(kind.fields, self.fields, edition)
        self.must(not wrong, wrong)
        least, most = kind.hides[edition > 1]
        if self.type == "user.added":
            least = most = 1 if self.seq <= 3 else 2
        self.must(least <= len(self.hidden) <= most, f"it conceals {len(self.hidden)} values, which is not what its type does")

    @property
    def place(self):
        return self["zone"], self["seat"]


def read(data):
    """All events; their bytes are kept as they are."""
    must(data, "events.ndjson is missing or empty")
    must(data.endswith(b"\n"), "events.ndjson: the last line does not end")
    return [Event(seq, line) for seq, line in enumerate(data.split(b"\n")[:-1])]
