public import Tensors

extension Traced {
  /// The `x` with A x = `right` for this square matrix A.
  ///
  /// - Source: Giles, "Collected matrix derivative results for forward and reverse mode algorithmic
  ///   differentiation", 2008, for this and the pullbacks below.
  public func solve(_ right: Traced) throws(TensorError) -> Traced {
    let a = value
    let x = try a.solve(right.value)
    return Traced.recording(x, from: [self, right]) { g throws(TensorError) in
      let toRight = try a.transposed().solve(g)
      let columns = x.rank == 1 ? 1 : x.shape[1]
      let b = try toRight.reshaped(to: [a.shape[0], columns])
      let solution = try x.reshaped(to: [a.shape[0], columns])
      return [-(try b.matmul(solution, transposingRight: true)), toRight]
    }
  }

  /// The inverse of a square matrix.
  public func inverse() throws(TensorError) -> Traced {
    let y = try value.inverse()
    return Traced.recording(y, from: [self]) { g throws(TensorError) in
      let left = try y.matmul(g, transposingLeft: true)
      return [-(try left.matmul(y, transposingRight: true))]
    }
  }

  /// log |det A|.
  public func logDeterminant() throws(TensorError) -> Traced {
    let a = value
    let result = Tensor(scalar: try a.logDeterminant().logMagnitude)
    return Traced.recording(result, from: [self]) { g throws(TensorError) in
      [try a.inverse().transposed() * g]
    }
  }

  /// The lower triangle L with L Lᵀ equal to this symmetric positive definite matrix.
  ///
  /// - Source: Murray, "Differentiation of the Cholesky decomposition", 2016.
  public func cholesky() throws(TensorError) -> Traced {
    let l = try value.cholesky()
    return Traced.recording(l, from: [self]) { g throws(TensorError) in
      var p = try l.matmul(g, transposingLeft: true).lowerTriangle()
      for i in 0..<l.shape[0] { p[flat: i * l.shape[0] + i] /= 2 }
      let upper = l.transposed()
      let half = try upper.solveTriangular(p, lower: false)
      let s = try upper.solveTriangular(half.transposed(), lower: false).transposed()
      return [try (s + s.transposed()) / 2]
    }
  }

  /// The matrix exponential.
  ///
  /// - Source: Al-Mohy, Higham, "Computing the Fréchet derivative of the matrix exponential", 2009,
  ///   the block triangular form.
  public func matrixExponential() throws(TensorError) -> Traced {
    let a = value
    return Traced.recording(try a.matrixExponential(), from: [self]) { g throws(TensorError) in
      let n = a.shape[0]
      let flipped = a.transposed()
      let zero = Tensor.filled(a.shape, with: 0)
      let top = try Tensor.concatenated([flipped, g], axis: 1)
      let bottom = try Tensor.concatenated([zero, flipped], axis: 1)
      let block = try Tensor.concatenated([top, bottom]).matrixExponential()
      return [try block.sliced([.range(0..<n), .range(n..<(2 * n))])]
    }
  }

  /// The eigenvalues of a symmetric matrix, smallest first.
  public func symmetricEigenvalues() throws(TensorError) -> Traced {
    let eigen = try value.symmetricEigen()
    return Traced.recording(eigen.values, from: [self]) { g throws(TensorError) in
      [try (eigen.vectors * g).matmul(eigen.vectors, transposingRight: true)]
    }
  }

  /// The singular values, largest first.
  public func singularValues() throws(TensorError) -> Traced {
    let parts = try value.singularValueDecomposition()
    return Traced.recording(parts.values, from: [self]) { g throws(TensorError) in
      [try (parts.u * g).matmul(parts.v, transposingRight: true)]
    }
  }
}
