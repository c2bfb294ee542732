import Diagnostics
import Numerics
import Tensors

extension Machine {
  /// Runs the function `record`, whose frame starts at `bases` and whose parameters are filled, until
  /// it returns.
  ///
  /// The loop keeps everything it needs in local variables. Instructions on numbers, jumps and calls
  /// are here; the others are in `perform`, which sees the registers but not the loop.
  @inline(never)
  func execute(
    _ record: UnsafeMutablePointer<FunctionRecord>, at bases: Bases
  ) throws(Diagnostic) {
    var function = record
    var pc = UnsafePointer(function.pointee.code)
    var k = function.pointee.constants
    var d = bases.numbers
    var t = bases.tensors
    var v = bases.values
    let floor = state.pointee.depth
    var depth = floor
    let depthLimit = limits.callDepth
    var steps = state.pointee.meter.open
    state.pointee.meter.open = 0
    if function.pointee.hasHeap { enter(function, t, v) }
    do throws(Failure) {
      guard d < numberLimit, t < tensorLimit, v < valueLimit else { throw .callDepth }
      while true {
        let i = pc.pointee
        pc += 1
        switch i.op {
        case .move: d[Int(i.a)] = d[Int(i.b)]
        case .loadNumber: d[Int(i.a)] = k[Int(i.b)]
        case .add: d[Int(i.a)] = d[Int(i.b)] + d[Int(i.c)]
        case .subtract: d[Int(i.a)] = d[Int(i.b)] - d[Int(i.c)]
        case .multiply: d[Int(i.a)] = d[Int(i.b)] * d[Int(i.c)]
        case .divide: d[Int(i.a)] = d[Int(i.b)] / d[Int(i.c)]
        case .remainder: d[Int(i.a)] = try remainder(d[Int(i.b)], d[Int(i.c)])
        case .remainderK: d[Int(i.a)] = try remainder(d[Int(i.b)], by: k + Int(i.c))
        case .power: d[Int(i.a)] = pow(d[Int(i.b)], d[Int(i.c)])
        case .addK: d[Int(i.a)] = d[Int(i.b)] + k[Int(i.c)]
        case .subtractK: d[Int(i.a)] = d[Int(i.b)] - k[Int(i.c)]
        case .multiplyK: d[Int(i.a)] = d[Int(i.b)] * k[Int(i.c)]
        case .divideK: d[Int(i.a)] = d[Int(i.b)] / k[Int(i.c)]
        case .subtractFromK: d[Int(i.a)] = k[Int(i.c)] - d[Int(i.b)]
        case .divideIntoK: d[Int(i.a)] = k[Int(i.c)] / d[Int(i.b)]
        case .negate: d[Int(i.a)] = -d[Int(i.b)]
        case .not: d[Int(i.a)] = 1 - d[Int(i.b)]
        case .squareRoot: d[Int(i.a)] = d[Int(i.b)].squareRoot()
        case .absolute: d[Int(i.a)] = d[Int(i.b)].magnitude
        case .rounded: d[Int(i.a)] = rounded(d[Int(i.b)])
        case .truncated: d[Int(i.a)] = truncated(d[Int(i.b)]) + 0
        case .minimum: d[Int(i.a)] = minimum(d[Int(i.b)], d[Int(i.c)])
        case .maximum: d[Int(i.a)] = maximum(d[Int(i.b)], d[Int(i.c)])
        case .less: d[Int(i.a)] = d[Int(i.b)] < d[Int(i.c)] ? 1 : 0
        case .lessOrEqual: d[Int(i.a)] = d[Int(i.b)] <= d[Int(i.c)] ? 1 : 0
        case .equal: d[Int(i.a)] = d[Int(i.b)] == d[Int(i.c)] ? 1 : 0
        case .notEqual: d[Int(i.a)] = d[Int(i.b)] != d[Int(i.c)] ? 1 : 0
        case .function1:
          d[Int(i.a)] = functions1[Int(i.c)].function(d[Int(i.b)])
        case .function2:
          d[Int(i.a)] = functions2[Int(i.c)].function(d[Int(i.b)], d[Int(i.b) + 1])
        case .testIntegral:
          if integer(d[Int(i.a)]) == nil { throw notIntegral(d[Int(i.a)]) }
          d[Int(i.a)] += 0

        case .jump:
          let offset = i.longOffset
          pc += offset
          steps &+= offset &>> 63
          if steps < 0 { steps = try nextSlice() }
        case .jumpTrue:
          if d[Int(i.a)] != 0 {
            pc += i.longOffset
            steps &+= i.longOffset &>> 63
            if steps < 0 { steps = try nextSlice() }
          }
        case .jumpFalse:
          if d[Int(i.a)] == 0 {
            pc += i.longOffset
            steps &+= i.longOffset &>> 63
            if steps < 0 { steps = try nextSlice() }
          }
        case .jumpLess:
          if d[Int(i.a)] < d[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpNotLess:
          if !(d[Int(i.a)] < d[Int(i.b)]) { try jump(i, &pc, &steps) }
        case .jumpLessOrEqual:
          if d[Int(i.a)] <= d[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpNotLessOrEqual:
          if !(d[Int(i.a)] <= d[Int(i.b)]) { try jump(i, &pc, &steps) }
        case .jumpEqual:
          if d[Int(i.a)] == d[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpNotEqual:
          if d[Int(i.a)] != d[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpLessK:
          if d[Int(i.a)] < k[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpNotLessK:
          if !(d[Int(i.a)] < k[Int(i.b)]) { try jump(i, &pc, &steps) }
        case .jumpLessOrEqualK:
          if d[Int(i.a)] <= k[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpNotLessOrEqualK:
          if !(d[Int(i.a)] <= k[Int(i.b)]) { try jump(i, &pc, &steps) }
        case .jumpGreaterK:
          if d[Int(i.a)] > k[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpNotGreaterK:
          if !(d[Int(i.a)] > k[Int(i.b)]) { try jump(i, &pc, &steps) }
        case .jumpGreaterOrEqualK:
          if d[Int(i.a)] >= k[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpNotGreaterOrEqualK:
          if !(d[Int(i.a)] >= k[Int(i.b)]) { try jump(i, &pc, &steps) }
        case .jumpEqualK:
          if d[Int(i.a)] == k[Int(i.b)] { try jump(i, &pc, &steps) }
        case .jumpNotEqualK:
          if d[Int(i.a)] != k[Int(i.b)] { try jump(i, &pc, &steps) }
        case .countNext:
          let next = d[Int(i.a)] + 1
          d[Int(i.a)] = next
          if next < d[Int(i.a) + 1] {
            pc += i.longOffset
            steps &-= 1
            if steps < 0 { steps = try nextSlice() }
          }
        case .strideNext:
          if strideTurns(d + Int(i.a), isClosed: i.x != 0) {
            pc += i.longOffset
            steps &-= 1
            if steps < 0 { steps = try nextSlice() }
          }

        case .call:
          steps &-= 1
          if steps < 0 { steps = try nextSlice() }
          guard depth < depthLimit else { throw .callDepth }
          let callee = records + Int(i.b)
          frames[depth] = Frame(pc: pc, function: function)
          depth += 1
          d += function.pointee.window.number
          t += function.pointee.window.tensor
          v += function.pointee.window.value
          function = callee
          pc = UnsafePointer(callee.pointee.code)
          k = callee.pointee.constants
          guard d < numberLimit else { throw .callDepth }
          if callee.pointee.hasHeap { try enterChecked(callee, t, v) }
        case .callClosure:
          steps &-= 1
          if steps < 0 { steps = try nextSlice() }
          guard depth < depthLimit else { throw .callDepth }
          let callee = try records + closureCode(v[Int(i.b)])
          frames[depth] = Frame(pc: pc, function: function)
          depth += 1
          let closure = v + Int(i.b)
          d += function.pointee.window.number
          t += function.pointee.window.tensor
          v += function.pointee.window.value
          v[callee.pointee.parameters.value - 1] = closure.pointee
          function = callee
          enter(callee, t, v)
          pc = UnsafePointer(callee.pointee.code)
          k = callee.pointee.constants
          guard d < numberLimit, t < tensorLimit, v < valueLimit else { throw .callDepth }
        case .returnNumber:
          let result = d[Int(i.a)]
          if function.pointee.hasHeap { leave(function, t, v) }
          if depth == floor {
            state.pointee.resultNumber = result
            state.pointee.meter.open = steps
            return
          }
          depth -= 1
          function = frames[depth].function
          pc = frames[depth].pc
          k = function.pointee.constants
          d -= function.pointee.window.number
          t -= function.pointee.window.tensor
          v -= function.pointee.window.value
          d[Int(pc[-1].a)] = result
        case .returnNothing, .returnTensor, .returnValue:
          switch i.op {
          case .returnTensor: swap(&t[Int(i.a)], &state.pointee.resultTensor)
          case .returnValue: swap(&v[Int(i.a)], &state.pointee.resultValue)
          default: break
          }
          if function.pointee.hasHeap { leave(function, t, v) }
          if depth == floor {
            state.pointee.meter.open = steps
            return
          }
          depth -= 1
          function = frames[depth].function
          pc = frames[depth].pc
          k = function.pointee.constants
          d -= function.pointee.window.number
          t -= function.pointee.window.tensor
          v -= function.pointee.window.value
          deliver(i.op, pc[-1], t, v)

        case .loadGlobalNumber: d[Int(i.a)] = numbers[Int(i.b)]
        case .storeGlobalNumber: numbers[Int(i.b)] = d[Int(i.a)]
        case .captureNumber:
          d[Int(i.a)] = capturedNumber(v[Int(i.b)], Int(i.c))
        case .element:
          let index = position(d[Int(i.c)], t[Int(i.b)].count)
          guard index >= 0 else {
            throw .position(d[Int(i.c)], count: t[Int(i.b)].count, of: "vector")
          }
          d[Int(i.a)] = t[Int(i.b)][flat: index]
        case .multiplyElement:
          let index = position(d[Int(i.c)], t[Int(i.b)].count)
          guard index >= 0 else {
            throw .position(d[Int(i.c)], count: t[Int(i.b)].count, of: "vector")
          }
          d[Int(i.a)] = d[Int(i.x)] * t[Int(i.b)][flat: index]
        case .setElement:
          let index = position(d[Int(i.b)], t[Int(i.a)].count)
          guard index >= 0 else {
            throw .position(d[Int(i.b)], count: t[Int(i.a)].count, of: "vector")
          }
          t[Int(i.a)][flat: index] = d[Int(i.c)]
        case .addToElement:
          let index = position(d[Int(i.b)], t[Int(i.a)].count)
          guard index >= 0 else {
            throw .position(d[Int(i.b)], count: t[Int(i.a)].count, of: "vector")
          }
          t[Int(i.a)][flat: index] += d[Int(i.c)]
        case .subtractFromElement:
          let index = position(d[Int(i.b)], t[Int(i.a)].count)
          guard index >= 0 else {
            throw .position(d[Int(i.b)], count: t[Int(i.a)].count, of: "vector")
          }
          t[Int(i.a)][flat: index] -= d[Int(i.c)]
        case .count: d[Int(i.a)] = Double(firstAxis(t[Int(i.b)]))
        case .element2, .setElement2: try performElement2(i, d, t)
        case .appendNumber:
          try performAppend(i, function, d, t, v)
        case .arrayElementNumber: d[Int(i.a)] = try elementNumber(v[Int(i.b)], d[Int(i.c)])
        case .setArrayBoolean:
          let truth = i.x == 0 ? d[Int(i.c)] != 0 : i.x == 2
          if !setFlag(v + Int(i.a), d[Int(i.b)], truth) {
            try setBoolean(v + Int(i.a), d[Int(i.b)], truth)
          }
        case .arrayElement: try loadElement(v + Int(i.a), v + Int(i.b), d[Int(i.c)])
        case .partNumber:
          d[Int(i.a)] = partNumber(v[Int(i.b)], Int(i.c))
          if i.x != 0 { v[Int(i.b)] = .void }
        case .setPartNumber: setPartNumber(v + Int(i.a), Int(i.c), d[Int(i.b)])
        case .elementPartNumber:
          d[Int(i.a)] = try elementPartNumber(v[Int(i.b)], d[Int(i.c)], Int(i.x))
        case .setElementPartNumber:
          try setElementPartNumber(v + Int(i.a), d[Int(i.b)], Int(i.x), d[Int(i.c)])
        case .addToElementPart:
          try addToElementPart(v + Int(i.a), d[Int(i.b)], Int(i.x), d[Int(i.c)])
        case .subtractFromElementPart:
          try addToElementPart(v + Int(i.a), d[Int(i.b)], Int(i.x), -d[Int(i.c)])
        case .addToKey: try addToKey(v + Int(i.a), v + Int(i.b), d + Int(i.c))
        case .addToKeyOfElement:
          try addToKeyOfElement(v + Int(i.a), v + Int(i.b), d[Int(i.c)], k + Int(i.x))
        case .jumpNone: if isNone(v[Int(i.a)]) { pc += i.longOffset }
        case .jumpSome: if !isNone(v[Int(i.a)]) { pc += i.longOffset }
        case .tensorBinary, .tensorScalar, .scalarTensor:
          try performElementwise(i, function, d, t, v)
        case .boxNumber, .boxBoolean, .unboxNumber, .moveValue, .takeValue, .loadValue, .moveTensor,
          .takeTensor, .loadTensor:
          performMove(i, function, d, t, v)
        case .appendValue:
          setTop(function, d, t, v)
          try append(from: v + Int(i.b), to: v + Int(i.a))
        case .textOfNumber, .textOfValue, .joinTexts, .part, .setPart, .makeAggregate,
          .setArrayElement, .takeArrayElement, .valueCount, .key, .setKey, .takeKey, .equalValues,
          .concatenateStrings:
          setTop(function, d, t, v)
          try performValue(i, d, t, v)
        case .tensorUnary, .matrixProduct, .dot, .row, .makeVector, .sum, .zeros:
          setTop(function, d, t, v)
          try performTensor(i, d, t, v)
        default:
          state.pointee.depth = depth
          state.pointee.meter.open = steps
          pc += try perform(i, function, pc, d, t, v)
          steps = state.pointee.meter.open
        }
      }
    } catch {
      let diagnostic = error.diagnostic(at: place(of: pc, in: function))
      unwind(function, t, v, from: depth, to: floor)
      state.pointee.depth = floor
      state.pointee.meter.open = max(0, steps)
      throw diagnostic
    }
  }

  /// Says where the registers in use end.
  @inline(__always)
  func setTop(
    _ function: UnsafeMutablePointer<FunctionRecord>, _ d: UnsafeMutablePointer<Double>,
    _ t: UnsafeMutablePointer<Tensor>, _ v: UnsafeMutablePointer<Value>
  ) {
    let total = function.pointee.total
    state.pointee.top = Bases(d + total.number, t + total.tensor, v + total.value)
  }

  /// Takes the short jump of `i` and counts it if it goes back.
  @inline(__always)
  func jump(
    _ i: Instruction, _ pc: inout UnsafePointer<Instruction>, _ steps: inout Int
  ) throws(Failure) {
    let offset = i.shortOffset
    pc += offset
    steps &+= offset &>> 63
    if steps < 0 { steps = try nextSlice() }
  }
}
