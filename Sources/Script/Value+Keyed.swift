/// Keys with values, in the order of insertion.
///
/// Removing a key keeps the order of the rest and costs constant time on average.
package struct DictionaryValue: Sendable {
  private var table = KeyTable()

  /// An empty dictionary.
  package init() {}

  /// A dictionary of `pairs`; the last of equal keys wins, at the place of the first.
  package init(_ pairs: [(key: Value, value: Value)]) {
    for pair in pairs { self[pair.key] = pair.value }
  }

  /// The number of keys.
  package var count: Int { table.count }

  /// Where the keys stand, which tells what is shared; nil if there are none.
  var place: UnsafeRawPointer? {
    count == 0 ? nil : UnsafeRawPointer(Unmanaged.passUnretained(table).toOpaque())
  }

  /// The keys, in order.
  package var keys: [Value] { entries { table.key(at: $0) } }

  /// The values, in the order of their keys.
  package var values: [Value] { entries { table.value(at: $0) } }

  /// The pairs, in order.
  package var pairs: [(key: Value, value: Value)] {
    entries { (table.key(at: $0), table.value(at: $0)) }
  }

  private func entries<Element>(_ element: (Int) -> Element) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(count)
    for place in 0..<table.end where table.isOccupied(place) { result.append(element(place)) }
    return result
  }

  /// Whether `key` has a value.
  ///
  /// - Complexity: O(1) on average.
  package func contains(_ key: Value) -> Bool { table.place(of: key) >= 0 }

  /// The value of `key`; nil takes the key away.
  ///
  /// - Complexity: O(1) on average.
  package subscript(key: Value) -> Value? {
    get {
      let place = table.place(of: key)
      return place < 0 ? nil : table.value(at: place)
    }
    set {
      makeUnique()
      let place = table.place(of: key)
      if let newValue {
        if place < 0 { table.append(key, newValue) } else { table.set(newValue, at: place) }
      } else if place >= 0 {
        table.remove(at: place)
      }
    }
  }

  /// Adds `number` to the number of `key`, or to `otherwise` if there is no such key.
  @inline(__always)
  mutating func add(_ number: Double, to key: borrowing Value, otherwise: Double) {
    makeUnique()
    table.add(number, to: key, otherwise: otherwise)
  }

  /// Adds `number` to the number of `text` where it stands; false, and nothing has changed, if
  /// somebody else holds the keys too, or if this needs more than a search (``KeyTable/add(_:to:)``).
  @inline(__always)
  mutating func addInPlace(_ number: Double, to text: ShortText) -> Bool {
    isKnownUniquelyReferenced(&table) && table.add(number, to: text)
  }

  /// Takes the value of `key` out and leaves a hole, to be filled; nil if there is none.
  mutating func take(_ key: borrowing Value) -> Value? {
    makeUnique()
    let place = table.place(of: key)
    guard place >= 0 else { return nil }
    return table.take(at: place)
  }

  @inline(__always)
  private mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&table) { table = KeyTable(copying: table) }
  }
}

/// Different values, in the order of insertion.
package struct SetValue: Sendable {
  private var dictionary = DictionaryValue()

  /// The set of the different ones of `elements`.
  package init(_ elements: [Value] = []) {
    for element in elements { insert(element) }
  }

  /// The number of elements.
  package var count: Int { dictionary.count }

  /// The elements, in order.
  package var elements: [Value] { dictionary.keys }

  /// Where the elements stand, which tells what is shared; nil if there are none.
  var place: UnsafeRawPointer? { dictionary.place }

  /// Whether `element` is in the set.
  package func contains(_ element: Value) -> Bool { dictionary.contains(element) }

  /// Adds `element` if it is not there yet; tells whether it was new.
  @discardableResult
  package mutating func insert(_ element: Value) -> Bool {
    guard !contains(element) else { return false }
    dictionary[element] = .void
    return true
  }

  /// Takes `element` away; tells whether it was there.
  @discardableResult
  package mutating func remove(_ element: Value) -> Bool {
    guard contains(element) else { return false }
    dictionary[element] = nil
    return true
  }
}
