// Work on many elements, spread over the cores.

import Foundation

extension Array {
    /// `transform` of each element, in their order; several run at once, each on a thread of its own.
    package func concurrentMap<Value: Sendable>(_ transform: (Element) -> Value) -> [Value] {
        let results = UnsafeMutableBufferPointer<Value>.allocate(capacity: count)
        defer { results.deallocate() }
        withoutActuallyEscaping(transform) { transform in
            nonisolated(unsafe) let (transform, elements, results) = (transform, self, results)
            DispatchQueue.concurrentPerform(iterations: elements.count) { index in
                results.initializeElement(at: index, to: transform(elements[index]))
            }
        }
        defer { results.deinitialize() }
        return Array<Value>(results)
    }
}
