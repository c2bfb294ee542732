import Diagnostics
import Script

/// Reads a table from JSON: a list of objects, an object of lists, or a list of numbers.
///
/// - Source: RFC 8259, sections 3 to 7.
struct JSONReader {
  /// A value of JSON.
  private indirect enum JSON {
    case null, flag(Bool), number(Double), text(String), list([(JSON, line: Int)])
    case object([(key: String, value: JSON, line: Int)])
  }

  private let name: String
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private static let depthLimit = 32

  /// The table in `bytes`, the content of the file `name`.
  static func table(_ name: String, _ bytes: [UInt8]) throws -> TableValue {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ScriptCause(
        "data.encoding", "\(name) is not UTF-8", hints: ["save the file with that encoding"])
    }
    var reader = JSONReader(name: name, bytes: bytes)
    let json = try reader.value(0)
    reader.skipSpace()
    guard reader.position == reader.bytes.count else {
      throw reader.fault("text follows the end")
    }
    return try reader.table(json)
  }

  private init(name: String, bytes: [UInt8]) {
    self.name = name
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
  }

  // MARK: Tables

  private func table(_ json: JSON) throws -> TableValue {
    switch json {
    case .list(let rows):
      if case .object? = rows.first?.0 { return try table(rows: rows) }
      return TableValue(
        name: name, columns: [try column("value", rows)], lines: rows.map(\.line))
    case .object(let members):
      var columns: [TableValue.Column] = []
      for member in members {
        guard case .list(let values) = member.value else {
          throw fault("column '\(member.key)' is no list", member.line)
        }
        columns.append(try column(member.key, values))
        guard columns[columns.count - 1].content.count == columns[0].content.count else {
          throw fault(
            "column '\(member.key)' has \(quantity(values.count, "row")), '\(columns[0].name)' has \(columns[0].content.count)",
            member.line)
        }
      }
      return TableValue(name: name, columns: columns, lines: [])
    default: throw fault("a table is a list of objects or an object of lists", 1)
    }
  }

  private func table(rows: [(JSON, line: Int)]) throws -> TableValue {
    guard case .object(let first)? = rows.first?.0 else { throw fault("no rows", 1) }
    var cells = [[(JSON, line: Int)]](repeating: [], count: first.count)
    for (index, row) in rows.enumerated() {
      guard case .object(let members) = row.0 else {
        throw fault("row \(index + 1) is no object", row.line)
      }
      for (column, member) in first.enumerated() {
        guard let found = members.first(where: { $0.key == member.key }) else {
          throw fault("row \(index + 1) has no '\(member.key)'", row.line)
        }
        cells[column].append((found.value, found.line))
      }
      if let extra = members.first(where: { m in !first.contains { $0.key == m.key } }) {
        throw fault("row \(index + 1) has '\(extra.key)', which the first row has not", extra.line)
      }
    }
    var columns: [TableValue.Column] = []
    for (member, values) in zip(first, cells) { columns.append(try column(member.key, values)) }
    return TableValue(name: name, columns: columns, lines: rows.map(\.line))
  }

  /// The values of one column, which must be of one type; null is missing.
  private func column(_ title: String, _ cells: [(JSON, line: Int)]) throws -> TableValue.Column {
    var numbers: [Double] = []
    var flags: [Bool] = []
    var texts: [String] = []
    var missing = 0
    for (row, cell) in cells.enumerated() {
      let before = (numbers.count - missing, flags.count, texts.count - missing)
      switch cell.0 {
      case .number(let number): numbers.append(number)
      case .flag(let flag): flags.append(flag)
      case .text(let text): texts.append(text)
      case .null:
        numbers.append(.nan)
        texts.append("")
        missing += 1
        continue
      case .list, .object:
        throw fault("column '\(title)', row \(row + 1) is no single value", cell.line)
      }
      let after = (numbers.count - missing, flags.count, texts.count - missing)
      let kinds = [after.0, after.1, after.2].count { $0 > 0 }
      if kinds > 1 || (after.1 > 0 && missing > 0) {
        let kind = before.0 > 0 ? "numbers" : before.1 > 0 ? "truth values" : "texts"
        throw fault(
          "column '\(title)', row \(row + 1) is not of the type of the rows before it, \(kind)",
          cell.line)
      }
    }
    if !flags.isEmpty, missing == 0 { return .init(name: title, content: .flags(flags)) }
    if texts.count > missing { return .init(name: title, content: .texts(texts)) }
    return .init(name: title, content: .numbers(numbers))
  }

  // MARK: Values

  private mutating func value(_ depth: Int) throws -> JSON {
    guard depth < Self.depthLimit else { throw fault("the values are nested too deep") }
    skipSpace()
    guard position < bytes.count else { throw fault("a value was expected") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try string())
    default: return try word()
    }
  }

  private mutating func object(_ depth: Int) throws -> JSON {
    var members: [(key: String, value: JSON, line: Int)] = []
    var keys: Set<String> = []
    position += 1
    while true {
      skipSpace()
      if take("}"), members.isEmpty { return .object([]) }
      let start = line
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw fault("a name in quotes was expected")
      }
      let key = try string()
      guard keys.insert(key).inserted else { throw fault("'\(key)' stands twice in one object") }
      skipSpace()
      guard take(":") else { throw fault("':' was expected after \"\(key)\"") }
      members.append((key, try value(depth + 1), start))
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw fault("',' or '}' was expected") }
    }
  }

  private mutating func list(_ depth: Int) throws -> JSON {
    var values: [(JSON, line: Int)] = []
    position += 1
    while true {
      skipSpace()
      if values.isEmpty, take("]") { return .list([]) }
      let start = line
      values.append((try value(depth + 1), start))
      skipSpace()
      if take("]") { return .list(values) }
      guard take(",") else { throw fault("',' or ']' was expected") }
    }
  }

  private mutating func word() throws -> JSON {
    let start = position
    while position < bytes.count, !",]} \n\r\t:".utf8.contains(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "null": return .null
    case "true": return .flag(true)
    case "false": return .flag(false)
    default:
      guard !text.hasPrefix("+"), let number = CSVReader.number(text) else {
        if Int(text) != nil {
          throw fault("\(text) has more digits than a number holds: write it as a text")
        }
        throw fault("'\(text)' is no value of JSON")
      }
      guard number.isFinite else { throw fault("\(text) is beyond the largest number") }
      return .number(number)
    }
  }

  private mutating func string() throws -> String {
    let start = line
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += Array(try escape().utf8)
      case 0x0A: throw fault("the quote never ends", start)
      default: text.append(byte)
      }
    }
    throw fault("the quote never ends", start)
  }

  private mutating func escape() throws -> String {
    guard position < bytes.count else { throw fault("the quote never ends") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(UnicodeScalar(byte))
    case UInt8(ascii: "u"):
      var units = [try unit()]
      // Characters beyond the first 65,536 are written as two.
      if (0xD800..<0xDC00).contains(units[0]), position + 1 < bytes.count,
        bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        units.append(try unit())
      }
      return String(decoding: units, as: UTF16.self)
    default: throw fault("'\\\(String(UnicodeScalar(byte)))' is no escape of JSON")
    }
  }

  private mutating func unit() throws -> UInt16 {
    guard position + 4 <= bytes.count,
      let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits were expected after '\\u'") }
    position += 4
    return unit
  }

  private mutating func skipSpace() {
    while position < bytes.count, " \n\r\t".utf8.contains(bytes[position]) {
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func fault(_ message: String, _ at: Int? = nil) -> ScriptCause {
    ScriptCause(
      "data.syntax", "\(name):\(at ?? line): \(message)",
      hints: ["mend the file: a list of objects with the same names, or an object of lists"])
  }
}
