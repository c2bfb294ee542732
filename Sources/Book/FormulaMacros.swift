import Diagnostics
import Markdown
package import TeXMath

/// The TeX macros that a front matter defines: in `SUMMARY.md` for a book, in a chapter for itself.
///
/// ```yaml
/// macros: macros.tex                          # a file of definitions, beside this one
/// macros:                                     # or definitions, one an item
///   - \newcommand{\R}{\mathbb{R}}
///   - \DeclareMathOperator{\tr}{tr}
/// macros:                                     # or names with what they stand for
///   norm: \lVert #1 \rVert
/// ```
package struct FormulaMacros: Sendable {
  /// The macros.
  package private(set) var table = MacroTable()
  /// The files of definitions that were read.
  private(set) var sources: [[UInt8]] = []
  /// What is wrong with the definitions.
  package private(set) var findings: [Finding] = []

  /// No macros.
  package init() {}

  /// The macros of `book`, and those of a chapter whose own front matter adds to them.
  init(_ book: FormulaMacros, adding frontMatter: FrontMatter?, of file: SourceFile) {
    table = book.table
    read(frontMatter, of: file)
  }

  /// Adds what `frontMatter` of `file` defines.
  mutating func read(_ frontMatter: FrontMatter?, of file: SourceFile) {
    guard let entry = frontMatter?.entry("macros") else { return }
    switch entry.value {
    case .string: add(entry.value, entry.valueRange, file)
    case .list(let items): for item in items { add(item.value, item.range, file) }
    case .mapping(let entries): for item in entries { define(item, file) }
    case .number, .bool:
      report(
        Diagnostic(
          .error, "macros.value", at: entry.valueRange, "these are no macros",
          hints: ["name a file, as in 'macros: macros.tex', or write a list of \\newcommand"]),
        file)
    }
  }

  /// A file of definitions, or definitions.
  private mutating func add(
    _ value: FrontMatter.Value, _ range: SourceRange, _ file: SourceFile
  ) {
    guard case .string(let text) = value else {
      return report(
        Diagnostic(.error, "macros.value", at: range, "this is no definition of a macro"), file)
    }
    guard text.hasSuffix(".tex"), !text.hasPrefix("\\") else {
      return define(Self.mapped(text, range, file), file, isCut: Self.isCut(range, file))
    }
    let path = Files.join(Files.parent(of: file.path), text)
    do throws(FileError) {
      let source = SourceFile(path: path, bytes: try Files.read(path))
      sources.append(source.bytes)
      define(MappedText(source, SourceRange(0, source.bytes.count)), source)
    } catch {
      report(
        Diagnostic(.error, "macros.file", at: range, error.message, hints: error.hints), file)
    }
  }

  private mutating func define(_ text: MappedText, _ file: SourceFile, isCut: Bool = false) {
    for var diagnostic in table.define(text) {
      if isCut { diagnostic.hints = ["' #' starts a comment here: put the text in single quotes"] }
      report(diagnostic, file)
    }
  }

  /// Whether a comment ends the line on which the value `range` stands.
  private static func isCut(_ range: SourceRange, _ file: SourceFile) -> Bool {
    let rest = file.bytes[range.end...].prefix { $0 != 0x0A && $0 != 0x0D }
    return rest.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "#")
  }

  /// `norm: \lVert #1 \rVert`: a name and what it stands for, with as many arguments as it uses.
  private mutating func define(_ entry: FrontMatter.Entry, _ file: SourceFile) {
    guard case .string(let body) = entry.value,
      entry.key.utf8.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A })
    else {
      return report(
        Diagnostic(
          .error, "macros.value", at: entry.keyRange.union(entry.valueRange),
          "a macro is a name of letters and what it stands for",
          hints: ["write it as text, such as 'R: \\mathbb{R}'"]), file)
    }
    let used = (1...9).last { body.contains("#\($0)") } ?? 0
    var text = MappedText(at: entry.keyRange.start)
    text.append(Array("\\renewcommand{\\\(entry.key)}[\(used)]{".utf8), for: entry.keyRange)
    text.append(Self.mapped(body, entry.valueRange, file))
    text.append(Array("}".utf8), for: .at(entry.valueRange.end))
    // What a book names so is meant, whether TeX knows the name or not.
    _ = table.define(
      MappedText("\\providecommand{\\\(entry.key)}{}"))
    define(text, file, isCut: Self.isCut(entry.valueRange, file))
  }

  /// `text` with its places, where it stands in the file as it is; else it stands for all of `range`.
  private static func mapped(
    _ text: String, _ range: SourceRange, _ file: SourceFile
  ) -> MappedText {
    let bytes = Array(text.utf8)
    for start in [range.start, range.start + 1] where start + bytes.count <= range.end {
      if file.bytes[start..<start + bytes.count].elementsEqual(bytes) {
        return MappedText(file, SourceRange(start, start + bytes.count))
      }
    }
    var result = MappedText(at: range.start)
    result.append(bytes, for: range)
    return result
  }

  private mutating func report(_ diagnostic: Diagnostic, _ file: SourceFile) {
    findings.append(Finding(diagnostic, in: file))
  }
}
