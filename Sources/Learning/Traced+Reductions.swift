import Numerics
public import Tensors

extension Traced {
  /// The sum of all elements.
  public func sum() -> Traced {
    let shape = self.shape
    return Traced.recording(Tensor(scalar: value.sum()), from: [self]) { g throws(TensorError) in
      [Tensor.filled(shape, with: g.values[0])]
    }
  }

  /// The mean of all elements.
  public func mean() throws(TensorError) -> Traced {
    sum() / Double(value.count)
  }

  /// `reduction` of the elements along `axis`.
  ///
  /// The derivative of an extreme goes to its first place; index reductions have none.
  public func reduced(
    _ reduction: Reduction, axis: Int = -1, keepDims: Bool = false
  ) throws(TensorError) -> Traced {
    let x = value
    let resolved = axis < 0 ? axis + x.rank : axis
    guard resolved >= 0 else {
      throw TensorError(.index, "the shape \(x.shape) has no axis \(axis)")
    }
    let y = try x.reduced(reduction, axis: resolved, keepDims: true)
    let result = keepDims ? y : try x.reduced(reduction, axis: resolved)
    return Traced.recording(result, from: [self]) { g throws(TensorError) in
      let wide = try g.reshaped(to: y.shape.sizes)
      return [try reduction.pullback(wide.perFibre, x, y.perFibre, resolved)]
    }
  }

  /// The running sums along `axis`.
  public func cumulativeSum(axis: Int = -1) throws(TensorError) -> Traced {
    Traced.recording(try value.cumulativeSum(axis: axis), from: [self]) { g throws(TensorError) in
      [try g.reversed(axis: axis).cumulativeSum(axis: axis).reversed(axis: axis)]
    }
  }

  /// The running products along `axis`.
  public func cumulativeProduct(axis: Int = -1) throws(TensorError) -> Traced {
    let x = value
    return Traced.recording(
      try x.cumulativeProduct(axis: axis), from: [self]
    ) { g throws(TensorError) in
      // By the product rule one factor after another, which a division could not do at 0.
      [
        try alongAxis(x, g, axis) { (x, g) -> [Double] in
          let n = x.count
          var result = [Double](repeating: 0, count: n)
          for i in 0..<n {
            var product = i > 0 ? x[0..<i].reduce(1, *) : 1
            for j in i..<n {
              if j > i { product *= x[j] }
              result[i] += g[j] * product
            }
          }
          return result
        }
      ]
    }
  }

  /// log of the running sums of eˣ along `axis`, without overflow.
  public func logCumulativeSumExp(axis: Int = -1) throws(TensorError) -> Traced {
    let x = value
    let y = try alongAxis(x, x, axis) { (x, _) -> [Double] in
      var last = -Double.infinity
      return x.map { (value: Double) -> Double in
        let (a, b) = (max(last, value), min(last, value))
        last = a + (b == -.infinity ? 0 : Numerics.log1p(Numerics.exp(b - a)))
        return last
      }
    }
    return Traced.recording(y, from: [self]) { g throws(TensorError) in
      let weighted = try Traced.reversedSums(x, y, g, axis)
      return [weighted]
    }
  }

  /// Σ over j ≥ i of gⱼ e^(xᵢ − yⱼ), for running values y.
  private static func reversedSums(
    _ x: Tensor, _ y: Tensor, _ g: Tensor, _ axis: Int
  ) throws(TensorError) -> Tensor {
    let pairs = try Tensor.stacked([y, g], axis: y.rank)
    let last = axis < 0 ? axis + y.rank : axis
    let order = (0..<pairs.rank).filter { $0 != last && $0 != y.rank } + [last, y.rank]
    let moved = try pairs.permuted(order)
    let source = try x.permuted((0..<x.rank).filter { $0 != last } + [last])
    let n = x.shape[last]
    var result = source.values
    for row in 0..<(source.count / max(n, 1)) {
      for i in 0..<n {
        var sum = 0.0
        for j in i..<n {
          let at = 2 * (row * n + j)
          sum += moved.values[at + 1] * Numerics.exp(source.values[row * n + i] - moved.values[at])
        }
        result[row * n + i] = sum
      }
    }
    let back = try Tensor(shape: source.shape.sizes, values: result)
    var inverse = [Int](repeating: 0, count: x.rank)
    for (place, axis) in ((0..<x.rank).filter { $0 != last } + [last]).enumerated() {
      inverse[axis] = place
    }
    return try back.permuted(inverse)
  }

  /// eˣ / Σ eˣ along `axis`.
  public func softmax(axis: Int = -1) throws(TensorError) -> Traced {
    let y = try value.softmax(axis: axis)
    return Traced.recording(y, from: [self]) { g throws(TensorError) in
      let product = try g * y
      return [try product - y * product.sum(axis: axis, keepDims: true).perFibre]
    }
  }

