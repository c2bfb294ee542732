/// The colours of charts in one theme, as six hexadecimal digits each.
///
/// Goals, in this order:
/// 1. every series colour keeps a contrast of 3 : 1 or more to the paper (WCAG 2.2, 1.4.11);
/// 2. any two series colours stay apart for normal, protan, deutan and tritan vision (distance in
///    Oklab ≥ 0.08 after the simulation of Machado, Oliveira and Fernandes 2009, full severity);
/// 3. the order is blue, orange, green, …, so that two or three series look calm.
///
/// The series colours were found by a search that moved the hues of Okabe and Ito in lightness and
/// chroma; the ramps are interpolated in Oklab between hand-picked stops. The tests compute all of
/// this again from the digits.
package struct Palette: Sendable {
  /// The colour behind the chart.
  package let paper: UInt32
  /// The colour of words.
  package let ink: UInt32
  /// The colours of series 1, 2, ….
  package let series: [UInt32]
  /// From zero (the paper) to the greatest value.
  package let sequential: [UInt32]
  /// From the least through zero (the paper, in the middle) to the greatest value.
  package let diverging: [UInt32]

  /// Dark marks on white.
  package static let light = Palette(
    paper: 0xFFFFFF, ink: 0x000000,
    series: [
      0x0072B2, 0xC77421, 0x00502F, 0xA80C70, 0x7A5A00, 0x191407, 0x0B8AF2, 0x5D11B4,
    ],
    sequential: [
      0xFFFFFF, 0xF0F7FB, 0xE0EFF6, 0xCDE5F0, 0xB1D7E9, 0x95C8E1, 0x79B6D8, 0x5BA2CE, 0x3B8FC4,
      0x307DBA, 0x256BAF, 0x1D5AA2, 0x184C92, 0x133F81, 0x10336F, 0x0D285C, 0x0A1E4A,
    ],
    diverging: [
      0x7A2E00, 0xA04805, 0xC8640F, 0xDD8B4D, 0xF0B27A, 0xF6CCA7, 0xFBE6D2, 0xFDF3E8, 0xFFFFFF,
      0xEBF5F9, 0xD6EAF3, 0xA8D0E6, 0x79B6D8, 0x5090C4, 0x256BAF, 0x184884, 0x0D285C,
    ])

  /// Bright marks on near-black.
  package static let dark = Palette(
    paper: 0x15171A, ink: 0xFFFFFF,
    series: [
      0x56B4E9, 0xEE4C00, 0xB7FEDE, 0xB7698D, 0xF4E032, 0xBFAF8D, 0x1C89C7, 0x9B5DFF,
    ],
    sequential: [
      0x15171A, 0x171E29, 0x192537, 0x1A2C47, 0x1C3757, 0x1E4267, 0x1F4E78, 0x215C81, 0x246A89,
      0x267892, 0x2C8C9E, 0x44A69D, 0x5BBF9A, 0x8BD193, 0xB5E28A, 0xD9ED99, 0xFBF7A8,
    ],
    diverging: [
      0xFFD9A8, 0xF09A4A, 0xB25A14, 0x944B16, 0x763D16, 0x5A2F14, 0x422819, 0x2B201A, 0x15171A,
      0x182430, 0x1A3247, 0x1A4060, 0x205883, 0x2672A8, 0x4A9FD6, 0x8BC5EB, 0xC8EBFF,
    ])
}
