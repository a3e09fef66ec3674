// Which criterion of the newer edition is which of the older: by id, or by what it is where the id was changed.

import AssessmentModel

/// The criteria of two editions, paired.
struct CriterionPairs {
    /// A criterion with its place in the tree.
    struct Placed {
        let criterion: Criterion
        let parent: Criterion?
        /// 1, 1.1, 1.1.1 …
        let number: String
    }

    /// In the order of the file, parents first.
    let old: [Placed]
    let new: [Placed]
    private let newIDs: [CriterionID: CriterionID]
    private let oldIDs: [CriterionID: CriterionID]

    init(_ old: Scheme, _ new: Scheme) {
        self.old = placed(old.criteria)
        self.new = placed(new.criteria)
        newIDs = pairs(self.old.map(\.criterion), self.new.map(\.criterion))
        oldIDs = Dictionary(newIDs.map { ($0.value, $0.key) }) { first, _ in first }
    }

    func newID(of old: CriterionID) -> CriterionID? { newIDs[old] }

    /// The older form of a criterion of the newer edition; nil where it was added.
    func counterpart(of id: CriterionID) -> Placed? {
        oldIDs[id].flatMap { old in self.old.first { $0.criterion.id == old } }
    }

    /// The newer titles by the older ids.
    var newTitles: [CriterionID: LocalizedText] {
        let titles = Dictionary(new.map { ($0.criterion.id, $0.criterion.title) }) { first, _ in first }
        return newIDs.compactMapValues { titles[$0] }
    }
}

/// A tree as a list, each criterion with its number.
func placed(_ criteria: [Criterion], under parent: CriterionPairs.Placed? = nil) -> [CriterionPairs.Placed] {
    criteria.enumerated().flatMap { index, criterion in
        let number = (parent.map { $0.number + "." } ?? "") + "\(index + 1)"
        let own = CriterionPairs.Placed(criterion: criterion, parent: parent?.criterion, number: number)
        return [own] + placed(criterion.children, under: own)
    }
}

/// Same id; else same title and points, where only one on each side has them.
private func pairs(_ old: [Criterion], _ new: [Criterion]) -> [CriterionID: CriterionID] {
    let oldIDs = Set(old.map(\.id))
    let newIDs = Set(new.map(\.id))
    let left = Dictionary(grouping: old.filter { !newIDs.contains($0.id) }, by: Likeness.init)
    let right = Dictionary(grouping: new.filter { !oldIDs.contains($0.id) }, by: Likeness.init)
    var pairs = Dictionary(oldIDs.intersection(newIDs).map { ($0, $0) }) { first, _ in first }
    for (likeness, removed) in left {
        guard removed.count == 1, let added = right[likeness], added.count == 1 else { continue }
        pairs[removed[0].id] = added[0].id
    }
    return pairs
}

/// What makes a criterion with another id the same one.
private struct Likeness: Hashable {
    let title: String
    let points: String
    let isIndicator: Bool

    init(_ criterion: Criterion) {
        title = criterion.title.zh
        points = criterion.points.exactText
        isIndicator = criterion.indicator != nil
    }
}
