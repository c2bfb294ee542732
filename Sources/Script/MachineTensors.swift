import Diagnostics
import Numerics
import Tensors

/// The operation of a `tensorBinary`, `tensorScalar` or `scalarTensor` instruction in its field x.
struct TensorOperation {
  /// The rules of arithmetic, by the low bits of x.
  static let operations: [Tensors.BinaryOperation] = [
    .add, .subtract, .multiply, .divide, .remainder, .power,
  ]
  /// The left operand's register is not needed any more.
  static let takesLeft = 0x40
  /// The right operand's register is not needed any more.
  static let takesRight = 0x80

  /// The field x for `operation`.
  static func code(_ operation: BinaryOperation.Arithmetic) -> Int {
    switch operation {
    case .add: 0
    case .subtract: 1
    case .multiply: 2
    case .divide: 3
    case .remainder: 4
    case .power: 5
    }
  }

  /// The operation that field x names.
  @inline(__always)
  static func operation(_ x: UInt8) -> Tensors.BinaryOperation {
    switch x & 0x3F {
    case 0: .add
    case 1: .subtract
    case 2: .multiply
    case 3: .divide
    case 4: .remainder
    default: .power
    }
  }
}

// Operands taken `borrowing` stay in their registers, without a reference being counted.

@inline(__always)
private func apply(
  _ operation: Tensors.BinaryOperation, _ left: inout Tensor, with right: borrowing Tensor
) throws(TensorError) {
  try left.combine(operation, with: right)
}

@inline(__always)
private func apply(
  _ operation: Tensors.BinaryOperation, _ right: inout Tensor, after left: borrowing Tensor
) throws(TensorError) {
  try right.combine(operation, after: left)
}

@inline(__always)
private func combined(
  _ operation: Tensors.BinaryOperation, _ left: borrowing Tensor, _ right: borrowing Tensor
) throws(TensorError) -> Tensor {
  try Tensor.combine(operation, left, right)
}

/// Makes `target`, which has the shape of `source`, equal to it, in its own storage if that is not
/// shared.
@inline(__always)
private func refill(_ target: inout Tensor, from source: borrowing Tensor) {
  target.withMutableValues { out in
    source.withValues { values in
      if let base = out.baseAddress, let from = values.baseAddress {
        base.update(from: from, count: values.count)
      }
    }
  }
}

extension Machine {
  /// An elementwise operator, straight from the main loop.
  @inline(never)
  func performElementwise(
    _ i: Instruction, _ function: UnsafeMutablePointer<FunctionRecord>,
    _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) {
    setTop(function, d, t, v)
    switch i.op {
    case .tensorBinary: try combine(i, t)
    case .tensorScalar: try combineScalar(i, d, t)
    default: try combineWithScalar(i, d, t)
    }
  }

  /// `t[a] = t[b] op t[c]`, in the storage of an operand that is not needed any more.
  ///
  /// The operand then trades places with what the result replaces: a swap moves no reference count,
  /// and the old value goes when the operand's register is used again or the frame is left.
  @inline(__always)
  func combine(_ i: Instruction, _ t: UnsafeMutablePointer<Tensor>) throws(Failure) {
    let operation = TensorOperation.operation(i.x)
    let a = Int(i.a)
    let b = Int(i.b)
    let c = Int(i.c)
    let takesLeft = a == b || Int(i.x) & TensorOperation.takesLeft != 0
    let takesRight = Int(i.x) & TensorOperation.takesRight != 0
    if takesLeft && b != c {
      try tensorial { () throws(TensorError) in try apply(operation, &t[b], with: t[c]) }
      if a != b { swap(&t[a], &t[b]) }
    } else if takesRight && b != c {
      try tensorial { () throws(TensorError) in try apply(operation, &t[c], after: t[b]) }
      if a != c { swap(&t[a], &t[c]) }
    } else if a != c, t[a].shape == t[b].shape, t[c].shape == t[b].shape {
      // What the result replaces has the right size: a loop needs no new storage in each turn.
      refill(&t[a], from: t[b])
      try tensorial { () throws(TensorError) in try apply(operation, &t[a], with: t[c]) }
    } else {
      t[a] = try tensorial { () throws(TensorError) in
        try combined(operation, t[b], t[c])
      }
      try countElements(t[a].count)
    }
  }

  /// `t[a] = t[b] op d[c]`
  @inline(__always)
  func combineScalar(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>
  ) throws(Failure) {
    let operation = TensorOperation.operation(i.x)
    let a = Int(i.a)
    let b = Int(i.b)
    let number = d[Int(i.c)]
    if a == b || Int(i.x) & TensorOperation.takesLeft != 0 {
      t[b].combine(operation, with: number)
      if a != b { swap(&t[a], &t[b]) }
    } else if t[a].shape == t[b].shape {
      refill(&t[a], from: t[b])
      t[a].combine(operation, with: number)
    } else {
      t[a] = Tensor.combine(operation, t[b], number)
      try countElements(t[a].count)
    }
  }

