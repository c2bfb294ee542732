package import Diagnostics
import Numerics

extension BindingComment {
  /// Reads the inside of an HTML comment; nil if it does not speak to mathbook.
  ///
  ///     comment  = "=" bound | "live" "=" bound | "let" name | "source:" key | "skip:" reason
  ///              | "#" id | "mathbook:" block
  ///     block    = "=" bound? (";" bound?)* | "rows" name ":" bound? (";" bound?)*
  ///              | "columns:" header "=" bound (";" header "=" bound)* | "strict" mode
  ///     bound    = "_" | expr ["±" number ["%"]] | expr "in" number "..." number
  ///     mode     = "off" | "warn" | "deny"
  ///
  /// `text` is what stands between `<!--` and `-->`, `range` the whole comment.
  package init?(parsing text: MappedText, range: SourceRange) {
    let text = text.trimmed
    guard let content = Self.content(text) else { return nil }
    self.init(content: content, range: range)
  }

  /// Whether the comment begins like one of ours, so that not being able to read it is worth a
  /// word.
  static func isMeant(_ text: MappedText) -> Bool {
    let text = text.trimmed
    return ["=", "let ", "live ", "live=", "source:", "skip:", "mathbook:"].contains {
      text.starts(with: $0)
    }
  }

  private static func content(_ text: MappedText) -> Content? {
    if let rest = text.dropping("mathbook:") { return block(rest.trimmed) }
    if let rest = text.dropping("=") { return bound(rest).map { .value($0) } }
    if let rest = text.dropping("live")?.trimmed.dropping("=") {
      return bound(rest).map { .live($0) }
    }
    if let rest = text.dropping("let ")?.trimmed {
      guard isName(rest.bytes) else { return nil }
      return .given(name: rest.text, rest.sourceRange)
    }
    if let rest = text.dropping("source:")?.trimmed {
      guard !rest.bytes.isEmpty, !rest.bytes.contains(0x20) else { return nil }
      return .cited(key: rest.text, rest.sourceRange)
    }
    if let rest = text.dropping("skip:")?.trimmed {
      return rest.bytes.isEmpty ? nil : .waived(reason: rest.text)
    }
    if let rest = text.dropping("#") {
      let isIdentifier = rest.bytes.allSatisfy {
        $0.isWordPart || $0 >= 0x80 || $0 == 0x2D || $0 == 0x3A || $0 == 0x2E
      }
      guard isIdentifier, !rest.bytes.isEmpty else { return nil }
      return .identifier(rest.text, rest.sourceRange)
    }
    return nil
  }

  private static func block(_ text: MappedText) -> Content? {
    if let rest = text.dropping("=") { return list(rest).map { .paragraph($0) } }
    if let rest = text.dropping("rows ") {
      guard let colon = rest.split(at: 0x3A).first, colon.bytes.count < rest.bytes.count else {
        return nil
      }
      let name = colon.trimmed
      let tail = rest.slice(colon.bytes.count + 1, rest.bytes.count)
      guard isName(name.bytes), let expressions = list(tail) else { return nil }
      return .rows(parameter: name.text, expressions)
    }
    if let rest = text.dropping("columns:") {
      var columns: [(header: String, BoundExpression)] = []
      for part in rest.split(at: 0x3B) {
        guard let equals = part.bytes.firstIndex(of: 0x3D) else { return nil }
        let header = part.slice(0, equals).trimmed.text
        guard !header.isEmpty, let value = bound(part.slice(equals + 1, part.bytes.count)) else {
          return nil
        }
        columns.append((header, value))
      }
      return columns.isEmpty ? nil : .columns(columns)
    }
    if let rest = text.dropping("strict ")?.trimmed {
      return Strictness(rawValue: rest.text).map { .strictness($0) }
    }
    if text.starts(with: "skip:") || text.starts(with: "source:") { return content(text) }
    return nil
  }

  private static func list(_ text: MappedText) -> [BoundExpression?]? {
    var result: [BoundExpression?] = []
    for part in text.split(at: 0x3B) {
      let part = part.trimmed
      if part.text == "_" {
        result.append(nil)
      } else if let value = bound(part) {
        result.append(value)
      } else {
        return nil
      }
    }
    return result
  }

