import Synchronization

/// The signatures of a table's entries, each read when it is first asked for.
///
/// A class, because reading one keeps it; the lock lets chapters be checked side by side.
package final class Signatures: Sendable {
  private struct Known {
    var signatures: [Signature?]
    var typeNames: Set<String>?
  }

  private let functions: [LibraryFunction]
  private let known: Mutex<Known>

  init(of functions: [LibraryFunction]) {
    self.functions = functions
    known = Mutex(Known(signatures: Array(repeating: nil, count: functions.count)))
  }

  /// The signature of entry `index`.
  package subscript(index: Int) -> Signature {
    known.withLock { known in
      if let signature = known.signatures[index] { return signature }
      let signature = Signature.read(functions[index]).0
      known.signatures[index] = signature
      return signature
    }
  }

  /// The names of all types that occur in the signatures and are the library's own.
  ///
  /// - Complexity: the first time all signatures are read.
  var typeNames: Set<String> {
    if let names = known.withLock({ $0.typeNames }) { return names }
    var names: Set<String> = []
    for index in functions.indices { names.formUnion(self[index].objectNames) }
    known.withLock { $0.typeNames = names }
    return names
  }
}
