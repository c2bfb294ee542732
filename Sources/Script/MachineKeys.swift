extension Machine {
  /// The instructions on dictionaries.
  @inline(never)
  func performKey(_ i: Instruction, _ v: UnsafeMutablePointer<Value>) throws(Failure) {
    let a = Int(i.a)
    let b = Int(i.b)
    let c = Int(i.c)
    switch i.op {
    case .key:
      try checkKey(v[c])
      guard case .dictionary(let dictionary) = v[b] else { return }
      v[a] = dictionary[v[c]] ?? .none
    case .takeKey:
      try checkKey(v[c])
      withDictionary(v + b) { v[a] = $0.take(v[c]) ?? .none }
    default:
      try checkKey(v[b])
      let value = taken(&v[c]).unpacked
      unpack(&v[b])
      withDictionary(v + a) {
        if isNone(value) { $0[v[b]] = nil } else { $0[v[b]] = value }
      }
    }
  }

  func makeSet(_ elements: [Value]) throws(Failure) -> Value {
    for element in elements { try checkKey(element) }
    return .set(SetValue(elements.map(\.untraced)))
  }

  func makeDictionary(_ flat: [Value]) throws(Failure) -> Value {
    var dictionary = DictionaryValue()
    for index in stride(from: 0, to: flat.count - 1, by: 2) {
      try checkKey(flat[index])
      guard !dictionary.contains(flat[index]) else {
        throw .script(
          "value.key", "the key \(text(flat[index])) stands twice in the dictionary")
      }
      dictionary[flat[index].untraced] = flat[index + 1]
    }
    return .dictionary(dictionary)
  }
}

/// Lets `body` change the dictionary in a register, in place if nobody else holds it.
@inline(__always)
func withDictionary(
  _ slot: UnsafeMutablePointer<Value>, _ body: (inout DictionaryValue) -> Void
) {
  let whole = slot.move()
  slot.initialize(to: .void)
  guard case .dictionary(var dictionary) = consume whole else { return }
  body(&dictionary)
  slot.initialize(to: .dictionary(dictionary))
}

/// Adds a number to that of a key, or to the one after it if there is no such key.
@inline(never)
func addToKey(
  _ slot: UnsafeMutablePointer<Value>, _ key: UnsafeMutablePointer<Value>,
  _ numbers: UnsafeMutablePointer<Double>
) throws(Failure) {
  if let text = ShortText(key.pointee), addInPlace(numbers[0], to: text, slot) { return }
  try addToAnyKey(slot, key, numbers)
}

@inline(never)
private func addToAnyKey(
  _ slot: UnsafeMutablePointer<Value>, _ key: UnsafeMutablePointer<Value>,
  _ numbers: UnsafeMutablePointer<Double>
) throws(Failure) {
  try checkKey(key.pointee)
  unpack(&key.pointee)
  withDictionary(slot) { $0.add(numbers[0], to: key.pointee, otherwise: numbers[1]) }
}

/// Adds `numbers[0]` to the number of the text at `position` of a list, or to `numbers[1]` if there
/// is no such key.
@inline(never)
func addToKeyOfElement(
  _ slot: UnsafeMutablePointer<Value>, _ list: UnsafeMutablePointer<Value>,
  _ position: Double, _ numbers: UnsafePointer<Double>
) throws(Failure) {
  if let text = shortText(in: list.pointee, position),
    addInPlace(numbers[0], to: text, slot)
  {
    return
  }
  try addToAnyKeyOfElement(slot, list, position, numbers)
}

@inline(never)
private func addToAnyKeyOfElement(
  _ slot: UnsafeMutablePointer<Value>, _ list: UnsafeMutablePointer<Value>,
  _ position: Double, _ numbers: UnsafePointer<Double>
) throws(Failure) {
  try withElement(list.pointee, position) { key in
    withDictionary(slot) { $0.add(numbers[0], to: key, otherwise: numbers[1]) }
  }
}

/// Adds a number to that of a short text where it stands; false, and nothing has changed, if that is
/// not so simple.
@inline(__always)
private func addInPlace(
  _ number: Double, to text: ShortText, _ slot: UnsafeMutablePointer<Value>
) -> Bool {
  var isDone = false
  withDictionary(slot) { isDone = $0.addInPlace(number, to: text) }
  return isDone
}

/// Element `number` of an array, if there is one and it is a short text.
@inline(__always)
private func shortText(in array: borrowing Value, _ number: Double) -> ShortText? {
  switch array {
  case .array(let elements):
    let place = position(number, elements.count)
    return place >= 0 ? ShortText(elements[place]) : nil
  default: return nil
  }
}

/// Lets `body` read an element of an array where it stands.
@inline(__always)
private func withElement(
  _ array: borrowing Value, _ number: Double, _ body: (borrowing Value) -> Void
) throws(Failure) {
  switch array {
  case .array(let elements):
    let place = position(number, elements.count)
    guard place >= 0 else { throw .position(number, count: elements.count, of: "array") }
    elements.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { body((base + place).pointee) }
    }
  default: return
  }
}

/// Refuses a key that would never be found again.
@inline(__always)
func checkKey(_ key: borrowing Value) throws(Failure) {
  switch key {
  case .string: return
  case .double(let number): if !number.isNaN { return }
  default: if !(copy key).containsNaN { return }
  }
  throw nanKey
}

private var nanKey: Failure {
  .script("value.key", "NaN cannot be a key: it is not equal to itself")
}
