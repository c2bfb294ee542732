import Foundation
import Testing

/// What a formatter cannot check: layers, doc comments, file length, one home for the C library.
@Suite struct HouseTests {
  /// The modules a module may import, the picture of `Sources/README.md` as data.
  static let layers: [String: Set<String>] = [
    "Diagnostics": [], "Markup": [], "Numerics": ["Kernels"], "Templates": [],
    "Symbols": ["Numerics"],
    "Markdown": ["Diagnostics", "Markup"],
    "TeXMath": ["Diagnostics", "Markup"],
    "Tensors": ["Diagnostics", "Numerics", "Kernels"],
    "Plotting": ["Diagnostics", "Markup", "Numerics"],
    "Script": ["Diagnostics", "Numerics", "Tensors"],
    "Statistics": ["Diagnostics", "Numerics", "Tensors"],
    "Claims": ["Diagnostics", "Numerics", "TeXMath"],
    "Learning": ["Diagnostics", "Numerics", "Tensors", "Statistics"],
    "Lowering": ["Diagnostics", "Script", "Tensors"],
    "SwiftMath": ["Diagnostics", "Numerics", "Tensors", "Script", "Library"],
    "Library": [
      "Diagnostics", "Markup", "Numerics", "Tensors", "Plotting", "Script", "Statistics",
      "Learning", "Symbols",
    ],
    "Book": [
      "Diagnostics", "Markup", "Numerics", "Markdown", "TeXMath", "Tensors", "Plotting", "Script",
      "Claims", "Library", "Lowering", "Templates",
    ],
    "mathbook": [
      "Diagnostics", "Markup", "Markdown", "TeXMath", "Script", "Claims", "Library", "Book",
    ],
    "Fuzz": [
      "Diagnostics", "Markup", "Numerics", "Markdown", "TeXMath", "Tensors", "Plotting", "Script",
      "Statistics", "Learning", "Claims", "Library", "Book",
    ],
    "Benchmarks": [
      "Diagnostics", "Markup", "Numerics", "Markdown", "TeXMath", "Tensors", "Plotting", "Script",
      "Statistics", "Learning", "Claims", "Library", "Book",
    ],
  ]

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  struct File: Sendable, CustomTestStringConvertible {
    let module: String
    let path: String
    let lines: [Substring]
    var testDescription: String { path }
  }

  static let sources: [File] = files(in: "Sources") + files(in: "templates")
  static let tests: [File] = files(in: "Tests")

  static func files(in folder: String) -> [File] {
    let start = root.appending(path: folder)
    let all = FileManager.default.enumerator(atPath: start.path)?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = (try? String(contentsOf: start.appending(path: path), encoding: .utf8)) ?? ""
      let module = folder == "templates" ? "Templates" : String(path.prefix { $0 != "/" })
      return File(
        module: module, path: folder + "/" + path,
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  @Test func `the sources are found`() {
    #expect(Self.sources.count > 10)
    #expect(Set(Self.sources.map(\.module)).isSubset(of: Set(Self.layers.keys)))
  }

  @Test func `imports point down the layers`() {
    for file in Self.sources {
      let allowed = Self.layers[file.module] ?? []
      for line in file.lines where line.contains("import ") && !line.hasPrefix("//") {
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at <= 1, words.count == at + 2 else {
          continue
        }
        let name = String(words[at + 1])
        if Self.layers[name] != nil || name == "Kernels" {
          #expect(allowed.contains(name), "\(file.path) imports \(name)")
        }
        #expect(name != "Foundation", "\(file.path): FoundationEssentials, not Foundation")
      }
    }
  }

  @Test func `every module declares what it imports`() throws {
    let manifest = try String(
      contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    for (module, files) in Dictionary(grouping: Self.sources, by: \.module) {
      let declared = Self.declaration(of: module, in: manifest)
      for file in files {
        for text in file.lines {
          let words = text.split(separator: " ")
          guard let at = words.firstIndex(of: "import"), at <= 1, words.count == at + 2 else {
            continue
          }
          let name = String(words[at + 1])
          guard Self.layers[name] != nil || name == "Kernels" else { continue }
          #expect(declared.contains("\"\(name)\""), "\(file.path): \(name) is not a dependency")
        }
      }
    }
  }

  /// The part of the manifest that declares `module`.
  static func declaration(of module: String, in manifest: String) -> Substring {
    let starts = ["module(", ".target(", ".executableTarget(", "tests("]
    let all = manifest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // The products name the modules too; their targets come after.
    let squeezed = all.range(of: "], targets: [").map { all[$0.upperBound...] } ?? all[...]
    for start in ["module(\"\(module)\"", "module( \"\(module)\"", "name: \"\(module)\", "] {
      guard let found = squeezed.range(of: start) else { continue }
      let rest = squeezed[found.upperBound...]
      let end = starts.compactMap { rest.range(of: $0)?.lowerBound }.min() ?? rest.endIndex
      return rest[..<end]
    }
    return ""
  }

  @Test func `no file outgrows 500 lines`() {
    for file in Self.sources + Self.tests where !file.path.contains("+Table") {
      #expect(file.lines.count <= 501, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func `every declaration that leaves its module has a doc comment`() {
    for file in Self.sources where file.module != "Kernels" {
      for (index, line) in file.lines.enumerated() where Self.isExported(line) {
        var above = index - 1
        while above >= 0, Self.isAttribute(file.lines[above]) { above -= 1 }
        let comment = above >= 0 ? file.lines[above].drop { $0 == " " } : ""
        #expect(comment.hasPrefix("///"), "\(file.path):\(index + 1): \(line)")
      }
    }
  }

  static func isAttribute(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " }
    return text.hasPrefix("@") || text.hasPrefix("#if") || text.hasPrefix("#else")
  }

  /// Whether `line` declares something `public` or `package` (imports and extensions aside).
  static func isExported(_ line: Substring) -> Bool {
    var words = line.split(separator: " ")
    while let first = words.first, first.hasPrefix("@") { words.removeFirst() }
    guard let first = words.first, first == "public" || first == "package" else { return false }
    let kinds = [
      "func", "var", "let", "struct", "enum", "class", "actor", "protocol", "subscript",
      "typealias", "case",
    ]
    return words.dropFirst().prefix(4).contains { word in
      kinds.contains(String(word)) || word.hasPrefix("init(") || word.hasPrefix("init?(")
        || word.hasPrefix("subscript(") || word.hasPrefix("init<")
    }
  }

  @Test func `the C library has one home a module`() {
    let users = Self.sources.filter { file in
      file.lines.contains { line in
        ["Glibc", "Darwin", "Musl"].contains { line.hasSuffix("import \($0)") }
      }
    }
    for (module, files) in Dictionary(grouping: users, by: \.module) {
      #expect(files.count == 1, "\(module): \(files.map(\.path))")
    }
  }

  @Test func `nothing forces, traps or waits for later`() {
    let banned = ["try!", "as!", "fatalError(", "TODO", "FIXME", "unsafeFlags", "XCTSkip"]
    // Examples of the language name its own 'fatalError'.
    for file in Self.sources where !file.path.hasSuffix("CoreExamples+Table.swift") {
      for (index, line) in file.lines.enumerated() {
        for word in banned where line.contains(word) {
          Issue.record("\(file.path):\(index + 1) has \(word)")
        }
      }
    }
  }
}
