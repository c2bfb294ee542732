import Tensors

/// Operations on tensors that record themselves if an operand is active.
///
/// The traces are tested first: on constants each is the plain operation and nothing else.
extension Tape {
  func combine(
    _ operation: Tensors.BinaryOperation, _ a: TracedTensor, _ b: TracedTensor
  ) throws(Failure) -> TracedTensor {
    let result = try tensorial { () throws(TensorError) in
      try Tensor.combine(operation, a.value, b.value)
    }
    if a.trace | b.trace == 0 { return TracedTensor(result) }
    return TracedTensor(
      result, record(.binary(operation, a.value, b.value), result.shape, a.trace, b.trace))
  }

  func combine(
    _ operation: Tensors.BinaryOperation, _ a: TracedTensor, _ b: TracedNumber
  ) -> TracedTensor {
    let result = Tensor.combine(operation, a.value, b.value)
    if a.trace | b.trace == 0 { return TracedTensor(result) }
    return TracedTensor(
      result, record(.tensorScalar(operation, a.value, b.value), result.shape, a.trace, b.trace))
  }

  func combine(
    _ operation: Tensors.BinaryOperation, _ a: TracedNumber, _ b: TracedTensor
  ) -> TracedTensor {
    let result = Tensor.combine(operation, a.value, b.value)
    if a.trace | b.trace == 0 { return TracedTensor(result) }
    return TracedTensor(
      result, record(.scalarTensor(operation, a.value, b.value), result.shape, a.trace, b.trace))
  }

  func unary(_ operation: Tensors.UnaryOperation, _ a: TracedTensor) -> TracedTensor {
    let result = a.value.mapped(operation)
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(
      result, record(.unary(operation, a.value, result: result), result.shape, a.trace))
  }

  func product(
    _ a: TracedTensor, _ b: TracedTensor, transposingLeft left: Bool = false,
    transposingRight right: Bool = false
  ) throws(Failure) -> TracedTensor {
    let result = try tensorial { () throws(TensorError) in
      left || right
        ? try a.value.matmul(b.value, transposingLeft: left, transposingRight: right)
        : try a.value.matmul(b.value)
    }
    if a.trace | b.trace == 0 { return TracedTensor(result) }
    let step = TapeStep.product(a.value, b.value, transposingLeft: left, transposingRight: right)
    return TracedTensor(result, record(step, result.shape, a.trace, b.trace))
  }

  func dot(_ a: TracedTensor, _ b: TracedTensor) throws(Failure) -> TracedNumber {
    let result = try tensorial { () throws(TensorError) in try a.value.dot(b.value) }
    if a.trace | b.trace == 0 { return TracedNumber(result) }
    return TracedNumber(result, record(.dot(a.value, b.value), nil, a.trace, b.trace))
  }

  func outer(_ a: TracedTensor, _ b: TracedTensor) throws(Failure) -> TracedTensor {
    let result = try tensorial { () throws(TensorError) in try a.value.outer(b.value) }
    if a.trace | b.trace == 0 { return TracedTensor(result) }
    return TracedTensor(
      result, record(.outer(a.value, b.value), result.shape, a.trace, b.trace))
  }

  func sum(_ a: TracedTensor) -> TracedNumber {
    let result = a.value.sum()
    if a.trace == 0 { return TracedNumber(result) }
    return TracedNumber(result, record(.sum, nil, a.trace))
  }

  func fill(_ shape: Shape, _ a: TracedNumber) -> TracedTensor {
    let result = Tensor.filled(shape, with: a.value)
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(result, record(.fill, result.shape, a.trace))
  }

  /// Adds up what broadcasting to the present shape repeated.
  func summed(_ a: TracedTensor, to shape: Shape) throws(Failure) -> TracedTensor {
    if a.value.shape == shape { return a }
    let result = try tensorial { () throws(TensorError) in try a.value.summed(to: shape) }
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(result, record(.summed, result.shape, a.trace))
  }

  func broadcasted(_ a: TracedTensor, to shape: Shape) throws(Failure) -> TracedTensor {
    if a.value.shape == shape { return a }
    let result = try tensorial { () throws(TensorError) in try a.value.broadcasted(to: shape) }
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(result, record(.broadcasted, result.shape, a.trace))
  }

  func reshaped(_ a: TracedTensor, to shape: Shape) throws(Failure) -> TracedTensor {
    if a.value.shape == shape { return a }
    let result = try tensorial { () throws(TensorError) in
      try a.value.reshaped(to: shape.sizes)
    }
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(result, record(.reshaped, result.shape, a.trace))
  }

