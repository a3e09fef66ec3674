// A whole scheme in words, as plain values: its head, the table of its criteria, its method.

package import AssessmentModel

/// What is said of a scheme, ready to be laid out.
package struct SchemeSheet: Sendable {
    package struct Field: Equatable, Sendable {
        package let label: String
        package let text: String
    }

    /// One criterion.
    package struct Row: Equatable, Sendable {
        /// 1, 1.1, 1.1.1 …
        package let number: String
        /// 1 for a pillar.
        package let depth: Int
        package let isIndicator: Bool
        package let title: String
        package let note: String?
        package let points: String
        /// A line for each thing to know; empty where only what is below is scored.
        package let scoring: [String]
        package let evidence: String
        /// Empty where those of the criterion above apply.
        package let departments: String
    }

    /// A part of the method.
    package struct Part: Equatable, Sendable {
        package let title: String
        /// At least one.
        package let lines: [String]
    }

    package let language: Language
    package let title: String
    /// What parts a label from what it labels.
    package let colon: String
    /// What must stand in plain sight; nil for an official scheme.
    package let specimen: String?
    package let fields: [Field]
    package let tableTitle: String
    /// Number, title, points, scoring, evidence, departments.
    package let columns: [String]
    package let rows: [Row]
    /// Whether some indicator names departments of its own, so that the last column is worth its room.
    package let hasDepartmentsByIndicator: Bool
    package let footnote: String?
    package let methodTitle: String
    package let parts: [Part]

    /// The departments of a row behind what they are, for where they stand in no column of their own; nil without any.
    package func labelledDepartments(of row: Row) -> String? {
        row.departments.isEmpty ? nil : columns[5] + colon + row.departments
    }

    /// - Parameter strings: of the language to speak.
    package init(_ scheme: Scheme, strings: SchemeStrings) {
        let wording = SchemeWording(scheme, strings)
        language = strings.language
        title = wording.text(scheme.title)
        colon = strings[.colon]
        specimen =
            scheme.status == .specimen
            ? "\(strings[.statusSpecimen])\(colon)\(strings.shared[.specimenScheme])" : nil
        fields = wording.fields
        tableTitle = strings[.tableCriteria]
        columns = [
            strings[.columnNumber], strings[.columnTitle], strings[.columnPoints], strings[.columnScoring],
            strings[.columnEvidence], strings[.columnDepartments],
        ]
        rows = placed(scheme.criteria).map(wording.row)
        hasDepartmentsByIndicator = rows.contains { $0.isIndicator && !$0.departments.isEmpty }
        let isInherited = scheme.allCriteria.contains { criterion in
            criterion.children.contains { !$0.departments.isEmpty && $0.departments == criterion.departments }
        }
        footnote = isInherited ? strings[.departmentsInherited] : nil
        methodTitle = strings[.partMethod]
        parts = MethodPart.allCases.compactMap { part in
            let lines = wording.statements(of: part).map(\.text)
            return lines.isEmpty ? nil : Part(title: strings[part.title], lines: lines)
        }
    }
}

extension SchemeWording {
    fileprivate var fields: [SchemeSheet.Field] {
        let values = [
            "points": points(scheme.points), "pillars": "\(scheme.criteria.count)",
            "indicators": "\(scheme.indicators.count)",
        ]
        let source = scheme.source.map { source in
            [field(.fieldSource, self.source(source))] + (source.note.map { [field(.labelNote, text($0))] } ?? [])
        }
        return [
            field(.fieldID, scheme.id.text),
            field(.fieldEdition, strings(.edition, ["edition": "\(scheme.edition)"])),
            field(.fieldStatus, status),
        ] + (source ?? []) + ownKinds + [field(.fieldPoints, strings(.pointsInAll, values))]
    }

    /// What zones the scheme is for, where it says so.
    private var ownKinds: [SchemeSheet.Field] {
        scheme.kinds.isEmpty ? [] : [field(.fieldKinds, kinds(kindsSpokenOf))]
    }

    private func field(_ label: SchemePhrase, _ text: String) -> SchemeSheet.Field {
        SchemeSheet.Field(label: strings[label], text: text)
    }

    fileprivate func row(_ placed: CriterionPairs.Placed) -> SchemeSheet.Row {
        let criterion = placed.criterion
        let isInherited = criterion.departments == placed.parent?.departments ?? []
        return SchemeSheet.Row(
            number: placed.number, depth: placed.number.split(separator: ".").count,
            isIndicator: criterion.indicator != nil, title: text(criterion.title), note: criterion.note.map(text),
            points: points(criterion.points), scoring: scoring(of: criterion),
            evidence: criterion.indicator.map(evidence) ?? "",
            departments: isInherited ? "" : strings.list(criterion.departments.map(name)))
    }
}
