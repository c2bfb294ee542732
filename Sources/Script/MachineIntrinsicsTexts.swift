import Diagnostics
import Numerics

extension Machine {
  /// Built-in functions on texts.
  func callTextIntrinsic(
    _ intrinsic: Intrinsic, _ arguments: [Value], _ context: inout CallContext
  ) throws(Failure) -> Value {
    switch intrinsic {
    case .print:
      let items = try elements(of: arguments[0]).map { text($0) }
      let separator = text(arguments[1])
      let end = text(arguments[2])
      do {
        try context.print(items.joined(separator: separator) + end)
      } catch {
        throw Failure(error)
      }
      return .void
    case .text, .describe: return .string(text(arguments[0]))
    case .joined:
      return try checked(
        joined(try elements(of: arguments[0]), separator: text(arguments[1])))
    default: break
    }
    guard case .string(let subject) = arguments[0] else { return .void }
    func other(_ index: Int) -> String { text(arguments[index]) }
    switch intrinsic {
    case .uppercased: return .string(subject.uppercased())
    case .lowercased: return .string(subject.lowercased())
    case .hasPrefix: return .bool(subject.hasPrefix(other(1)))
    case .hasSuffix: return .bool(subject.hasSuffix(other(1)))
    case .textContains: return .bool(other(1).isEmpty || parts(of: subject, at: other(1)).count > 1)
    case .split:
      return .array(
        parts(of: subject, at: other(1)).filter { !$0.isEmpty }.map { .string($0) })
    case .replacing:
      return try checked(parts(of: subject, at: other(1)).joined(separator: other(2)))
    case .repeatText:
      let count = try checkedCount(arguments[1].number)
      let (bytes, overflow) = subject.utf8.count.multipliedReportingOverflow(by: count)
      guard !overflow, bytes <= limits.outputBytes else { throw tooLong }
      return .string(String(repeating: subject, count: count))
    default:
      let trimmed = subject
      guard let number = number(fromDecimal: trimmed) else { return .none }
      // A second argument asks for an integer.
      if arguments.count > 1, integer(number) == nil { return .none }
      return .double(number)
    }
  }

  private func joined(_ elements: [Value], separator: String) -> String {
    var result = ""
    for (index, element) in elements.enumerated() {
      if index > 0 { result += separator }
      if case .string(let part) = element { result += part } else { result += text(element) }
    }
    return result
  }

  /// The texts of the values in registers, which are left empty, as one.
  func joinedTexts(
    _ values: UnsafeMutableBufferPointer<Value>
  ) throws(Failure) -> String {
    // The bytes come together in room that is used again and again.
    var bytes: [UInt8] = []
    swap(&bytes, &textRoom)
    bytes.removeAll(keepingCapacity: true)
    defer { swap(&bytes, &textRoom) }
    for index in values.indices {
      appendText(of: values[index], to: &bytes)
      values[index] = .void
      guard bytes.count <= limits.outputBytes else { throw tooLong }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text may hold as much as a cell may print.
  var tooLong: Failure {
    .script("limit.text", "a text may hold \(grouped(limits.outputBytes)) bytes at most")
  }

  private func checked(_ text: String) throws(Failure) -> Value {
    guard text.utf8.count <= limits.outputBytes else { throw tooLong }
    return .string(text)
  }

  /// The parts of `subject` between occurrences of `separator`, compared as Swift compares characters.
  private func parts(of subject: String, at separator: String) -> [String] {
    let pattern = Array(separator)
    guard !pattern.isEmpty else { return [subject] }
    let characters = Array(subject)
    var parts: [String] = []
    var start = 0
    var index = 0
    while index + pattern.count <= characters.count {
      if characters[index] == pattern[0],
        characters[index..<(index + pattern.count)].elementsEqual(pattern)
      {
        parts.append(String(characters[start..<index]))
        index += pattern.count
        start = index
      } else {
        index += 1
      }
    }
    parts.append(String(characters[start...]))
    return parts
  }
}

/// Adds the text of a value, as `text` has it.
private func appendText(of value: borrowing Value, to bytes: inout [UInt8]) {
  switch value {
  case .string(let text): bytes.append(contentsOf: text.utf8)
  case .double(let number): appendText(of: number, to: &bytes)
  default: bytes.append(contentsOf: text(copy value).utf8)
  }
}

/// Adds the text of a number, as `numberText` has it; integers without a detour.
private func appendText(of number: Double, to bytes: inout [UInt8]) {
  guard let whole = integer(number), whole.magnitude < 1 << 53, whole != 0 else {
    return bytes.append(contentsOf: numberText(number).utf8)
  }
  if whole < 0 { bytes.append(UInt8(ascii: "-")) }
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
    var rest = whole.magnitude
    var start = 20
    while rest > 0 {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    bytes.append(contentsOf: digits[start...])
  }
}

/// The number of characters of a text.
func characterCount(_ text: String) -> Int {
  let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
    // In ASCII only a carriage return may be half of a character.
    bytes.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
  }
  return isPlain == true ? text.utf8.count : text.count
}
