import Diagnostics

/// The macros that a formula may use, by name without the backslash.
///
/// A book has one table, a chapter a copy that its own definitions add to; a formula that holds
/// definitions adds them for those that follow, as MathJax and KaTeX do on one page.
package struct MacroTable: Hashable, Sendable {
  /// The macros, by the code of their name.
  var macros: [UInt16: Macro] = [:]
  /// Names that TeX itself does not know: their codes follow those of `CommandTable`.
  private(set) var extraNames: [String] = []
  private var extraCodes: [String: UInt16] = [:]

  /// An empty table.
  package init() {}

  /// The names that are defined, sorted.
  package var names: [String] { macros.keys.map { name(of: $0) }.sorted() }

  /// Whether nothing is defined.
  package var isEmpty: Bool { macros.isEmpty }

  /// What the macro `name` becomes, as an author would write it; nil if there is none.
  package func body(of name: String) -> String? {
    guard !macros.isEmpty else { return nil }
    let known = CommandTable.code(of: name)
    guard let code = known != 0 ? known : extraCodes[name], let macro = macros[code] else {
      return nil
    }
    var text = ""
    for token in macro.body {
      text += self.text(of: token)
      // A name ends before a letter that is no part of it.
      if token.kind == .command { text += " " }
    }
    return text
  }

  /// Whether a formula may hold a definition, by its bytes.
  ///
  /// - Complexity: O(bytes).
  package static func mayDefine(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices where bytes[index] == UInt8(ascii: "\\") {
        let rest = UnsafeBufferPointer(rebasing: bytes[(index + 1)...].prefix(20))
        if definitions.contains(where: { rest.starts(with: $0) }) { return true }
      }
      return false
    }
  }

  private static let definitions: [[UInt8]] = [
    "newcommand", "renewcommand", "providecommand", "DeclareMathOperator", "def", "gdef", "edef",
    "xdef", "let\\", "global", "long\\def",
  ].map { Array($0.utf8) }

  /// The code of a name.
  mutating func code(of name: ArraySlice<UInt8>) -> UInt16 {
    let known = CommandTable.code(of: name)
    if known != 0 || name.isEmpty { return known }
    let text = String(decoding: name, as: UTF8.self)
    if let code = extraCodes[text] { return code }
    // Sixteen bits are enough for any book; what comes after shares the last name.
    let code = UInt16(clamping: CommandTable.list.count + extraNames.count)
    if code < UInt16.max {
      extraNames.append(text)
      extraCodes[text] = code
    }
    return code
  }

  /// The name with `code`.
  func name(of code: UInt16) -> String {
    if let name = CommandTable.name(of: code) { return name }
    let index = Int(code) - CommandTable.list.count
    return index >= 0 && index < extraNames.count ? extraNames[index] : ""
  }

  /// The token as an author would write it.
  func text(of token: Token) -> String {
    token.kind == .command ? "\\" + name(of: token.code) : token.text
  }
}

/// A macro: how it takes its arguments and what it becomes.
struct Macro: Hashable, Sendable {
  /// The tokens between the parameters: `delimiters[0]` before `#1`, `delimiters[1]` after it …
  var delimiters: [[Token]]
  /// The default of the first argument, if it is optional.
  var optional: [Token]?
  /// What it becomes.
  var body: [Token]
  /// The place of the definition.
  var range: SourceRange

  /// The number of parameters.
  var parameterCount: Int { delimiters.count - 1 }
}
