// QR codes as rectangles, by libqrencode (ISO/IEC 18004).

import CQREncode

/// The dark modules of a QR code.
package struct QRSymbol {
    /// Free modules around the symbol (ISO/IEC 18004, 9.1).
    private static let quietZone = 4

    /// Modules of a side, without the quiet zone.
    let width: Int
    private let modules: [UInt8]

    /// Nil when the text is too long for the largest symbol of the level.
    package init?(_ text: String, level: QRCode.Level) {
        guard let code = QRcode_encodeString8bit(text, 0, level.code) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        modules = Array(UnsafeBufferPointer(start: code.pointee.data, count: width * width))
    }

    /// Row by row, true for dark ones, without the quiet zone.
    package var rows: [[Bool]] {
        (0..<width).map { row in (0..<width).map { modules[row * width + $0] & 1 == 1 } }
    }

    /// The dark modules joined along their rows, inside a square with the quiet zone.
    func rectangles(in square: Rectangle) -> [Rectangle] {
        let module = square.width / Double(width + 2 * Self.quietZone)
        return (0..<width).flatMap { row in
            darkRuns(row).map { run in
                Rectangle(
                    x: square.minX + module * Double(run.lowerBound + Self.quietZone),
                    y: square.minY + module * Double(row + Self.quietZone),
                    width: module * Double(run.count), height: module)
            }
        }
    }

    private func darkRuns(_ row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for column in 0..<width where modules[row * width + column] & 1 == 1 {
            if let last = runs.last, last.upperBound == column {
                runs[runs.count - 1] = last.lowerBound..<column + 1
            } else {
                runs.append(column..<column + 1)
            }
        }
        return runs
    }
}

extension QRCode.Level {
    fileprivate var code: QRecLevel {
        switch self {
        case .low: QR_ECLEVEL_L
        case .medium: QR_ECLEVEL_M
        case .quartile: QR_ECLEVEL_Q
        case .high: QR_ECLEVEL_H
        }
    }
}
