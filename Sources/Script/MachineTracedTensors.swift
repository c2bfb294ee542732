import Tensors

extension Machine {
  /// Instructions on tensors with a tape. On constants they run as they do without one.
  @inline(never)
  func performTracedTensor(
    _ i: Instruction, _ function: UnsafeMutablePointer<FunctionRecord>,
    _ pc: UnsafePointer<Instruction>, _ d: UnsafeMutablePointer<Double>,
    _ t: UnsafeMutablePointer<Tensor>, _ v: UnsafeMutablePointer<Value>, _ tape: Tape
  ) throws(Failure) {
    let n = numberTraces + (d - numbers)
    let m = tensorTraces + (t - tensors)
    let a = Int(i.a)
    let b = Int(i.b)
    let c = Int(i.c)
    func number(_ register: Int) -> TracedNumber { TracedNumber(d[register], n[register]) }
    func tensor(_ register: Int) -> TracedTensor { TracedTensor(t[register], m[register]) }
    func set(_ result: TracedNumber) {
      d[a] = result.value
      n[a] = result.trace
    }
    func set(_ result: TracedTensor) throws(Failure) {
      t[a] = result.value
      m[a] = result.trace
      try countElements(result.value.count)
    }
    switch i.op {
    case .tensorBinary:
      if m[b] | m[c] == 0 {
        try combine(i, t)
        m[a] = 0
      } else {
        try set(tape.combine(TensorOperation.operation(i.x), tensor(b), tensor(c)))
      }
    case .tensorScalar:
      if m[b] | n[c] == 0 {
        try combineScalar(i, d, t)
        m[a] = 0
      } else {
        try set(tape.combine(TensorOperation.operation(i.x), tensor(b), number(c)))
      }
    case .scalarTensor:
      if n[b] | m[c] == 0 {
        try combineWithScalar(i, d, t)
        m[a] = 0
      } else {
        try set(tape.combine(TensorOperation.operation(i.x), number(b), tensor(c)))
      }
    case .tensorUnary: try set(tape.unary(Tensors.UnaryOperation.allCases[c], tensor(b)))
    case .matrixProduct: try set(tape.product(tensor(b), tensor(c)))
    case .dot: set(try tape.dot(tensor(b), tensor(c)))
    case .outer: try set(tape.outer(tensor(b), tensor(c)))
    case .hadamard:
      if t[b].shape == t[c].shape {
        try set(tape.combine(.multiply, tensor(b), tensor(c)))
      } else {
        try performTensor(i, d, t, v)
      }
    case .element2: set(tape.element(tensor(b), try place(d + c, in: t[b])))
    case .setElement:
      let index = try checkedPosition(d[b], t[a].count, of: "vector")
      tape.setElement(&t[a], &m[a], index, number(c))
    case .addToElement, .subtractFromElement:
      let index = try checkedPosition(d[b], t[a].count, of: "vector")
      let old = tape.element(tensor(a), index)
      let isSum = i.op == .addToElement
      let trace = tape.record(isSum ? .add : .subtract, old.trace, n[c])
      let number = isSum ? old.value + d[c] : old.value - d[c]
      tape.setElement(&t[a], &m[a], index, TracedNumber(number, trace))
    case .setElement2:
      tape.setElement(&t[a], &m[a], try place(d + b, in: t[a]), number(c))
    case .slice: try set(tape.slice(tensor(b), slices(program.slices[c], t[b].shape, d, v)))
    case .setSlice:
      try tape.setSlice(
        &t[a], &m[a], slices(program.slices[c], t[a].shape, d, v), tensor(b))
    case .row:
      let row = try checkedPosition(d[c], firstAxis(t[b]), of: "first axis")
      try set(tape.slice(tensor(b), [.at(row)]))
    case .tensorToNumber: set(try tape.number(tensor(b)))
    case .numberToTensor: try set(tape.tensor(number(b)))
    case .makeVector: try set(tape.vector((b..<(b + c)).map(number)))
    case .appendNumber: try appendTraced(b, a, d, t, tape)
    case .appendNumbers: for register in b..<(b + c) { try appendTraced(register, a, d, t, tape) }
    case .stack: try set(tape.stacked((b..<(b + c)).map(tensor)))
    case .stackArray:
      guard case .array(let elements) = v[b] else { return }
      var parts: [TracedTensor] = []
      for element in elements { parts.append(try tracedTensor(element, tape)) }
      try set(tape.stacked(parts))
    case .rows:
      v[a] = .array(
        try tracedElements(TracedValue(.tensor(t[b]), tape: tape.serial, trace: m[b])))
    case .sum: set(tape.sum(tensor(b)))
    case .transpose: try set(tape.transposed(tensor(b)))
    default: set(tape.element(tensor(b), try place(of: i.op, in: t[b])))
    }
  }

  private func appendTraced(
    _ register: Int, _ a: Int, _ d: UnsafeMutablePointer<Double>,
    _ t: UnsafeMutablePointer<Tensor>, _ tape: Tape
  ) throws(Failure) {
    let n = numberTraces + (d - numbers)
    let m = tensorTraces + (t - tensors)
    let count = t[a].count
    try append(d[register], to: &t[a])
    if n[register] | m[a] != 0 {
      m[a] = tape.record(.appended(count), t[a].shape, m[a], n[register])
    }
  }
}
