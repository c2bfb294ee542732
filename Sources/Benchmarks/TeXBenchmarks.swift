import Book
import Diagnostics
import FoundationEssentials
import Markup
import TeXMath

/// TeX to MathML: time and bytes for each formula of the outside documentation set, and for `x`.
enum TeXBenchmarks {
  /// Prints a line for each measure with its limit.
  static func run(isQuick: Bool) {
    let single = MappedText("x")
    let turns = 20_000
    let one = processorMedian(of: 5) {
      var output = OutputBuffer(capacity: turns * 32)
      for _ in 0..<turns {
        TeXFormula(single, isDisplay: false).writeMathML(into: &output)
      }
    }
    print(line("TeX → MathML, $x$", one / Double(turns), limit: "1 µs"))
    let formulas = documentation()
    guard !formulas.isEmpty else {
      print("TeX → MathML, documentation: no outside data (set MATHBOOK_DATA)")
      return
    }
    for form in ["MathML", "one-line text", "display text"] {
      let time = processorMedian(of: isQuick ? 3 : 7) { _ = convert(formulas, to: form) }
      let name = "TeX → \(form), \(formulas.count) of documentation"
      let limit = form == "MathML" ? "10 µs" : "none"
      print(line(name, time / Double(formulas.count), limit: limit))
    }
    let source = convert(formulas, to: "MathML", includesSource: true)
    let inline = bytes(formulas.filter { !$0.isDisplay })
    let display = bytes(formulas.filter(\.isDisplay))
    print(
      "MathML for each formula: \(bytes(formulas)) bytes, with its source as alttext "
        + "\(source / formulas.count); inline \(inline), display \(display)")
    // The limit was measured on 8,002 formulas of two courses, of which 992 are displays.
    print(
      "  with the share of displays that the limit was measured at: "
        + "\((inline * 7_010 + display * 992) / 8_002) bytes (limit 230)")
  }

  /// The mean size of the MathML of `formulas`.
  private static func bytes(_ formulas: [Expression]) -> Int {
    convert(formulas, to: "MathML") / max(formulas.count, 1)
  }

  private static func line(_ name: String, _ seconds: Double, limit: String) -> String {
    pad(name, 52) + pad(Comparison.time(seconds), 12) + "limit \(limit)"
  }

  /// Converts all and returns the number of bytes.
  private static func convert(
    _ formulas: [Expression], to form: String, includesSource: Bool = false
  ) -> Int {
    var output = OutputBuffer(capacity: 1 << 20)
    var options = MathOptions()
    options.includesSource = includesSource
    for expression in formulas {
      let formula = TeXFormula(expression.text, isDisplay: expression.isDisplay)
      switch form {
      case "MathML": formula.writeMathML(into: &output, options: options)
      case "one-line text": output.append(text: formula.plainText())
      default: output.append(text: formula.displayText())
      }
    }
    return output.bytes.count
  }

  // MARK: Data

  private struct Expression {
    let text: MappedText
    let isDisplay: Bool
  }

  private struct File: Decodable {
    struct Entry: Decodable {
      let tex: String
      let kind: String
      let display: Bool?
    }
    let expressions: [Entry]
  }

  private static let kinds: Set<String> = [
    "docs", "pytorch-docstrings", "scipy-docstrings", "statsmodels-docstrings",
    "scipy-statsmodels-docs", "notebooks",
  ]

  private static func documentation() -> [Expression] {
    guard let folder = Platform.variable("MATHBOOK_DATA"),
      let bytes = try? Files.read(folder + "/tex-math/expressions.json"),
      let file = try? JSONDecoder().decode(File.self, from: Data(bytes))
    else { return [] }
    return file.expressions.filter { kinds.contains($0.kind) }.map {
      Expression(text: MappedText($0.tex), isDisplay: $0.display ?? false)
    }
  }
}
