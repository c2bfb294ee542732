import Diagnostics
import TeXMath
import Testing

/// Forms of the one line of text that a reader must not have to puzzle out.
struct TextFormTests {
  @Test(arguments: [
    (#"\mathbf{e}_{\text{king}} - \mathbf{e}_{\text{man}}"#, "e_king − e_man"),
    (#"D_{\mathrm{KL}}(p)"#, "D_KL(p)"), (#"x_{\max}"#, "x_max"), (#"W_{\text{out}}x"#, "W_out x"),
    (#"W_{\text{h1}}x"#, "W_h1 x"), (#"W_{\text{out}}^2"#, "W_out²"),
    (#"x_{\text{a b}}"#, "x_(a b)"), (#"x_{\text{i}} + x_{ij} + x_{12}"#, "xᵢ + xᵢⱼ + x₁₂"),
  ])
  func `words as subscripts look alike, whatever letters they have`(tex: String, text: String) {
    #expect(TeXFormula(MappedText(tex), isDisplay: false).plainText() == text)
  }

  @Test(arguments: [
    (#"X_c^\top"#, "X_cᵀ"), (#"X_c^{\alpha+1}"#, "X_c^(α+1)"),
    (#"\overline{|d|}"#, "|\u{305}d\u{305}|\u{305}"), (#"\overline{AB}^2"#, "(A\u{305}B\u{305})²"),
    (#"\underline{ab}"#, "a\u{332}b\u{332}"), (#"\overline{x + y}"#, "overline(x + y)"),
  ])
  func `a letter with two scripts, and a line over a few letters, need no brackets`(
    tex: String, text: String
  ) {
    #expect(TeXFormula(MappedText(tex), isDisplay: false).plainText() == text)
  }
}
