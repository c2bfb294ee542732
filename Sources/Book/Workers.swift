import Dispatch
import Synchronization

/// How many things are done at once: chapters share nothing, so that each worker takes the next.
package struct Workers: Sendable {
  /// The most workers at once, or nil for one on every core.
  let limit: Int?

  /// Workers on every core, or `limit` of them.
  package init(_ limit: Int? = nil) { self.limit = limit.map { max(1, $0) } }

  /// The results of `transform` for each element, in order. Those of the most `effort` are begun
  /// first, so that no core is left with a long one at the end.
  ///
  /// - Complexity: each element is transformed once, in no particular order.
  func map<Element: Sendable, Output: Sendable>(
    _ elements: [Element], effort: ((Element) -> Int)? = nil,
    _ transform: @Sendable (Element) -> Output
  ) -> [Output] {
    var order = Array(elements.indices)
    if let effort {
      let efforts = elements.map(effort)
      order.sort { (-efforts[$0], $0) < (-efforts[$1], $1) }
    }
    let turns = order
    let results = Mutex([Output?](repeating: nil, count: elements.count))
    guard let limit, limit < elements.count else {
      DispatchQueue.concurrentPerform(iterations: elements.count) { turn in
        let index = turns[turn]
        let result = transform(elements[index])
        results.withLock { $0[index] = result }
      }
      return results.withLock { $0.compactMap { $0 } }
    }
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: limit) { _ in
      while true {
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard turn < elements.count else { return }
        let index = turns[turn]
        let result = transform(elements[index])
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}

/// The results of `transform` for each element, computed on all cores, in order.
func concurrentMap<Element: Sendable, Output: Sendable>(
  _ elements: [Element], _ transform: @Sendable (Element) -> Output
) -> [Output] {
  Workers().map(elements, transform)
}
