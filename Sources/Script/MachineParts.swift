import Diagnostics
import Tensors

// What only reads takes its value `borrowing`: a `switch` over it then binds the payload where it
// stands, and no reference is counted. (Patterns on a register itself would copy.)

/// Part `index` of a tuple, structure or array.
@inline(__always)
func part(_ value: borrowing Value, _ index: Int) -> Value {
  switch value {
  case .tuple(let tuple): tuple.elements[index]
  case .structure(let structure): structure.fields[index]
  case .enumeration(let value): value.payload[index]
  case .array(let elements): elements[index]
  case .flags(let flags): .bool(flags[index])
  default: .void
  }
}

/// What a number register holds for a value.
@inline(__always)
func number(of value: borrowing Value) -> Double {
  switch value {
  case .double(let number): number
  case .bool(let truth): truth ? 1 : 0
  default: otherNumber(of: value)
  }
}

@inline(never)
private func otherNumber(of value: borrowing Value) -> Double {
  switch value {
  case .double(let number): number
  case .bool(let truth): truth ? 1 : 0
  case .enumeration(let value): Double(value.kind.index)
  case .tensor(let tensor): tensor.scalar ?? .nan
  case .traced(let traced): otherNumber(of: traced.value)
  default: .nan
  }
}

/// Part `index` of a tuple or structure as a number.
@inline(__always)
func partNumber(_ value: borrowing Value, _ index: Int) -> Double {
  switch value {
  case .structure(let structure): number(of: structure.fields[index])
  case .tuple(let tuple): number(of: tuple.elements[index])
  default: .nan
  }
}

/// Copies element `number` of the array in a register into `slot`.
@inline(never)
func loadElement(
  _ slot: UnsafeMutablePointer<Value>, _ array: UnsafeMutablePointer<Value>, _ number: Double
) throws(Failure) {
  slot.pointee = try element(array.pointee, number)
}

/// Element `number` of an array.
@inline(__always)
private func element(_ array: borrowing Value, _ number: Double) throws(Failure) -> Value {
  switch array {
  case .array(let elements):
    return elements[try checkedPosition(number, elements.count, of: "array")]
  case .flags(let flags): return .bool(flags[try checkedPosition(number, flags.count, of: "array")])
  default: return .void
  }
}

/// Element `number` of an array, as a number.
@inline(__always)
func elementNumber(_ array: borrowing Value, _ position: Double) throws(Failure) -> Double {
  switch array {
  case .flags(let flags):
    let index = Script.position(position, flags.count)
    guard index >= 0 else { throw .position(position, count: flags.count, of: "array") }
    return flags[index] ? 1 : 0
  case .array(let elements):
    let index = Script.position(position, elements.count)
    guard index >= 0 else { throw .position(position, count: elements.count, of: "array") }
    return number(of: elements[index])
  default: return .nan
  }
}

// What changes in place is moved out of its register and back, so that no reference is counted and
// whoever else holds it is noticed.

/// Changes an element of an array of truth values.
@inline(never)
func setBoolean(
  _ slot: UnsafeMutablePointer<Value>, _ number: Double, _ truth: Bool
) throws(Failure) {
  if setFlag(slot, number, truth) { return }
  unpack(&slot.pointee)
  let whole = slot.move()
  guard case .array(var elements) = consume whole else {
    slot.initialize(to: .void)
    return
  }
  let count = elements.count
  let index = position(number, count)
  if index >= 0 { elements[index] = .bool(truth) }
  slot.initialize(to: .array(elements))
  if index < 0 { throw .position(number, count: count, of: "array") }
}

/// Changes an element of an array of truth values that stand a byte each; false if they do not, or
/// if there is no such element.
@inline(__always)
func setFlag(_ slot: UnsafeMutablePointer<Value>, _ number: Double, _ truth: Bool) -> Bool {
  guard isPacked(slot.pointee) else { return false }
  let whole = slot.move()
  guard case .flags(var flags) = consume whole else {
    slot.initialize(to: .void)
    return false
  }
  let index = position(number, flags.count)
  if index >= 0 { flags[index] = truth }
  slot.initialize(to: .flags(flags))
  return index >= 0
}

/// Whether truth values stand a byte each.
@inline(__always)
func isPacked(_ value: borrowing Value) -> Bool {
  switch value {
  case .flags: true
  default: false
  }
}

/// Gives truth values a form that other values can be among.
@inline(__always)
func unpack(_ slot: inout Value) {
  if isPacked(slot) { slot = slot.unpacked }
}

/// Part `index` of element `number` of an array, as a number.
@inline(__always)
func elementPartNumber(
  _ array: borrowing Value, _ number: Double, _ index: Int
) throws(Failure) -> Double {
  switch array {
  case .array(let elements):
    let place = position(number, elements.count)
    guard place >= 0 else { throw .position(number, count: elements.count, of: "array") }
    return partNumber(elements[place], index)
  default: return .nan
  }
}

