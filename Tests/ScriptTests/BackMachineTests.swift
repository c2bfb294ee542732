import Diagnostics
import Tensors
import Testing

@testable import Script

@Suite struct BackMachineTests {
  static let scalars = BankCounts(number: 8, tensor: 0, value: 0)
  static let outgoing = BankCounts(number: 4, tensor: 0, value: 0)

  /// fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2)
  static func fibonacci() -> Assembly {
    var assembly = Assembly()
    assembly.function(
      "fib", [.number], gives: .number, window: Self.scalars, outgoing: Self.outgoing,
      numbers: [2, 1],
      [
        Instruction(.jumpNotLessK, 0, 0, 1),
        Instruction(.returnNumber, 0),
        Instruction(.subtractK, 8, 0, 1),
        Instruction(.call, x: 1, 1, 0),
        Instruction(.subtractK, 8, 0, 0),
        Instruction(.call, x: 1, 2, 0),
        Instruction(.add, 1, 1, 2),
        Instruction(.returnNumber, 1),
      ])
    return assembly
  }

  /// The sum of i * 0.5 + 1 / (i + 1) for i in 0 ..< n
  static func loop() -> Assembly {
    var assembly = Assembly()
    assembly.function(
      "loop", [.number], gives: .number, window: Self.scalars, outgoing: Self.outgoing,
      numbers: [0, 0.5, 1],
      [
        Instruction(.loadNumber, 1, 0),
        Instruction(.loadNumber, 2, 0),
        Instruction(.move, 3, 0),
        .long(.countPrepare, 2, 6),
        Instruction(.multiplyK, 4, 2, 1),
        Instruction(.addK, 5, 2, 2),
        Instruction(.divideIntoK, 5, 5, 2),
        Instruction(.add, 4, 4, 5),
        Instruction(.add, 1, 1, 4),
        .long(.countNext, 2, -6),
        Instruction(.returnNumber, 1),
      ])
    return assembly
  }

  @Test func `a recursive function gives Fibonacci numbers`() throws {
    #expect(try Self.fibonacci().run([.double(20)]) == .double(6765))
  }

  @Test func `a loop adds in order`() throws {
    var sum = 0.0
    for i in 0..<1000 { sum += Double(i) * 0.5 + 1 / (Double(i) + 1) }
    #expect(try Self.loop().run([.double(1000)]) == .double(sum))
  }

  @Test func `an empty loop does nothing`() throws {
    #expect(try Self.loop().run([.double(0)]) == .double(0))
  }

  @Test func `a loop over a fraction is an error at its instruction`() {
    #expect(
      throws: Diagnostic(
        .error, "range.fraction", at: SourceRange(3, 4),
        "the bounds of a loop must be integral, not 0 and 1.5",
        hints: ["for steps of another size write stride(from:to:by:)"])
    ) { try Self.loop().run([.double(1.5)]) }
  }

  @Test func `calls that are nested too deep end with an error`() {
    var limits = Limits()
    limits.callDepth = 100
    #expect(throws: Diagnostic.self) { try Self.fibonacci().run([.double(1000)], limits: limits) }
  }

  @Test func `steps are limited`() {
    var limits = Limits()
    limits.steps = 1000
    let thrown = #expect(throws: Diagnostic.self) {
      try Self.loop().run([.double(1e9)], limits: limits)
    }
    #expect(thrown?.message == "gave up after 1,000 steps")
  }

  @Test func `a tensor that nobody else holds is changed in place`() throws {
    var assembly = Assembly()
    assembly.function(
      "grow", [.tensor], gives: .tensor, numbers: [2],
      [
        Instruction(.loadNumber, 0, 0),
        Instruction(.tensorScalar, x: 2, 0, 0, 0),
        Instruction(.tensorBinary, x: 0, 0, 0, 0),
        Instruction(.returnTensor, 0),
      ])
    #expect(
      try assembly.run([.tensor(Tensor([1, 2, 3]))]) == .tensor(Tensor([4, 8, 12])))
  }
}
