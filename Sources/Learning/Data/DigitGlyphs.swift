public import Numerics
public import Tensors

/// Ten digits drawn on 8 × 8 squares, by hand and for this project.
public enum DigitGlyphs {
  /// The drawings; `#` is ink, `+` half.
  public static let drawings: [[String]] = [
    [
      "..+##+..", ".+#++#+.", ".#+..+#.", ".#....#.", ".#....#.", ".#+..+#.", ".+#++#+.",
      "..+##+..",
    ],
    [
      "...+#...", "..+##...", ".+#+#...", "....#...", "....#...", "....#...", "....#...",
      "..+###+.",
    ],
    [
      "..###+..", ".#+..#+.", ".....+#.", ".....#+.", "...+#+..", "..+#+...", ".+#+....",
      ".######.",
    ],
    [
      ".+###+..", ".#+..+#.", ".....+#.", "...+##+.", ".....+#.", "......#.", ".#+..+#.",
      ".+###+..",
    ],
    [
      "....+#..", "...+##..", "..+#+#..", ".+#+.#..", ".#+..#..", ".######.", ".....#..",
      ".....#..",
    ],
    [
      ".#####+.", ".#......", ".#......", ".####+..", ".....+#.", "......#.", ".#+..+#.",
      ".+###+..",
    ],
    [
      "...+##+.", "..+#+...", ".+#+....", ".#+##+..", ".##..+#.", ".#....#.", ".+#..+#.",
      "..+##+..",
    ],
    [
      ".######.", ".....+#.", "....+#+.", "....#+..", "...+#...", "...#+...", "..+#....",
      "..#+....",
    ],
    [
      "..+##+..", ".+#..#+.", ".+#..#+.", "..+##+..", ".+#++#+.", ".#....#.", ".#+..+#.",
      "..+##+..",
    ],
    [
      "..+##+..", ".#+..#+.", ".#....#.", ".+#..##.", "..+##+#.", "....+#+.", "...+#+..",
      ".+##+...",
    ],
  ]

  /// The glyph of a digit as an 8 × 8 matrix of ink from 0 to 1.
  public static func glyph(_ digit: Int) throws(TensorError) -> Tensor {
    guard drawings.indices.contains(digit) else {
      throw TensorError(.index, "there is a glyph for each of the digits 0 to 9, not for \(digit)")
    }
    let values = drawings[digit].flatMap { line in
      line.utf8.map { $0 == UInt8(ascii: "#") ? 1 : ($0 == UInt8(ascii: "+") ? 0.5 : 0) }
    }
    return try Tensor(shape: [8, 8], values: values)
  }

  /// Digits in turn, each moved by up to one pixel and with noise, as rows of 64 numbers.
  public static func samples(
    _ count: Int, noise: Double, from source: inout RandomSource
  ) throws(TensorError) -> LabelledData {
    guard count > 0, count <= 1_000_000, noise >= 0 else {
      throw TensorError(
        .domain, "a set of data has 1 to a million examples and noise of at least 0")
    }
    var rows: [[Double]] = []
    for i in 0..<count {
      let glyph = try glyph(i % 10).values
      let (down, right) = (source.nextInt(below: 3) - 1, source.nextInt(below: 3) - 1)
      var row = [Double](repeating: 0, count: 64)
      for place in 0..<64 {
        let (r, c) = (place / 8 - down, place % 8 - right)
        let ink = (0..<8).contains(r) && (0..<8).contains(c) ? glyph[8 * r + c] : 0
        row[place] = min(1, max(0, ink + noise * source.nextNormal()))
      }
      rows.append(row)
    }
    return try LabelledData(rows, (0..<count).map { Double($0 % 10) })
  }
}
