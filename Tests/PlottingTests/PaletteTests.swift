import Numerics
import Testing

@testable import Plotting

/// The colours, computed again from their digits.
@Suite struct PaletteTests {
  typealias RGB = SIMD3<Double>

  static func linear(_ color: UInt32) -> RGB {
    func channel(_ shift: UInt32) -> Double {
      let value = Double((color >> shift) & 0xFF) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return RGB(channel(16), channel(8), channel(0))
  }

  static func luminance(_ color: UInt32) -> Double {
    (linear(color) * RGB(0.2126, 0.7152, 0.0722)).sum()
  }

  /// The contrast of WCAG 2.2.
  static func contrast(_ a: UInt32, _ b: UInt32) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  /// Oklab coordinates of linear light (B. Ottosson, 2020).
  static func oklab(_ c: RGB) -> RGB {
    let l = cbrt((c * RGB(0.4122214708, 0.5363325363, 0.0514459929)).sum())
    let m = cbrt((c * RGB(0.2119034982, 0.6806995451, 0.1073969566)).sum())
    let s = cbrt((c * RGB(0.0883024619, 0.2817188376, 0.6299787005)).sum())
    let cone = RGB(l, m, s)
    return RGB(
      (cone * RGB(0.2104542553, 0.7936177850, -0.0040720468)).sum(),
      (cone * RGB(1.9779984951, -2.4285922050, 0.4505937099)).sum(),
      (cone * RGB(0.0259040371, 0.7827717662, -0.8086757660)).sum())
  }

  /// How eyes see linear light: Machado, Oliveira and Fernandes 2009, table of severity 1.0.
  static let visions: [(name: String, rows: [RGB])] = [
    ("normal", [RGB(1, 0, 0), RGB(0, 1, 0), RGB(0, 0, 1)]),
    (
      "protan",
      [
        RGB(0.152286, 1.052583, -0.204868), RGB(0.114503, 0.786281, 0.099216),
        RGB(-0.003882, -0.048116, 1.051998),
      ]
    ),
    (
      "deutan",
      [
        RGB(0.367322, 0.860646, -0.227968), RGB(0.280085, 0.672501, 0.047413),
        RGB(-0.011820, 0.042940, 0.968881),
      ]
    ),
    (
      "tritan",
      [
        RGB(1.255528, -0.076749, -0.178779), RGB(-0.078411, 0.930809, 0.147602),
        RGB(0.004733, 0.691367, 0.303900),
      ]
    ),
  ]

  static func distance(_ a: UInt32, _ b: UInt32, _ vision: [RGB]) -> Double {
    func seen(_ color: UInt32) -> RGB {
      let light = linear(color)
      let raw = RGB(
        (light * vision[0]).sum(), (light * vision[1]).sum(), (light * vision[2]).sum())
      return oklab(raw.clamped(lowerBound: RGB(repeating: 0), upperBound: RGB(repeating: 1)))
    }
    let difference = seen(a) - seen(b)
    return (difference * difference).sum().squareRoot()
  }

  @Test(arguments: [Palette.light, .dark])
  func `every series stands out from the paper`(palette: Palette) {
    for color in palette.series {
      #expect(Self.contrast(color, palette.paper) >= 3, "\(ChartStyle.hex(color))")
    }
  }

  @Test(arguments: [Palette.light, .dark])
  func `series are told apart whatever the vision`(palette: Palette) {
    for (name, vision) in Self.visions {
      for i in palette.series.indices {
        for j in palette.series.indices where i < j {
          let distance = Self.distance(palette.series[i], palette.series[j], vision)
          #expect(distance >= 0.08, "\(name): \(i + 1) and \(j + 1) are \(distance) apart")
        }
      }
    }
  }

  @Test(arguments: [Palette.light, .dark])
  func `words on cells can be read on every level`(palette: Palette) {
    for (level, color) in palette.sequential.enumerated() {
      let words = level >= 10 ? palette.paper : palette.ink
      #expect(Self.contrast(color, words) >= 4.4, "q\(level)")
    }
    for (level, color) in palette.diverging.enumerated() {
      let words = level <= 1 || level >= 14 ? palette.paper : palette.ink
      #expect(Self.contrast(color, words) >= 4.4, "v\(level)")
    }
  }

  @Test(arguments: [Palette.light, .dark])
  func `levels grow steadily away from the paper`(palette: Palette) {
    let steps = palette.sequential.map { Self.contrast($0, palette.paper) }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
    let (below, above) = (palette.diverging[...8].reversed(), palette.diverging[8...])
    for side in [Array(below), Array(above)] {
      let steps = side.map { Self.contrast($0, palette.paper) }
      #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
    }
    #expect(palette.sequential[0] == palette.paper)
    #expect(palette.diverging[8] == palette.paper)
  }
}
