import Tensors

/// The cotangents of both operands, each worked out only if it is asked for.
struct OperandCotangents {
  let left: () throws(Failure) -> TracedTensor
  let right: () throws(Failure) -> TracedTensor
}

/// How cotangents go back through operations on tensors. The rules are made of operations that record
/// themselves, so they serve the plain and the recorded way back alike.
extension Tape {
  /// The cotangents of the operands of an elementwise operation, before summing to their shapes.
  func cotangents(
    of operation: Tensors.BinaryOperation, _ x: TracedTensor, _ y: TracedTensor, _ c: TracedTensor
  ) throws(Failure) -> OperandCotangents {
    func times(_ a: TracedTensor, _ b: TracedTensor) throws(Failure) -> TracedTensor {
      try combine(.multiply, a, b)
    }
    func selected(_ operation: Tensors.BinaryOperation, _ isLeft: Bool) throws(Failure)
      -> TracedTensor
    {
      let mask = try tensorial { () throws(TensorError) in
        try Tensor.combine(operation, x.value, y.value)
      }
      return try times(c, TracedTensor(isLeft ? mask : mask.mapped(.not)))
    }
    switch operation {
    case .add:
      return OperandCotangents(
        left: { () throws(Failure) in c }, right: { () throws(Failure) in c })
    case .subtract:
      return OperandCotangents(
        left: { () throws(Failure) in c }, right: { () throws(Failure) in self.unary(.negate, c) })
    case .multiply:
      return OperandCotangents(
        left: { () throws(Failure) in try times(c, y) },
        right: { () throws(Failure) in try times(c, x) })
    case .divide:
      return OperandCotangents(
        left: { () throws(Failure) in try self.combine(.divide, c, y) },
        right: { () throws(Failure) in
          let square = try times(y, y)
          return self.unary(.negate, try self.combine(.divide, try times(c, x), square))
        })
    case .remainder:
      return OperandCotangents(
        left: { () throws(Failure) in c },
        right: { () throws(Failure) in
          let whole = try tensorial { () throws(TensorError) in
            try Tensor.combine(.divide, x.value, y.value).mapped(.truncate)
          }
          return self.unary(.negate, try times(c, TracedTensor(whole)))
        })
    case .power: return try powerCotangents(x, y, c)
    case .minimum:
      return OperandCotangents(
        left: { () throws(Failure) in try selected(.lessOrEqual, true) },
        right: { () throws(Failure) in try selected(.lessOrEqual, false) })
    case .maximum:
      return OperandCotangents(
        left: { () throws(Failure) in try selected(.greaterOrEqual, true) },
        right: { () throws(Failure) in try selected(.greaterOrEqual, false) })
    default:
      throw .script("gradient.step", "'\(operation.rawValue)' of tensors has no derivative")
    }
  }

  /// `c` times one of the partial derivatives of x to the power y.
  private func powerPart(
    _ x: Tensor, _ y: Tensor, _ c: Tensor, _ side: ((left: Double, right: Double)) -> Double
  ) throws(Failure) -> TracedTensor {
    let a = try tensorial { () throws(TensorError) in try x.broadcasted(to: c.shape) }
    let b = try tensorial { () throws(TensorError) in try y.broadcasted(to: c.shape) }
    var result = c
    for index in 0..<result.count {
      result[flat: index] *= side(powerDerivatives(a[flat: index], b[flat: index]))
    }
    return TracedTensor(result)
  }

  private func powerCotangents(
    _ x: TracedTensor, _ y: TracedTensor, _ c: TracedTensor
  ) throws(Failure) -> OperandCotangents {
    if x.trace | y.trace | c.trace == 0 {
      return OperandCotangents(
        left: { () throws(Failure) in try self.powerPart(x.value, y.value, c.value) { $0.left } },
        right: { () throws(Failure) in try self.powerPart(x.value, y.value, c.value) { $0.right } })
    }
    return OperandCotangents(
      left: { () throws(Failure) in
        let lower = self.combine(.subtract, y, TracedNumber(1))
        let slope = try self.combine(.multiply, y, try self.combine(.power, x, lower))
        return try self.combine(.multiply, c, slope)
      },
      right: { () throws(Failure) in
        let slope = try self.combine(
          .multiply, try self.combine(.power, x, y), self.unary(.log, x))
        return try self.combine(.multiply, c, slope)
      })
  }

  /// The shape of the tensor at `place`.
  func shape(at place: UInt32) -> Shape { shapes[state.pointee.nodes[Int(place)].index] }

