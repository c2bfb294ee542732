import Plotting
import Script

extension Value {
  /// The value as prose shows it: numbers with true minus signs and powers of ten (6.1×10⁻⁸).
  var proseText: String {
    switch self {
    case .double, .tensor: Book.proseText(text)
    default: text
    }
  }
}

/// The text of numbers, which has `-` and `e` as programs write them, as prose shows it.
func proseText(_ numbers: String) -> String {
  var result = ""
  var rest = Substring(numbers)
  while let first = rest.popFirst() {
    switch first {
    case "-": result.append("\u{2212}")
    case "e":
      let exponent = rest.prefix { $0 == "-" || $0 == "+" || $0.isNumber }
      guard result.last?.isNumber == true, let power = Int(exponent) else {
        result.append(first)
        break
      }
      result += "×10" + superscript(power)
      rest = rest.dropFirst(exponent.count)
    default: result.append(first)
    }
  }
  return result
}
