import Learning
import Numerics
import Script
import Tensors

/// Data to learn from, made here: the same for the same seed.
extension StandardLibrary {
  static let sampleData: [LibraryFunction] = [
    data(
      "makeBlobs",
      "(_ count: Int, centers: Matrix, spread: Double = 1, seed: Int? = nil) -> (x: Matrix, y: Vector)",
      "Round heaps around the centres, in turn an example of each, with its number as the class.",
      "makeBlobs(4, centers: [[0, 0], [9, 9]], spread: 0).y", "[0, 1, 0, 1]", seed: 3
    ) { arguments, source in
      try .blobs(
        arguments.count(0), centers: arguments.tensor(1), spread: arguments.number(2),
        from: &source)
    },
    data(
      "makeMoons",
      "(_ count: Int, noise: Double = 0.1, seed: Int? = nil) -> (x: Matrix, y: Vector)",
      "Two half circles that reach into each other.", "makeMoons(4, seed: 1).y", "[0, 1, 0, 1]",
      seed: 2
    ) { try .moons($0.count(0), noise: $0.number(1), from: &$1) },
    data(
      "makeCircles",
      "(_ count: Int, noise: Double = 0.05, factor: Double = 0.5, seed: Int? = nil) -> (x: Matrix, y: Vector)",
      "A circle of radius 1 and a smaller one in it.", "makeCircles(4, seed: 1).y",
      "[0, 1, 0, 1]", seed: 3
    ) { try .circles($0.count(0), noise: $0.number(1), factor: $0.number(2), from: &$1) },
    data(
      "makeSpirals",
      "(_ count: Int, arms: Int = 2, noise: Double = 0.02, turns: Double = 1, seed: Int? = nil) -> (x: Matrix, y: Vector)",
      "Arms that wind out of the origin.", "makeSpirals(4, seed: 1).y", "[0, 1, 0, 1]", seed: 4
    ) {
      try .spirals(
        $0.count(0), arms: $0.integer(1), noise: $0.number(2), turns: $0.number(3), from: &$1)
    },
    data(
      "makeLinear",
      "(_ count: Int, weights: Vector, intercept: Double = 0, noise: Double = 0.1, seed: Int? = nil) -> (x: Matrix, y: Vector)",
      "Standard normal features with targets x · weights + intercept + noise.",
      "makeLinear(3, weights: [2, 1], noise: 0, seed: 1).x.shape", "[3, 2]", seed: 4
    ) {
      try .linear(
        $0.count(0), weights: $0.vector(1), intercept: $0.number(2), noise: $0.number(3),
        from: &$1)
    },
    data(
      "makeSine", "(_ count: Int, noise: Double = 0.1, seed: Int? = nil) -> (x: Matrix, y: Vector)",
      "One turn of a sine with noise, x even in 0...2π.", "makeSine(3, noise: 0).y[0]", "0",
      seed: 2
    ) { try .sine($0.count(0), noise: $0.number(1), from: &$1) },
    data(
      "makeDigits",
      "(_ count: Int, noise: Double = 0.1, seed: Int? = nil) -> (x: Matrix, y: Vector)",
      "The ten digit glyphs in turn, moved by up to a pixel and with noise, rows of 64 pixels.",
      "makeDigits(20, seed: 1).x.shape", "[20, 64]", seed: 2
    ) { try DigitGlyphs.samples($0.count(0), noise: $0.number(1), from: &$1) },
    .tensor(
      "digitGlyph", "(_ digit: Int) -> Matrix", "The 8 × 8 glyph of a digit, ink from 0 to 1.",
      "digitGlyph(1)[0]", "[0, 0, 0, 0.5, 1, 0, 0, 0]"
    ) { try DigitGlyphs.glyph($0.integer(0)) },
    .general(
      "sampleText", "() -> String", "A short story of our own to train language models on.",
      "sampleText().hasPrefix(\"The river\")", "true"
    ) { _, _ in .string(Learning.sampleText) },
  ]

  private static func data(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ result: String,
    seed: Int,
    _ body: @escaping @Sendable ([Value], inout RandomSource) throws -> LabelledData
  ) -> LibraryFunction {
    .general(name, signature, summary, example, result) { arguments, context in
      try context.countSteps(arguments.count(0))
      let data = try drawing(arguments, seed, &context) { try body(arguments, &$0) }
      return .labelled(["x": .tensor(data.x), "y": .vector(data.y)])
    }
  }
}
