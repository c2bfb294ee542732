import Numerics
import Script
import Tensors

/// What entries compute, in operations that record themselves: derivatives of derivatives go through
/// these. Where a function has a kink, the side that its first derivative takes is taken.
enum Definitions {
  typealias Definition = LibraryFunction.Definition

  /// By name and signature.
  static let ofEntries: [String: Definition] =
    [elementwise, vectors, matrices, chances, learning].reduce(into: [:]) { $0.merge($1) { $1 } }

  /// 1 where a condition holds, else 0.
  private static func mask(_ x: Tensor, _ holds: (Double) -> Bool) -> Tensor {
    x.mapped { holds($0) ? 1 : 0 }
  }

  private static func one(
    _ names: String..., by slope: @escaping @Sendable (Recorded, Recorded) throws -> Recorded
  ) -> [String: Definition] {
    let rule = Definition.wayBack { arguments, result, cotangent in
      [try cotangent * slope(arguments[0], result)]
    }
    return Dictionary(uniqueKeysWithValues: names.map { ($0 + "(_ x: N) -> N", rule) })
  }

  private static let elementwise: [String: Definition] = [
    one("ln") { x, _ in try x.constant(Tensor(scalar: 1)) / x },
    one("degrees") { x, _ in x.constant(Tensor(scalar: 180 / .pi)) },
    one("radians") { x, _ in x.constant(Tensor(scalar: .pi / 180)) },
    one("erfinv") { _, y in try (y * y).mapped(.exp) * (0.5 * Double.pi.squareRoot()) },
    one("gamma") { x, y in try y * x.calling("digamma") },
    one("lgamma") { x, _ in try x.calling("digamma") },
    one("digamma") { x, _ in try x.calling("trigamma") },
    [
      "pow(_ base: N, _ exponent: N) -> N": .function { try $0[0].power($0[1]) },
      "hypot(_ x: N, _ y: N) -> N": .function {
        try ($0[0] * $0[0] + $0[1] * $0[1]).mapped(.sqrt)
      },
      "atan2(_ y: N, _ x: N) -> N": .wayBack { arguments, _, c in
        let (y, x) = (arguments[0], arguments[1])
        let square = try x * x + y * y
        return [try c * x / square, try -(c * y / square)]
      },
      "maximum(_ a: N, _ b: N) -> N": pairwise { $0 >= $1 },
      "minimum(_ a: N, _ b: N) -> N": pairwise { $0 <= $1 },
      "beta(_ a: N, _ b: N) -> N": .wayBack { arguments, y, c in
        let scale = try c * y
        let whole = try (arguments[0] + arguments[1]).calling("digamma")
        return [
          try scale * (arguments[0].calling("digamma") - whole),
          try scale * (arguments[1].calling("digamma") - whole),
        ]
      },
      "lbeta(_ a: N, _ b: N) -> N": .wayBack { arguments, _, c in
        let whole = try (arguments[0] + arguments[1]).calling("digamma")
        return [
          try c * (arguments[0].calling("digamma") - whole),
          try c * (arguments[1].calling("digamma") - whole),
        ]
      },
    ],
  ].reduce(into: [:]) { $0.merge($1) { $1 } }

  private static func pairwise(
    _ takesFirst: @escaping @Sendable (Double, Double) -> Bool
  ) -> Definition {
    .wayBack { arguments, _, cotangent in
      let (a, b) = (arguments[0].value, arguments[1].value)
      var first = try a + b * 0
      let right = try a * 0 + b
      for place in 0..<first.count {
        first[flat: place] = takesFirst(first[flat: place], right[flat: place]) ? 1 : 0
      }
      return [try cotangent.masked(first), try cotangent.masked(first.mapped(.not))]
    }
  }

  // MARK: vectors

  private static func norm(_ x: Recorded) throws -> Recorded { try (x * x).sum().mapped(.sqrt) }

  private static func cosine(_ a: Recorded, _ b: Recorded) throws -> Recorded {
    try a.dot(b) / (norm(a) * norm(b))
  }

  /// The element that is the extreme of all.
  private static func extreme(_ reduction: Reduction) -> Definition {
    .function { arguments in
      let x = arguments[0].value
      var mask = Tensor.filled(x.shape, with: 0)
      if let place = x.values.firstIndex(of: try x.reduced(reduction)) { mask[flat: place] = 1 }
      return try arguments[0].masked(mask).sum()
    }
  }

