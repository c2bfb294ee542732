import Diagnostics
import Foundation
import Markup
import TeXMath

/// One expression of the outside data set, with the verdicts that came with it.
struct CorpusExpression {
  let id: Int
  let tex: String
  let kind: String
  let isDisplay: Bool
  /// Upstream's verdict: `accept`, `reject` or nil.
  let expected: String?
  /// Whether KaTeX reads it.
  let isReadByKaTeX: Bool
  /// KaTeX's MathML.
  let mathML: String
}

/// The outside data set of TeX, if the environment names one.
enum Corpus {
  static let folder: String? = ProcessInfo.processInfo.environment["MATHBOOK_DATA"].map {
    $0 + "/tex-math"
  }

  static var isAvailable: Bool {
    if folder == nil { print("skipped: no outside data") }
    return folder != nil
  }

  /// The expressions; throws if the folder does not hold them.
  static func expressions() throws -> [CorpusExpression] {
    let data = try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/expressions.json"))
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let list = object?["expressions"] as? [[String: Any]] ?? []
    return list.compactMap { entry in
      guard let id = entry["id"] as? Int, let tex = entry["tex"] as? String,
        let kind = entry["kind"] as? String
      else { return nil }
      return CorpusExpression(
        id: id, tex: tex, kind: kind, isDisplay: entry["display"] as? Bool ?? false,
        expected: entry["expect"] as? String, isReadByKaTeX: entry["katex_ok"] as? Bool ?? false,
        mathML: entry["katex_mathml"] as? String ?? "")
    }
  }

  /// Formulas with the MathML that they should become.
  static func pairs() throws -> [(tex: String, mathML: String)] {
    let data = try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/mathml-pairs.json"))
    let list = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    return list.compactMap { entry in
      guard let tex = entry["tex"] as? String, let mathML = entry["mathml"] as? String else {
        return nil
      }
      return (tex, mathML)
    }
  }
}

extension Corpus {
  /// The formula of an expression.
  static func formula(_ entry: CorpusExpression) -> TeXFormula {
    TeXFormula(MappedText(entry.tex), isDisplay: entry.isDisplay)
  }

  /// A formula as MathML without its source.
  static func mathML(_ formula: TeXFormula) -> String {
    var buffer = OutputBuffer()
    var options = MathOptions()
    options.includesSource = false
    formula.writeMathML(into: &buffer, options: options)
    return buffer.text
  }

  /// The visible characters of `element`, in one spelling: no spaces, no accents (lines over
  /// letters are borders here and characters there), plain letters, one form of the characters
  /// that converters choose differently.
  static func letters(_ element: Element) -> String {
    let spelled = String(
      String.UnicodeScalarView(
        element.content.unicodeScalars.filter { !accents.contains($0) }
          .map { spelling[$0] ?? $0 }))
    var result = ""
    for scalar in spelled.decomposedStringWithCompatibilityMapping.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint {
        continue
      }
      let value = scalar.value
      if (0x2061...0x2064).contains(value) || (0x300...0x36F).contains(value) { continue }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static let accents = Set("¯‾ˉ_´ˊˋ¨˜~ˆ^ˇ˘˚⃛⃜".unicodeScalars)

  private static let spelling: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
    uniqueKeysWithValues: zip(
      "∣∥⋅−∗⃗′ϵϕ∙∖⟨⟩\u{2010}ϑϰϖϱς⋆△⊥˙ıȷ”ΑΒΕΖΗΙΚΜΝΟΡΤΧ".unicodeScalars,
      "|‖·-*→'εφ•\\<>-θκπρσ*▵⟂.ij\"ABEZHIKMNOPTX".unicodeScalars))
}