  /// `t[a] = d[b] op t[c]`
  @inline(__always)
  func combineWithScalar(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>
  ) throws(Failure) {
    let operation = TensorOperation.operation(i.x)
    let a = Int(i.a)
    let c = Int(i.c)
    let number = d[Int(i.b)]
    if a == c || Int(i.x) & TensorOperation.takesRight != 0 {
      t[c].combine(operation, after: number)
      if a != c { swap(&t[a], &t[c]) }
    } else if t[a].shape == t[c].shape {
      refill(&t[a], from: t[c])
      t[a].combine(operation, after: number)
    } else {
      t[a] = Tensor.combine(operation, number, t[c])
      try countElements(t[a].count)
    }
  }

  /// One element of a matrix, straight from the main loop.
  @inline(never)
  func performElement2(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>
  ) throws(Failure) {
    if i.op == .element2 {
      let place = try place(d + Int(i.c), in: t[Int(i.b)])
      d[Int(i.a)] = t[Int(i.b)][flat: place]
    } else {
      let place = try place(d + Int(i.b), in: t[Int(i.a)])
      t[Int(i.a)][flat: place] = d[Int(i.c)]
    }
  }

  /// A number at the end of a vector, straight from the main loop.
  @inline(never)
  func performAppend(
    _ i: Instruction, _ function: UnsafeMutablePointer<FunctionRecord>,
    _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) {
    setTop(function, d, t, v)
    try append(d[Int(i.b)], to: &t[Int(i.a)])
  }

  /// The instructions on tensors that are not elementwise operators.
  @inline(never)
  func performTensor(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) {
    let a = Int(i.a)
    let b = Int(i.b)
    let c = Int(i.c)
    switch i.op {
    case .tensorUnary:
      let function = Tensors.UnaryOperation.allCases[c]
      if a == b || i.x != 0 {
        t[b].map(function)
        if a != b { swap(&t[a], &t[b]) }
      } else if t[a].shape == t[b].shape {
        refill(&t[a], from: t[b])
        t[a].map(function)
      } else {
        t[a] = t[b].mapped(function)
        try countElements(t[a].count)
      }
    case .matrixProduct:
      t[a] = try tensorial { () throws(TensorError) in try t[b].matmul(t[c]) }
      try countElements(t[a].count)
    case .dot: d[a] = try tensorial { () throws(TensorError) in try t[b].dot(t[c]) }
    case .outer:
      t[a] = try tensorial { () throws(TensorError) in try t[b].outer(t[c]) }
      try countElements(t[a].count)
    case .hadamard:
      guard t[b].shape == t[c].shape else {
        throw .script(
          "shape.mismatch",
          "⊙ needs operands of the same shape, not \(t[b].shape) and \(t[c].shape)",
          hints: ["write '*', which broadcasts"])
      }
      t[a] = try tensorial { () throws(TensorError) in
        try Tensor.combine(.multiply, t[b], t[c])
      }
      try countElements(t[a].count)
    case .equalTensors: d[a] = t[b] == t[c] ? 1 : 0
    case .closeNumbers: d[a] = isClose(d[b], d[c]) ? 1 : 0
    case .closeTensors:
      d[a] = try tensorial { () throws(TensorError) in try isClose(t[b], t[c]) } ? 1 : 0
    case .element2, .setElement2: try performElement2(i, d, t)
    case .slice:
      let slices = try slices(program.slices[c], t[b].shape, d, v)
      t[a] = try tensorial { () throws(TensorError) in try t[b].sliced(slices) }
      try countElements(t[a].count)
    case .setSlice:
      let slices = try slices(program.slices[c], t[a].shape, d, v)
      try tensorial { () throws(TensorError) in try t[a].setSlice(slices, to: t[b]) }
    case .row:
      let row = try checkedPosition(d[c], firstAxis(t[b]), of: "first axis")
      t[a] = try tensorial { () throws(TensorError) in try t[b].at(row) }
    case .count: d[a] = Double(firstAxis(t[b]))
    case .tensorToNumber:
      guard let number = t[b].scalar else {
        throw .script("shape.mismatch", "a tensor of shape \(t[b].shape) is not a single number")
      }
      d[a] = number
    case .numberToTensor: t[a] = Tensor(scalar: d[b])
    case .makeVector: t[a] = Tensor(Array(UnsafeBufferPointer(start: d + b, count: c)))
    case .zeros:
      let count = try checkedCount(d[b])
      t[a] = Tensor([Double](repeating: 0, count: count))
      try countElements(count)
    case .appendNumber: try append(d[b], to: &t[a])
    case .appendNumbers: try append(UnsafeBufferPointer(start: d + b, count: c), to: &t[a])
    case .stack:
      t[a] = try stacked(Array(UnsafeBufferPointer(start: t + b, count: c)))
    case .stackArray:
      guard case .array(let rows) = v[b] else { return }
      t[a] = try stacked(rows.map(\.plainTensor))
    case .rows: v[a] = .array(try rows(of: t[b]).map { .tensor($0) })
    case .testRank:
      guard t[a].rank == b else {
        throw .script(
          "shape.rank", "a tensor of shape \(t[a].shape) has rank \(t[a].rank), not \(b)")
      }
    case .sum: d[a] = t[b].sum()
    case .transpose:
      t[a] = try transposed(t[b])
      try countElements(t[a].count)
    default: d[a] = t[b][flat: try place(of: i.op, in: t[b])]
    }
  }

