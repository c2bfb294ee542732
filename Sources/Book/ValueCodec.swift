import Library
import Script
import Tensors

/// Values as bytes and back: numbers keep all their bits.
///
///     value = tag content
///     text  = count bytes          count = 8 bytes, the lowest first
struct ValueWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether something was met that cannot be kept: a function, an unknown object.
  private(set) var hasFailed = false

  mutating func add(_ value: Value) {
    switch value {
    case .void: bytes.append(0)
    case .none: bytes.append(1)
    case .double(let number):
      bytes.append(2)
      add(number)
    case .bool(let flag): bytes.append(flag ? 4 : 3)
    case .string(let text):
      bytes.append(5)
      add(text)
    case .tensor(let tensor):
      bytes.append(6)
      add(tensor.shape.sizes.count)
      for size in tensor.shape.sizes { add(size) }
      for number in tensor.values { add(number) }
    case .array(let values):
      bytes.append(7)
      add(values)
    case .flags(let flags): add(.array(flags.map { .bool($0) }))
    case .tuple(let tuple):
      bytes.append(8)
      add(tuple.elements)
      add(labels: tuple.labels)
    case .dictionary(let dictionary):
      bytes.append(9)
      add(dictionary.pairs.map(\.key))
      add(dictionary.pairs.map(\.value))
    case .set(let set):
      bytes.append(10)
      add(set.elements)
    case .range(let range):
      bytes.append(11)
      bytes.append(
        (range.lower == nil ? 0 : 1) | (range.upper == nil ? 0 : 2) | (range.isClosed ? 4 : 0))
      add(range.lower ?? 0)
      add(range.upper ?? 0)
    case .structure(let structure):
      bytes.append(12)
      add(structure.type.name)
      add(structure.type.fields.count)
      for field in structure.type.fields { add(field) }
      add(structure.fields)
    case .enumeration(let value):
      bytes.append(13)
      add(value.kind.type)
      add(value.kind.name)
      add(value.kind.index)
      add(labels: value.kind.labels)
      add(value.payload)
    case .object(let object):
      guard let content = (object as? KeptObject)?.bytes ?? StoredObject.bytes(of: object) else {
        hasFailed = true
        return
      }
      bytes.append(14)
      add(object.typeName)
      add(content.count)
      bytes += content
    case .function, .cell, .traced: hasFailed = true
    }
  }

  mutating func add(_ count: Int) {
    withUnsafeBytes(of: UInt64(bitPattern: Int64(count)).littleEndian) { bytes += $0 }
  }

  mutating func add(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += text.utf8
  }

  mutating func add(content: [UInt8]) {
    add(content.count)
    bytes += content
  }

  mutating func add(_ texts: [String]) {
    add(texts.count)
    for text in texts { add(text) }
  }

  mutating func add(_ integers: [Int]) {
    add(integers.count)
    for integer in integers { add(integer) }
  }

  mutating func add(_ shown: [ShownEntry]) {
    add(shown.count)
    for entry in shown {
      add(entry.statement)
      switch entry.content {
      case .value(let value, let isVisible):
        add(isVisible ? 1 : 0)
        add(value)
      case .printed(let text):
        add(2)
        add(text)
      }
    }
  }

  mutating func add(_ values: [Value]) {
    add(values.count)
    for value in values { add(value) }
  }

  private mutating func add(labels: [String?]) {
    add(labels.count)
    for label in labels {
      add(label == nil ? 0 : 1)
      add(label ?? "")
    }
  }
}

