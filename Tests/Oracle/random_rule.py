"""Random rules of every shape, and for each fact the values worth trying: on every border, beside it and beyond."""

from fractions import Fraction as F

from exact import decimal_text

SHAPES = ["bands", "linear", "proportion", "deduct", "each-period", "parts", "any-of"]


class RuleWriter:
    """Writes rules one after another; `values` and `benchmarks` grow as the rules name new ones."""

    def __init__(self, chance):
        self.chance, self.values, self.benchmarks, self.names = chance, {}, {}, 0

    def odds(self, share):
        return self.chance.random() < share

    def rule(self, points):
        """(rule, the fact that the indicator must name or None) of at most so many points."""
        shape = self.chance.choice(SHAPES)
        if shape == "any-of":
            return self.any_of(points)
        fact = None if shape == "parts" else self.new_name("f")
        return self.shape(shape, points, fact), fact

    def any_of(self, points):
        inherited = self.new_name("f") if self.odds(0.5) else None
        return {"any-of": self.alternatives(points, inherited, 2)}, inherited

    def alternatives(self, points, inherited, depth):
        """One of them reads the inherited fact, so that no fact is named for nothing."""
        result = [self.number_shape(points, inherited)] if inherited else []
        while len(result) < 2 or self.odds(0.3):
            if depth and self.odds(0.3):
                own = self.new_name("f") if self.odds(0.5) else None
                nested = {"any-of": self.alternatives(points, own, depth - 1)}
                result.append({"fact": own} | nested if own else nested)
            elif self.odds(0.2):
                result.append(self.shape("parts", points, None))
            else:
                fact = self.new_name("f")
                result.append({"fact": fact} | self.number_shape(points, fact))
        self.chance.shuffle(result)
        return result

    def number_shape(self, points, fact):
        return self.shape(self.chance.choice(["bands", "linear", "proportion", "deduct", "each-period"]), points, fact)

    def shape(self, shape, points, fact):
        return {shape: getattr(self, shape.replace("-", "_"))(points, fact)}

    def new_name(self, letter):
        self.names += 1
        return f"{letter}{self.names}"

    def number(self):
        return F(self.chance.randint(-4, 40), self.chance.choice([1, 2, 4, 10]))

    def positive(self):
        return F(self.chance.randint(1, 40), self.chance.choice([1, 2, 4, 10]))

    def part_of(self, points):
        return points * F(self.chance.randint(0, 4), 4)

    def watch(self, name, borders):
        """Notes a number fact; a border is tried as it is, just below and just above."""
        tried = [border + step for border in borders for step in (0, 0, F(-1, 100), F(1, 1000))]
        texts = [decimal_text(value) for value in tried + [self.number(), self.number()]]
        self.values.setdefault(name, []).extend(texts + [texts[0] + ("0" if "." in texts[0] else ".0")])

    # Shapes

    def bands(self, points, fact):
        borders = sorted({self.number() for _ in range(self.chance.randint(1, 3))})
        self.watch(fact, borders)
        if self.odds(0.1):
            return [{"points": self.part_of(points)}]
        ends = [{"below": borders[0]}, *({"from": low, "below": high} for low, high in zip(borders, borders[1:])),
                {"from": borders[-1]}]
        return [end | {"points": self.part_of(points)} for end in ends]

    def linear(self, points, fact):
        low = self.number()
        ends = [low, low + self.positive()]
        self.watch(fact, [*ends, sum(ends) / 2])
        if self.odds(0.3):
            ends.reverse()
        return {key: {"value": value, "points": self.part_of(points)} for key, value in zip(("from", "to"), ends)}

    def proportion(self, points, fact):
        target = self.positive()
        self.watch(fact, [F(0), target, target / 2])
        own = {"points": points * F(self.chance.randint(1, 4), 4)} if self.odds(0.4) else {}
        return {"target": target} | own

    def deduct(self, points, fact):
        body = {"each": points / self.chance.choice([2, 4, 5])}
        if self.odds(0.5):
            body["start"] = points * F(self.chance.randint(1, 4), 4)
        if self.odds(0.5):
            body["per"] = self.positive()
        if side := self.chance.choice(["over", "under", None]):
            body[side] = self.number()
        if self.odds(0.5):
            body["whole"] = self.odds(0.7)
        limit, per = body.get("over", body.get("under", F(0))), body.get("per", F(1))
        step = -per if side == "under" else per
        self.watch(fact, [limit, limit + step, limit + 2 * step, limit + step * F(3, 2)])
        return body

    def each_period(self, points, fact):
        periods = [2023, 2024, 2025][:self.chance.randint(1, 3)]
        name = self.new_name("b")
        marks = {period: self.number() for period in periods}
        for period, mark in marks.items():
            self.watch(f"{fact}@{period}", [mark])
        if self.odds(0.5):
            self.benchmarks[name] = {"title": {"zh": "基准"}, "values": marks}
        else:
            for period, mark in marks.items():
                self.watch(f"{name}@{period}", [mark])
        return {"periods": periods, "points": points / (4 if len(periods) > 2 else len(periods)),
                self.chance.choice(["above", "at-least"]): name}

    def parts(self, points, _):
        count = self.chance.choice([1, 2, 4])
        names = [self.new_name("p") for _ in range(count)]
        self.values |= {name: ["yes", "no", "true", "false", "是", "否", "1", "0"] for name in names}
        return [{"fact": name, "title": {"zh": "条"}, "points": points / count} for name in names]