  /// The logarithm of ``softmax(axis:)``.
  public func logSoftmax(axis: Int = -1) throws(TensorError) -> Traced {
    let y = try value.logSoftmax(axis: axis)
    return Traced.recording(y, from: [self]) { g throws(TensorError) in
      [try g - y.mapped(.exp) * g.sum(axis: axis, keepDims: true).perFibre]
    }
  }

  /// Each fibre along `axis` divided by its length, or by `epsilon` if that is larger.
  public func normalized(axis: Int = -1, epsilon: Double = 1e-12) throws(TensorError) -> Traced {
    var lengths = try reduced(.norm(2), axis: axis, keepDims: true)
    if value.rank == 1 { lengths = try lengths.reshaped(to: []) }
    return try self / Traced.combine(.maximum, lengths, Traced(Tensor(scalar: epsilon)))
  }
}

extension Tensor {
  /// A value for each fibre, which for the single fibre of a vector is a number: so that it broadcasts
  /// to the fibres, which a vector of one number would not do.
  var perFibre: Tensor {
    guard rank == 1, count == 1 else { return self }
    return Tensor(scalar: values[0])
  }
}

/// A tensor made fibre by fibre along `axis` from two of the same shape.
private func alongAxis(
  _ x: Tensor, _ y: Tensor, _ axis: Int, _ body: ([Double], [Double]) -> [Double]
) throws(TensorError) -> Tensor {
  let last = axis < 0 ? axis + x.rank : axis
  guard last >= 0, last < x.rank else {
    throw TensorError(.index, "the shape \(x.shape) has no axis \(axis)")
  }
  var order = (0..<x.rank).filter { $0 != last }
  order.append(last)
  let a = try x.permuted(order)
  let b = try y.permuted(order)
  let n = x.shape[last]
  var values: [Double] = []
  values.reserveCapacity(x.count)
  for row in 0..<(x.count / max(n, 1)) {
    let range = (row * n)..<(row * n + n)
    values += body(Array(a.values[range]), Array(b.values[range]))
  }
  var inverse = [Int](repeating: 0, count: x.rank)
  for (place, axis) in order.enumerated() { inverse[axis] = place }
  return try Tensor(shape: a.shape.sizes, values: values).permuted(inverse)
}

extension Reduction {
  /// The pullback of `g` from the reduced values `y` (with the axis kept) to `x`.
  fileprivate func pullback(
    _ g: Tensor, _ x: Tensor, _ y: Tensor, _ axis: Int
  ) throws(TensorError) -> Tensor {
    let n = Double(x.shape[axis])
    switch self {
    case .sum: return try g.broadcasted(to: x.shape)
    case .mean: return try (g / n).broadcasted(to: x.shape)
    case .variance(let ddof):
      let centred = try x - x.mean(axis: axis, keepDims: true).perFibre
      return try centred * (g * (2 / (n - ddof)))
    case .standardDeviation(let ddof):
      let centred = try x - x.mean(axis: axis, keepDims: true).perFibre
      return try centred * (g / y) / (n - ddof)
    case .logSumExp: return try (x - y).mapped(.exp) * g
    case .norm(let p): return try g * Reduction.normSlope(x, y, p)
    case .product:
      return try alongAxis(x, g.broadcasted(to: x.shape), axis) { (x, g) -> [Double] in
        x.indices.map { (i: Int) -> Double in
          g[i] * x.indices.reduce(1) { $1 == i ? $0 : $0 * x[$1] }
        }
      }
    case .minimum, .maximum:
      let place = try x.reduced(self == .minimum ? .argmin : .argmax, axis: axis, keepDims: true)
      let value = try g.reshaped(to: place.shape.sizes)
      return try Tensor.filled(x.shape, with: 0).scattering(value, at: place, axis: axis)
    case .argmin, .argmax, .any, .all, .countNonzero: return Tensor.filled(x.shape, with: 0)
    }
  }

  /// The derivative of the norm by each element; 0 where the norm is 0.
  private static func normSlope(
    _ x: Tensor, _ y: Tensor, _ p: Double
  ) throws(TensorError) -> Tensor {
    let norm = try y.broadcasted(to: x.shape)
    return try Tensor(
      shape: x.shape.sizes,
      values: zip(x.values, norm.values).map { (x, norm) -> Double in
        guard norm > 0, x != 0 else { return 0 }
        let sign: Double = x < 0 ? -1 : 1
        switch p {
        case 1: return sign
        case 2: return x / norm
        case 0: return 0
        case .infinity: return x.magnitude == norm ? sign : 0
        default: return sign * Numerics.pow(x.magnitude / norm, p - 1)
        }
      })
  }
}