  /// The cotangents of the operands of the step at `node`, nil for constants; if the way back is
  /// recorded, the operands and the result, at `place`, are as active as they were.
  func cotangents(
    of step: TapeStep, _ c: TracedTensor, _ node: Node, at place: Int, isRecorded: Bool
  ) throws(Failure) -> (TracedTensor?, TracedTensor?) {
    let a = isRecorded ? node.a : 0
    let b = isRecorded ? node.b : 0
    let own = isRecorded ? UInt32(place) : 0
    let (wantsLeft, wantsRight) = (node.a != 0, node.b != 0)
    switch step {
    case .binary(let operation, let left, let right):
      let parts = try cotangents(
        of: operation, TracedTensor(left, a), TracedTensor(right, b), c)
      return (
        wantsLeft ? try summed(parts.left(), to: left.shape) : nil,
        wantsRight ? try summed(parts.right(), to: right.shape) : nil
      )
    case .unary(let operation, let argument, result: let result):
      return (
        try unaryCotangent(operation, TracedTensor(argument, a), TracedTensor(result, own), c), nil
      )
    case .product(let left, let right, let transposesLeft, let transposesRight):
      return try productCotangents(
        TracedTensor(left, a), TracedTensor(right, b), transposesLeft, transposesRight, c,
        wantsLeft, wantsRight)
    case .outer(let left, let right):
      return (
        wantsLeft ? try product(c, TracedTensor(right, b)) : nil,
        wantsRight ? try product(permuted(c, [1, 0]), TracedTensor(left, a)) : nil
      )
    case .summed: return (try broadcasted(c, to: shape(at: node.a)), nil)
    case .broadcasted: return (try summed(c, to: shape(at: node.a)), nil)
    case .reshaped: return (try reshaped(c, to: shape(at: node.a)), nil)
    case .permuted(let order):
      var inverse = order
      for (index, axis) in order.enumerated() { inverse[axis] = index }
      return (try permuted(c, inverse), nil)
    case .linear(let step): return (try linear(step.transposed, c), nil)
    case .slice(let slices):
      return (try embedded(c, slices, in: shape(at: node.a)), nil)
    case .embedded(let slices): return (try slice(c, slices), nil)
    case .changedSlice(let slices):
      let part = wantsRight ? try summed(slice(c, slices), to: shape(at: node.b)) : nil
      var rest = c
      try setSlice(&rest.value, &rest.trace, slices, TracedTensor(Tensor(scalar: 0)))
      return (wantsLeft ? rest : nil, part)
    default: return (nil, nil)
    }
  }

  /// The cotangents of a matrix product's operands.
  private func productCotangents(
    _ a: TracedTensor, _ b: TracedTensor, _ transposesLeft: Bool, _ transposesRight: Bool,
    _ c: TracedTensor, _ wantsLeft: Bool, _ wantsRight: Bool
  ) throws(Failure) -> (TracedTensor?, TracedTensor?) {
    // Vectors become matrices of one row or column, so that one rule does for all ranks.
    let rows = a.value.rank == 1
    let columns = b.value.rank == 1
    let x = rows ? try expanded(a, at: 0) : a
    let y = columns ? try expanded(b, at: 1) : b
    var z = c
    if columns { z = try expanded(z, at: z.value.rank) }
    if rows { z = try expanded(z, at: z.value.rank - 1) }
    let swapsLeft = transposesLeft && !rows
    let swapsRight = transposesRight && !columns
    var parts: (TracedTensor?, TracedTensor?)
    if wantsLeft {
      let left =
        swapsLeft
        ? try product(y, z, transposingLeft: swapsRight, transposingRight: true)
        : try product(z, y, transposingRight: !swapsRight)
      parts.0 = try reshaped(summed(left, to: x.value.shape), to: a.value.shape)
    }
    if wantsRight {
      let right =
        swapsRight
        ? try product(z, x, transposingLeft: true, transposingRight: swapsLeft)
        : try product(x, z, transposingLeft: !swapsLeft)
      parts.1 = try reshaped(summed(right, to: y.value.shape), to: b.value.shape)
    }
    return parts
  }

  /// With an axis of size 1 put in.
  private func expanded(_ a: TracedTensor, at axis: Int) throws(Failure) -> TracedTensor {
    var sizes = a.value.shape.sizes
    sizes.insert(1, at: axis)
    let shape = try tensorial { () throws(TensorError) in try Shape(sizes) }
    return try reshaped(a, to: shape)
  }
}
