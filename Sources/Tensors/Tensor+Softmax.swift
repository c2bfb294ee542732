import Numerics

extension Tensor {
  /// eˣ / Σ eˣ along `axis`, without overflow: the largest value is taken out first.
  ///
  /// A fibre of which every value is −∞ (as in a fully masked row) gives NaN.
  ///
  /// - Source: Goodfellow, Bengio, Courville, *Deep Learning*, 2016, §4.1.
  public func softmax(axis: Int = -1) throws(TensorError) -> Tensor {
    try transformed(axis, "take the softmax") { values, out in
      let largest = values.reduce(-Double.infinity, maximumOf)
      for i in 0..<values.count { out[i] = values[i] - largest }
      guard let base = out.baseAddress else { return }
      UnaryOperation.exp.run(into: base, from: base, count: out.count)
      let sum = Sums.sum(UnsafeBufferPointer(out))
      for i in 0..<out.count { out[i] /= sum }
    }
  }

  /// The logarithm of ``softmax(axis:)``, accurate where that underflows.
  public func logSoftmax(axis: Int = -1) throws(TensorError) -> Tensor {
    try transformed(axis, "take the log-softmax") { values, out in
      let largest = values.reduce(-Double.infinity, maximumOf)
      guard let base = out.baseAddress else { return }
      for i in 0..<values.count { out[i] = values[i] - largest }
      UnaryOperation.exp.run(into: base, from: base, count: out.count)
      // The largest term is 1 and goes into log1p, which keeps the digits of the others.
      if let first = values.firstIndex(of: largest) { out[first] -= 1 }
      let logarithm = Numerics.log1p(Sums.sum(UnsafeBufferPointer(out)))
      for i in 0..<values.count { out[i] = (values[i] - largest) - logarithm }
    }
  }

  /// log Σ eˣ along `axis`, without overflow.
  public func logSumExp(axis: Int, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try reduced(.logSumExp, axis: axis, keepDims: keepDims)
  }

  /// Each fibre along `axis` divided by its norm of order `p`; a fibre of zeros stays as it is.
  public func normalized(axis: Int = -1, p: Double = 2) throws(TensorError) -> Tensor {
    try Reduction.norm(p).check(count: count)
    return try transformed(axis, "normalise") { values, out in
      let norm = Reduction.norm(p).run(values) ?? 0
      for i in 0..<values.count { out[i] = norm == 0 ? values[i] : values[i] / norm }
    }
  }

  /// A tensor of the same shape whose fibres along `axis` are made from this one's.
  @inline(__always)
  func transformed(
    _ axis: Int, _ operation: String,
    _ body: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
  ) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis, for: operation)
    let fibres = Fibres(shape, axis: axis)
    return Tensor.filling(shape) { out in
      withBase { base in fibres.forEach(base, into: out, length: fibres.along, body) }
    }
  }
}
