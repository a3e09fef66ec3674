// Work on many elements, spread over the cores.

import Foundation
import Synchronization

extension Array {
    /// `transform` of each element, in their order; several run at once, each on a thread of its own.
    package func concurrentMap<Value: Sendable>(_ transform: (Element) -> Value) -> [Value] {
        Array<Value>(unsafeUninitializedCapacity: count) { buffer, initialized in
            let results = buffer
            withoutActuallyEscaping(transform) { transform in
                nonisolated(unsafe) let (transform, elements, results) = (transform, self, results)
                DispatchQueue.concurrentPerform(iterations: elements.count) { index in
                    results.initializeElement(at: index, to: transform(elements[index]))
                }
            }
            initialized = count
        }
    }
}

/// A value that another thread finds while this one goes on.
package final class Ahead<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let found = DispatchSemaphore(value: 0)

    package init(_ find: @escaping @Sendable () -> Value) {
        DispatchQueue.global(qos: .userInitiated).async {
            let value = find()
            self.value.withLock { $0 = value }
            self.found.signal()
        }
    }

    /// Waits for it; asked once.
    package func get() -> Value {
        found.wait()
        guard let value = value.withLock({ $0.take() }) else { preconditionFailure("signalled after it was found") }
        return value
    }
}
