/// A part of the program that is handed arbitrary bytes: one row of the table.
///
/// A target traps where a promise is broken; the fuzzer keeps the input that did it. To add one,
/// write its function in `FuzzTarget+….swift` and add a row here: `.ci/fuzz` and `.ci/run` read
/// this table.
struct FuzzTarget: Sendable {
  /// The word after `Fuzz` and `.ci/fuzz`.
  let name: String
  /// The folder of `Tests/Suites` whose fences are the first inputs.
  let suite: String
  /// Pieces that the fuzzer inserts by itself.
  let words: [String]
  /// What is done with the bytes.
  let run: @Sendable ([UInt8]) -> Void

  /// All targets.
  static let all = parsers + others

  private static let parsers: [FuzzTarget] = [
    FuzzTarget(name: "markdown", suite: "Markdown", words: markdownWords, run: markdown),
    FuzzTarget(name: "tex", suite: "TeX", words: texWords, run: tex),
  ]

  #if PARSERS
    private static let others: [FuzzTarget] = []
  #else
    private static let others: [FuzzTarget] = [
      FuzzTarget(name: "script", suite: "Script", words: scriptWords, run: script),
      FuzzTarget(name: "evaluation", suite: "Script", words: scriptWords, run: evaluation),
    ]
  #endif

  /// The target called `name`.
  static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
