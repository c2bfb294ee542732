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
      let separator = arguments.count > 1 ? text(arguments[1]) : ""
      return .string(try joined(try elements(of: arguments[0]), separator: separator))
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
      if other(1).isEmpty { return .array(subject.map { .string(String($0)) }) }
      return .array(
        parts(of: subject, at: other(1)).filter { !$0.isEmpty }.map { .string($0) })
    case .replacing:
      let pieces = parts(of: subject, at: other(1)).map { Value.string($0) }
      return .string(try joined(pieces, separator: other(2)))
    case .repeatText:
      let count = try checkedCount(arguments[1].number)
      let (bytes, overflow) = subject.utf8.count.multipliedReportingOverflow(by: count)
      guard !overflow, bytes <= limits.outputBytes else { throw tooLong }
      return .string(String(repeating: subject, count: count))
    default:
      // A second argument asks for an integer.
      if arguments.count > 1 {
        guard let whole = Int(subject), let number = Double(exactly: whole),
          integer(number) != nil
        else { return .none }
        return .double(number)
      }
      return (number(fromDecimal: subject) ?? namedNumber(subject)).map { .double($0) } ?? .none
    }
  }

  private func joined(_ elements: [Value], separator: String) throws(Failure) -> String {
    var texts = elements
    var count = max(0, texts.count - 1) * separator.utf8.count
    for index in texts.indices {
      count += bytes(of: &texts[index])
      guard count <= limits.outputBytes else { throw tooLong }
    }
    return String(unsafeUninitializedCapacity: count) { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      var end = start
      for (index, text) in texts.enumerated() {
        if index > 0 { write(separator, to: &end) }
        write(text, to: &end)
      }
      return end - start
    }
  }

  /// The text of a template.
  func joinedTexts(
    _ template: TextTemplate, _ d: UnsafeMutablePointer<Double>, _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) -> String {
    var room = 0
    for piece in template.pieces {
      switch piece {
      case .text(let text): room += text.count
      case .number: room += mostDigits
      case .value(let register): room += bytes(of: &v[register])
      }
      guard room <= limits.outputBytes + mostDigits * template.pieces.count else { throw tooLong }
    }
    let text = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      var end = start
      for piece in template.pieces {
        switch piece {
        case .text(let text):
          text.withUnsafeBufferPointer { write($0, to: &end) }
        case .number(let register): write(d[register], to: &end)
        case .value(let register):
          write(v[register], to: &end)
          v[register] = .void
        }
      }
      return String(
        decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
    guard text.utf8.count <= limits.outputBytes else { throw tooLong }
    return text
  }

  /// Turns a value into its text; gives the number of its bytes.
  @inline(__always)
  private func bytes(of slot: inout Value) -> Int {
    let count = textBytes(slot)
    if count >= 0 { return count }
    let own = text(slot)
    slot = .string(own)
    return own.utf8.count
  }

  /// A text may hold as much as a cell may print.
  var tooLong: Failure {
    .script("limit.text", "a text may hold \(grouped(limits.outputBytes)) bytes at most")
  }

  /// The parts of `subject` between occurrences of `separator`, compared as Swift compares characters.
  /// The number of a text such as `inf`, `-nan` and `0x1p4`, which Swift reads as well.
  private func namedNumber(_ text: String) -> Double? {
    let plain = text.drop { $0 == "+" || $0 == "-" }.lowercased()
    return ["inf", "nan", "0x"].contains { plain.hasPrefix($0) } ? Double(text) : nil
  }

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

/// How many bytes a text has; -1 for a value of another kind.
@inline(__always)
private func textBytes(_ value: borrowing Value) -> Int {
  switch value {
  case .string(let text): text.utf8.count
  default: -1
  }
}

/// Writes a text where there is room for it.
@inline(__always)
private func write(_ value: borrowing Value, to end: inout UnsafeMutablePointer<UInt8>) {
  switch value {
  case .string(let text): write(text, to: &end)
  default: break
  }
}

@inline(__always)
private func write(_ text: String, to end: inout UnsafeMutablePointer<UInt8>) {
  // Texts are contiguous, except those that Foundation bridges.
  if text.utf8.withContiguousStorageIfAvailable({ write($0, to: &end) }) != nil { return }
  for byte in text.utf8 {
    end.initialize(to: byte)
    end += 1
  }
}

@inline(__always)
private func write(_ bytes: UnsafeBufferPointer<UInt8>, to end: inout UnsafeMutablePointer<UInt8>) {
  guard let base = bytes.baseAddress else { return }
  end.initialize(from: base, count: bytes.count)
  end += bytes.count
}

/// What the longest text of a number takes, such as -2.2250738585072014e-308.
private let mostDigits = 24

/// Writes the text of a number, as `numberText` has it; integers without a detour.
private func write(_ number: Double, to end: inout UnsafeMutablePointer<UInt8>) {
  guard let whole = integer(number), whole.magnitude < 1 << 53, whole != 0 else {
    return write(shownText(number), to: &end)
  }
  if whole < 0 {
    end.initialize(to: UInt8(ascii: "-"))
    end += 1
  }
  var count = 1
  var bound: UInt = 10
  while whole.magnitude >= bound {
    count += 1
    bound *= 10
  }
  var rest = whole.magnitude
  for place in stride(from: count - 1, through: 0, by: -1) {
    end[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
    rest /= 10
  }
  end += count
}

/// The number of characters of a text.
func characterCount(_ text: String) -> Int {
  let isPlain = text.utf8.withContiguousStorageIfAvailable(isPlainASCII)
  return isPlain == true ? text.utf8.count : text.count
}

/// Whether each byte is a character: in ASCII only a carriage return may be half of one.
private func isPlainASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  let raw = UnsafeRawBufferPointer(bytes)
  var start = 0
  while start + 8 <= raw.count {
    let word = raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)
    // The upper bit of each byte that is 0x0D or beyond ASCII.
    let difference = word ^ 0x0D0D_0D0D_0D0D_0D0D
    let isReturn = (difference &- 0x0101_0101_0101_0101) & ~difference
    guard (word | isReturn) & 0x8080_8080_8080_8080 == 0 else { return false }
    start += 8
  }
  return raw[start...].allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
}
