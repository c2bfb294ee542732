import Markup

/// The size of all words in a chart, in user units: 11 pixels when 480 units shrink to a phone.
let textSize = 15.0

/// The width of `text` in user units at `size`, as wide as any common sans serif sets it.
func textWidth(of text: String, size: Double = textSize, isBold: Bool = false) -> Double {
  var sum = 0
  for scalar in text.unicodeScalars { sum += advance(of: scalar, isBold: isBold) }
  return Double(sum) * size / 100
}

/// The advance of one scalar in hundredths of the font size.
private func advance(of scalar: Unicode.Scalar, isBold: Bool) -> Int {
  let value = scalar.value
  if value >= 0x20, value < 0x7F {
    return Int((isBold ? boldWidths : regularWidths)[Int(value - 0x20)])
  }
  switch value {
  case 0x2009, 0x202F: return 20
  case 0xB2, 0xB3, 0xB9, 0x2070...0x209C: return isBold ? 46 : 42
  case 0xB7, 0x2019, 0x2018: return isBold ? 40 : 34
  case 0x2013: return 50
  case 0x2190...0x22FF, 0xD7, 0xB1: return 84
  case 0x2014, 0x2026: return 100
  default: break
  }
  switch displayWidth(of: scalar) {
  case 0: return 0
  case 2: return 105
  default: return value < 0x530 ? (isBold ? 76 : 68) : 84
  }
}

/// `text` cut to `width` user units, with an ellipsis where something is missing.
func shortened(_ text: String, toWidth width: Double, isBold: Bool = false) -> String {
  if textWidth(of: text, isBold: isBold) <= width { return text }
  var kept = ""
  for character in text {
    let next = kept + String(character)
    if textWidth(of: next + "…", isBold: isBold) > width { break }
    kept = next
  }
  return kept + "…"
}
