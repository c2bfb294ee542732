package import Diagnostics
package import Script

/// A chapter to eject.
package struct EjectableChapter: Sendable {
  /// The name, which becomes that of its file.
  package let name: String
  /// The checked and compiled code.
  package let program: ChapterProgram
  /// What the interpreter gave for it.
  package let run: ChapterRun
  /// The file in which it stands.
  package let file: SourceFile
  /// The seed of its random numbers.
  package let seed: UInt64
  /// The texts of the data files that it reads, by name.
  package let data: [(name: String, text: String)]

  /// The chapter `name`.
  package init(
    name: String, program: ChapterProgram, run: ChapterRun, file: SourceFile, seed: UInt64 = 0,
    data: [(name: String, text: String)] = []
  ) {
    self.data = data
    self.name = name
    self.program = program
    self.run = run
    self.file = file
    self.seed = seed
  }
}

/// A Swift package that computes what some chapters show.
package struct LoweredPackage: Sendable {
  /// The files: path in the package, text.
  package private(set) var files: [(path: String, text: String)] = []
  /// What cannot be written as Swift, by the name of the chapter.
  package private(set) var problems: [(chapter: String, Diagnostic)] = []

  /// The cells that have no Swift, because they state an error that the check finds.
  package private(set) var failingCells: [(chapter: String, Diagnostic)] = []

  /// Lowers `chapters` to a package that takes the library from `dependency`, a line of a manifest.
  package init(
    _ chapters: [EjectableChapter], named name: String, library: LibraryTable, dependency: String
  ) {
    let wrappers = LibraryWrappers(library)
    wrappers.reserve(chapters.map(\.program.typed))
    var typeNames: Set<String> = []
    var list: [String] = []
    var shown = ""
    var files: [(path: String, text: String)] = []
    for chapter in chapters {
      let type = Self.typeName(chapter.name, &typeNames)
      let emitter = Emitter(
        chapter.program.typed, library: library, file: chapter.file, wrappers: wrappers)
      let text = emitter.chapter(chapter, named: type)
      problems += emitter.problems.map { (chapter.name, $0) }
      failingCells += chapter.failingCells.map { (chapter.name, $0) }
      files.append(("Sources/\(name)/\(type).swift", text))
      shown += chapter.exactText
      let seed = chapter.seed == 0 ? "" : ", seed: \(chapter.seed)"
      let pairs = chapter.data.map { "\($0.name.debugDescription): \($0.text.debugDescription)" }
      let data = pairs.isEmpty ? "" : ", data: [\(pairs.joined(separator: ", "))]"
      list.append(
        "    EjectedChapter(\(chapter.name.debugDescription)\(seed)\(data)) { \(type).run() },")
    }
    files.append(("Sources/\(name)/Library.swift", wrappers.file))
    files.append(
      (
        "Sources/\(name)/main.swift",
        """
        import \(Self.runtime)

        // Prints what the cells show. With --exact every value is written to the last bit, as the
        // file Shown.txt has it from the interpreter.
        run(
          [
        \(list.joined(separator: "\n"))
          ], CommandLine.arguments.dropFirst())

        """
      ))
    files.append(("Shown.txt", shown))
    files.append(("Package.swift", Self.manifest(name, dependency)))
    self.files = files
  }

  /// The module that ejected code imports, and no other.
  static let runtime = "SwiftMath"

  private static func typeName(_ name: String, _ taken: inout Set<String>) -> String {
    let words = name.split { !$0.isLetter && !$0.isNumber }
    var result = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    if result.first?.isLetter != true { result = "Chapter" + result }
    if Emitter.reservedTypes.contains(result) || ["Library", runtime, "Chapters"].contains(result) {
      result += "Chapter"
    }
    var unique = result
    var number = 2
    while !taken.insert(unique).inserted {
      unique = result + String(number)
      number += 1
    }
    return unique
  }

  private static func manifest(_ name: String, _ dependency: String) -> String {
    """
    // swift-tools-version: 6.1
    import PackageDescription

    let package = Package(
      name: \(name.debugDescription),
      platforms: [.macOS(.v15)],
      dependencies: [\(dependency)],
      targets: [
        .executableTarget(
          name: \(name.debugDescription),
          dependencies: [.product(name: "SwiftMath", package: "mathbook")])
      ],
      swiftLanguageModes: [.v6]
    )

    """
  }
}

extension ChapterProgram {
  /// The data files that the chapter names as literals, each once.
  package var dataNames: [String] {
    var names: [String] = []
    func visit(_ expression: TypedExpression) {
      if case .callLibrary(let index, let arguments) = expression.kind,
        library.functions[index].name == "data", case .string(let name)? = arguments.first?.kind,
        !names.contains(name)
      {
        names.append(name)
      }
      for child in expression.children { visit(child) }
    }
    func visit(_ statement: TypedStatement) {
      for expression in statement.expressions { visit(expression) }
      for inner in statement.statements { visit(inner) }
    }
    for function in typed.functions { for statement in function.body { visit(statement) } }
    return names
  }
}

extension EjectableChapter {
  /// What the package prints for the chapter with `--exact`, from the interpreter's run.
  package var exactText: String {
    var lines = ["chapter \(name)"]
    let cells = Dictionary(uniqueKeysWithValues: run.cells.map { ($0.id, $0) })
    for piece in program.pieces {
      guard let cell = cells[piece.id] else { continue }
      guard isWritten(cell) else { continue }
      for entry in cell.shown {
        switch entry.content {
        case .value(let value, let isVisible):
          lines.append((isVisible ? "value " : "hidden ") + value.exactText)
        case .printed(let text): lines.append("printed " + text.debugDescription)
        }
      }
      if case .failed(let diagnostic) = cell.ending {
        lines.append("fails " + diagnostic.message.debugDescription)
      }
    }
    for piece in program.pieces {
      guard case .expression = piece.role, let value = run.value(of: piece.id) else { continue }
      lines.append("stated " + value.exactText)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A note at each cell that has no form in Swift.
  var failingCells: [Diagnostic] {
    program.pieces.filter { piece in
      run.cells.first { $0.id == piece.id }.map { !isWritten($0) } ?? false
    }.map { piece in
      Diagnostic(
        .note, "eject.failing-cell", at: .at(piece.text.sourceRange.start),
        "the cell states an error that the check finds, so it has no Swift")
    }
  }

  /// Whether the cell has a form in Swift: one with a mistake that the check finds has none.
  func isWritten(_ cell: ChapterRun.Cell) -> Bool {
    guard let piece = program.typed.pieces.first(where: { $0.id == cell.id }) else { return false }
    return piece.function != nil && !piece.hasErrors
  }
}
