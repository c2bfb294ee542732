import Diagnostics
import Script

/// Keys with values in the order of insertion, as the language's dictionaries are.
public struct OrderedMap<Key: Hashable & Sendable, Value>: ExpressibleByDictionaryLiteral {
  private var slots: [Key: Int] = [:]
  private var entries: [(key: Key, value: Value)?] = []

  /// An empty dictionary.
  public init() {}

  /// The pairs of a literal, whose keys must be different.
  public init(dictionaryLiteral elements: (Key, Value)...) {
    self.init(elements)
  }

  /// A dictionary of pairs, whose keys must be different.
  public init(_ pairs: [(Key, Value)]) {
    for (key, value) in pairs {
      check(key)
      if slots[key] != nil {
        stop("the key \(scriptValue(of: key).text) stands twice in the dictionary")
      }
      self[key] = value
    }
  }

  /// The pairs, in order.
  public var elements: [(key: Key, value: Value)] { entries.compactMap { $0 } }

  /// The number of keys.
  public var count: Double { Double(slots.count) }

  /// The value of a key; nil takes the key away.
  public subscript(_ key: Key) -> Value? {
    get {
      check(key)
      return slots[key].flatMap { entries[$0]?.value }
    }
    set {
      check(key)
      if let newValue {
        if let slot = slots[key] {
          entries[slot]?.value = newValue
        } else {
          slots[key] = entries.count
          entries.append((key, newValue))
        }
      } else if let slot = slots.removeValue(forKey: key) {
        entries[slot] = nil
        if entries.count > 2 * slots.count + 8 { closeGaps() }
      }
    }
  }

  /// The value of a key, or another one if the key is missing.
  public subscript(_ key: Key, default fallback: @autoclosure () -> Value) -> Value {
    get { self[key] ?? fallback() }
    set { self[key] = newValue }
  }

  /// The same keys with other values.
  public func mapValues<Other>(_ transform: (Value) -> Other) -> OrderedMap<Key, Other> {
    OrderedMap<Key, Other>(elements.map { ($0.key, transform($0.value)) })
  }

  private mutating func closeGaps() {
    entries = entries.filter { $0 != nil }
    for (index, entry) in entries.enumerated() {
      if let entry { slots[entry.key] = index }
    }
  }

  private func check(_ key: Key) {
    stopping { _ throws(Diagnostic) in try scriptValue(of: key).base.checkAsKey() }
  }
}

extension OrderedMap: Sendable where Value: Sendable {}

extension ScriptValue: Hashable {
  /// Feeds what `==` looks at to `hasher`.
  public func hash(into hasher: inout Hasher) { base.hash(into: &hasher) }
}

private func scriptValue(of key: Any) -> ScriptValue {
  switch key {
  case let number as Double: ScriptValue(number)
  case let truth as Bool: ScriptValue(truth)
  case let text as String: ScriptValue(text)
  case let value as ScriptValue: value
  default: .void
  }
}
