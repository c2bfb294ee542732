/// What is known of an environment.
struct EnvironmentRule: Sendable {
  /// How its cells are set.
  var form: MathTable.Form
  /// The delimiters around it.
  var left: String?
  var right: String?
  /// Whether it takes column letters in braces, as `array` does.
  var takesColumns = false
  /// Whether it takes an alignment in brackets, as `matrix*` does.
  var takesAlignment = false
  /// Whether it takes a number of pairs in braces, as `alignat` does.
  var takesCount = false
  /// Whether its rows (or it as a whole, with one row) are numbered.
  var isNumbered = false
  /// Whether the number is for the whole, as in `multline`.
  var isOneNumber = false
  /// The alignments of its columns, if they are fixed.
  var alignments: [MathTable.Alignment] = []
  /// Whether its cells are set at display size.
  var isDisplay = false
}

/// The environments by name.
enum EnvironmentTable {
  /// The names of all environments, sorted.
  static let names = (Array(rules.keys) + ["equation", "equation*", "CD"]).sorted()

  /// Every environment.
  static let rules: [String: EnvironmentRule] = {
    var table: [String: EnvironmentRule] = [:]
    let matrices: [(String, String?, String?)] = [
      ("matrix", nil, nil), ("pmatrix", "(", ")"), ("bmatrix", "[", "]"), ("Bmatrix", "{", "}"),
      ("vmatrix", "|", "|"), ("Vmatrix", "‖", "‖"),
    ]
    for (name, left, right) in matrices {
      table[name] = EnvironmentRule(form: .matrix, left: left, right: right)
      table[name + "*"] = EnvironmentRule(
        form: .matrix, left: left, right: right, takesAlignment: true)
    }
    table["smallmatrix"] = EnvironmentRule(form: .small)
    table["psmallmatrix"] = EnvironmentRule(form: .small, left: "(", right: ")")
    table["bsmallmatrix"] = EnvironmentRule(form: .small, left: "[", right: "]")
    table["array"] = EnvironmentRule(form: .matrix, takesColumns: true)
    table["tabular"] = table["array"]
    table["darray"] = EnvironmentRule(form: .matrix, takesColumns: true, isDisplay: true)
    table["subarray"] = EnvironmentRule(form: .stack, takesColumns: true)
    table["substack"] = EnvironmentRule(form: .stack, takesColumns: false, alignments: [.center])
    table["cases"] = EnvironmentRule(form: .cases, left: "{")
    table["dcases"] = EnvironmentRule(form: .cases, left: "{", isDisplay: true)
    table["rcases"] = EnvironmentRule(form: .cases, right: "}")
    table["drcases"] = EnvironmentRule(form: .cases, right: "}", isDisplay: true)
    for name in ["cases*", "dcases*"] { table[name] = table["cases"] }
    for name in ["aligned", "split", "eqalign"] {
      table[name] = EnvironmentRule(form: .aligned, isDisplay: true)
    }
    table["alignedat"] = EnvironmentRule(form: .aligned, takesCount: true, isDisplay: true)
    for star in ["", "*"] {
      let isNumbered = star.isEmpty
      for name in ["align", "flalign"] {
        table[name + star] = EnvironmentRule(
          form: .aligned, isNumbered: isNumbered, isDisplay: true)
      }
      for name in ["alignat", "xalignat"] {
        table[name + star] = EnvironmentRule(
          form: .aligned, takesCount: true, isNumbered: isNumbered, isDisplay: true)
      }
      table["eqnarray" + star] = EnvironmentRule(
        form: .aligned, isNumbered: isNumbered, alignments: [.right, .center, .left],
        isDisplay: true)
      table["gather" + star] = EnvironmentRule(
        form: .gathered, isNumbered: isNumbered, isDisplay: true)
      table["multline" + star] = EnvironmentRule(
        form: .gathered, isNumbered: isNumbered, isOneNumber: true, isDisplay: true)
    }
    table["gathered"] = EnvironmentRule(form: .gathered, isDisplay: true)
    return table
  }()
}
