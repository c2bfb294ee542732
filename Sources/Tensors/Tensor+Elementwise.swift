extension Tensor {
  /// `operation` on every pair of elements, after broadcasting.
  ///
  /// - Complexity: O(*n*) for *n* elements of the result, one allocation.
  /// - Throws: `TensorError` if the shapes do not broadcast.
  public static func combine(
    _ operation: BinaryOperation, _ left: Tensor, _ right: Tensor
  ) throws(TensorError) -> Tensor {
    if left.shape == right.shape {
      return filling(left.shape) { out in
        left.withBoth(right) { a, b in
          operation.run(into: out, Strided(a, 1), Strided(b, 1), count: left.count)
        }
      }
    }
    if right.rank == 0 { return combine(operation, left, right.storage[0]) }
    if left.rank == 0 { return combine(operation, left.storage[0], right) }
    let shape = try left.shape.broadcast(with: right.shape, for: operation.verb)
    return filling(shape) { out in
      left.withBoth(right) { a, b in
        operation.run(into: out, a, b, BroadcastPlan(left.shape, right.shape, result: shape))
      }
    }
  }

  /// `operation` on every element and the number `right`.
  public static func combine(
    _ operation: BinaryOperation, _ left: Tensor, _ right: Double
  ) -> Tensor {
    filling(left.shape) { out in
      left.withBase { a in
        withUnsafePointer(to: right) { b in
          operation.run(into: out, Strided(a, 1), Strided(b, 0), count: left.count)
        }
      }
    }
  }

  /// `operation` on the number `left` and every element.
  public static func combine(
    _ operation: BinaryOperation, _ left: Double, _ right: Tensor
  ) -> Tensor {
    filling(right.shape) { out in
      right.withBase { b in
        withUnsafePointer(to: left) { a in
          operation.run(into: out, Strided(a, 0), Strided(b, 1), count: right.count)
        }
      }
    }
  }

  /// Replaces the tensor by `operation` on it and `right`, in its own storage if that is possible.
  public mutating func combine(
    _ operation: BinaryOperation, with right: Tensor
  ) throws(TensorError) {
    if right.rank == 0 { return combine(operation, with: right.storage[0]) }
    let shape = try self.shape.broadcast(with: right.shape, for: operation.verb)
    guard shape == self.shape else {
      self = try Tensor.combine(operation, self, right)
      return
    }
    let leftShape = self.shape
    guard shape.count > 0 else { return }
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let a = buffer.baseAddress else { return }
      right.withBase { b in
        if leftShape == right.shape {
          operation.run(into: a, Strided(a, 1), Strided(b, 1), count: buffer.count)
        } else {
          let plan = BroadcastPlan(leftShape, right.shape, result: leftShape)
          operation.run(into: a, a, b, plan)
        }
      }
    }
  }

  /// Replaces the tensor by `operation` on it and the number `right`.
  public mutating func combine(_ operation: BinaryOperation, with right: Double) {
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let a = buffer.baseAddress else { return }
      withUnsafePointer(to: right) { b in
        operation.run(into: a, Strided(a, 1), Strided(b, 0), count: buffer.count)
      }
    }
  }

  /// Replaces the tensor by `operation` on `left` and it, in its own storage if that is possible.
  public mutating func combine(
    _ operation: BinaryOperation, after left: Tensor
  ) throws(TensorError) {
    if left.rank == 0 { return combine(operation, after: left.storage[0]) }
    guard left.shape == shape else {
      self = try Tensor.combine(operation, left, self)
      return
    }
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let b = buffer.baseAddress else { return }
      left.withBase { a in
        operation.run(into: b, Strided(a, 1), Strided(b, 1), count: buffer.count)
      }
    }
  }

  /// Replaces the tensor by `operation` on the number `left` and it.
  public mutating func combine(_ operation: BinaryOperation, after left: Double) {
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let b = buffer.baseAddress else { return }
      withUnsafePointer(to: left) { a in
        operation.run(into: b, Strided(a, 0), Strided(b, 1), count: buffer.count)
      }
    }
  }
}

extension BinaryOperation {
  /// Walks two operands of different shapes.
  fileprivate func run(
    into out: UnsafeMutablePointer<Double>, _ a: UnsafePointer<Double>,
    _ b: UnsafePointer<Double>, _ plan: BroadcastPlan
  ) {
    guard let row = plan.axes.last else {
      return run(into: out, Strided(a, 0), Strided(b, 0), count: 1)
    }
    plan.forEachRow { result, left, right in
      run(
        into: out + result, Strided(a + left, row.left), Strided(b + right, row.right),
        count: row.size)
    }
  }
}

extension Tensor {
  /// Calls `body` with where the values stand; not at all if there are none.
  @inline(__always)
  func withBase(_ body: (UnsafePointer<Double>) -> Void) {
    storage.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { body(base) }
    }
  }

  @inline(__always)
  func withBoth(
    _ other: Tensor, _ body: (UnsafePointer<Double>, UnsafePointer<Double>) -> Void
  ) {
    withBase { a in other.withBase { b in body(a, b) } }
  }
}
