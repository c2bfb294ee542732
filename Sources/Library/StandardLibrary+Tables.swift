import Script
import Tensors

/// Tables: the data files of a book, and what is worked out from them.
extension StandardLibrary {
  static let tables: [LibraryFunction] = [
    .general(
      "data", "(_ file: String) -> Table",
      "The table in a .csv, .tsv or .json file that lies beside the chapters of the book.",
      "table([\"x\": [1, 2, 3], \"y\": [2, 4, 8]])", "Table",
      source: "RFC 4180 (CSV), RFC 8259 (JSON)"
    ) { arguments, context in
      let name = try arguments.string(0)
      let bytes = try context.dataFile(name)
      return .object(try readTable(name, bytes))
    },
    .number(
      "count", "(_ self: Table) -> Double", kind: .property, "The number of rows.",
      sample + ".count", "3"
    ) { Double(try $0.table(0).count) },
    .general(
      "columns", "(_ self: Table) -> [String]", kind: .property, "The names of the columns.",
      sample + ".columns", "[\"x\", \"y\"]"
    ) { arguments, _ in
      .array(try arguments.table(0).columns.map { .string($0.name) })
    },
    .tensor(
      "column", "(_ self: Table, _ name: String) -> Vector", kind: .method,
      "The numbers of a column; what is missing is NaN.", sample + ".column(\"y\")", "[2, 4, 8]"
    ) { Tensor(try $0.table(0).numbers(try $0.string(1))) },
    .general(
      "texts", "(_ self: Table, _ name: String) -> [String]", kind: .method,
      "The values of a column as texts.", sample + ".texts(\"y\")", "[\"2\", \"4\", \"8\"]"
    ) { arguments, _ in
      let content = try arguments.table(0).column(try arguments.string(1)).content
      return .array((0..<content.count).map { .string(content.text($0)) })
    },
    .tensor(
      "matrix", "(_ self: Table, _ columns: [String]) -> Matrix", kind: .method,
      "The named columns side by side.", sample + ".matrix([\"x\", \"y\"])",
      "[[1, 2],\n [2, 4],\n [3, 8]]"
    ) { arguments in
      let table = try arguments.table(0)
      let columns = try arguments.strings(1).map { try table.numbers($0) }
      var values: [Double] = []
      for row in 0..<table.count { for column in columns { values.append(column[row]) } }
      return try Tensor(shape: [table.count, columns.count], values: values)
    },
    .general(
      "sorted", "(_ self: Table, by column: String, descending: Bool = false) -> Table",
      kind: .method, "The rows in the order of a column; equal ones keep theirs.",
      sample + ".sorted(by: \"y\", descending: true).column(\"x\")", "[3, 2, 1]"
    ) { arguments, _ in
      let table = try arguments.table(0)
      let ranks = StandardLibrary.ranks(of: try table.column(try arguments.string(1)).content)
      let isDescending = try arguments.flag(2)
      // Descending keeps equal rows in their order, too.
      let rows = Array(0..<table.count).sorted {
        ranks[$0] == ranks[$1] ? $0 < $1 : (ranks[$0] < ranks[$1]) != isDescending
      }
      return .object(table.picked(rows))
    },
    .general(
      "filtered", "(_ self: Table, _ column: String, where isIncluded: (Double) -> Bool) -> Table",
      kind: .method, "The rows whose number in a column passes the test.",
      sample + ".filtered(\"x\") { $0 > 1 }.count", "2"
    ) { arguments, context in
      let table = try arguments.table(0)
      var rows: [Int] = []
      for (row, number) in try table.numbers(try arguments.string(1)).enumerated() {
        if case .bool(true) = try context.call(arguments[2], [.double(number)]) { rows.append(row) }
      }
      return .object(table.picked(rows))
    },
    .general(
      "filtered", "(_ self: Table, _ column: String, equals text: String) -> Table",
      kind: .method, "The rows that hold a text in a column.",
      sample + ".filtered(\"x\", equals: \"2\").column(\"y\")", "[4]"
    ) { arguments, _ in
      let table = try arguments.table(0)
      let content = try table.column(try arguments.string(1)).content
      let text = try arguments.string(2)
      return .object(table.picked((0..<content.count).filter { content.text($0) == text }))
    },
    .general(
      "groups", "(_ self: Table, by column: String) -> [String: Table]", kind: .method,
      "The rows for each value of a column, in the order in which the values first occur.",
      sample + ".groups(by: \"x\").count", "3"
    ) { arguments, _ in
      let table = try arguments.table(0)
      let content = try table.column(try arguments.string(1)).content
      var names: [String] = []
      var rows: [String: [Int]] = [:]
      for row in 0..<content.count {
        let text = content.text(row)
        if rows[text] == nil { names.append(text) }
        rows[text, default: []].append(row)
      }
      return .dictionary(
        DictionaryValue(names.map { (.string($0), .object(table.picked(rows[$0] ?? []))) }))
    },
  ]

  private static let sample = "table([\"x\": [1, 2, 3], \"y\": [2, 4, 8]])"

  /// The rank of each value among the sorted ones; missing numbers come last.
  private static func ranks(of content: TableValue.Content) -> [Int] {
    let indices: [Int]
    switch content {
    case .numbers(let values):
      indices = values.indices.sorted {
        values[$0].isNaN ? false : values[$1].isNaN ? true : values[$0] < values[$1]
      }
    case .flags(let values): indices = values.indices.sorted { !values[$0] && values[$1] }
    case .texts(let values):
      indices = values.indices.sorted {
        values[$0].utf8.lexicographicallyPrecedes(values[$1].utf8)
      }
    }
    var ranks = [Int](repeating: 0, count: content.count)
    var rank = 0
    for (place, index) in indices.enumerated() {
      if place > 0, content.text(index) != content.text(indices[place - 1]) { rank += 1 }
      ranks[index] = rank
    }
    return ranks
  }

  /// The table in the file `name`, by the ending of its name.
  static func readTable(_ name: String, _ bytes: [UInt8]) throws -> TableValue {
    let lower = name.lowercased()
    if lower.hasSuffix(".csv") || lower.hasSuffix(".tsv") {
      return try CSVReader.table(name, bytes)
    }
    if lower.hasSuffix(".json") { return try JSONReader.table(name, bytes) }
    throw ScriptCause(
      "data.kind", "'\(name)' is no data file", hints: ["data reads .csv, .tsv and .json files"])
  }
}

extension [Value] {
  /// The table at `index`.
  func table(_ index: Int) throws -> TableValue {
    guard index < count, case .object(let object) = self[index], let table = object as? TableValue
    else { throw ScriptCause("library.argument", "argument \(index + 1) should be a table") }
    return table
  }
}