/// Lets `body` change element `number` of the array in a register, in place if nobody else holds it.
@inline(__always)
private func changeElement(
  _ slot: UnsafeMutablePointer<Value>, _ number: Double,
  _ body: (UnsafeMutablePointer<Value>) -> Void
) throws(Failure) {
  let whole = slot.move()
  guard case .array(var elements) = consume whole else {
    slot.initialize(to: .void)
    return
  }
  let count = elements.count
  let place = position(number, count)
  if place >= 0 { withUnsafeMutablePointer(to: &elements[place], body) }
  slot.initialize(to: .array(elements))
  if place < 0 { throw .position(number, count: count, of: "array") }
}

/// Changes part `index` of an element of an array, in place if nobody else holds either.
@inline(__always)
func setElementPart(
  _ slot: UnsafeMutablePointer<Value>, _ number: Double, _ index: Int, _ part: Value
) throws(Failure) {
  try changeElement(slot, number) { setPart($0, index, part) }
}

/// Changes a number that is part `index` of an element of an array.
@inline(never)
func setElementPartNumber(
  _ slot: UnsafeMutablePointer<Value>, _ position: Double, _ index: Int, _ number: Double
) throws(Failure) {
  try changeElement(slot, position) { changePartNumber($0, index) { $0 = number } }
}

/// Adds to a number that is part `index` of an element of an array.
@inline(never)
func addToElementPart(
  _ slot: UnsafeMutablePointer<Value>, _ position: Double, _ index: Int, _ number: Double
) throws(Failure) {
  try changeElement(slot, position) { changePartNumber($0, index) { $0 += number } }
}

/// Lets `body` change a number that is part `index` of a structure or tuple, in place if nobody else
/// holds it.
@inline(__always)
private func changePartNumber(
  _ slot: UnsafeMutablePointer<Value>, _ index: Int, _ body: (inout Double) -> Void
) {
  guard isStructure(slot.pointee) else {
    var number = partNumber(slot.pointee, index)
    body(&number)
    return setTuplePart(slot, index, .double(number))
  }
  let whole = slot.move()
  guard case .structure(var structure) = consume whole else {
    slot.initialize(to: .void)
    return
  }
  withUnsafeMutablePointer(to: &structure.fields[index]) { field in
    var number = Script.number(of: field.pointee)
    body(&number)
    // A plain number needs no end.
    if isPlainNumber(field.pointee) {
      field.initialize(to: .double(number))
    } else {
      field.pointee = .double(number)
    }
  }
  slot.initialize(to: .structure(structure))
}

/// Changes part `index` of a tuple or structure, in place if nobody else holds it.
@inline(__always)
func setPart(_ slot: UnsafeMutablePointer<Value>, _ index: Int, _ part: Value) {
  guard isStructure(slot.pointee) else { return setTuplePart(slot, index, part) }
  let whole = slot.move()
  guard case .structure(var structure) = consume whole else {
    slot.initialize(to: .void)
    return
  }
  structure.fields[index] = part
  slot.initialize(to: .structure(structure))
}

@inline(__always)
private func isStructure(_ value: borrowing Value) -> Bool {
  switch value {
  case .structure: true
  default: false
  }
}

@inline(never)
private func setTuplePart(_ slot: UnsafeMutablePointer<Value>, _ index: Int, _ part: Value) {
  let whole = slot.move()
  guard case .tuple(var tuple) = consume whole else {
    slot.initialize(to: .void)
    return
  }
  tuple.elements[index] = part
  slot.initialize(to: .tuple(tuple))
}

/// Changes a number that is part `index` of a tuple or structure.
@inline(never)
func setPartNumber(_ slot: UnsafeMutablePointer<Value>, _ index: Int, _ number: Double) {
  changePartNumber(slot, index) { $0 = number }
}

/// Takes part `index` of a tuple or structure out, so that it can be changed in place.
func takePart(_ slot: inout Value, _ index: Int) -> Value {
  var part = Value.void
  if case .structure(var structure) = slot {
    slot = .void
    swap(&part, &structure.fields[index])
    slot = .structure(structure)
  } else if case .tuple(var tuple) = slot {
    slot = .void
    swap(&part, &tuple.elements[index])
    slot = .tuple(tuple)
  }
  return part
}

/// Changes an element of an array, in place if nobody else holds it; `element` gets the old one.
@inline(__always)
func setElement(_ slot: inout Value, _ number: Double, _ element: inout Value) throws(Failure) {
  unpack(&slot)
  unpack(&element)
  guard case .array(var elements) = slot else { return }
  slot = .void
  let index = position(number, elements.count)
  if index >= 0 { swap(&elements[index], &element) }
  slot = .array(elements)
  guard index >= 0 else { throw .position(number, count: elements.count, of: "array") }
}

