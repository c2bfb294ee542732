import Numerics
import Script
import Statistics
import Tensors

/// How cotangents go back through functions of vectors and matrices.
///
/// - Source: K. B. Petersen, M. S. Pedersen, The Matrix Cookbook, 2012, chapter 2.
enum Pullbacks {
  typealias Pullback = LibraryFunction.Pullback

  /// |x| and its cousins: where the derivative jumps, the middle of the jump.
  private static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }

  /// (Σ |xᵢ|^p)^(1/p).
  static func norm(_ p: @escaping @Sendable ([Value]) throws -> Double) -> Pullback {
    .general { arguments, result, cotangent in
      let x = try arguments.tensor(0)
      let (p, length, scale) = (
        try p(arguments), try [result].number(0), try [cotangent].number(0)
      )
      let rest: [Value?] =
        arguments.count == 1 ? [] : [.double(scale * normSlope(x.values, p, length))]
      if length == 0 { return [.tensor(Tensor.filled(x.shape, with: 0))] + rest }
      if p.isInfinite {
        var found = false
        let slopes = x.values.map { (value: Double) -> Double in
          guard !found, value.magnitude == length else { return 0 }
          found = true
          return scale * sign(value)
        }
        return [.tensor(try Tensor(shape: x.shape.sizes, values: slopes))] + rest
      }
      let slopes = x.values.map { (value: Double) -> Double in
        scale * sign(value) * pow(value.magnitude / length, p - 1)
      }
      return [.tensor(try Tensor(shape: x.shape.sizes, values: slopes))] + rest
    }
  }

  /// The derivative of (Σ |xᵢ|^p)^(1/p) by p; 0 where p is infinite.
  private static func normSlope(_ x: [Double], _ p: Double, _ length: Double) -> Double {
    guard p.isFinite, length > 0 else { return 0 }
    // Relative to the length, so that no power leaves the range.
    let parts = x.map { $0.magnitude / length }
    let sum = parts.reduce(0) { $0 + ($1 == 0 ? 0 : pow($1, p) * log($1)) }
    return length * sum / p
  }

  /// A distance: the norm `p` of the difference.
  static func distance(_ p: Double) -> Pullback {
    .general { arguments, result, cotangent in
      let difference = try arguments.tensor(0) - arguments.tensor(1)
      let (length, scale) = (try [result].number(0), try [cotangent].number(0))
      let slopes = Tensor(
        difference.values.map { (value: Double) -> Double in
          length == 0 ? 0 : p == 1 ? scale * sign(value) : scale * value / length
        })
      return [.tensor(slopes), .tensor(-slopes)]
    }
  }

  /// The cosine of the angle between two vectors; `outer` is the derivative of what is made of it.
  static func cosine(isAngle: Bool) -> Pullback {
    .general { arguments, _, cotangent in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      let (first, second) = (a.norm(), b.norm())
      let (left, right) = (a / first, b / second)
      let cosine = try left.dot(right)
      let (up, down) = (try right - left * cosine, try left - right * cosine)
      // The length of both is the sine.
      let outer = isAngle ? (up.norm() > 0 ? -1 / up.norm() : 0) : 1
      let scale = try [cotangent].number(0) * outer
      return [.tensor(up * (scale / first)), .tensor(down * (scale / second))]
    }
  }

  /// x / ‖x‖.
  static let normalize = Pullback.general { arguments, result, cotangent in
    let length = try arguments.tensor(0).norm()
    let (unit, seed) = (try [result].tensor(0), try [cotangent].tensor(0))
    return [.tensor(try (seed - unit * (try unit.dot(seed))) / length)]
  }

  // MARK: information

  /// By the base of the logarithm, of which the result is a multiple of 1 / log b.
  private static func byBase(
    _ base: Double, _ result: Value, _ cotangent: Value
  ) throws -> Value {
    .double(-(try [result].number(0) * [cotangent].number(0)) / (base * log(base)))
  }

  /// −Σ p log p.
  static let entropy = Pullback.general { arguments, result, cotangent in
    let base = try arguments.number(1)
    let scale = try [cotangent].number(0) / log(base)
    return [
      .tensor(Tensor(try arguments.vector(0).map { -(log($0) + 1) * scale })),
      try byBase(base, result, cotangent),
    ]
  }

  /// e^H.
  static let perplexity = Pullback.general { arguments, result, cotangent in
    let scale = try [cotangent].number(0) * [result].number(0)
    return [.tensor(Tensor(try arguments.vector(0).map { -(log($0) + 1) * scale }))]
  }

  /// −Σ p log q.
  static let crossEntropy = Pullback.general { arguments, result, cotangent in
    let (p, q) = (try arguments.vector(0), try arguments.vector(1))
    let base = try arguments.number(2)
    let scale = try [cotangent].number(0) / log(base)
    return [
      .tensor(Tensor(q.map { -log($0) * scale })),
      .tensor(Tensor(zip(p, q).map { $0 == 0 ? 0 : -$0 / $1 * scale })),
      try byBase(base, result, cotangent),
    ]
  }

  /// Σ p log(p/q).
  static let klDivergence = Pullback.general { arguments, result, cotangent in
    let (p, q) = (try arguments.vector(0), try arguments.vector(1))
    let base = try arguments.number(2)
    let scale = try [cotangent].number(0) / log(base)
    return [
      .tensor(Tensor(zip(p, q).map { (log($0 / $1) + 1) * scale })),
      .tensor(Tensor(zip(p, q).map { $0 == 0 ? 0 : -$0 / $1 * scale })),
      try byBase(base, result, cotangent),
    ]
  }

  /// A function of (x − mean) / deviation: the partial derivatives by x, mean and deviation.
  static func normal(
    _ partials:
      @escaping @Sendable (_ z: Double, _ deviation: Double, _ result: Double) -> (
        Double, Double, Double
      )
  ) -> Pullback {
    .general { arguments, result, cotangent in
      let (scale, s) = (try [cotangent].number(0), try arguments.number(2))
      let z = (try arguments.number(0) - arguments.number(1)) / s
      let slopes = partials(z, s, try [result].number(0))
      return [
        .double(scale * slopes.0), .double(scale * slopes.1), .double(scale * slopes.2),
      ]
    }
  }

  /// The same at each place of a vector.
  static func normals(
    _ partials:
      @escaping @Sendable (_ z: Double, _ deviation: Double, _ result: Double) -> (
        Double, Double, Double
      )
  ) -> Pullback {
    .general { arguments, result, cotangent in
      let (mean, s) = (try arguments.number(1), try arguments.number(2))
      let (x, seeds) = (try arguments.vector(0), try [cotangent].vector(0))
      var slopes: [Double] = []
      var (byMean, byDeviation) = (0.0, 0.0)
      for (place, value) in try [result].vector(0).enumerated() {
        let own = partials((x[place] - mean) / s, s, value)
        slopes.append(seeds[place] * own.0)
        byMean += seeds[place] * own.1
        byDeviation += seeds[place] * own.2
      }
      return [.tensor(Tensor(slopes)), .double(byMean), .double(byDeviation)]
    }
  }

  // MARK: moments

  /// The variance, or its root.
  static func spread(isRoot: Bool) -> Pullback {
    .general { arguments, result, cotangent in
      let x = try arguments.tensor(0)
      let count = Double(x.count) - (try arguments.number(1))
      let size = try [result].number(0)
      let scale = try [cotangent].number(0) * (isRoot ? 1 / (count * size) : 2 / count)
      return [.tensor(try (x - x.mean()) * (isRoot && size == 0 ? 0 : scale)), nil]
    }
  }

  static let covariance = Pullback.general { arguments, _, cotangent in
    let (x, y) = (try arguments.tensor(0), try arguments.tensor(1))
    let scale = try [cotangent].number(0) / (Double(x.count) - arguments.number(2))
    return [
      .tensor(try (y - y.mean()) * scale), .tensor(try (x - x.mean()) * scale), nil,
    ]
  }

  static let correlation = Pullback.general { arguments, result, cotangent in
    let x = try arguments.tensor(0) - arguments.tensor(0).mean()
    let y = try arguments.tensor(1) - arguments.tensor(1).mean()
    let (r, scale) = (try [result].number(0), try [cotangent].number(0))
    let (first, second) = (x.norm(), y.norm())
    return [
      .tensor(try (y / (first * second) - x * (r / (first * first))) * scale),
      .tensor(try (x / (first * second) - y * (r / (second * second))) * scale),
    ]
  }

  // MARK: matrices

  /// A x = b, also with several right sides.
  static let solve = Pullback.general { arguments, result, cotangent in
    let (x, seed) = (try [result].tensor(0), try [cotangent].tensor(0))
    let right = try arguments.tensor(0).transposed().solve(seed)
    let left =
      x.rank == 1 ? try right.outer(x) : try right.matmul(x, transposingRight: true)
    return [.tensor(-left), .tensor(right)]
  }

  static let inverse = Pullback.general { _, result, cotangent in
    let turned = try [result].tensor(0).transposed()
    return [.tensor(-(try turned.matmul([cotangent].tensor(0)).matmul(turned)))]
  }

  static let determinant = Pullback.general { arguments, result, cotangent in
    let (a, seed) = (try arguments.tensor(0), try [cotangent].number(0))
    guard let inverse = try? a.inverse() else { return [.tensor(try cofactors(a) * seed)] }
    return [.tensor(inverse.transposed() * (try [result].number(0) * seed))]
  }

  /// The determinants of what is left without row i and column j, with their signs: the derivative
  /// of a determinant, also of a singular matrix.
  private static func cofactors(_ a: Tensor) throws -> Tensor {
    let n = a.shape[0]
    var result = try Tensor.zeros([n, n])
    for i in 0..<n {
      for j in 0..<n {
        var rest: [Double] = []
        for k in 0..<(n * n) where k / n != i && k % n != j { rest.append(a[flat: k]) }
        let minor = n == 1 ? 1 : try Tensor(shape: [n - 1, n - 1], values: rest).determinant()
        result[flat: i * n + j] = (i + j) % 2 == 0 ? minor : -minor
      }
    }
    return result
  }

  /// A function that only moves numbers: `back` moves them back.
  static func moving(
    _ back:
      @escaping @Sendable (_ seed: Tensor, _ argument: Tensor, _ all: [Value]) throws -> Tensor
  ) -> Pullback {
    .general { arguments, _, cotangent in
      let rest: [Value?] = Array(repeating: nil, count: arguments.count - 1)
      return [
        .tensor(try back([cotangent].tensor(0), arguments.tensor(0), arguments))
      ] + rest
    }
  }

  /// The same numbers in another shape.
  static let reshaping = moving { seed, x, _ in try seed.reshaped(to: x.shape.sizes) }

  /// Sums along an axis, times a factor.
  static func sums(axis: Int, isMean: Bool = false) -> Pullback {
    moving { seed, x, _ in
      let spread = try seed.expanded(axis: axis) + Tensor.zeros(x.shape.sizes)
      return isMean ? spread / Double(x.shape[axis]) : spread
    }
  }

  static let cumulativeSum = moving { seed, _, _ in
    try seed.reversed().cumulativeSum().reversed()
  }

  /// Derivatives of entries that are listed without one, by name and signature.
  static let ofEntries: [String: Pullback] = [
    "solve(_ a: Matrix, _ b: Vector) -> Vector": solve,
    "solve(_ a: Matrix, _ b: Matrix) -> Matrix": solve,
    "inverse(_ a: Matrix) -> Matrix": inverse,
    "determinant(_ a: Matrix) -> Double": determinant,
    "det(_ a: Matrix) -> Double": determinant,
    "inv(_ a: Matrix) -> Matrix": inverse,
    "upperTriangle(_ a: Matrix) -> Matrix": moving { seed, _, _ in try seed.upperTriangle() },
  ]
}

extension LibraryFunction {
  /// The entry with `pullback`, unless it has a derivative of its own.
  func differentiable(by other: Pullback?) -> LibraryFunction {
    guard let other, pullback == nil else { return self }
    return LibraryFunction(
      name, signature, kind: kind, summary: summary, example: example,
      exampleResult: exampleResult, source: source, body: body, pullback: other)
  }
}
