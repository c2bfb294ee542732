import Book
import Claims
import Diagnostics
import FoundationEssentials
import Markdown

/// How much of labelled arithmetic `check` finds, by kind of text: `Benchmarks claims --data DIR`.
///
/// DIR holds documents `NNN.md`, each with its labels in `NNN.json` (`line`, `kind`, `verdict`,
/// `soft`, `planted`), and copies `NNNp.md` with planted errors. A line counts once. Only firm
/// labels count: a soft one is neither wanted nor held against us. If DIR is the folder of all
/// outside data, its `claims` are meant.
enum ClaimsTable {
  private struct Label: Decodable {
    let line: Int
    let kind: String
    let verdict: String
    var soft: Bool?
    var planted: Bool?
  }

  private struct Row {
    var found = 0
    var total = 0
    var trueLines = 0
    var checkedLines = 0
    var falseAlarms = 0
  }

  /// Prints the table for the documents below the folder after `--data` in `words`.
  static func run(_ words: [String]) {
    guard let place = words.firstIndex(of: "--data"), place + 1 < words.count else {
      return print("usage: Benchmarks claims --data DIR")
    }
    let inside = Files.join(words[place + 1], "claims")
    let folder = Files.isFolder(inside) ? inside : words[place + 1]
    var rows: [String: Row] = [:]
    var misses: [String] = []
    var alarms: [String] = []
    do {
      let paths = try Files.files(below: folder) { $0.hasSuffix(".md") }
      let labelled = paths.filter { Files.exists(labels(of: $0)) }
      guard !labelled.isEmpty else {
        return print("there are no labelled documents in '\(folder)'")
      }
      for path in labelled { try add(path, &rows, &misses, &alarms) }
    } catch {
      return print("\(error)")
    }
    write(rows, misses, alarms)
  }

  private static func labels(of path: String) -> String { path.dropLast(3) + ".json" }

  private static func add(
    _ path: String, _ rows: inout [String: Row], _ misses: inout [String], _ alarms: inout [String]
  ) throws {
    let labels = try JSONDecoder().decode(
      [Label].self, from: Data(try Files.read(labels(of: path))))
    let file = SourceFile(path: path, bytes: try Files.read(path))
    let texts = Extraction.texts(of: MarkdownDocument(parsing: file), scope: .calculations)
    var flagged: Set<Int> = []
    var checked: Set<Int> = []
    for calculation in findCalculations(in: texts, style: NumberStyle(inferredFrom: texts)) {
      let line = file.position(at: calculation.right.start).line
      switch calculation.verdict {
      case .wrong: flagged.insert(line)
      case .notChecked: break
      default: checked.insert(line)
      }
    }
    // A copy still has the natural errors of its original, which are counted there.
    let isCopy = path.hasSuffix("p.md")
    let name = Files.name(of: path)
    let soft = Set(labels.filter { $0.soft == true }.map(\.line))
    let wrong = labels.filter { $0.soft != true && $0.verdict == "false" }
    for line in Set(wrong.map(\.line)).sorted() {
      let some = wrong.filter { $0.line == line }
      let isPlanted = some.contains { $0.planted == true }
      guard !isCopy || isPlanted, let kind = some.first?.kind else { continue }
      let key = kind + (isPlanted ? ", planted" : "")
      rows[key, default: Row()].total += 1
      if flagged.contains(line) {
        rows[key, default: Row()].found += 1
      } else {
        misses.append("\(name):\(line)")
      }
    }
    guard !isCopy else { return }
    let known = soft.union(wrong.map(\.line))
    for line in flagged.subtracting(known).sorted() {
      let kind = labels.first { $0.line == line }?.kind ?? "unlabelled"
      rows[kind, default: Row()].falseAlarms += 1
      alarms.append("\(name):\(line)")
    }
    var seen: Set<Int> = []
    for label in labels where label.verdict == "true" && label.soft != true {
      guard seen.insert(label.line).inserted else { continue }
      rows[label.kind, default: Row()].trueLines += 1
      if checked.union(flagged).contains(label.line) {
        rows[label.kind, default: Row()].checkedLines += 1
      }
    }
  }

  private static func write(_ rows: [String: Row], _ misses: [String], _ alarms: [String]) {
    func line(_ name: String, _ row: Row) {
      print(
        pad(name, 24) + pad("\(row.found) of \(row.total)", 16)
          + pad("\(row.falseAlarms)", 14) + "\(row.checkedLines) of \(row.trueLines)")
    }
    print(pad("kind", 24) + pad("false found", 16) + pad("false alarms", 14) + "true lines checked")
    var sum = Row()
    for name in rows.keys.sorted() {
      let row = rows[name] ?? Row()
      line(name, row)
      sum.found += row.found
      sum.total += row.total
      sum.trueLines += row.trueLines
      sum.checkedLines += row.checkedLines
      sum.falseAlarms += row.falseAlarms
    }
    line("all", sum)
    if sum.total > 0 { print("recall \(sum.found * 1000 / sum.total) of 1000") }
    if !misses.isEmpty { print("missed: " + misses.joined(separator: " ")) }
    if !alarms.isEmpty { print("false alarms: " + alarms.joined(separator: " ")) }
  }
}