/// Takes an element of an array out, so that it can be changed in place.
func takeElement(_ slot: inout Value, _ number: Double) throws(Failure) -> Value {
  unpack(&slot)
  guard case .array(var elements) = slot else { return .void }
  slot = .void
  defer { slot = .array(elements) }
  var element = Value.void
  swap(&element, &elements[try checkedPosition(number, elements.count, of: "array")])
  return element
}

extension Machine {
  /// Adds elements at the end of an array, in place if nobody else holds it.
  func append(_ new: [Value], to slot: inout Value) throws(Failure) {
    unpack(&slot)
    try appending(to: &slot, new.count) { $0.append(contentsOf: new) }
  }

  /// Adds the value in a register, which is left empty, at the end of an array.
  @inline(never)
  func append(
    from source: UnsafeMutablePointer<Value>, to slot: UnsafeMutablePointer<Value>
  ) throws(Failure) {
    guard hasRoom(slot.pointee), !isPacked(source.pointee) else {
      return try append(taken(&source.pointee), to: &slot.pointee)
    }
    let whole = slot.move()
    guard case .array(var elements) = consume whole else {
      slot.initialize(to: .void)
      return
    }
    elements.append(source.move())
    source.initialize(to: .void)
    slot.initialize(to: .array(elements))
  }

  /// Whether a value is an array that can get another element where it stands.
  @inline(__always)
  private func hasRoom(_ value: borrowing Value) -> Bool {
    switch value {
    case .array(let elements):
      elements.count < elements.capacity && elements.count < limits.tensorElements
    default: false
    }
  }

  /// Adds an element at the end of an array.
  func append(_ new: Value, to slot: inout Value) throws(Failure) {
    unpack(&slot)
    try appending(to: &slot, 1) { $0.append(new.unpacked) }
  }

  @inline(__always)
  private func appending(
    to slot: inout Value, _ count: Int, _ append: (inout [Value]) -> Void
  ) throws(Failure) {
    guard case .array(var elements) = slot else { return }
    guard elements.count + count <= limits.tensorElements else { throw arrayLimit }
    if elements.capacity < elements.count + count {
      try checkGrowth(to: (elements.count + count) * MemoryLayout<Value>.stride)
    }
    slot = .void
    if elements.capacity < elements.count + count {
      try countElements(2 * elements.count * MemoryLayout<Value>.stride / 8)
    }
    append(&elements)
    slot = .array(elements)
  }

  /// The failure of an array that would have too many elements.
  var arrayLimit: Failure {
    .script("limit.elements", "an array has at most \(grouped(limits.tensorElements)) elements")
  }

  /// The number of elements that `for` would go through.
  func count(of value: Value) -> Int {
    switch value {
    case .array(let elements): elements.count
    case .flags(let flags): flags.count
    case .dictionary(let dictionary): dictionary.count
    case .set(let set): set.count
    case .string(let text): characterCount(text)
    case .tensor(let tensor): firstAxis(tensor)
    case .range(let range):
      (try? elementCount(of: range)) ?? 0
    case .traced(let traced): count(of: traced.value)
    default: 0
    }
  }

  /// The elements that `for` goes through.
  func elements(of value: Value) throws(Failure) -> [Value] {
    switch value {
    case .array(let elements): return elements
    case .flags(let flags): return flags.map { .bool($0) }
    case .set(let set): return set.elements
    case .dictionary(let dictionary):
      return dictionary.pairs.map {
        .tuple(TupleValue([$0.key, $0.value], labels: ["key", "value"]))
      }
    case .string(let text): return text.map { .string(String($0)) }
    case .tensor(let tensor):
      if tensor.rank == 1 { return tensor.values.map { .double($0) } }
      return try rows(of: tensor).map { .tensor($0) }
    case .range(let range):
      let count = try elementCount(of: range)
      let lower = range.lower ?? 0
      try countElements(count * MemoryLayout<Value>.stride / 8)
      return (0..<count).map { .double(lower + Double($0)) }
    case .traced(let traced): return try tracedElements(traced)
    default: return []
    }
  }

  /// How many integers a range holds.
  func elementCount(of range: RangeValue) throws(Failure) -> Int {
    guard let lower = range.lower, let upper = range.upper else {
      throw .script("range.open", "a range without both bounds cannot be counted through")
    }
    guard let first = integer(lower), let last = integer(upper) else { throw uncountable(range) }
    let count = last - first + (range.isClosed ? 1 : 0)
    guard count <= limits.tensorElements else {
      throw .script(
        "limit.elements",
        "\(text(.range(range))) has more than"
          + " \(grouped(limits.tensorElements)) elements")
    }
    return max(0, count)
  }

  func uncountable(_ range: RangeValue) -> Failure {
    .script(
      "range.fraction",
      "the bounds of \(text(.range(range))) must be integral to count through it",
      hints: ["for steps of another size write stride(from:to:by:)"])
  }
}