  /// Rows and columns exchanged; a vector becomes a column.
  func transposed(_ tensor: Tensor) throws(Failure) -> Tensor {
    guard tensor.rank == 1 else { return tensor.transposed() }
    return try tensorial { () throws(TensorError) in try tensor.reshaped(to: [tensor.count, 1]) }
  }

  /// Where the first, last, least or greatest element of a vector stands.
  func place(of op: Opcode, in tensor: Tensor) throws(Failure) -> Int {
    let count = tensor.count
    guard count > 0 else {
      let name =
        switch op {
        case .firstElement: "first"
        case .lastElement: "last"
        case .leastElement: "min()"
        default: "max()"
        }
      throw .script(
        "value.empty", "an empty Vector has no \(name)", hints: ["test isEmpty first"])
    }
    switch op {
    case .firstElement: return 0
    case .lastElement: return count - 1
    default: break
    }
    // A NaN is neither, and the result; of equals the first one counts.
    var best = 0
    for index in 0..<count {
      let x = tensor[flat: index]
      if x.isNaN { return index }
      if op == .leastElement ? x < tensor[flat: best] : x > tensor[flat: best] { best = index }
    }
    return best
  }

  @inline(never)
  var vectorLimit: Failure {
    .script("limit.elements", "a vector has at most \(grouped(limits.tensorElements)) elements")
  }

  /// Adds a number at the end of a vector, in its own storage if nobody else holds it.
  @inline(__always)
  func append(_ number: Double, to tensor: inout Tensor) throws(Failure) {
    guard tensor.count < limits.tensorElements else { throw vectorLimit }
    var list = tensor.values
    tensor = .nothing
    // A vector that grows number by number is counted when it moves to a larger storage.
    if list.capacity == list.count { try countElements(2 * list.count) }
    list.append(number)
    tensor = Tensor(list)
  }

  /// Adds numbers at the end of a vector, in its own storage if nobody else holds it.
  @inline(__always)
  func append(
    _ numbers: UnsafeBufferPointer<Double>, to tensor: inout Tensor
  ) throws(Failure) {
    guard tensor.count + numbers.count <= limits.tensorElements else { throw vectorLimit }
    var list = tensor.values
    tensor = .nothing
    if list.capacity < list.count + numbers.count {
      try countElements(max(2 * list.count, list.count + numbers.count))
    }
    list.append(contentsOf: numbers)
    tensor = Tensor(list)
  }

  /// The tensors as one of a rank more.
  func stacked(_ tensors: [Tensor]) throws(Failure) -> Tensor {
    let result = try tensorial { () throws(TensorError) in try Tensor.stacked(tensors) }
    try countElements(result.count)
    return result
  }

  /// The parts of a tensor along its first axis.
  func rows(of tensor: Tensor) throws(Failure) -> [Tensor] {
    var rows: [Tensor] = []
    rows.reserveCapacity(firstAxis(tensor))
    for row in 0..<firstAxis(tensor) {
      rows.append(try tensorial { () throws(TensorError) in try tensor.at(row) })
    }
    try countElements(tensor.count)
    return rows
  }

  /// Where an element of a matrix stands; the two positions are side by side in registers.
  @inline(__always)
  func place(
    _ positions: UnsafeMutablePointer<Double>, in tensor: borrowing Tensor
  ) throws(Failure) -> Int {
    try place(positions[0], positions[1], in: tensor)
  }

  /// Where an element of a matrix stands.
  @inline(__always)
  func place(
    _ row: Double, _ column: Double, in tensor: borrowing Tensor
  ) throws(Failure) -> Int {
    let shape = tensor.shape
    guard shape.rank == 2 else {
      throw .script(
        "shape.rank", "a tensor of shape \(shape) is not subscripted by two positions")
    }
    let i = try checkedPosition(row, shape[0], of: "rows")
    let j = try checkedPosition(column, shape[1], of: "columns")
    return i * shape[1] + j
  }
}

/// The size of the first axis; 0 for a single number.
@inline(__always)
func firstAxis(_ tensor: borrowing Tensor) -> Int { tensor.rank == 0 ? 0 : tensor.shape[0] }

/// `number` as a position below `count`.
@inline(__always)
func checkedPosition(_ number: Double, _ count: Int, of what: String) throws(Failure) -> Int {
  let index = position(number, count)
  guard index >= 0 else { throw .position(number, count: count, of: what) }
  return index
}
