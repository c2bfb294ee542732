import Diagnostics
import Script

/// Reads comma-separated values.
///
///     file  = row { end row } [ end ]
///     row   = cell { separator cell }
///     cell  = '"' { any | '""' } '"' | plain
///
/// The first row names the columns. The separator is a comma, or a tab or semicolon if the first
/// row has no comma. A column is numbers if all its values are (empty, `NA` and `NaN` are missing),
/// truth values if all are `true` or `false`, else texts; so are whole numbers that lose digits.
///
/// - Source: RFC 4180, section 2.
struct CSVReader {
  private let name: String
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var separator = UInt8(ascii: ",")

  /// The table in `bytes`, the content of the file `name`.
  static func table(_ name: String, _ bytes: [UInt8]) throws -> TableValue {
    var reader = CSVReader(name, bytes)
    return try reader.table()
  }

  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    let header = self.bytes.prefix { $0 != 0x0A }
    if !header.contains(separator) {
      if header.contains(0x09) {
        separator = 0x09
      } else if header.contains(UInt8(ascii: ";")) {
        separator = UInt8(ascii: ";")
      }
    }
  }

  private mutating func table() throws -> TableValue {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ScriptCause(
        "data.encoding", "\(name) is not UTF-8", hints: ["save the file with that encoding"])
    }
    let header = try row()
    guard !header.isEmpty, header != [""] else {
      throw fault("the file has no header row", 1, Self.nameColumns)
    }
    for (index, title) in header.enumerated() {
      guard !title.isEmpty else {
        throw fault("column \(index + 1) has no name", 1, Self.nameColumns)
      }
      guard header.firstIndex(of: title) == index else {
        throw fault("two columns are called '\(title)'", 1, "give one of them another name")
      }
    }
    var columns = [[String]](repeating: [], count: header.count)
    var lines: [Int] = []
    while position < bytes.count {
      let start = line
      let cells = try row()
      if cells == [""], header.count > 1 || position >= bytes.count { continue }
      guard cells.count == header.count else {
        throw fault(
          "row \(lines.count + 1) has \(quantity(cells.count, "cell")), the header names \(header.count)",
          start, "put a text with '\(String(UnicodeScalar(separator)))' in it into quotes")
      }
      for (index, cell) in cells.enumerated() { columns[index].append(cell) }
      lines.append(start)
    }
    let typed = zip(header, columns).map { title, cells in
      TableValue.Column(name: title, content: Self.typed(cells))
    }
    for (column, cells) in zip(typed, columns) {
      guard case .numbers(let values) = column.content,
        let row = values.firstIndex(where: \.isInfinite)
      else { continue }
      throw fault(
        "\(cells[row]) in column '\(column.name)' is beyond the largest number", lines[row],
        "the largest is about 1.8e308")
    }
    return TableValue(name: name, columns: typed, lines: lines)
  }

  private mutating func row() throws -> [String] {
    var cells: [String] = []
    let start = line
    while true {
      cells.append(try cell(cells.count + 1, start))
      guard position < bytes.count else { return cells }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      line += 1
      return cells
    }
  }

  private mutating func cell(_ column: Int, _ start: Int) throws -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      let from = position
      while position < bytes.count, bytes[position] != separator, bytes[position] != 0x0A,
        bytes[position] != 0x0D
      {
        position += 1
      }
      return Self.trimmed(bytes[from..<position])
    }
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x0A { line += 1 }
      guard byte == UInt8(ascii: "\"") else {
        text.append(byte)
        continue
      }
      guard position < bytes.count, bytes[position] == byte else {
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        guard
          position >= bytes.count || bytes[position] == separator || bytes[position] == 0x0A
            || bytes[position] == 0x0D
        else {
          throw fault(
            "column \(column) goes on after its closing quote", line, Self.doubleQuotes)
        }
        return String(decoding: text, as: UTF8.self)
      }
      text.append(byte)
      position += 1
    }
    throw fault("the quote in column \(column) never ends", start, Self.doubleQuotes)
  }

  private static func trimmed(_ slice: ArraySlice<UInt8>) -> String {
    let front = slice.drop { $0 == 0x20 || $0 == 0x09 }
    let end = front.lastIndex { $0 != 0x20 && $0 != 0x09 }
    return end.map { String(decoding: front[...$0], as: UTF8.self) } ?? ""
  }

  private static let nameColumns = "name every column in the first row"
  private static let doubleQuotes = "write a quote inside of a quoted text twice"

  private func fault(_ message: String, _ line: Int, _ hint: String) -> ScriptCause {
    ScriptCause("data.syntax", "\(name):\(line): \(message)", hints: [hint])
  }

  // MARK: Types

  /// The cells of a column as the values that all of them are.
  static func typed(_ cells: [String]) -> TableValue.Content {
    let present = cells.filter { !isMissing($0) }
    if !present.isEmpty, present.count == cells.count,
      present.allSatisfy({ $0 == "true" || $0 == "false" })
    {
      return .flags(cells.map { $0 == "true" })
    }
    if !present.isEmpty, present.allSatisfy({ number($0) != nil }) {
      return .numbers(cells.map { number($0) ?? .nan })
    }
    return .texts(cells)
  }

  /// Whether `cell` says that there is no value.
  static func isMissing(_ cell: String) -> Bool {
    cell.isEmpty || cell == "NA" || cell == "NaN" || cell == "nan"
  }

  /// The number that `cell` states in full, or nil; a whole number of so many digits that it would be
  /// another one is a name, such as that of an account, and stays a text.
  static func number(_ cell: String) -> Double? {
    guard let first = cell.utf8.first,
      (0x30...0x39).contains(first) || "+-.".utf8.contains(first),
      !cell.utf8.contains(where: {
        $0 | 0x20 == UInt8(ascii: "x") || $0 | 0x20 == UInt8(ascii: "n")
      })
    else { return nil }
    let digits = cell.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    if digits.count > 15, digits.allSatisfy({ (0x30...0x39).contains($0) }) {
      return Int(cell).flatMap(Double.init(exactly:))
    }
    return Double(cell)
  }
}
