import Diagnostics
import Foundation
import Markup
import TeXMath
import Testing

/// Runs `body` on a thread with the smallest stack that a release build meets; an unoptimised
/// one takes more.
private func onSmallStack(_ body: @escaping @Sendable () -> Void) {
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    body()
    done.signal()
  }
  #if DEBUG
    thread.stackSize = 8 << 20
  #else
    thread.stackSize = 512 << 10
  #endif
  thread.start()
  done.wait()
}

/// Turns a formula into all that it can become.
@discardableResult
private func everything(_ tex: String, isDisplay: Bool = true) -> TeXFormula {
  var macros = MacroTable()
  let formula = TeXFormula(MappedText(tex), isDisplay: isDisplay, macros: &macros)
  var buffer = OutputBuffer()
  formula.writeMathML(into: &buffer)
  #expect(throws: Never.self) { try Element(parsing: buffer.text) }
  _ = formula.plainText()
  _ = formula.displayText()
  return formula
}

struct HostileTests {
  @Test(arguments: [
    ("{", "x", "}"), ("\\sqrt{", "x", "}"), ("\\frac{1}{", "x", "}"), ("x^{", "y", "}"),
    ("\\left(", "x", "\\right)"), ("\\text{", "x", "}"), ("\\text{$", "x", "$}"),
    ("\\begin{matrix}", "x", "\\end{matrix}"), ("\\hat{", "x", "}"), ("\\mathbf{", "x", "}"),
    ("\\hat", "{x}", ""), ("\\sqrt", "{x}", ""), ("\\color{red}", "x", ""),
    ("\\displaystyle", "{x}", ""), ("\\mathbf", "{x}", ""), ("\\sqrt[", "3", "]{x}"),
    ("\\overset{a}{", "x", "}"), ("\\not", "=", ""), ("\\boxed{", "x", "}"),
    ("\\textbf{", "x", "}"), ("\\textbf", "{x}", ""), ("\\begingroup ", "x", "\\endgroup "),
    ("\\substack{", "x", "}"), ("\\mathchoice{", "x", "}{}{}{}"), ("\\tag{$", "x", "$}"),
    ("\\fbox{$", "x", "$}"), ("\\operatorname{", "x", "}"), ("\\'{", "e", "}"),
    ("\\begin{equation}", "x", "\\end{equation}"), ("\\begin{cases}", "x", "\\end{cases}"),
  ])
  func `deep nesting ends with a diagnostic, not with the stack`(
    open: String, middle: String, close: String
  ) {
    @Sendable func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
    }
    onSmallStack {
      #expect(everything(nested(20)).isValid)
      everything(nested(66))
      everything(nested(100))
      let formula = everything(nested(1_000))
      #expect(formula.diagnostics.map(\.rule) == ["tex.limit"])
    }
  }

  @Test(arguments: [
    "\\def\\a{\\a}\\a", "\\def\\a{\\a\\a}\\a", "\\def\\a{\\b}\\def\\b{\\a}\\a",
    "\\def\\a#1{#1#1#1#1}\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{\\a{x}}}}}}}}}}}}",
    "\\def\\a#1{\\a{#1#1}}\\a x", "\\let\\a\\relax\\def\\a{x\\a}\\a",
    "\\edef\\a{\\b}\\def\\b{\\b\\b}\\b",
  ])
  func `macros without end are stopped`(tex: String) {
    let formula = everything(tex)
    #expect(formula.diagnostics.contains { $0.rule == "tex.limit" })
  }

  @Test func `two thousand of anything in a row takes no more than its share`() {
    for piece in [
      "x", "{}", "x_i", "\\frac12", "a&", "'", "\\sum", "\\left(\\right)", "\\!", "^", "\\ ",
    ] {
      everything(String(repeating: piece, count: 2_000))
    }
    everything("\\begin{matrix}" + String(repeating: "a&b\\\\", count: 1_000) + "\\end{matrix}")
  }

  @Test func `prefixes, deletions and splices of formulas never trap`() {
    let sources = Suite.cases.map(\.tex)
    var seed: UInt64 = 0x5EED_7E57
    func random(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % max(limit, 1)
    }
    for source in sources {
      let bytes = Array(source.utf8)
      for _ in 0..<6 {
        var mutant = bytes
        switch random(4) {
        case 0: mutant = Array(bytes.prefix(random(bytes.count + 1)))
        case 1: mutant.remove(at: random(mutant.count))
        case 2:
          let other = Array(sources[random(sources.count)].utf8)
          mutant = Array(bytes.prefix(random(bytes.count))) + other.suffix(random(other.count))
        default: mutant.insert(UInt8(random(256)), at: random(mutant.count))
        }
        everything(String(decoding: mutant, as: UTF8.self), isDisplay: random(2) == 0)
      }
    }
  }

  @Test func `bytes that are no text are read as such`() {
    var text = MappedText(at: 0)
    text.append(verbatim: [0x78, 0xFF, 0x5C, 0xC3, 0x5C][...], at: 0)
    let formula = TeXFormula(text, isDisplay: false)
    var buffer = OutputBuffer()
    formula.writeMathML(into: &buffer)
    #expect(!formula.isValid)
  }
}
