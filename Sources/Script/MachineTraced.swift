import Diagnostics
import Numerics
import Tensors

extension Machine {
  /// The main loop with a tape: the same bytecode as `execute`, and beside each number and tensor
  /// register the place on the tape of what it holds (`n` beside `d`).
  ///
  /// Whoever changes `execute` changes this, too; a test runs programs through both.
  @inline(never)
  func executeTraced(
    _ record: UnsafeMutablePointer<FunctionRecord>, at bases: Bases
  ) throws(Diagnostic) {
    guard let tape else { return try execute(record, at: bases) }
    var function = record
    var pc = UnsafePointer(function.pointee.code)
    var k = function.pointee.constants
    var d = bases.numbers
    var n = numberTraces + (d - numbers)
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
        let a = Int(i.a)
        let b = Int(i.b)
        let c = Int(i.c)
        switch i.op {
        case .move:
          d[a] = d[b]
          n[a] = n[b]
        case .loadNumber:
          d[a] = k[b]
          n[a] = 0
        case .add:
          d[a] = d[b] + d[c]
          n[a] = tape.record(.add, n[b], n[c])
        case .subtract:
          d[a] = d[b] - d[c]
          n[a] = tape.record(.subtract, n[b], n[c])
        case .multiply:
          let (x, y) = (d[b], d[c])
          n[a] = tape.record(.multiply, n[b], n[c], x, y)
          d[a] = x * y
        case .divide:
          let (x, y) = (d[b], d[c])
          n[a] = tape.record(.divide, n[b], n[c], x, y)
          d[a] = x / y
        case .remainder:
          let (x, y) = (d[b], d[c])
          n[a] = tape.record(.remainder, n[b], n[c], x, y)
          d[a] = try remainder(x, y)
        case .remainderK:
          let x = d[b]
          n[a] = tape.record(.remainder, n[b], 0, x, k[c])
          d[a] = try remainder(x, k[c])
        case .power:
          let (x, y) = (d[b], d[c])
          n[a] = tape.record(.power, n[b], n[c], x, y)
          d[a] = pow(x, y)
        case .addK:
          d[a] = d[b] + k[c]
          n[a] = tape.record(.add, n[b], 0)
        case .subtractK:
          d[a] = d[b] - k[c]
          n[a] = tape.record(.subtract, n[b], 0)
        case .multiplyK:
          let x = d[b]
          n[a] = tape.record(.multiply, n[b], 0, x, k[c])
          d[a] = x * k[c]
        case .divideK:
          let x = d[b]
          n[a] = tape.record(.divide, n[b], 0, x, k[c])
          d[a] = x / k[c]
        case .subtractFromK:
          let y = d[b]
          n[a] = tape.record(.subtract, 0, n[b])
          d[a] = k[c] - y
        case .divideIntoK:
          let y = d[b]
          n[a] = tape.record(.divide, 0, n[b], k[c], y)
          d[a] = k[c] / y
        case .negate:
          n[a] = tape.record(.negate, n[b], 0)
          d[a] = -d[b]
        case .squareRoot:
          let result = d[b].squareRoot()
          n[a] = tape.record(.squareRoot, n[b], 0, d[b], result)
          d[a] = result
        case .absolute:
          n[a] = tape.record(.absolute, n[b], 0, d[b])
          d[a] = d[b].magnitude
        case .minimum:
          let x = d[b]
          let isLeft = minimum(x, d[c]).bitPattern == x.bitPattern
          n[a] = isLeft ? n[b] : n[c]
          d[a] = minimum(x, d[c])
        case .maximum:
          let x = d[b]
          let isLeft = maximum(x, d[c]).bitPattern == x.bitPattern
          n[a] = isLeft ? n[b] : n[c]
          d[a] = maximum(x, d[c])
        case .rounded:
          d[a] = d[b].rounded(.toNearestOrAwayFromZero)
          n[a] = 0
        case .truncated:
          d[a] = d[b].rounded(.towardZero) + 0
          n[a] = 0
        case .not:
          d[a] = 1 - d[b]
          n[a] = 0
        case .less:
          d[a] = d[b] < d[c] ? 1 : 0
          n[a] = 0
        case .lessOrEqual:
          d[a] = d[b] <= d[c] ? 1 : 0
          n[a] = 0
        case .equal:
          d[a] = d[b] == d[c] ? 1 : 0
          n[a] = 0
        case .notEqual:
          d[a] = d[b] != d[c] ? 1 : 0
          n[a] = 0
        case .function1:
          let x = d[b]
          let result = functions1[c].function(x)
          if n[b] != 0 { try checkDerivative(c) }
          n[a] = tape.record(.function1, n[b], 0, x, result, index: c)
          d[a] = result
        case .function2:
          let (x, y) = (d[b], d[b + 1])
          let result = functions2[c].function(x, y)
          if n[b] | n[b + 1] != 0 { try checkDerivative(c) }
          n[a] = tape.record(.function2, n[b], n[b + 1], x, y, index: c)
          d[a] = result

        case .jump:
          pc += i.longOffset
          steps &+= i.longOffset &>> 63
          if steps < 0 { steps = try nextSlice() }
        case .jumpTrue:
          if d[a] != 0 {
            pc += i.longOffset
            steps &+= i.longOffset &>> 63
            if steps < 0 { steps = try nextSlice() }
          }
        case .jumpFalse:
          if d[a] == 0 {
            pc += i.longOffset
            steps &+= i.longOffset &>> 63
            if steps < 0 { steps = try nextSlice() }
          }
        case .jumpLess: if d[a] < d[b] { try jump(i, &pc, &steps) }
        case .jumpNotLess: if !(d[a] < d[b]) { try jump(i, &pc, &steps) }
        case .jumpLessOrEqual: if d[a] <= d[b] { try jump(i, &pc, &steps) }
        case .jumpNotLessOrEqual: if !(d[a] <= d[b]) { try jump(i, &pc, &steps) }
        case .jumpEqual: if d[a] == d[b] { try jump(i, &pc, &steps) }
        case .jumpNotEqual: if d[a] != d[b] { try jump(i, &pc, &steps) }
        case .jumpLessK: if d[a] < k[b] { try jump(i, &pc, &steps) }
        case .jumpNotLessK: if !(d[a] < k[b]) { try jump(i, &pc, &steps) }
        case .jumpLessOrEqualK: if d[a] <= k[b] { try jump(i, &pc, &steps) }
        case .jumpNotLessOrEqualK: if !(d[a] <= k[b]) { try jump(i, &pc, &steps) }
        case .jumpGreaterK: if d[a] > k[b] { try jump(i, &pc, &steps) }
        case .jumpNotGreaterK: if !(d[a] > k[b]) { try jump(i, &pc, &steps) }
        case .jumpGreaterOrEqualK: if d[a] >= k[b] { try jump(i, &pc, &steps) }
        case .jumpNotGreaterOrEqualK: if !(d[a] >= k[b]) { try jump(i, &pc, &steps) }
        case .jumpEqualK: if d[a] == k[b] { try jump(i, &pc, &steps) }
        case .jumpNotEqualK: if d[a] != k[b] { try jump(i, &pc, &steps) }
        case .countNext:
          let next = d[a] + 1
          d[a] = next
          n[a] = 0
          if next < d[a + 1] {
            pc += i.longOffset
            steps &-= 1
            if steps < 0 { steps = try nextSlice() }
          }
        case .strideNext:
          n[a] = 0
          if strideTurns(d + a, isClosed: i.x != 0) {
            pc += i.longOffset
            steps &-= 1
            if steps < 0 { steps = try nextSlice() }
          }

        case .call, .callClosure:
          steps &-= 1
          if steps < 0 { steps = try nextSlice() }
          guard depth < depthLimit else { throw .callDepth }
          let callee = records + (i.op == .call ? b : try closureCode(v[b]))
          frames[depth] = Frame(pc: pc, function: function)
          depth += 1
          let closure = v + b
          let window = function.pointee.window
          d += window.number
          n += window.number
          t += window.tensor
          v += window.value
          if i.op == .callClosure {
            v[callee.pointee.parameters.value - 1] = closure.pointee
          }
          function = callee
          if callee.pointee.hasHeap { enter(callee, t, v) }
          pc = UnsafePointer(callee.pointee.code)
          k = callee.pointee.constants
          guard d < numberLimit, t < tensorLimit, v < valueLimit else { throw .callDepth }
        case .returnNumber, .returnNothing, .returnTensor, .returnValue:
          let result = i.op == .returnNumber ? d[a] : 0
          var trace: UInt32 = 0
          switch i.op {
          case .returnNumber: trace = n[a]
          case .returnTensor:
            trace = tensorTraces[t - tensors + a]
            swap(&t[a], &state.pointee.resultTensor)
          case .returnValue: swap(&v[a], &state.pointee.resultValue)
          default: break
          }
          if function.pointee.hasHeap { leave(function, t, v) }
          if depth == floor {
            state.pointee.resultNumber = result
            state.pointee.resultTrace = trace
            state.pointee.meter.open = steps
            return
          }
          depth -= 1
          function = frames[depth].function
          pc = frames[depth].pc
          k = function.pointee.constants
          let window = function.pointee.window
          d -= window.number
          n -= window.number
          t -= window.tensor
          v -= window.value
          let target = Int(pc[-1].a)
          switch i.op {
          case .returnNumber:
            d[target] = result
            n[target] = trace
          case .returnTensor: tensorTraces[t - tensors + target] = trace
          default: break
          }
          deliver(i.op, pc[-1], t, v)

        case .element:
          let index = position(d[c], t[b].count)
          guard index >= 0 else { throw .position(d[c], count: t[b].count, of: "vector") }
          let trace = tensorTraces[t - tensors + b]
          d[a] = t[b][flat: index]
          n[a] =
            trace == 0
            ? 0 : tape.recordElement(index, of: trace)
        case .multiplyElement:
          let index = position(d[c], t[b].count)
          guard index >= 0 else { throw .position(d[c], count: t[b].count, of: "vector") }
          let trace = tensorTraces[t - tensors + b]
          let element = trace == 0 ? 0 : tape.recordElement(index, of: trace)
          let (x, y) = (d[Int(i.x)], t[b][flat: index])
          n[a] = tape.record(.multiply, n[Int(i.x)], element, x, y)
          d[a] = x * y
        case .arrayElementNumber:
          d[a] = try elementNumber(v[b], d[c])
          n[a] = 0
        case .setArrayBoolean: try setBoolean(v + a, d[b], i.x == 0 ? d[c] != 0 : i.x == 2)
        case .jumpNone: if isNone(v[a]) { pc += i.longOffset }
        case .jumpSome: if !isNone(v[a]) { pc += i.longOffset }
        case .arrayElement: try loadElement(v + a, v + b, d[c])
        case .testIntegral:
          if integer(d[a]) == nil { throw notIntegral(d[a]) }
          d[a] += 0
        default:
          state.pointee.depth = depth
          state.pointee.meter.open = steps
          pc += try performTraced(i, function, pc, d, t, v, tape)
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

  /// Refuses a library function that has no derivative.
  @inline(never)
  func checkDerivative(_ index: Int) throws(Failure) {
    let function = library.functions[index]
    guard function.pullback == nil else { return }
    throw .noDerivative(function.name)
  }
}

extension Failure {
  static func noDerivative(_ name: String) -> Failure {
    .script(
      "gradient.step", "'\(name)' has no derivative",
      hints: ["keep it out of what the gradient goes through, or write it out"])
  }
}
