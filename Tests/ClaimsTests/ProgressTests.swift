import Claims
import Diagnostics
import Numerics
import Testing

/// Whatever stands in a text, reading it ends: an issue's point in `%#.6g` once kept the lexer where
/// it was.
@Suite struct ProgressTests {
  private func read(_ text: String) -> Int {
    let mapped = MappedText(
      SourceFile(path: "a.md", text: text), SourceRange(0, text.utf8.count))
    let kinds: [ClaimText.Kind] = [.prose, .plainText, .fencedText(language: "")]
    var count = 0
    for kind in kinds {
      count += findCalculations(in: [ClaimText(kind, mapped)]).count
      count += findCalculations(in: [ClaimText(kind, [.formula(mapped, isDisplay: true)])]).count
    }
    return count
  }

  @Test(.timeLimit(.minutes(1))) func `a point after a number sign`() {
    #expect(read("%#.6g 1 = 2") == 0)
    #expect(read("#. #.5 #.5.5 = 1") == 0)
  }

  /// Each wrong sum once searched all of its paragraph; 10,000 of them took minutes.
  @Test(.timeLimit(.minutes(3))) func `many wrong sums in one paragraph`() {
    for text in ["12 + 7 = 20\n", "12 + 7 = 20 and "] {
      let texts = [ClaimText(.prose, MappedText(String(repeating: text, count: 10_000)))]
      let found = findCalculations(in: texts)
      #expect(found.count == 10_000)
      #expect(found.allSatisfy { $0.leftText == "12 + 7" })
    }
  }

  /// 20,000 texts of up to 24 signs each, from the seed 20261129.
  @Test(.timeLimit(.minutes(5))) func `texts of random signs are read to their end`() {
    let signs = [
      "#", ".", "5", "12", "=", "≈", "~", "+", "-", "−", "×", "*", "/", "(", ")", "[", "]", "{",
      "}",
      "$", "%", "\\", "\\frac", "^", "_", "²", "½", "√", "|", "!", "'", "\"", ",", ":", " ", "\n",
      "x", "of", "v1", "GB", "e5", "1e", "\u{A0}", "…", "<", ">", "&", "°", "ü", "₁", "→", "0x",
    ]
    var source = RandomSource(seed: 20_261_129)
    var count = 0
    for _ in 0..<20_000 {
      let length = 1 + Int(source.nextUnit() * 24)
      var text = ""
      for _ in 0..<length { text += signs[Int(source.nextUnit() * Double(signs.count))] }
      count += read(text)
    }
    #expect(count > 0)
  }
}
