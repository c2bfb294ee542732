/// What a character beyond ASCII means in arithmetic, and whether it is only space; nil if it is
/// part of a word.
func wideSign(_ code: UInt32) -> (Token.Kind, isSpace: Bool)? {
  switch code {
  case 0xA0, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: return (.gap, true)
  case 0x2061...0x2064, 0xFE0E, 0xFE0F: return (.gap, true)
  case 0xB1: return (.op(.plusMinus), false)
  case 0xB7, 0x2219, 0x22C5, 0x2217, 0xD7, 0x2715, 0x2A2F: return (.op(.times), false)
  case 0xF7, 0x2215, 0x2044: return (.op(.divide), false)
  case 0x2212: return (.op(.minus), false)
  case 0x2C6: return (.op(.power), false)
  case 0xB0: return (.degree, false)
  case 0x2032: return (.prime(1), false)
  case 0x2033: return (.prime(2), false)
  case 0x2030: return (.perMille, false)
  case 0xBC: return (.vulgar(1, 4), false)
  case 0xBD: return (.vulgar(1, 2), false)
  case 0xBE: return (.vulgar(3, 4), false)
  case 0x2150...0x215E:
    let known: [(Int, Int)] = [
      (1, 7), (1, 9), (1, 10), (1, 3), (2, 3), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6),
      (1, 8), (3, 8), (5, 8), (7, 8),
    ]
    let pair = known[Int(code - 0x2150)]
    return (.vulgar(pair.0, pair.1), false)
  case 0xB2, 0xB3, 0xB9, 0x2070, 0x2074...0x207E: return (.sup([]), false)
  case 0x2080...0x208E: return (.sub([]), false)
  case 0x2248, 0x2243, 0x2245, 0x223C, 0x2252, 0x2259, 0x225F:
    return (.relation(.approximate), false)
  case 0x2260: return (.relation(.unequal), false)
  case 0x2261: return (.relation(.equal), false)
  case 0x2264, 0x2A7D: return (.relation(.lessOrEqual), false)
  case 0x2265, 0x2A7E: return (.relation(.greaterOrEqual), false)
  case 0x226A: return (.relation(.less), false)
  case 0x226B: return (.relation(.greater), false)
  case 0x221A: return (.root, false)
  case 0x221E: return (.constant(.infinity), false)
  case 0x3C0: return (.constant(.pi), false)
  case 0x2026, 0x22EF: return (.ellipsis, false)
  case 0x2190...0x21FF, 0x27F5...0x27FF: return (.arrow, false)
  case 0x2211: return (.sum, false)
  case 0x220F: return (.product, false)
  case 0x2016, 0x2225: return (.bar(isDouble: true), false)
  case 0xA3, 0xA5, 0x20AC, 0x20B9: return (.currency, false)
  case 0x2013, 0x2014, 0x2015, 0x2022, 0x2023, 0xA7, 0xB6, 0xAB, 0xBB: return (.mark(0), false)
  case 0x2018...0x201F, 0x3001, 0x3002, 0x300A...0x3011: return (.mark(0), false)
  case 0x2200, 0x2203, 0x2208, 0x2229, 0x222A, 0x2227, 0x2228, 0x2295, 0x2297, 0xAC:
    return (.unknownOperator, false)
  case 0x2200...0x22FF: return (.symbol, false)
  case 0x2308, 0x230A: return (.open(0x28), false)
  case 0x2309, 0x230B: return (.close(0x29), false)
  case 0x2500...0x27BF: return (.mark(0), false)
  case 0xFF08: return (.open(0x28), false)
  case 0xFF09: return (.close(0x29), false)
  case 0xFF0B: return (.op(.plus), false)
  case 0xFF0D: return (.op(.minus), false)
  case 0xFF1D: return (.relation(.equal), false)
  case 0xFF0C, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F: return (.mark(0), false)
  case 0xE000...0xF8FF: return (.mark(0), false)
  default: return nil
  }
}

/// The ASCII of the superscript or subscript digit or sign at `offset`.
func scriptDigit(_ bytes: [UInt8], at offset: Int) -> UInt8 {
  if bytes[offset] == 0xC2 {
    switch bytes[offset + 1] {
    case 0xB2: return 0x32
    case 0xB3: return 0x33
    default: return 0x31
    }
  }
  let low = bytes[offset + 2] & 0x0F
  switch low {
  case 0...9: return 0x30 + low
  case 0xA: return UInt8(ascii: "+")
  case 0xB: return UInt8(ascii: "-")
  case 0xC: return UInt8(ascii: "=")
  case 0xD: return UInt8(ascii: "(")
  default: return UInt8(ascii: ")")
  }
}