/// Reads what `ValueWriter` wrote; anything else is answered with nil.
struct ValueReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all bytes were read.
  var isAtEnd: Bool { position == bytes.count }

  mutating func value() -> Value? {
    guard depth < 200, let tag = byte() else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch tag {
    case 0: return .void
    case 1: return Value.none
    case 2: return number().map { .double($0) }
    case 3: return .bool(false)
    case 4: return .bool(true)
    case 5: return text().map { .string($0) }
    case 6: return tensor()
    case 7: return values().map { .array($0) }
    case 8:
      guard let elements = values(), let labels = labels() else { return nil }
      return .tuple(TupleValue(elements, labels: labels))
    case 9:
      guard let keys = values(), let values = values(), keys.count == values.count else {
        return nil
      }
      return .dictionary(DictionaryValue(Array(zip(keys, values)).map { (key: $0, value: $1) }))
    case 10: return values().map { .set(SetValue($0)) }
    case 11:
      guard let flags = byte(), let lower = number(), let upper = number() else { return nil }
      return .range(
        RangeValue(
          flags & 1 == 0 ? nil : lower, flags & 2 == 0 ? nil : upper, isClosed: flags & 4 != 0))
    case 12: return structure()
    case 13: return enumeration()
    case 14:
      guard let name = text(), let count = count(of: 1) else { return nil }
      defer { position += count }
      let content = Array(bytes[position..<position + count])
      if let kept = KeptObject(name, content) { return .object(kept) }
      return StoredObject.object(name, content).map { .object($0) }
    default: return nil
    }
  }

  mutating func integer() -> Int? {
    guard position + 8 <= bytes.count else { return nil }
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += 8
    return Int(Int64(bitPattern: word))
  }

  mutating func text() -> String? {
    guard let count = count(of: 1) else { return nil }
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  /// A count of elements of at least `size` bytes each, which the rest of the bytes can hold.
  mutating func count(of size: Int) -> Int? {
    guard let count = integer(), count >= 0, count <= (bytes.count - position) / size else {
      return nil
    }
    return count
  }

  private mutating func byte() -> UInt8? {
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1]
  }

  private mutating func number() -> Double? {
    integer().map { Double(bitPattern: UInt64(bitPattern: Int64($0))) }
  }

  mutating func content() -> [UInt8]? {
    guard let count = count(of: 1) else { return nil }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func texts() -> [String]? {
    guard let count = count(of: 8) else { return nil }
    var texts: [String] = []
    for _ in 0..<count {
      guard let text = text() else { return nil }
      texts.append(text)
    }
    return texts
  }

  mutating func integers() -> [Int]? {
    guard let count = count(of: 8) else { return nil }
    var integers: [Int] = []
    integers.reserveCapacity(count)
    for _ in 0..<count {
      guard let integer = integer() else { return nil }
      integers.append(integer)
    }
    return integers
  }

  mutating func shown() -> [ShownEntry]? {
    guard let count = count(of: 1) else { return nil }
    var shown: [ShownEntry] = []
    for _ in 0..<count {
      guard let statement = integer(), let kind = integer() else { return nil }
      if kind == 2 {
        guard let text = text() else { return nil }
        shown.append(.restored(.printed(text), statement: statement))
      } else {
        guard let value = value() else { return nil }
        shown.append(.restored(.value(value, isVisible: kind == 1), statement: statement))
      }
    }
    return shown
  }

  mutating func values() -> [Value]? {
    guard let count = count(of: 1) else { return nil }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      guard let value = value() else { return nil }
      values.append(value)
    }
    return values
  }

  private mutating func labels() -> [String?]? {
    guard let count = count(of: 16) else { return nil }
    var labels: [String?] = []
    for _ in 0..<count {
      guard let flag = integer(), let label = text() else { return nil }
      labels.append(flag == 0 ? nil : label)
    }
    return labels
  }

  private mutating func tensor() -> Value? {
    guard let rank = count(of: 8) else { return nil }
    var sizes: [Int] = []
    var total = 1
    for _ in 0..<rank {
      guard let size = integer(), size >= 0, size <= bytes.count else { return nil }
      sizes.append(size)
      total = size == 0 ? 0 : total.multipliedReportingOverflow(by: size).partialValue
    }
    guard total >= 0, total <= (bytes.count - position) / 8 else { return nil }
    var values: [Double] = []
    values.reserveCapacity(total)
    for _ in 0..<total { values.append(number() ?? 0) }
    return (try? Tensor(shape: sizes, values: values)).map { .tensor($0) }
  }

  private mutating func structure() -> Value? {
    guard let name = text(), let count = count(of: 8) else { return nil }
    var fields: [String] = []
    for _ in 0..<count {
      guard let field = text() else { return nil }
      fields.append(field)
    }
    guard let values = values(), values.count == fields.count else { return nil }
    return .structure(StructureValue(StructureType(name: name, fields: fields), values))
  }

  private mutating func enumeration() -> Value? {
    guard let type = text(), let name = text(), let index = integer(), let labels = labels(),
      let payload = values()
    else { return nil }
    return .enumeration(
      EnumerationValue(
        EnumerationCase(type: type, name: name, index: index, labels: labels), payload))
  }
}
