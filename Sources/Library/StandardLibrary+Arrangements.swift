import Script
import Tensors

/// Vectors made, cut and counted, as NumPy has them; names of NumPy for entries with longer ones.
extension StandardLibrary {
  static let arrangements: [LibraryFunction] =
    [
      .tensor(
        "full", "(shape: Vector, _ value: Double) -> Tensor", "A tensor of equal numbers.",
        "full(shape: [2], 7)", "[7, 7]"
      ) { arguments in
        try Tensor.filled(
          arguments.vector(0).indices.map { try [arguments[0]].size($0) }, with: arguments.number(1)
        )
      },
      .tensor(
        "arange", "(_ start: Double, _ end: Double, step: Double = 1) -> Vector",
        "Numbers from the start in equal steps, before the end.", "arange(0, 1, step: 0.25)",
        "[0, 0.25, 0.5, 0.75]"
      ) { try Tensor.arange(from: $0.number(0), to: $0.number(1), by: $0.number(2)) },
      .tensor(
        "cross", "(_ a: Vector, _ b: Vector) -> Vector",
        "The vector at right angles to two others in space, as long as their parallelogram is large.",
        "cross([1, 0, 0], [0, 1, 0])", "[0, 0, 1]"
      ) { arguments in
        let (a, b) = (try arguments.vector(0), try arguments.vector(1))
        guard a.count == 3, b.count == 3 else {
          throw ScriptCause(
            "shape.mismatch",
            "the cross product is of vectors of 3, not of \(a.count) and \(b.count)"
          )
        }
        return Tensor([
          a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0],
        ])
      },
      .tensor(
        "clip", "(_ x: Tensor, _ least: Double, _ greatest: Double) -> Tensor",
        "The elements, none below the least or above the greatest.", "clip([-2, 0.5, 9], 0, 1)",
        "[0, 0.5, 1]",
        pullback: .general { arguments, _, cotangent in
          let x = try arguments.tensor(0)
          let (least, greatest) = (try arguments.number(1), try arguments.number(2))
          let seed = try [cotangent].tensor(0)
          let slopes = zip(x.values, seed.values).map { (value: Double, slope: Double) -> Double in
            value < least || value > greatest ? 0 : slope
          }
          func beyond(_ isBeyond: (Double) -> Bool) -> Value {
            .double(zip(x.values, seed.values).reduce(0) { $0 + (isBeyond($1.0) ? $1.1 : 0) })
          }
          return [
            .tensor(try Tensor(shape: x.shape.sizes, values: slopes)), beyond { $0 < least },
            beyond { $0 >= least && $0 > greatest },
          ]
        }
      ) { arguments in
        let (least, greatest) = (try arguments.number(1), try arguments.number(2))
        let x = try arguments.tensor(0)
        return try Tensor(
          shape: x.shape.sizes, values: x.values.map { clipped($0, least, greatest) })
      },
      .number(
        "clip", "(_ x: Double, _ least: Double, _ greatest: Double) -> Double",
        "The number, not below the least nor above the greatest.", "clip(9, 0, 1)", "1",
        pullback: .general { arguments, _, cotangent in
          let (x, seed) = (try arguments.number(0), try [cotangent].number(0))
          let (least, greatest) = (try arguments.number(1), try arguments.number(2))
          let place = x < least ? 1 : x > greatest ? 2 : 0
          return (0..<3).map { .double($0 == place ? seed : 0) }
        }
      ) { clipped(try $0.number(0), try $0.number(1), try $0.number(2)) },
      .tensor(
        "differences", "(_ x: Vector) -> Vector", "Each element minus the one before.",
        "differences([1, 4, 9])", "[3, 5]",
        pullback: Pullbacks.moving { seed, x, _ in
          var slopes = [Double](repeating: 0, count: x.count)
          for (index, value) in seed.values.enumerated() {
            slopes[index] -= value
            slopes[index + 1] += value
          }
          return Tensor(slopes)
        }
      ) { arguments in
        let x = try arguments.vector(0)
        return Tensor(zip(x.dropFirst(), x).map { $0 - $1 })
      },
      .tensor(
        "unique", "(_ x: Vector) -> Vector", "The different values, ascending.",
        "unique([3, 1, 3])", "[1, 3]"
      ) { arguments in
        let sorted = try arguments.tensor(0).sorted().values
        return Tensor(sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.1))
      },
      extreme("max", "The greatest element.", "max([3, 9, 4])", "9", .maximum),
      extreme("min", "The least element.", "min([3, 9, 4])", "3", .minimum),
      pairwise(
        "maximum", "The greater of two elements, place by place.", "maximum([1, 5], [3, 2])",
        "[3, 5]"
      ) { $0 >= $1 },
      pairwise(
        "minimum", "The lesser of two elements, place by place.", "minimum([1, 5], [3, 2])",
        "[1, 2]"
      ) { $0 <= $1 },
    ] + shortNames

  /// The names that NumPy has for entries of the algebra.
  private static var shortNames: [LibraryFunction] {
    [("det", "determinant"), ("inv", "inverse"), ("cond", "conditionNumber")].flatMap {
      short, long in algebra.filter { $0.name == long }.map { $0.renamed(short) }
    }
  }

  /// The greatest or least element, whose derivative is that element's.
  private static func extreme(
    _ name: String, _ summary: String, _ example: String, _ result: String, _ reduction: Reduction
  ) -> LibraryFunction {
    .number(
      name, "(_ x: Tensor) -> Double", summary, example, result,
      pullback: .general { arguments, result, cotangent in
        let x = try arguments.tensor(0)
        let (extreme, scale) = (try [result].number(0), try [cotangent].number(0))
        var slopes = [Double](repeating: 0, count: x.count)
        if let place = x.values.firstIndex(of: extreme) { slopes[place] = scale }
        return [.tensor(try Tensor(shape: x.shape.sizes, values: slopes))]
      }
    ) { try $0.tensor(0).reduced(reduction) }
  }

  /// The one of two elements that `takes` the first place; equals take the first.
  private static func pairwise(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ takesFirst: @escaping @Sendable (Double, Double) -> Bool
  ) -> LibraryFunction {
    LibraryFunction(
      name, "(_ a: N, _ b: N) -> N", summary: summary, example: example, exampleResult: result,
      body: .scalar2 { a, b in a.isNaN || b.isNaN ? .nan : takesFirst(a, b) ? a : b },
      pullback: .scalar2 { a, b, _ in takesFirst(a, b) ? (1, 0) : (0, 1) })
  }
}

extension LibraryFunction {
  /// The same entry under another name.
  func renamed(_ other: String) -> LibraryFunction {
    LibraryFunction(
      other, signature, kind: kind, summary: summary,
      example: example.replacingPrefix(name, with: other), exampleResult: exampleResult,
      source: source, body: body, pullback: pullback)
  }
}

/// `x`, not below `least` nor above `greatest`; NaN if any of them is.
private func clipped(_ x: Double, _ least: Double, _ greatest: Double) -> Double {
  if x.isNaN || least.isNaN || greatest.isNaN { return .nan }
  return min(greatest, max(least, x))
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}

extension [Value] {
  /// The length of an axis, element `index` of the shape that stands first.
  fileprivate func size(_ index: Int) throws -> Int {
    let size = try vector(0)[index]
    guard let whole = Int(exactly: size), whole >= 0 else {
      throw ScriptCause(
        "value.integer", "the length of an axis is a whole number from 0 on, not \(size)")
    }
    return whole
  }
}
