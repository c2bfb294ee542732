import Book
import FoundationEssentials

/// `Benchmarks accuracy --data DIR [--json] [--suite NAME]`: our results beside outside data.
///
/// `DIR` holds a folder per suite, as `Tests/README.md` lists them. Exit code 0 if every goal is
/// met, 1 if one is not, 2 for wrong usage or missing data.
struct Accuracy {
  /// A way to judge one folder of outside data.
  struct Suite: Sendable {
    /// The folder's name, which is the suite's.
    let name: String
    /// Reads the folder at a path and judges our results.
    let tables: @Sendable (_ folder: String) throws -> [AccuracyTable]
  }

  /// All suites, in the order of the report. To add one: a file of its own and a line here.
  static let suites: [Suite] = [
    .referenceSets, .specialFunctions, .linearAlgebra, .deepLearning,
  ]

  static let usage = """
    usage: Benchmarks accuracy --data DIR [--json] [--suite NAME]
      suites: \(suites.map(\.name).joined(separator: ", "))
    """

  private var folder: String?
  private var isJSON = false
  private var wanted: Set<String> = []

  /// Reads the arguments after `accuracy`; nil if they are wrong.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "--data":
        guard let next = rest.popFirst() else { return nil }
        folder = next
      case "--json": isJSON = true
      case "--suite":
        guard let name = rest.popFirst(), Self.suites.contains(where: { $0.name == name }) else {
          return nil
        }
        wanted.insert(name)
      default: return nil
      }
    }
    if folder == nil { folder = Platform.variable("MATHBOOK_DATA") }
    if folder == nil { return nil }
  }

  /// Judges all suites that are wanted, prints their tables and gives the exit code.
  func run() -> Int32 {
    var code: Int32 = 0
    var reports: [String] = []
    for suite in Self.suites where wanted.isEmpty || wanted.contains(suite.name) {
      do {
        let tables = try suite.tables((folder ?? "") + "/" + suite.name)
        if tables.contains(where: { !$0.misses.isEmpty }) { code = max(code, 1) }
        if isJSON {
          let list = tables.map(\.json).joined(separator: ",\n")
          reports.append("\(AccuracyTable.quoted(suite.name)): [\n\(list)\n]")
        } else {
          print("== \(suite.name)")
          for table in tables { print(table.text) }
        }
      } catch {
        code = 2
        let message = "\(suite.name): \(Self.message(of: error))"
        if isJSON {
          reports.append(
            "\(AccuracyTable.quoted(suite.name)): {\"error\": \(AccuracyTable.quoted(message))}")
        } else {
          print("== \(message)")
        }
      }
    }
    if isJSON { print("{\n" + reports.joined(separator: ",\n") + "\n}") }
    return code
  }

  private static func message(of error: any Error) -> String {
    (error as? FileError)?.message ?? String(describing: error)
  }

  /// A file of outside data, decoded from JSON.
  static func decoded<Content: Decodable>(_ path: String, as type: Content.Type) throws -> Content {
    try JSONDecoder().decode(type, from: Data(Files.read(path, limit: 1 << 28)))
  }
}
