// What changed between two lists of statements, one line a change.

import AssessmentModel

/// Compares what two editions say about one subject.
struct StatementChanges {
    let strings: SchemeStrings

    /// The changes of a topic.
    typealias Lines = (topic: Topic, lines: [String])

    /// Topics with changes, in the order of the newer statements, then those that only the older ones have.
    func changes(from old: [Statement], to new: [Statement]) -> [Lines] {
        let topics = (new + old).map(\.topic).reduce(into: [Topic]()) { topics, topic in
            if !topics.contains(topic) { topics.append(topic) }
        }
        return topics.compactMap { topic in
            let lines = compare(old.filter { $0.topic == topic }, new.filter { $0.topic == topic })
            return lines.isEmpty ? nil : (topic, lines)
        }
    }

    private func compare(_ old: [Statement], _ new: [Statement]) -> [String] {
        var left = old.filter { statement in !new.contains { $0.id == statement.id } }
        var right = new.filter { statement in !old.contains { $0.id == statement.id } }
        var lines = new.compactMap { statement in
            old.first { $0.id == statement.id }.flatMap { $0.text == statement.text ? nil : changed($0, statement) }
        }
        lines += renamed(&left, &right)
        if let first = left.first, first.pairing == .place, left.count == right.count {
            lines += zip(left, right).map(changed)
        } else if let topic = right.first?.topic, topic == .rule, !left.isEmpty {
            let texts = ["from": strings.clauses(left.map(\.text)), "to": strings.clauses(right.map(\.text))]
            lines.append(strings(.changed, values(topic, texts)))
        } else {
            lines += right.map { strings(.added, values($0.topic, ["text": $0.text])) }
            lines += left.map { strings(.removed, values($0.topic, ["text": $0.text])) }
        }
        return lines + order(old, new)
    }

    private func changed(_ old: Statement, _ new: Statement) -> String {
        strings(.changed, values(new.topic, ["from": old.text, "to": new.text]))
    }

    /// Takes away items of which only the id differs, and says so.
    private func renamed(_ left: inout [Statement], _ right: inout [Statement]) -> [String] {
        var lines: [String] = []
        for statement in left where statement.pairing == .item {
            let same = right.filter { $0.text == statement.text }
            guard same.count == 1, left.count(where: { $0.text == statement.text }) == 1 else { continue }
            lines.append(
                strings(
                    .renamed,
                    values(statement.topic, ["text": statement.text, "from": statement.id, "to": same[0].id])))
            left.removeAll { $0.text == statement.text }
            right.removeAll { $0.text == statement.text }
        }
        return lines
    }

    /// Where the same statements stand in another order.
    private func order(_ old: [Statement], _ new: [Statement]) -> [String] {
        let before = old.filter { statement in new.contains { $0.id == statement.id } }
        let after = new.filter { statement in old.contains { $0.id == statement.id } }
        guard before.map(\.id) != after.map(\.id), let topic = after.first?.topic else { return [] }
        let texts = ["from": strings.list(before.map(\.text)), "to": strings.list(after.map(\.text))]
        return [strings(.reordered, values(topic, texts))]
    }

    private func values(_ topic: Topic, _ values: [String: String]) -> [String: String] {
        guard let label = topic.label else { return values }
        return values.merging(["label": strings[label]]) { $1 }
    }
}