  func permuted(_ a: TracedTensor, _ order: [Int]) throws(Failure) -> TracedTensor {
    let result = try tensorial { () throws(TensorError) in try a.value.permuted(order) }
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(result, record(.permuted(order), result.shape, a.trace))
  }

  /// Rows and columns exchanged; a vector becomes a column.
  func transposed(_ a: TracedTensor) throws(Failure) -> TracedTensor {
    if a.value.rank == 1 {
      let column = try tensorial { () throws(TensorError) in try Shape([a.value.count, 1]) }
      return try reshaped(a, to: column)
    }
    if a.trace == 0 { return TracedTensor(a.value.transposed()) }
    return try permuted(a, Array((0..<a.value.rank).reversed()))
  }

  /// Records that element `index` of the active tensor at `trace` was read.
  @inline(__always)
  func recordElement(_ index: Int, of trace: UInt32) -> UInt32 {
    push(
      Node(
        info: UInt32(NodeKind.element.rawValue), a: trace, b: UInt32(truncatingIfNeeded: index),
        x: 0, y: 0))
  }

  func element(_ a: TracedTensor, _ index: Int) -> TracedNumber {
    let result = a.value[flat: index]
    if a.trace == 0 { return TracedNumber(result) }
    return TracedNumber(result, recordElement(index, of: a.trace))
  }

  /// Zeros but for one element.
  func placed(_ a: TracedNumber, at index: Int, in shape: Shape) -> TracedTensor {
    var result = Tensor.filled(shape, with: 0)
    result[flat: index] = a.value
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(result, record(.placed(index), result.shape, a.trace))
  }

  /// Puts `number` at a place of `a`, in its own storage if that is not shared.
  func setElement(_ a: inout Tensor, _ trace: inout UInt32, _ index: Int, _ number: TracedNumber) {
    a[flat: index] = number.value
    if trace | number.trace == 0 { return }
    trace = record(.changedElement(index), a.shape, trace, number.trace)
  }

  func slice(_ a: TracedTensor, _ slices: [AxisSlice]) throws(Failure) -> TracedTensor {
    let result = try tensorial { () throws(TensorError) in try a.value.sliced(slices) }
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(
      result, record(.slice(slices), result.shape, a.trace))
  }

  /// Zeros but for a slice.
  func embedded(
    _ a: TracedTensor, _ slices: [AxisSlice], in shape: Shape
  ) throws(Failure) -> TracedTensor {
    var result = Tensor.filled(shape, with: 0)
    try tensorial { () throws(TensorError) in try result.setSlice(slices, to: a.value) }
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(result, record(.embedded(slices), result.shape, a.trace))
  }

  /// Puts `value` into a slice of `a`, in its own storage if that is not shared.
  func setSlice(
    _ a: inout Tensor, _ trace: inout UInt32, _ slices: [AxisSlice], _ value: TracedTensor
  ) throws(Failure) {
    try tensorial { () throws(TensorError) in try a.setSlice(slices, to: value.value) }
    if trace | value.trace == 0 { return }
    trace = record(
      .changedSlice(slices), a.shape, trace, value.trace)
  }

  func vector(_ numbers: [TracedNumber]) -> TracedTensor {
    let result = Tensor(numbers.map(\.value))
    if numbers.allSatisfy({ $0.trace == 0 }) { return TracedTensor(result) }
    return TracedTensor(result, record(.vector(numbers.map(\.trace)), result.shape))
  }

  func stacked(_ tensors: [TracedTensor]) throws(Failure) -> TracedTensor {
    let result = try tensorial { () throws(TensorError) in
      try Tensor.stacked(tensors.map(\.value))
    }
    if tensors.allSatisfy({ $0.trace == 0 }) { return TracedTensor(result) }
    return TracedTensor(result, record(.stacked(tensors.map(\.trace)), result.shape))
  }

  /// The only element of a tensor.
  func number(_ a: TracedTensor) throws(Failure) -> TracedNumber {
    guard let number = a.value.scalar else {
      throw .script("shape.mismatch", "a tensor of shape \(a.value.shape) is not a single number")
    }
    if a.trace == 0 { return TracedNumber(number) }
    return TracedNumber(number, record(.number, nil, a.trace))
  }

  func tensor(_ a: TracedNumber) -> TracedTensor {
    let result = Tensor(scalar: a.value)
    if a.trace == 0 { return TracedTensor(result) }
    return TracedTensor(result, record(.tensor, result.shape, a.trace))
  }
}