  /// An expression with the tolerance written after it.
  private static func bound(_ text: MappedText) -> BoundExpression? {
    let text = text.trimmed
    guard !text.bytes.isEmpty, text.bytes.first != 0x3D else { return nil }
    if let (left, right) = text.cut(around: Array("±".utf8)) {
      guard let (value, isPercent) = number(right.trimmed.bytes), value >= 0,
        !left.trimmed.bytes.isEmpty
      else { return nil }
      return BoundExpression(
        left.trimmed, tolerance: isPercent ? .relative(value / 100) : .absolute(value))
    }
    if let (left, right) = text.cut(around: Array(" in ".utf8)),
      let (low, high) = right.cut(around: Array("...".utf8)),
      let a = number(low.trimmed.bytes), let b = number(high.trimmed.bytes), !a.isPercent,
      !b.isPercent, a.value <= b.value
    {
      return BoundExpression(left.trimmed, tolerance: .range(a.value, b.value))
    }
    return BoundExpression(text)
  }

  private static func number(_ bytes: [UInt8]) -> (value: Double, isPercent: Bool)? {
    var bytes = bytes
    var isPercent = false
    if bytes.last == 0x25 {
      isPercent = true
      bytes.removeLast()
      while bytes.last == 0x20 { bytes.removeLast() }
    }
    var isNegative = false
    if bytes.starts(with: [0xE2, 0x88, 0x92]) {
      isNegative = true
      bytes.removeFirst(3)
    } else if bytes.first == 0x2D {
      isNegative = true
      bytes.removeFirst()
    }
    guard let scanned = scanNumber(bytes, at: 0, style: NumberStyle()), scanned.end == bytes.count,
      (scanned.exponent ?? 0).magnitude < 400
    else { return nil }
    let value = scanned.mantissa.scaled(byPowerOfTen: scanned.exponent ?? 0).doubleValue
    return (isNegative ? -value : value, isPercent)
  }

  private static func isName(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, !first.isDigit else { return false }
    return bytes.allSatisfy { $0.isWordPart || $0 >= 0x80 }
  }
}

extension MappedText {
  /// The text without white space around it.
  package var trimmed: MappedText {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start].isWhite { start += 1 }
    while end > start, bytes[end - 1].isWhite { end -= 1 }
    return start == 0 && end == bytes.count ? self : slice(start, end)
  }

  func starts(with prefix: String) -> Bool { bytes.starts(with: Array(prefix.utf8)) }

  /// What follows `prefix`, or nil if the text does not start with it.
  func dropping(_ prefix: String) -> MappedText? {
    starts(with: prefix) ? slice(prefix.utf8.count, bytes.count) : nil
  }

  /// The parts between the `separator`s that stand outside of brackets and strings.
  func split(at separator: UInt8) -> [MappedText] {
    var parts: [MappedText] = []
    var start = 0
    forEachOuter { i in
      if bytes[i] == separator {
        parts.append(slice(start, i))
        start = i + 1
      }
    }
    parts.append(slice(start, bytes.count))
    return parts
  }

  /// The parts before and after the last `mark` that stands outside of brackets and strings.
  func cut(around mark: [UInt8]) -> (MappedText, MappedText)? {
    var found: Int?
    forEachOuter { i in
      if bytes.matches(mark, at: i) { found = i }
    }
    return found.map { (slice(0, $0), slice($0 + mark.count, bytes.count)) }
  }

  private func forEachOuter(_ visit: (Int) -> Void) {
    var depth = 0
    var isString = false
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if isString {
        if byte == 0x5C { i += 1 }
        if byte == 0x22 { isString = false }
      } else if byte == 0x22 {
        isString = true
      } else if byte == 0x28 || byte == 0x5B || byte == 0x7B {
        depth += 1
      } else if byte == 0x29 || byte == 0x5D || byte == 0x7D {
        depth -= 1
      } else if depth == 0 {
        visit(i)
      }
      i += 1
    }
  }
}

extension UInt8 {
  /// Whether the byte is ASCII white space.
  var isWhite: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
