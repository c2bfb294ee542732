package import Script
import Synchronization

/// A picture as a cache keeps it: read from its bytes only when somebody looks at it.
///
/// Most states of a chart are never looked at again once they are laid out, and reading them took a
/// quarter of a build. A class, so that whoever looks first reads it for all.
package final class KeptObject: ScriptObject {
  /// The name of its type.
  package let typeName: String
  /// The bytes that `StoredObject` wrote.
  package let bytes: [UInt8]
  private let known = Mutex<(any ScriptObject)?>(nil)

  /// The object of the type `typeName` with `bytes`, if that is a kind that need not be read yet.
  package init?(_ typeName: String, _ bytes: [UInt8]) {
    guard typeName == "Chart" || typeName == "Animation" else { return nil }
    self.typeName = typeName
    self.bytes = bytes
  }

  /// The object itself, or nil if the bytes are none.
  package var object: (any ScriptObject)? {
    known.withLock { known in
      known = known ?? StoredObject.object(typeName, bytes)
      return known
    }
  }

  /// The text of the object.
  package func text() -> String { object?.text() ?? "" }
}

extension ScriptObject {
  /// The object itself, where a cache has put its bytes in its place.
  package var unpacked: any ScriptObject { (self as? KeptObject)?.object ?? self }
}
