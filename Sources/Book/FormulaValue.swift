import Diagnostics
import Markup
import Script
import TeXMath

/// Writes a computed value that is a formula, such as an expression of symbols, as MathML.
func writeFormula(_ tex: String, isDisplay: Bool, into output: inout OutputBuffer) {
  var macros = MacroTable()
  let formula = TeXFormula(MappedText(tex), isDisplay: isDisplay, macros: &macros)
  formula.writeMathML(into: &output, options: MathOptions())
}
