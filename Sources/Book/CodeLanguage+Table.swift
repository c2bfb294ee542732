/// The languages whose code is coloured, written by hand from their references.
extension CodeLanguage {
  static let all: [CodeLanguage] = [swift, python, cLike, script, shell, json, yaml, html]

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }

  private static let bothQuotes: Set<UInt8> = [UInt8(ascii: "\""), UInt8(ascii: "'")]

  private static let swift = CodeLanguage(
    names: ["swift-math", "swift"], lineComments: ["//"], blockComment: ("/*", "*/"),
    keywords: words(
      """
      actor as associatedtype async await break case catch class continue default defer do else enum \
      extension fallthrough false fileprivate for func guard if import in indirect init inout \
      internal is let mutating nil nonisolated open operator package private protocol public \
      repeat rethrows return self Self some static struct subscript super switch throw throws true \
      try typealias unowned var weak where while
      """), signs: [UInt8(ascii: "@"), UInt8(ascii: "#")], isSwift: true)

  private static let python = CodeLanguage(
    names: ["python", "py", "python3"], lineComments: ["#"], quotes: bothQuotes,
    keywords: words(
      """
      False None True and as assert async await break class continue def del elif else except \
      finally for from global if import in is lambda nonlocal not or pass raise return try while \
      with yield
      """), signs: [UInt8(ascii: "@")])

  private static let cLike = CodeLanguage(
    names: [
      "c", "cpp", "c++", "h", "java", "rust", "rs", "go", "kotlin", "cs", "csharp",
    ],
    lineComments: ["//"], blockComment: ("/*", "*/"), quotes: bothQuotes,
    keywords: cWords, signs: [UInt8(ascii: "#"), UInt8(ascii: "@")], hasCharacters: true)

  private static let script = CodeLanguage(
    names: ["javascript", "js", "ts", "typescript"],
    lineComments: ["//"], blockComment: ("/*", "*/"),
    quotes: bothQuotes.union([UInt8(ascii: "`")]), keywords: cWords)

  private static let cWords = words(
    """
    abstract async auto await bool boolean break byte case catch char class const continue \
    default defer delete do double else enum export extends extern false final finally float fn \
    for func function go goto if impl implements import in instanceof int interface let long \
    match mod mut namespace new nil null override package private protected pub public return \
    self short signed sizeof static struct super switch template this throw throws trait true \
    try type typedef typename typeof union unsafe unsigned use using var virtual void volatile \
    where while yield
    """)

  private static let shell = CodeLanguage(
    names: ["sh", "bash", "shell", "zsh", "console"], lineComments: ["#"], quotes: bothQuotes,
    keywords: words(
      "case cd do done echo elif else esac exit export fi for function if in local return set then "
        + "trap until while"), form: .shell, colorsTypes: false)

  private static let json = CodeLanguage(
    names: ["json", "jsonc"], lineComments: ["//"], keywords: words("true false null"),
    form: .keyed, colorsTypes: false)

  private static let yaml = CodeLanguage(
    names: ["yaml", "yml", "toml", "ini"], lineComments: ["#"], quotes: bothQuotes,
    keywords: words("true false null yes no"), form: .keyed, colorsTypes: false)

  private static let html = CodeLanguage(
    names: ["html", "xml", "svg"], blockComment: ("<!--", "-->"), quotes: bothQuotes,
    keywords: [], form: .markup, colorsTypes: false)
}