  private static let vectors: [String: Definition] = [
    "sum(_ x: Tensor) -> Double": .function { $0[0].sum() },
    "mean(_ x: Tensor) -> Double": .function { try $0[0].mean() },
    "max(_ x: Tensor) -> Double": extreme(.maximum),
    "min(_ x: Tensor) -> Double": extreme(.minimum),
    "dot(_ a: Vector, _ b: Vector) -> Double": .function { try $0[0].dot($0[1]) },
    "norm(_ x: Tensor) -> Double": .function { try norm($0[0]) },
    "norm(_ x: Vector, _ p: Double) -> Double": .function { arguments in
      let size = arguments[0].mapped(.abs)
      guard let p = arguments[1].value.scalar, p.isFinite else {
        let greatest = try size.value.reduced(.maximum)
        let place = size.value.values.firstIndex(of: greatest) ?? 0
        var mask = Tensor.filled(size.value.shape, with: 0)
        if place < mask.count { mask[flat: place] = 1 }
        return try size.masked(mask).sum()
      }
      if p == 1 { return size.sum() }
      let exponent = arguments[1]
      return try size.power(exponent).sum()
        .power(exponent.constant(Tensor(scalar: 1)) / exponent)
    },
    "norm1(_ x: Vector) -> Double": .function { $0[0].mapped(.abs).sum() },
    "euclidean(_ a: Vector, _ b: Vector) -> Double": .function { try norm($0[0] - $0[1]) },
    "manhattan(_ a: Vector, _ b: Vector) -> Double": .function {
      try ($0[0] - $0[1]).mapped(.abs).sum()
    },
    "cosineSimilarity(_ a: Vector, _ b: Vector) -> Double": .function {
      try cosine($0[0], $0[1])
    },
    "angleBetween(_ a: Vector, _ b: Vector) -> Double": .function {
      try cosine($0[0], $0[1]).mapped(.acos)
    },
    "normalize(_ x: Vector) -> Vector": .function { try $0[0] / norm($0[0]) },
    "hadamard(_ a: Tensor, _ b: Tensor) -> Tensor": .function { try $0[0] * $0[1] },
    "outer(_ a: Vector, _ b: Vector) -> Matrix": .function { try $0[0].outer($0[1]) },
    "cumulativeSum(_ x: Vector) -> Vector": .function {
      try $0[0].linear {
        try $0.cumulativeSum()
      } back: {
        try $0.reversed().cumulativeSum().reversed()
      }
    },
    "differences(_ x: Vector) -> Vector": .function { arguments in
      let count = arguments[0].value.count
      return try arguments[0].linear {
        let values = $0.values
        return Tensor(zip(values.dropFirst(), values).map { $0 - $1 })
      } back: {
        var slopes = [Double](repeating: 0, count: count)
        for (index, value) in $0.values.enumerated() {
          slopes[index] -= value
          slopes[index + 1] += value
        }
        return Tensor(slopes)
      }
    },
    "clip(_ x: Tensor, _ least: Double, _ greatest: Double) -> Tensor": .wayBack {
      arguments, _, cotangent in
      guard let least = arguments[1].value.scalar, let greatest = arguments[2].value.scalar
      else { return [nil, nil, nil] }
      return [
        try cotangent.masked(mask(arguments[0].value) { !($0 < least || $0 > greatest) }),
        try cotangent.masked(mask(arguments[0].value) { $0 < least }).sum(),
        try cotangent.masked(mask(arguments[0].value) { $0 >= least && $0 > greatest }).sum(),
      ]
    },
  ]

  // MARK: matrices

  /// Sums, or means, along an axis of a matrix.
  private static func along(_ axis: Int, isMean: Bool = false) -> Definition {
    .function { arguments in
      let shape = arguments[0].value.shape.sizes
      let factor = isMean ? 1 / Double(shape[axis]) : 1
      return try arguments[0].linear {
        try $0.sum(axis: axis) * factor
      } back: {
        try ($0 * factor).expanded(axis: axis) + Tensor.zeros(shape)
      }
    }
  }

  private static let solve = Definition.wayBack { arguments, x, cotangent in
    let a = arguments[0]
    let right = try a.calling("inverse", giving: a.value.inverse()).transposed()
      .product(cotangent)
    let left =
      x.value.rank == 1 ? try right.outer(x) : try right.product(x.transposed())
    return [-left, right]
  }

  private static let inverse = Definition.wayBack { _, y, cotangent in
    let turned = try y.transposed()
    return [-(try turned.product(cotangent).product(turned))]
  }

  private static let determinant = Definition.wayBack { arguments, d, cotangent in
    let a = arguments[0]
    let inverse = try a.calling("inverse", giving: a.value.inverse())
    return [try inverse.transposed() * (cotangent * d)]
  }

  private static let matrices: [String: Definition] = [
    "matmul(_ a: Matrix, _ b: Matrix) -> Matrix": .function { try $0[0].product($0[1]) },
    "matmul(_ a: Matrix, _ x: Vector) -> Vector": .function { try $0[0].product($0[1]) },
    "transpose(_ a: Matrix) -> Matrix": .function { try $0[0].transposed() },
    "diagonal(_ values: Vector) -> Matrix": .function {
      try $0[0].linear {
        try Tensor.diagonal($0.values)
      } back: {
        try $0.diagonal()
      }
    },
    "column(_ vector: Vector) -> Matrix": .function {
      try $0[0].reshaped(to: [$0[0].value.count, 1])
    },
    "reshape(_ x: Tensor, rows: Int, columns: Int) -> Matrix": .function { arguments in
      let sizes = arguments.dropFirst().map { Int($0.value.scalar ?? 0) }
      return try arguments[0].reshaped(to: sizes)
    },
    "flatten(_ x: Tensor) -> Vector": .function { try $0[0].reshaped(to: [$0[0].value.count]) },
    "rowSums(_ a: Matrix) -> Vector": along(1),
    "columnSums(_ a: Matrix) -> Vector": along(0),
    "rowMeans(_ a: Matrix) -> Vector": along(1, isMean: true),
    "columnMeans(_ a: Matrix) -> Vector": along(0, isMean: true),
    "lowerTriangle(_ a: Matrix) -> Matrix": .function {
      try $0[0].linear {
        try $0.lowerTriangle()
      } back: {
        try $0.lowerTriangle()
      }
    },
    "upperTriangle(_ a: Matrix) -> Matrix": .function {
      try $0[0].linear {
        try $0.upperTriangle()
      } back: {
        try $0.upperTriangle()
      }
    },
    "solve(_ a: Matrix, _ b: Vector) -> Vector": solve,
    "solve(_ a: Matrix, _ b: Matrix) -> Matrix": solve,
    "inverse(_ a: Matrix) -> Matrix": inverse,
    "inv(_ a: Matrix) -> Matrix": inverse,
    "determinant(_ a: Matrix) -> Double": determinant,
    "det(_ a: Matrix) -> Double": determinant,
  ]
}
