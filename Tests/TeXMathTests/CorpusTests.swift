import Diagnostics
import Foundation
import Markup
import TeXMath
import Testing

/// How formulas fare on the outside data set; run with `MATHBOOK_DATA` set.
struct CorpusTests {
  /// The kinds that come from documentation.
  private static let documentation: Set<String> = [
    "docs", "pytorch-docstrings", "scipy-docstrings", "statsmodels-docstrings",
    "scipy-statsmodels-docs", "notebooks",
  ]

  /// Whether to print every difference.
  private static let isVerbose = ProcessInfo.processInfo.environment["MATHBOOK_VERBOSE"] != nil

  @Test(.enabled(if: Corpus.isAvailable, "skipped: no outside data"))
  func `what documentation writes is accepted`() throws {
    let entries = try Corpus.expressions().filter { Self.documentation.contains($0.kind) }
    #expect(entries.count > 2_000)
    let refused = entries.filter { !Corpus.formula($0).isValid }
    let rate = 1 - Double(refused.count) / Double(entries.count)
    print("documentation: \(entries.count - refused.count) of \(entries.count) accepted")
    #expect(rate >= 0.995)
    for entry in refused { #expect(!entry.isReadByKaTeX, "\(entry.id): \(entry.tex)") }
  }

  @Test(.enabled(if: Corpus.isAvailable, "skipped: no outside data"))
  func `what KaTeX reads is read, except for chemistry`() throws {
    var missed: [CorpusExpression] = []
    for entry in try Corpus.expressions() where entry.kind != "mhchem" && entry.kind != "unit" {
      let formula = Corpus.formula(entry)
      if entry.isReadByKaTeX, !formula.isValid { missed.append(entry) }
    }
    for entry in missed { print("refused: \(entry.id) \(entry.tex)") }
    #expect(missed.count <= 1)
  }

  @Test(.enabled(if: Corpus.isAvailable, "skipped: no outside data"))
  func `upstream's own verdicts are shared, and what is refused has a place`() throws {
    var missed: [Int] = []
    for entry in try Corpus.expressions() {
      guard let expected = entry.expected else { continue }
      let formula = Corpus.formula(entry)
      if expected == "reject" {
        #expect(!formula.isValid, "\(entry.id): \(entry.tex)")
        for diagnostic in formula.diagnostics {
          #expect(diagnostic.range.end <= entry.tex.utf8.count)
          #expect(!diagnostic.message.isEmpty)
        }
      } else if !formula.isValid {
        missed.append(entry.id)
      }
    }
    // One case writes characters as a JavaScript string does, `\uFE0F`, which TeX does not know.
    #expect(missed == [2754])
  }

  @Test(.enabled(if: Corpus.isAvailable, "skipped: no outside data"))
  func `the text of the MathML is what KaTeX's is`() throws {
    var total = 0
    var same = 0
    for entry in try Corpus.expressions() {
      guard Self.documentation.contains(entry.kind), entry.isReadByKaTeX else { continue }
      let formula = Corpus.formula(entry)
      guard let theirs = try? Element(parsing: entry.mathML) else { continue }
      total += 1
      let ours = try Element(parsing: Corpus.mathML(formula))
      if Corpus.letters(ours) == Corpus.letters(theirs) {
        same += 1
      } else if Self.isVerbose {
        print(entry.id, entry.tex.debugDescription)
        print("  ours  ", Corpus.letters(ours))
        print("  theirs", Corpus.letters(theirs))
      }
    }
    print("text as KaTeX's: \(same) of \(total)")
    #expect(Double(same) >= 0.99 * Double(total))
  }

  @Test(.enabled(if: Corpus.isAvailable, "skipped: no outside data"))
  func `the structure of the MathML is what the pairs say`() throws {
    let pairs = try Corpus.pairs()
    #expect(!pairs.isEmpty)
    var differing: [String] = []
    for pair in pairs {
      let formula = TeXFormula(
        MappedText(pair.tex), isDisplay: pair.mathML.contains("display=\"block\""))
      let ours = try Outline.of(Element(parsing: Corpus.mathML(formula)))
      let theirs = try Outline.of(Element(parsing: pair.mathML))
      if ours == theirs { continue }
      differing.append(pair.tex)
      if Self.isVerbose {
        print(pair.tex.debugDescription)
        print("  ours  ", ours)
        print("  theirs", theirs)
      }
    }
    print("structure as in the pairs: \(pairs.count - differing.count) of \(pairs.count)")
    #expect(differing == Self.pairsThatDiffer.map(\.tex))
  }

  /// The pairs whose structure is another on purpose, with the reason.
  private static let pairsThatDiffer: [(tex: String, why: String)] = [
    (
      #"\text{```Hi----'''}--\texttt{```Hi----'''}\text{\tt ```Hi----'''}"#,
      "typewriter text is code and stays as it was typed: KaTeX makes some of its quotes round"
    ),
    (
      #"x_{\mathchoice{D}{T}{\sum_{k = 0}^{\infty} x^k}{SS}}"#,
      "a subscript is set in script style, where TeX takes the third choice; KaTeX takes the second"
    ),
    (
      #"x_{y_{\mathchoice{D}{T}{S}{\sum_{k = 0}^{\infty} x^k}}}"#,
      "a subscript of a subscript is set smaller still, where TeX takes the fourth choice"
    ),
  ]

  @Test(.enabled(if: Corpus.isAvailable, "skipped: no outside data"))
  func `every formula of the corpus becomes well-formed MathML and complete text`() throws {
    for entry in try Corpus.expressions() {
      let formula = Corpus.formula(entry)
      #expect(throws: Never.self) { try Element(parsing: Corpus.mathML(formula)) }
      guard formula.isValid else { continue }
      for text in [formula.plainText(), formula.displayText()] {
        let missing = TextInvariant.missing(in: text, of: formula)
        #expect(missing.isEmpty, "\(entry.id) \(entry.tex)\n\(text)")
      }
    }
  }
}
